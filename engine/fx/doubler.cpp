#include "engine/fx/doubler.hpp"

#include "engine/console/rows_fx.hpp"
#include "engine/fx/gains.hpp"

namespace tutti::fx {
namespace {

consteval std::size_t at(std::string_view path) {
    return fx_value(FxType::doubler, path);
}
constexpr double kLongest = 240;  // ms
constexpr float kRightLater = 4.0F / 3;

// Two sines whose periods meet only after 1000 turns of the first.
constexpr float kFirst = 0.6F, kSecond = 0.4F;
constexpr double kSecondRate = 0.617;
float stray(double turn) noexcept {
    return kFirst * fast_sine_of_turn(turn) + kSecond * fast_sine_of_turn(turn * kSecondRate);
}
constexpr double kSteepest =
    2 * kPi * (static_cast<double>(kFirst) + static_cast<double>(kSecond) * kSecondRate);  // a turn

}  // namespace

Doubler::Doubler(double rate, const dsp::Kernels&)
    : rate_(rate), gain_length_(gain_samples(rate)), fade_(fade_samples(rate)) {
    for (Ring& ring : rings_) ring = Ring(static_cast<int>(kLongest * rate / 1000));
}

void Doubler::set(std::span<const float> values, bool at_once) noexcept {
    const double sway = static_cast<double>(values[at("doubler/rate")]);
    sway_.set(sway, rate_, fade_, at_once);
    // A pitch that is off by a share s comes from a delay that changes by s in each second.
    const double share = exp2(static_cast<double>(values[at("doubler/detune")]) / 1200) - 1;
    const auto depth = static_cast<float>(share / (kSteepest * sway) * rate_);
    for (int side = 0; side < 2; ++side) {
        const float late =
            values[at("doubler/delay")] * static_cast<float>(rate_ / 1000) * (side == 1 ? kRightLater : 1);
        // The two stray by different parts of the same long way.
        voices_[side].set({late, std::min(depth, 0.9F * late), side == 1 ? 271.3 : 0.0}, fade_, at_once);
    }
    const float spread = values[at("doubler/spread")];
    move(near_, 0.5F + 0.5F * spread, gain_length_, at_once);
    move(far_, 0.5F - 0.5F * spread, gain_length_, at_once);
    move(mix_, values[at("doubler/mix")], gain_length_, at_once);
}

void Doubler::process(const float* const* in, float* const* out, int frames) noexcept {
    for (int from = 0; from < frames; from += dsp::kChunk) {
        const int n = std::min(frames - from, dsp::kChunk);
        float dry[2][dsp::kChunk], wet[2][dsp::kChunk], near[dsp::kChunk], far[dsp::kChunk];
        fill(near_, n, near);
        fill(far_, n, far);
        for (int side = 0; side < 2; ++side) std::copy_n(in[side] + from, n, dry[side]);
        for (int t = 0; t < n; ++t) {
            const double turn = sway_.next();
            float y[2];
            for (int side = 0; side < 2; ++side) {
                y[side] = voices_[side].next(rings_[side], turn, stray);
                rings_[side].push(dry[side][t]);
            }
            for (int side = 0; side < 2; ++side) wet[side][t] = near[t] * y[side] + far[t] * y[1 - side];
        }
        near_.advance(n);
        far_.advance(n);
        blend(mix_, dry, wet, n, out, from);
    }
}

void Doubler::clear() noexcept {
    for (Ring& ring : rings_) ring.clear();
    for (Voice& voice : voices_) voice.arrive();
    sway_.clear();
    for (dsp::Glide* glide : {&near_, &far_, &mix_}) glide->jump(glide->target);
}

}  // namespace tutti::fx
