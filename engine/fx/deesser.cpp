#include "engine/fx/deesser.hpp"

#include "engine/console/rows_fx.hpp"
#include "engine/fx/gains.hpp"
#include "engine/fx/sections.hpp"

namespace tutti::fx {
namespace {

consteval std::size_t at(std::string_view path) {
    return fx_value(FxType::deesser, path);
}
constexpr double kListening = 1;  // ms of the mean
constexpr float kLeast = 1e-12F;  // -120 dB: log2 wants something

float share_of(double ms, double rate) noexcept {
    return static_cast<float>(1 - exp(-1000 / (ms * rate)));
}

}  // namespace

Deesser::Deesser(double rate, const dsp::Kernels&)
    : rate_(rate),
      gain_length_(gain_samples(rate)),
      fade_(fade_samples(rate)),
      listening_(share_of(kListening, rate)) {}

void Deesser::set(std::span<const float> values, bool at_once) noexcept {
    const double g = warped(static_cast<double>(values[at("deesser/frequency")]), rate_);
    sibilance_.set({low_cut(g)}, fade_, at_once);
    around_.set({section(g, kButterworth, 0, kButterworth, 0)}, fade_, at_once);
    move(threshold_, values[at("deesser/threshold")] / kDbOfLog2, gain_length_, at_once);
    move(slope_, 1 - 1 / values[at("deesser/ratio")], gain_length_, at_once);
    move(range_, values[at("deesser/range")] / kDbOfLog2, gain_length_, at_once);
    attack_ = share_of(static_cast<double>(values[at("deesser/attack")]), rate_);
    release_ = share_of(static_cast<double>(values[at("deesser/release")]), rate_);
    move(wide_, values[at("deesser/mode")], fade_, at_once);
    move(listen_, values[at("deesser/listen")], fade_, at_once);
}

void Deesser::process(const float* const* in, float* const* out, int frames) noexcept {
    for (int from = 0; from < frames;) {
        const int n = sibilance_.until_change(std::min(frames - from, dsp::kChunk));
        float high[2][dsp::kChunk], around[2][dsp::kChunk];
        float threshold[dsp::kChunk], slope[dsp::kChunk], range[dsp::kChunk], wide[dsp::kChunk], listen[dsp::kChunk];
        fill(threshold_, n, threshold);
        fill(slope_, n, slope);
        fill(range_, n, range);
        fill(wide_, n, wide);
        fill(listen_, n, listen);
        for (int side = 0; side < 2; ++side) {
            std::copy_n(in[side] + from, n, high[side]);
            std::copy_n(in[side] + from, n, around[side]);
        }
        sibilance_.process(high[0], high[1], n);
        around_.process(around[0], around[1], n);
        for (int t = 0; t < n; ++t) {
            const float now = std::max(high[0][t] * high[0][t], high[1][t] * high[1][t]);
            power_ += listening_ * (now - power_);
            // Of a sine, twice the mean is the peak's square.
            const float level = 0.5F * fast_log2(2 * power_ + kLeast);
            const float wanted = std::clamp((level - threshold[t]) * slope[t], 0.0F, range[t]);
            reduction_ += (wanted > reduction_ ? attack_ : release_) * (wanted - reduction_);
            deepest_ = std::max(deepest_, reduction_);
            // A shelf (gain s² + sqrt(2 gain) s + 1) / (s² + sqrt(2) s + 1): only its zeros move.
            const float half = fast_exp2(-0.5F * reduction_), gain = half * half;
            for (int side = 0; side < 2; ++side) {
                const float x = in[side][from + t];
                const float part = (1 - gain) * high[side][t] + (1 - half) * around[side][t];
                const float y = x - part - wide[t] * ((1 - gain) * x - part);
                out[side][from + t] = y + listen[t] * (high[side][t] - y);
            }
        }
        for (dsp::Glide* glide : {&threshold_, &slope_, &range_, &wide_, &listen_}) glide->advance(n);
        from += n;
    }
}

void Deesser::clear() noexcept {
    power_ = reduction_ = 0;
    sibilance_.clear();
    around_.clear();
    for (dsp::Glide* glide : {&threshold_, &slope_, &range_, &wide_, &listen_}) glide->jump(glide->target);
}

float Deesser::take_reduction() noexcept {
    const float least = fast_exp2(-deepest_);
    deepest_ = 0;
    return least;
}

}  // namespace tutti::fx
