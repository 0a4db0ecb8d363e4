#include "engine/fx/flanger.hpp"

#include "engine/console/rows_fx.hpp"
#include "engine/fx/gains.hpp"

namespace tutti::fx {
namespace {

consteval std::size_t at(std::string_view path) {
    return fx_value(FxType::flanger, path);
}
constexpr double kLongest = 20;  // ms

}  // namespace

Flanger::Flanger(double rate, const dsp::Kernels&)
    : rate_(rate), gain_length_(gain_samples(rate)), fade_(fade_samples(rate)) {
    for (Ring& ring : rings_) ring = Ring(static_cast<int>(kLongest * rate / 1000));
}

void Flanger::set(std::span<const float> values, bool at_once) noexcept {
    const auto ms = static_cast<float>(rate_ / 1000);
    const float half = values[at("flanger/depth")] * ms / 2;
    sway_.set(static_cast<double>(values[at("flanger/rate")]), rate_, fade_, at_once);
    for (int side = 0; side < 2; ++side) {
        const double apart = side == 1 ? 0.5 * static_cast<double>(values[at("flanger/spread")]) : 0;
        // A quarter of a turn back: it begins at its shortest.
        voices_[side].set({values[at("flanger/delay")] * ms + half, half, apart - 0.25}, fade_, at_once);
    }
    const float feedback = values[at("flanger/feedback")];
    move(feedback_, feedback, gain_length_, at_once);
    const double rest = 1 - static_cast<double>(feedback) * static_cast<double>(feedback);
    move(power_, static_cast<float>(root(rest)), gain_length_, at_once);
    move(mix_, values[at("flanger/mix")], gain_length_, at_once);
}

void Flanger::process(const float* const* in, float* const* out, int frames) noexcept {
    for (int from = 0; from < frames; from += dsp::kChunk) {
        const int n = std::min(frames - from, dsp::kChunk);
        float dry[2][dsp::kChunk], wet[2][dsp::kChunk], back[dsp::kChunk], power[dsp::kChunk];
        fill(feedback_, n, back);
        fill(power_, n, power);
        for (int side = 0; side < 2; ++side) std::copy_n(in[side] + from, n, dry[side]);
        for (int t = 0; t < n; ++t) {
            const double turn = sway_.next();
            for (int side = 0; side < 2; ++side) {
                const float y = voices_[side].next(rings_[side], turn, fast_sine_of_turn);
                rings_[side].push(dry[side][t] + back[t] * y);
                wet[side][t] = power[t] * y;
            }
        }
        feedback_.advance(n);
        power_.advance(n);
        blend(mix_, dry, wet, n, out, from);
    }
}

void Flanger::clear() noexcept {
    for (Ring& ring : rings_) ring.clear();
    for (Voice& voice : voices_) voice.arrive();
    sway_.clear();
    for (dsp::Glide* glide : {&feedback_, &power_, &mix_}) glide->jump(glide->target);
}

}  // namespace tutti::fx
