#include "engine/mix/outputs.hpp"

#include <algorithm>

namespace tutti {

Outputs::Outputs(int count, double rate, const Ramps& ramps)
    : outputs_(static_cast<std::size_t>(count)), ramps_(ramps), fade_in_(static_cast<float>(std::round(rate * 0.5))) {}

void Outputs::set(int number, const OutputFrame& frame, bool at_once) {
    Output& o = outputs_[static_cast<std::size_t>(number)];
    switching_ -= o.source != o.wanted ? 1 : 0;
    o.wanted = frame.source;
    o.wanted_gain = sound(frame.gain);
    if (at_once) {
        o.source = o.wanted;
        o.gain.jump(o.wanted_gain);
    }
    switching_ += o.source != o.wanted ? 1 : 0;
    if (o.source != o.wanted && o.source.from == Signal::From::none) o.gain.jump(0);  // nothing to fade out
    o.gain.move(o.source == o.wanted ? o.wanted_gain : 0, ramps_.gain);
}

void Outputs::want(PatchBay& bay) const {
    for (const Output& o : outputs_) bay.want(o.source);
}

bool Outputs::settle() {
    if (switching_ == 0) return false;
    bool changed = false;
    for (Output& o : outputs_) {
        if (o.source == o.wanted || o.gain.moving()) continue;
        o.source = o.wanted;
        o.gain.move(o.wanted_gain, ramps_.gain);
        --switching_;
        changed = true;
    }
    return changed;
}

float Outputs::wait(float none) const {
    if (switching_ == 0) return none;
    for (const Output& o : outputs_)
        if (o.source != o.wanted) none = std::min(none, o.gain.left);
    return none;
}

void Outputs::look_at_gate(bool first) {
    const float wanted = open_.load(std::memory_order_relaxed) ? 1.0F : 0.0F;
    if (first)
        gate_.jump(wanted);
    else
        gate_.move(wanted, wanted != 0 ? fade_in_ : ramps_.gain);
}

void Outputs::play(const dsp::Kernels& kernels, const PatchBay& bay, float* const* outputs, int output_count, int from,
                   int frames) {
    const int ours = std::min(output_count, static_cast<int>(outputs_.size()));
    const bool gated = gate_.moving() || gate_.target != 1;
    for (int i = 0; i < output_count; ++i) {
        float* out = outputs[i] + from;
        Output* o = i < ours ? &outputs_[static_cast<std::size_t>(i)] : nullptr;
        if (o && o->source.from != Signal::From::none && !o->gain.silent() && !gate_.silent()) {
            const PatchBay::Pick signal = bay.pick(o->source);
            float peak = kernels.play(signal.x, signal.also, o->gain, frames, out);
            if (gated) peak = kernels.play(out, nullptr, gate_, frames, out);
            o->peak = std::max(o->peak, peak);
        } else {
            std::fill_n(out, frames, 0.0F);
        }
    }
    for (Output& o : outputs_)
        if (o.gain.moving()) o.gain.advance(frames);
    if (gate_.moving()) gate_.advance(frames);
}

void Outputs::answer(std::vector<float>& peaks) {
    for (std::size_t i = 0; i < outputs_.size(); ++i) {
        peaks[i] = outputs_[i].peak;
        outputs_[i].peak = 0;
    }
}

}  // namespace tutti
