#include "engine/fx/saturation.hpp"

#include "engine/console/rows_fx.hpp"
#include "engine/fx/functions.hpp"
#include "engine/fx/gains.hpp"

namespace tutti::fx {
namespace {

consteval std::size_t at(std::string_view path) {
    return fx_value(FxType::saturation, path);
}
constexpr double kLowest = 5;  // Hz: what is below counts as constant
constexpr float kFlat = 9;     // from here on a tangent is 1

double bend(double x) noexcept {
    const double e = exp(2 * x);
    return (e - 1) / (e + 1);
}
float fast_bend(float x) noexcept {
    x = x < kFlat ? x : kFlat;
    x = x > -kFlat ? x : -kFlat;
    const float e = fast_exp2(x * 2.88539008F);
    return (e - 1) / (e + 1);
}

}  // namespace

Saturation::Saturation(double rate, const dsp::Kernels&)
    : gain_length_(gain_samples(rate)), blocker_(static_cast<float>(1 - exp(-2 * kPi * kLowest / rate))) {}

void Saturation::set(std::span<const float> values, bool at_once) noexcept {
    const double drive = from_db(static_cast<double>(values[at("saturation/drive")]));
    const double bias = static_cast<double>(values[at("saturation/bias")]);
    move(drive_, static_cast<float>(drive), gain_length_, at_once);
    move(bias_, static_cast<float>(bias), gain_length_, at_once);
    move(rest_, static_cast<float>(bend(bias)), gain_length_, at_once);
    // From peak to peak, full scale stays as high as it was.
    move(scale_, static_cast<float>(2 / (bend(drive + bias) + bend(drive - bias))), gain_length_, at_once);
    move(level_, static_cast<float>(from_db(static_cast<double>(values[at("saturation/level")]))), gain_length_,
         at_once);
    move(mix_, values[at("saturation/mix")], gain_length_, at_once);
}

void Saturation::process(const float* const* in, float* const* out, int frames) noexcept {
    for (int from = 0; from < frames; from += dsp::kChunk) {
        const int n = std::min(frames - from, dsp::kChunk);
        float drive[dsp::kChunk], bias[dsp::kChunk], rest[dsp::kChunk], scale[dsp::kChunk], level[dsp::kChunk],
            mix[dsp::kChunk];
        fill(drive_, n, drive);
        fill(bias_, n, bias);
        fill(rest_, n, rest);
        fill(scale_, n, scale);
        fill(level_, n, level);
        fill(mix_, n, mix);
        for (int t = 0; t < n; ++t) slow_[t] = V{in[0][from + t], in[1][from + t], 0, 0};
        oversampler_.up(slow_, n, fast_);
        for (int t = 0; t < n; ++t)
            for (int k = 0; k < Oversampler::kTimes; ++k) {
                V& x = fast_[Oversampler::kTimes * t + k];
                const V into = x * drive[t] + bias[t];
                V bent;
                for (int lane = 0; lane < 4; ++lane) bent[lane] = fast_bend(into[lane]);
                bent = (bent - rest[t]) * scale[t];
                x += mix[t] * (bent - x);
            }
        oversampler_.down(fast_, n, slow_);
        for (int t = 0; t < n; ++t) {
            steady_ += blocker_ * (slow_[t] - steady_);
            const V y = (slow_[t] - steady_) * level[t];
            out[0][from + t] = y[0];
            out[1][from + t] = y[1];
        }
        for (dsp::Glide* glide : {&drive_, &bias_, &rest_, &scale_, &level_, &mix_}) glide->advance(n);
    }
}

void Saturation::clear() noexcept {
    oversampler_.clear();
    steady_ = V{};
    for (dsp::Glide* glide : {&drive_, &bias_, &rest_, &scale_, &level_, &mix_}) glide->jump(glide->target);
}

}  // namespace tutti::fx
