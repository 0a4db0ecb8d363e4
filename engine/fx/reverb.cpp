#include "engine/fx/reverb.hpp"

#include <cmath>

#include "engine/fx/gains.hpp"
#include "engine/fx/sections.hpp"

namespace tutti::fx {

Reverb::Reverb(double rate, const dsp::Kernels& kernels, const Plan& plan)
    : rate_(rate),
      plan_(plan),
      gain_length_(gain_samples(rate)),
      fade_(fade_samples(rate)),
      diffuser_(rate, plan.spans, plan.seed),
      tank_(rate, kernels, plan.shortest, plan.longest, plan.largest / plan.size, plan.seed) {
    for (Ring& ring : delayed_) ring = Ring(static_cast<int>(kLongestPredelay * rate / 1000) + 1);
    if (plan.early > 0) early_ = std::make_unique<Early>(rate, plan.size, plan.largest, plan.early);
    if (early_)
        for (Ring& ring : reflected_) ring = Ring(early_->longest());
    Values first;
    first.decay.size = plan.size;
    set(first, true);
}

void Reverb::set(const Values& values, bool at_once) noexcept {
    predelay_.set(static_cast<int>(values.predelay * rate_ / 1000 + 0.5), fade_, at_once);
    Tank::Decay decay = values.decay;
    decay.size /= plan_.size;
    tank_.set(decay, at_once);
    if (early_) early_->set(values.decay.size, at_once);
    tone_.set({low_cut_or_off(values.low_cut, rate_), high_cut_or_off(values.high_cut, rate_)}, fade_, at_once);
    move(mix_, values.mix, gain_length_, at_once);
    move(early_level_, values.early * plan_.walls, gain_length_, at_once);
}

int Reverb::until_change(int frames) const noexcept {
    frames = tone_.until_change(predelay_.until_change(tank_.until_change(frames)));
    return early_ ? early_->until_change(frames) : frames;
}

void Reverb::process(const float* const* in, float* const* out, int frames) noexcept {
    for (int from = 0; from < frames;) {
        const int n = until_change(std::min(frames - from, dsp::kChunk));
        float dry[2][dsp::kChunk], x[2][dsp::kChunk], wet[2][dsp::kChunk], walls[2][dsp::kChunk] = {};
        for (int side = 0; side < 2; ++side) {
            std::copy_n(in[side] + from, n, dry[side]);
            delayed_[side].write(dry[side], n);
            predelay_.read(delayed_[side], n, false, x[side]);
        }
        predelay_.advance(n);
        if (early_) {
            for (int side = 0; side < 2; ++side) reflected_[side].write(x[side], n);
            early_->process(reflected_[0], reflected_[1], n, walls[0], walls[1]);
        }
        for (int i = 0; i < kLines; ++i) {
            const float left = 0.25F * sign(0, i), right = 0.25F * sign(1, i);
            for (int t = 0; t < n; ++t) lines_.at[i][t] = left * x[0][t] + right * x[1][t];
        }
        diffuser_.process(lines_, n);
        tank_.process(lines_, plan_.direct, n);
        for (int side = 0; side < 2; ++side) {
            float early[dsp::kChunk];
            fill(early_level_, n, early);
            for (int t = 0; t < n; ++t) wet[side][t] = walls[side][t] * early[t];
            for (int i = 0; i < kLines; ++i) {
                const float gain = 0.25F * plan_.level * sign(2 + side, i);
                for (int t = 0; t < n; ++t) wet[side][t] += gain * lines_.at[i][t];
            }
        }
        early_level_.advance(n);
        tone_.process(wet[0], wet[1], n);
        blend(mix_, dry, wet, n, out, from);
        from += n;
    }
}

void Reverb::clear() noexcept {
    for (Ring& ring : delayed_) ring.clear();
    for (Ring& ring : reflected_) ring.clear();
    predelay_.arrive();
    diffuser_.clear();
    tank_.clear();
    if (early_) early_->clear();
    tone_.clear();
    mix_.jump(mix_.target);
    early_level_.jump(early_level_.target);
}

}  // namespace tutti::fx
