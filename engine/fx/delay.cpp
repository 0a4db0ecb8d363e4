#include "engine/fx/delay.hpp"

#include <cmath>

#include "engine/console/rows_fx.hpp"
#include "engine/fx/gains.hpp"
#include "engine/fx/sections.hpp"

namespace tutti::fx {
namespace {

consteval std::size_t at(std::string_view path) {
    return fx_value(FxType::delay, path);
}

// In the order of rows::kDelayParts.
constexpr double kParts[] = {1, 0.75, 2.0 / 3, 0.5, 0.375, 1.0 / 3, 0.25, 1.0 / 6, 0.125};
static_assert(std::size(kParts) == std::size(rows::kDelayParts));
constexpr int kLongest = 2000;  // ms

}  // namespace

Delay::Delay(double rate, const dsp::Kernels&)
    : rate_(rate), gain_length_(gain_samples(rate)), fade_(fade_samples(rate)) {
    for (Ring& ring : rings_) ring = Ring(static_cast<int>(std::ceil(kLongest * rate / 1000)));
}

void Delay::set(std::span<const float> values, bool at_once) noexcept {
    const double beat = static_cast<double>(values[at("delay/time")]) * rate_ / 1000;
    const float parts[] = {values[at("delay/left")], values[at("delay/right")]};
    for (int side = 0; side < 2; ++side) {
        const double samples = beat * kParts[static_cast<std::size_t>(parts[side])];
        echoes_[side].set(std::clamp(static_cast<int>(samples + 0.5), 1, rings_[side].longest()), fade_, at_once);
    }
    filter_.set(
        {low_cut_or_off(values[at("delay/low_cut")], rate_), high_cut_or_off(values[at("delay/high_cut")], rate_)},
        fade_, at_once);
    const float feedback = values[at("delay/feedback")], cross = values[at("delay/cross")];
    move(straight_, feedback * (1 - cross), gain_length_, at_once);
    move(across_, feedback * cross, gain_length_, at_once);
    move(mix_, values[at("delay/mix")], gain_length_, at_once);
}

int Delay::until_change(int frames) const noexcept {
    for (const ReadPoint& echo : echoes_) frames = std::min(echo.until_change(frames), echo.shortest());
    return filter_.until_change(frames);
}

void Delay::process(const float* const* in, float* const* out, int frames) noexcept {
    for (int from = 0; from < frames;) {
        const int n = until_change(std::min(frames - from, dsp::kChunk));
        float dry[2][dsp::kChunk], wet[2][dsp::kChunk], go[2][dsp::kChunk];
        float straight[dsp::kChunk], across[dsp::kChunk];
        fill(straight_, n, straight);
        fill(across_, n, across);
        for (int side = 0; side < 2; ++side) {
            std::copy_n(in[side] + from, n, dry[side]);
            echoes_[side].read(rings_[side], n, true, wet[side]);
            echoes_[side].advance(n);
        }
        for (int side = 0; side < 2; ++side)
            for (int t = 0; t < n; ++t)
                go[side][t] = dry[side][t] + straight[t] * wet[side][t] + across[t] * wet[1 - side][t];
        filter_.process(go[0], go[1], n);
        for (int side = 0; side < 2; ++side) rings_[side].write(go[side], n);
        straight_.advance(n);
        across_.advance(n);
        blend(mix_, dry, wet, n, out, from);
        from += n;
    }
}

void Delay::clear() noexcept {
    for (Ring& ring : rings_) ring.clear();
    for (ReadPoint& echo : echoes_) echo.arrive();
    filter_.clear();
    for (dsp::Glide* glide : {&straight_, &across_, &mix_}) glide->jump(glide->target);
}

}  // namespace tutti::fx
