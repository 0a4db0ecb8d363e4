#include "engine/dsp/lookahead_limiter.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>

namespace tutti::dsp {
namespace {

constexpr float kMargin = 0.985F;  // 0.13 dB: what interpolation to four times the rate may miss of a peak

// Modified Bessel function of the first kind, order 0.
double bessel(double x) {
    double sum = 1, term = 1;
    for (int k = 1; k < 40; ++k) sum += term *= (x / (2 * k)) * (x / (2 * k));
    return sum;
}
// Kaiser window over -1..1.
double kaiser(double place) {
    constexpr double beta = 5;
    return std::abs(place) >= 1 ? 0 : bessel(beta * std::sqrt(1 - place * place)) / bessel(beta);
}
double sinc(double x) {
    return x == 0 ? 1 : std::sin(std::numbers::pi * x) / (std::numbers::pi * x);
}

}  // namespace

void LookaheadLimiter::Mean::reset(int length) {
    ring.assign(static_cast<std::size_t>(length), 1.0F);
    sum = length;
    at = 0;
}

float LookaheadLimiter::Mean::next(float v) {
    float& oldest = ring[static_cast<std::size_t>(at)];
    sum += static_cast<double>(v) - static_cast<double>(oldest);
    oldest = v;
    at = at + 1 == static_cast<int>(ring.size()) ? 0 : at + 1;
    return static_cast<float>(sum / static_cast<double>(ring.size()));
}

LookaheadLimiter::LookaheadLimiter(double rate)
    : delay_(std::max(static_cast<int>(std::lround(rate / 1000)), kTaps)), window_(delay_ - kTaps / 2) {
    for (int phase = 0; phase < kPhases; ++phase)
        for (int k = 0; k < kTaps; ++k) {
            // Tap k meets the sample k back from the newest; the place looked at is kTaps/2 - phase/4 back.
            const double away = k - (kTaps / 2.0 - phase / static_cast<double>(kPhases));
            taps_[phase][k] = static_cast<float>(sinc(away) * kaiser(away / (kTaps / 2.0)));
        }
    for (auto& ring : delayed_) ring.resize(static_cast<std::size_t>(delay_));
    ceilings_.resize(static_cast<std::size_t>(delay_));
    candidates_.resize(static_cast<std::size_t>(window_ + 1));
    clear();
}

void LookaheadLimiter::clear() {
    std::memset(history_, 0, sizeof history_);
    for (auto& ring : delayed_) std::fill(ring.begin(), ring.end(), 0.0F);
    std::fill(ceilings_.begin(), ceilings_.end(), ceiling_.target);
    const int first = window_ / 2;
    first_mean_.reset(first);
    second_mean_.reset(window_ + 1 - first);
    count_ = first_ = 0;
    depth_ = last_between_ = 0;
}

void LookaheadLimiter::set(float ceiling, float release, float length, bool at_once) {
    const float sane = ceiling > 1e-6F ? std::min(ceiling, 1e6F) : 1e-6F;
    at_once ? ceiling_.jump(sane) : ceiling_.move(sane, length);
    if (at_once) std::fill(ceilings_.begin(), ceilings_.end(), sane);
    release_ = release > 0 ? std::min(release, 1.0F) : 0.0F;
}

void LookaheadLimiter::find_peaks(int frames) {
    std::fill_n(peaks_, frames, 0.0F);
    float between[kChunk] = {};
    for (const auto& history : history_)
        for (int phase = 0; phase < kPhases; ++phase) {
            float value[kChunk] = {};
            const float* newest = history + kHistory - frames;
            for (int k = 0; k < kTaps; ++k) {
                const float tap = taps_[phase][k];
                const float* x = newest - k;
                for (int t = 0; t < frames; ++t) value[t] += tap * x[t];
            }
            float* peaks = phase == 0 ? peaks_ : between;
            for (int t = 0; t < frames; ++t) peaks[t] = std::max(peaks[t], std::abs(value[t]));
        }
    // A peak between two samples concerns both.
    for (int t = 0; t < frames; ++t) {
        peaks_[t] = std::max({peaks_[t], last_between_, between[t]});
        last_between_ = between[t];
    }
}

// The least of the newest window_ + 1 values, by the candidates that can still become it.
float LookaheadLimiter::least_of_window(float need) {
    const int size = static_cast<int>(candidates_.size());
    const auto slot = [&](int n) -> Candidate& { return candidates_[static_cast<std::size_t>((first_ + n) % size)]; };
    if (count_ > 0 && slot(0).time < time_ - window_) first_ = (first_ + 1) % size, --count_;
    while (count_ > 0 && slot(count_ - 1).need >= need) --count_;
    slot(count_++) = {need, time_++};
    return slot(0).need;
}

void LookaheadLimiter::process(const float* left, const float* right, int frames, float* out_left, float* out_right) {
    const float* in[2] = {left, right};
    for (int side = 0; side < 2; ++side) {
        std::memmove(history_[side], history_[side] + frames,
                     sizeof(float) * static_cast<std::size_t>(kHistory - frames));
        float* newest = history_[side] + kHistory - frames;
        for (int t = 0; t < frames; ++t) newest[t] = std::isfinite(in[side][t]) ? in[side][t] : 0.0F;
    }
    find_peaks(frames);
    float* out[2] = {out_left, out_right};
    for (int t = 0; t < frames; ++t) {
        ceiling_.advance(1);
        const float ceiling = std::max(ceiling_.value(), 1e-6F);
        const float loudest = peaks_[t];
        const float need = loudest > ceiling * kMargin ? ceiling * kMargin / loudest : 1.0F;
        const float least = least_of_window(need);
        depth_ = std::max(1 - least, depth_ - release_ * depth_);
        const float gain = second_mean_.next(first_mean_.next(1 - depth_));
        least_ = std::min(least_, gain);
        const auto n = static_cast<std::size_t>(at_);
        const float top = ceilings_[n];
        ceilings_[n] = ceiling;
        for (int side = 0; side < 2; ++side) {
            const float late = delayed_[side][n];
            delayed_[side][n] = history_[side][kHistory - frames + t];
            out[side][t] = std::clamp(late * gain, -top, top);
        }
        at_ = at_ + 1 == delay_ ? 0 : at_ + 1;
    }
}

float LookaheadLimiter::take_reduction() {
    const float least = least_;
    least_ = 1;
    return least;
}

}  // namespace tutti::dsp
