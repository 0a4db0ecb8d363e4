#include "engine/measure/watch.hpp"

#include <algorithm>
#include <cmath>

namespace tutti {
namespace {

constexpr std::size_t kAtOnce = 4096;  // frames

// How often what costs more is worked out, in seconds of sound. The momentary loudness follows every block of work.
constexpr double kShortTermEach = 0.05;
constexpr double kProgrammeEach = 0.5;

}  // namespace

Watch::Watch() : orders_([] { return WatchOrder(); }), answers_([] { return Measured(); }), sound_(2 * kAtOnce) {}

rt::SoundRing& Watch::ring() {
    if (!ring_) ring_ = std::make_unique<rt::SoundRing>(kRoom);
    return *ring_;
}

void Watch::order(const WatchOrder& order) {
    ordered_ = order.take;
    if (order.take != 0) ring();  // before the other thread looks for it
    orders_.back() = order;
    orders_.publish();
}

const Measured& Watch::look() {
    answers_.take();
    const Measured& newest = answers_.front();
    static const Measured nothing;
    return newest.take == ordered_ ? newest : nothing;
}

bool Watch::work() {
    if (orders_.take()) follow(orders_.front());
    if (order_.take == 0) return false;
    // Not for ever, so that others have their turn.
    for (std::size_t turn = 0; turn < kRoom / kAtOnce; ++turn) {
        const std::size_t frames = ring_->read(order_.take, sound_);
        const std::span interleaved = std::span(sound_).first(2 * frames);
        // A number that is none would stay in every sum.
        std::replace_if(
            interleaved.begin(), interleaved.end(), [](float x) { return !std::isfinite(x); }, 0.0F);
        if (frames > 0) measure(interleaved);
        if (frames < kAtOnce) break;
    }
    answers_.back() = measured_;
    answers_.publish();
    return true;
}

void Watch::follow(const WatchOrder& order) {
    const bool anew = order.take != order_.take || order.rate != order_.rate;
    const bool loud = order.take != 0 && order.loudness, coloured = order.take != 0 && order.spectrum;
    if (anew) {
        measured_ = Measured();
        measured_.take = order.take;
    }
    if (anew || loud != loudness_.has_value()) {
        loudness_.reset();
        if (loud) loudness_.emplace(order.rate);
        measured_.momentary = measured_.short_term = Measured::kNothing;
        window_due_ = 0;
    } else if (loud && order.clears != order_.clears) {
        loudness_->clear();
    }
    if (anew || loud != order_.loudness || order.clears != order_.clears) {
        measured_.integrated = measured_.true_peak[0] = measured_.true_peak[1] = Measured::kNothing;
        measured_.range = 0;
        programme_due_ = 0;
    }
    if (anew || coloured != spectrum_.has_value()) {
        spectrum_.reset();
        if (coloured) spectrum_.emplace(order.rate);
        measured_.spectrum = Measured::silence();
    }
    order_ = order;
}

void Watch::measure(std::span<const float> interleaved) {
    measured_.frames += interleaved.size() / 2;
    const auto later = [this](double seconds) {
        return measured_.frames + static_cast<std::uint64_t>(seconds * order_.rate);
    };
    if (spectrum_) {
        spectrum_->add(interleaved);
        measured_.spectrum = spectrum_->bands();
    }
    if (!loudness_) return;
    loudness_->add(interleaved);
    measured_.momentary = static_cast<float>(loudness_->momentary());
    for (int side = 0; side < 2; ++side) measured_.true_peak[side] = static_cast<float>(loudness_->true_peak(side));
    if (measured_.frames >= window_due_) {
        measured_.short_term = static_cast<float>(loudness_->short_term());
        window_due_ = later(kShortTermEach);
    }
    if (measured_.frames >= programme_due_) {
        measured_.integrated = static_cast<float>(loudness_->integrated());
        measured_.range = static_cast<float>(loudness_->range());
        programme_due_ = later(kProgrammeEach);
    }
}

}  // namespace tutti
