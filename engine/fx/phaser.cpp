#include "engine/fx/phaser.hpp"

#include "engine/console/rows_fx.hpp"
#include "engine/fx/gains.hpp"

namespace tutti::fx {
namespace {

consteval std::size_t at(std::string_view path) {
    return fx_value(FxType::phaser, path);
}

}  // namespace

Phaser::Phaser(double rate, const dsp::Kernels&)
    : rate_(rate), gain_length_(gain_samples(rate)), fade_(fade_samples(rate)) {}

void Phaser::set(std::span<const float> values, bool at_once) noexcept {
    sway_.set(static_cast<double>(values[at("phaser/rate")]), rate_, fade_, at_once);
    move(octave_, fast_log2(values[at("phaser/frequency")]), fade_, at_once);
    move(depth_, values[at("phaser/depth")], fade_, at_once);
    move(offset_, 0.5F * values[at("phaser/spread")], fade_, at_once);
    const float feedback = values[at("phaser/feedback")];
    move(feedback_, feedback, gain_length_, at_once);
    const double rest = 1 - static_cast<double>(feedback) * static_cast<double>(feedback);
    move(power_, static_cast<float>(root(rest)), gain_length_, at_once);
    const int choice = static_cast<int>(values[at("phaser/stages")]) / 2 - 2;
    for (int i = 0; i < kChoices; ++i) move(choices_[i], i == choice ? 1.0F : 0.0F, fade_, at_once);
    move(mix_, values[at("phaser/mix")], gain_length_, at_once);
}

// What an all-pass in trapezoidal form takes of its input, for a corner at 2^octave Hz.
float Phaser::corner(float octave) const noexcept {
    const auto share = static_cast<float>(kPi / rate_);
    const float g = fast_tan(std::min(fast_exp2(octave) * share, 1.45F));
    return g / (1 + g);
}

float Phaser::next(int side, float x, float gain, const float* choice, float back) noexcept {
    float* state = state_[side];
    float v = x + back * last_[side], heard = 0;
    for (int stage = 0; stage < kStages; ++stage) {
        const float rise = (v - state[stage]) * gain;
        const float low = rise + state[stage];
        state[stage] = low + rise;
        v = 2 * low - v;
        if (stage % 2 == 1 && stage >= 3) heard += choice[stage / 2 - 1] * v;
    }
    return last_[side] = heard;
}

void Phaser::process(const float* const* in, float* const* out, int frames) noexcept {
    for (int from = 0; from < frames; from += dsp::kChunk) {
        const int n = std::min(frames - from, dsp::kChunk);
        float dry[2][dsp::kChunk], wet[2][dsp::kChunk];
        float octave[dsp::kChunk], depth[dsp::kChunk], offset[dsp::kChunk], back[dsp::kChunk], power[dsp::kChunk];
        float choices[kChoices][dsp::kChunk];
        fill(octave_, n, octave);
        fill(depth_, n, depth);
        fill(offset_, n, offset);
        fill(feedback_, n, back);
        fill(power_, n, power);
        for (int i = 0; i < kChoices; ++i) fill(choices_[i], n, choices[i]);
        for (int side = 0; side < 2; ++side) std::copy_n(in[side] + from, n, dry[side]);
        for (int t = 0; t < n; ++t) {
            const double turn = sway_.next();
            float choice[kChoices];
            for (int i = 0; i < kChoices; ++i) choice[i] = choices[i][t];
            for (int side = 0; side < 2; ++side) {
                const float sway =
                    depth[t] * fast_sine_of_turn(turn + static_cast<double>(side == 1 ? offset[t] : 0.0F));
                wet[side][t] = power[t] * next(side, dry[side][t], corner(octave[t] + sway), choice, back[t]);
            }
        }
        for (dsp::Glide* glide : {&octave_, &depth_, &offset_, &feedback_, &power_}) glide->advance(n);
        for (dsp::Glide& choice : choices_) choice.advance(n);
        blend(mix_, dry, wet, n, out, from);
    }
}

void Phaser::clear() noexcept {
    for (int side = 0; side < 2; ++side) {
        last_[side] = 0;
        for (float& state : state_[side]) state = 0;
    }
    sway_.clear();
    for (dsp::Glide* glide : {&octave_, &depth_, &offset_, &feedback_, &power_, &mix_}) glide->jump(glide->target);
    for (dsp::Glide& choice : choices_) choice.jump(choice.target);
}

}  // namespace tutti::fx
