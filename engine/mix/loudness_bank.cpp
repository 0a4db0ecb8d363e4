#include "engine/mix/loudness_bank.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

#include "engine/mix/ramps.hpp"

namespace tutti {
namespace {

constexpr float kGrid = 16;             // of Engine::settle
constexpr double kLookEach = 0.1;       // s
constexpr double kFall = 3, kRise = 1;  // dB a second
constexpr int kLooksASecond = 10;
constexpr float kSilence = 1.1723e-7F;  // -70 LUFS as a mean
constexpr float kMost = 1e30F;          // keeps sums finite, whatever the sound

// The two filters of BS.1770-4, whose coefficients it gives at 48 kHz, from the analogue frequencies and Q that these
// stand for, so that they are right at any rate (as libebur128 has them). k = 1/Q; see mix_frame.hpp for the form.
Svf section(double frequency, double q, double rate, double high, double band, double low) {
    const double g = std::tan(std::numbers::pi * frequency / rate), k = 1 / q;
    const double a1 = 1 / (1 + g * (g + k));
    // high, band and low are the gains of s², s/Q and 1 in the numerator.
    return {static_cast<float>(a1),
            static_cast<float>(g * a1),
            static_cast<float>(g * g * a1),
            static_cast<float>(high),
            static_cast<float>(k * (band - high)),
            static_cast<float>(low - high)};
}
Svf shelf(double rate) {
    const double top = std::pow(10, 3.999843853973347 / 20);
    return section(1681.974450955533, 0.7071752369554196, rate, top, std::pow(top, 0.4996667741545416), 1);
}
// Its numerator is (1 - 1/z)² as it stands, not scaled to unity at the top.
Svf high_pass(double rate) {
    constexpr double frequency = 38.13547087602444, q = 0.5003270373238773;
    const double g = std::tan(std::numbers::pi * frequency / rate);
    return section(frequency, q, rate, 1 + g / q + g * g, 0, 0);
}

// In a straight line of a tenth of a second its steepest place is to be no steeper than this.
float factor(double decibels_a_second, double period, double rate) {
    return static_cast<float>(1 + decibels_a_second * std::numbers::ln10 / 20 * period / rate);
}

dsp::LaneBits bit_of(int lane) {
    return static_cast<dsp::LaneBits>(1U << lane);
}

}  // namespace

LoudnessBank::LoudnessBank(double rate)
    : period_(static_cast<float>(std::round(rate * kLookEach / kGrid) * kGrid)),
      fall_(1 / factor(kFall, static_cast<double>(period_), rate)),
      rise_(factor(kRise, static_cast<double>(period_), rate)) {
    gain_.straight = true;
    const Svf sections[kSections] = {shelf(rate), high_pass(rate)};
    for (int lane = 0; lane < dsp::kLanes; ++lane) {
        dsp::jump(gain_, lane, 1);
        least_.at[lane] = 1;
        for (int k = 0; k < kSections; ++k) dsp::write_section(weighting_[k], lane, sections[k]);
    }
}

void LoudnessBank::set(int lane, float bound, bool at_once) {
    bound_[static_cast<std::size_t>(lane)] = bound > 0 && std::isfinite(bound) ? bound : 0;
    const bool bounded = bound_[static_cast<std::size_t>(lane)] > 0;
    if (at_once) {
        dsp::jump(gain_, lane, 1);
        at_work_ &= ~bit_of(lane);
    }
    if (!bounded || (at_work_ & bit_of(lane))) return;
    if (!at_work_) left_ = period_;
    at_work_ |= bit_of(lane);
    forget(lane);
}

void LoudnessBank::forget(int lane) {
    const auto l = static_cast<std::size_t>(lane);
    energy_[l] = 0;
    for (Means& look : window_) look[l] = 0;
    for (Means& second : greatest_) second[l] = 0;
    for (auto& side : states_)
        for (dsp::SectionState& state : side) dsp::clear_section(state, lane);
}

void LoudnessBank::run(const dsp::Kernels& kernels, dsp::Block* const* x, int frames, dsp::LaneBits lanes) {
    lanes &= at_work_;
    if (!lanes) return;
    const dsp::LaneMask active = dsp::mask_of(lanes);
    const dsp::Section* const sections[kSections] = {&weighting_[0], &weighting_[1]};
    for (int side = 0; side < 2; ++side) {
        dsp::SectionState* states[kSections] = {&states_[side][0], &states_[side][1]};
        kernels.filter(sections, states, kSections, *x[side], frames, active, weighted_);
        for (int t = 0; t < frames; ++t)
            for (std::size_t l = 0; l < dsp::kLanes; ++l) {
                const float power = weighted_.at[t][l] * weighted_.at[t][l];
                energy_[l] += power < kMost ? power : kMost;  // no number is the most too
            }
        kernels.gain(*x[side], gain_, frames, active, *x[side], unheard_);
    }
    dsp::advance(gain_, frames, lanes);
    for (unsigned bits = lanes; bits; bits &= bits - 1) {
        const int lane = std::countr_zero(bits);
        least_.at[lane] = std::min(least_.at[lane], dsp::value(gain_, lane));
    }
    left_ -= static_cast<float>(frames);
}

void LoudnessBank::settle() {
    if (at_work_ && left_ <= 0) look();
}

float LoudnessBank::wait(float none) const {
    return at_work_ ? std::min(none, std::max(left_, 0.0F)) : none;
}

float LoudnessBank::take_least(int lane) {
    const float least = least_.at[lane];
    least_.at[lane] = dsp::value(gain_, lane);
    return least;
}

void LoudnessBank::look() {
    const float samples = (period_ - left_) * kLooks;  // a patch of the grid late, at most
    if (++second_ >= kLooksASecond) {
        second_ = 0;
        place_ = (place_ + 1) % kSeconds;
        greatest_[static_cast<std::size_t>(place_)] = {};
    }
    Means& newest = window_[static_cast<std::size_t>(at_)];
    at_ = (at_ + 1) % kLooks;
    for (std::size_t l = 0; l < dsp::kLanes; ++l) {
        newest[l] = energy_[l] / samples;
        energy_[l] = 0;
    }
    left_ = period_;
    for (unsigned bits = at_work_; bits; bits &= bits - 1) {
        const int lane = std::countr_zero(bits);
        const auto l = static_cast<std::size_t>(lane);
        float mean = 0, most = 0;
        for (const Means& look : window_) mean += look[l];
        float& second = greatest_[static_cast<std::size_t>(place_)][l];
        second = std::max(second, mean);
        for (const Means& each : greatest_) most = std::max(most, each[l]);
        const float bound = bound_[l], now = gain_.target[lane];
        const float wanted = bound > 0 && most > bound ? std::sqrt(bound / most) : 1.0F;
        const float heard = newest[l] * kLooks;
        const bool tells = heard > kSilence && heard * now * now <= bound;
        const float highest = bound == 0 || tells ? now * rise_ : now;
        const float next = std::min(std::clamp(wanted, now * fall_, highest), 1.0F);
        dsp::move(gain_, lane, next, period_);
        if (bound == 0 && next == 1 && now == 1) at_work_ &= ~bit_of(lane);
    }
}

}  // namespace tutti
