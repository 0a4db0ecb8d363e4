#include "engine/fx/chorus.hpp"

#include "engine/console/rows_fx.hpp"
#include "engine/fx/gains.hpp"

namespace tutti::fx {
namespace {

consteval std::size_t at(std::string_view path) {
    return fx_value(FxType::chorus, path);
}
constexpr double kLongest = 50;     // ms
constexpr float kVoice = 0.57735F;  // three of them have the power of one

}  // namespace

Chorus::Chorus(double rate, const dsp::Kernels&)
    : rate_(rate), gain_length_(gain_samples(rate)), fade_(fade_samples(rate)) {
    for (Ring& ring : rings_) ring = Ring(static_cast<int>(kLongest * rate / 1000));
}

void Chorus::set(std::span<const float> values, bool at_once) noexcept {
    const auto ms = static_cast<float>(rate_ / 1000);
    const float depth = values[at("chorus/depth")] * ms;
    const float delay = std::max(values[at("chorus/delay")] * ms, depth + ms);
    sway_.set(static_cast<double>(values[at("chorus/rate")]), rate_, fade_, at_once);
    for (int side = 0; side < 2; ++side)
        for (int v = 0; v < kVoices; ++v) {
            const double offset = static_cast<double>(v) / kVoices;
            const double apart = side == 1 ? 0.5 * static_cast<double>(values[at("chorus/spread")]) : 0;
            voices_[side][v].set({delay, depth, offset + apart}, fade_, at_once);
        }
    move(mix_, values[at("chorus/mix")], gain_length_, at_once);
}

void Chorus::process(const float* const* in, float* const* out, int frames) noexcept {
    for (int from = 0; from < frames; from += dsp::kChunk) {
        const int n = std::min(frames - from, dsp::kChunk);
        float dry[2][dsp::kChunk], wet[2][dsp::kChunk];
        for (int side = 0; side < 2; ++side) std::copy_n(in[side] + from, n, dry[side]);
        for (int t = 0; t < n; ++t) {
            const double turn = sway_.next();
            for (int side = 0; side < 2; ++side) {
                float sum = 0;
                for (Voice& voice : voices_[side]) sum += voice.next(rings_[side], turn, fast_sine_of_turn);
                wet[side][t] = kVoice * sum;
                rings_[side].push(dry[side][t]);
            }
        }
        blend(mix_, dry, wet, n, out, from);
    }
}

void Chorus::clear() noexcept {
    for (int side = 0; side < 2; ++side) {
        rings_[side].clear();
        for (Voice& voice : voices_[side]) voice.arrive();
    }
    sway_.clear();
    mix_.jump(mix_.target);
}

}  // namespace tutti::fx
