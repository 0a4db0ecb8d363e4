#include "engine/fx/slot.hpp"

#include <cmath>

#include "engine/fx/gains.hpp"
#include "engine/fx/make_effect.hpp"

namespace tutti::fx {

Slot::Slot(double rate, const dsp::Kernels& kernels) : kernels_(kernels), length_(gain_samples(rate)) {
    for (int t = 0; t < kFxTypes; ++t)
        types_[static_cast<std::size_t>(t)] = make_effect(static_cast<FxType>(t), rate, kernels);
}

bool Slot::set(const FxFrame& frame, bool at_once) noexcept {
    wanted_ = {frame.type, frame.source, frame.mono != 0, frame.insert};
    take_values(frame);
    if (effect_ && wanted_.type == now_.type) effect_->set(values_, at_once);
    const bool stays = wanted_ == now_;
    if (!stays && (at_once || !works())) {
        change();
        if (at_once) gate_.jump(gate_.target);
        return true;
    }
    gate_.move(stays && works() ? 1.0F : 0.0F, length_);
    return false;
}

// Held inside their ranges, whatever they are: an effect may trust them.
void Slot::take_values(const FxFrame& frame) noexcept {
    std::size_t at = 0;
    for (const Row& row : fx_rows(frame.type))
        for (int band = 0; row.kind == Kind::setting && band < std::max<int>(row.bands, 1); ++band, ++at) {
            const float value = frame.values[at];
            values_[at] = std::isfinite(value) ? std::clamp(value, row.min, row.max) : row.initial;
        }
}

void Slot::change() noexcept {
    const bool cleared = wanted_.type != now_.type || wanted_.insert != now_.insert || !wanted_.placed();
    now_ = wanted_;
    effect_ = types_[static_cast<std::size_t>(now_.type)].get();
    if (effect_ && cleared) {
        effect_->clear();
        effect_->set(values_, true);
    }
    gate_.jump(0);
    gate_.move(works() ? 1.0F : 0.0F, length_);
}

bool Slot::settle() noexcept {
    if (wanted_ == now_ || gate_.moving()) return false;
    change();
    return true;
}

float Slot::wait(float none) const noexcept {
    return wanted_ == now_ ? none : std::min(none, gate_.left);
}

void Slot::process(const float* const* in, float* const* out, int frames) noexcept {
    if (!works()) {
        for (int side = 0; side < 2; ++side) std::fill_n(out[side], frames, 0.0F);
        return;
    }
    if (!gate_.moving() && gate_.target == 1) {
        effect_->process(in, out, frames);
    } else {
        for (int from = 0; from < frames; from += dsp::kChunk) {
            const int n = std::min(frames - from, dsp::kChunk);
            float gate[dsp::kChunk], x[2][dsp::kChunk];
            fill(gate_, n, gate);
            for (int side = 0; side < 2; ++side)
                for (int t = 0; t < n; ++t) x[side][t] = in[side][from + t] * gate[t];
            const float* go[] = {x[0], x[1]};
            float* come[] = {x[0], x[1]};
            effect_->process(go, come, n);
            for (int side = 0; side < 2; ++side)
                for (int t = 0; t < n; ++t) out[side][from + t] = x[side][t] * gate[t];
            gate_.advance(n);
        }
    }
    if (kernels_.check(out[0], frames) < dsp::kBroken && kernels_.check(out[1], frames) < dsp::kBroken) return;
    effect_->clear();
    for (int side = 0; side < 2; ++side) std::fill_n(out[side], frames, 0.0F);
}

}  // namespace tutti::fx
