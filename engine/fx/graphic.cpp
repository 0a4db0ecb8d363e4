#include "engine/fx/graphic.hpp"

#include <cmath>

#include "engine/fx/gains.hpp"
#include "engine/fx/sections.hpp"

namespace tutti::fx {
namespace {

// A bell has half its gain this far below its centre: its Q, where frequencies are not yet bent by the bilinear
// transform, is 3, and it is heard at its neighbours' centres with a third of its gain. Near half the rate Q falls, so
// that the lower side stays as wide.
constexpr double kHalfGain = 0.85;
constexpr float kPrototype = 12;  // dB: at which the bells' influence on each other is measured
constexpr float kMost = 36;       // dB of one bell
constexpr float kNear = 0.02F;    // dB: what is left is far smaller after the next step
constexpr int kMostSteps = 8;

}  // namespace

Graphic::Graphic(double rate, const dsp::Kernels&) : fade_(fade_samples(rate)), count_(0) {
    for (const float f : rows::kGraphicFrequencies)
        if (const auto centre = static_cast<double>(f); centre < 0.46 * rate) {
            const auto i = static_cast<std::size_t>(count_++);
            warped_[i] = warped(centre, rate);
            const double below = warped(centre * kHalfGain, rate) / warped_[i];
            const double above = warped(std::min(centre / kHalfGain, 0.45 * rate), rate) / warped_[i];
            q_[i] = below / (1 - below * below);
            if (above > 1) q_[i] = std::min(q_[i], above / (above * above - 1));
        }
    const auto n = static_cast<std::size_t>(count_);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) {
            const double w = warped_[j] / warped_[i];
            off_[i][j] = static_cast<float>((1 - w * w) * (1 - w * w));
            on_[i][j] = static_cast<float>(w * w / (q_[i] * q_[i]));
        }
    // What one bell of the prototype's gain is heard with at every centre, as a matrix, and that inverted by
    // elimination.
    std::array<std::array<double, 2 * kGraphicBands>, kGraphicBands> m{};
    for (std::size_t i = 0; i < n; ++i) {
        Bands one{}, heard;
        one[i] = kPrototype;
        respond(one, heard);
        for (std::size_t j = 0; j < n; ++j) m[j][i] = static_cast<double>(heard[j] / kPrototype);
        m[i][n + i] = 1;
    }
    for (std::size_t i = 0; i < n; ++i)  // strongest on the diagonal: no exchange of rows is needed
        for (std::size_t j = 0; j < n; ++j) {
            if (j == i) continue;
            const double share = m[j][i] / m[i][i];
            for (std::size_t k = i; k < 2 * n; ++k) m[j][k] -= share * m[i][k];
        }
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) inverse_[j][i] = static_cast<float>(m[i][n + j] / m[i][i]);
}

// A bell is (1 - w² + j w A/Q) / (1 - w² + j w/(A Q)), so its power is (off + on A²) / (off + on / A²).
void Graphic::respond(const Bands& bells, Bands& at_centres) const noexcept {
    at_centres.fill(0);
    const auto n = static_cast<std::size_t>(count_);
    for (std::size_t i = 0; i < n; ++i) {
        if (bells[i] == 0) continue;
        const float power = fast_exp2(bells[i] / kDbOfLog2);  // A²
        const float inverse = 1 / power;
        for (std::size_t j = 0; j < n; ++j) {
            const float ratio = (off_[i][j] + on_[i][j] * power) / (off_[i][j] + on_[i][j] * inverse);
            at_centres[j] += 0.5F * kDbOfLog2 * fast_log2(ratio);
        }
    }
}

// Newton's steps from where the bells stand, with the matrix of the prototype for a derivative.
void Graphic::find_bells(std::span<const float> gains) noexcept {
    const auto n = static_cast<std::size_t>(count_);
    for (int step = 0; step < kMostSteps; ++step) {
        Bands heard;
        respond(bells_, heard);
        float worst = 0;
        for (std::size_t j = 0; j < n; ++j) {
            const float missing = gains[j] - heard[j];
            worst = std::max(worst, std::abs(missing));
            for (std::size_t i = 0; i < n; ++i) bells_[i] += inverse_[j][i] * missing;
        }
        for (std::size_t i = 0; i < n; ++i) bells_[i] = std::clamp(bells_[i], -kMost, kMost);
        if (worst < kNear) return;
    }
}

void Graphic::set(std::span<const float> values, bool at_once) noexcept {
    const auto gains = values.first(static_cast<std::size_t>(count_));
    Svf sections[kGraphicBands];
    if (std::all_of(gains.begin(), gains.end(), [](float gain) { return gain == 0; })) {
        bells_.fill(0);
    } else {
        find_bells(gains);
        for (std::size_t i = 0; i < gains.size(); ++i)
            sections[i] = bell(warped_[i], static_cast<double>(bells_[i]), q_[i]);
    }
    row_.set(sections, fade_, at_once);
}

void Graphic::process(const float* const* in, float* const* out, int frames) noexcept {
    for (int from = 0; from < frames;) {
        const int n = row_.until_change(std::min(frames - from, dsp::kChunk));
        for (int side = 0; side < 2; ++side)
            if (in[side] != out[side]) std::copy_n(in[side] + from, n, out[side] + from);
        row_.process(out[0] + from, out[1] + from, n);
        from += n;
    }
}

void Graphic::clear() noexcept {
    row_.clear();
}

}  // namespace tutti::fx
