#include "engine/mix/outputs.hpp"

#include <algorithm>

namespace tutti {
namespace {

// The curve of a gain that is turned round swings over a little; behind a limiter that would be over its ceiling, so
// nothing passes a socket louder than it came.
float play_moving(const dsp::Kernels& kernels, const float* x, const float* also, const dsp::Glide& gain, int frames,
                  float* out) {
    if (!gain.moving()) return kernels.play(x, also, gain, frames, out);
    float curve[dsp::kChunk], peak = 0;
    kernels.curve(gain, frames, curve);
    for (int t = 0; t < frames; ++t) {
        const float v = also ? (x[t] + also[t]) * 0.5F : x[t];
        out[t] = v * std::clamp(curve[t], -1.0F, 1.0F);
        peak = std::max(peak, std::abs(out[t]));
    }
    return peak;
}

}  // namespace

Outputs::Outputs(int count, double rate, dsp::DelayPool& delays, const Ramps& ramps)
    : outputs_(static_cast<std::size_t>(count), Output(Delay(delays, 1, kWholeSecond, ramps.swap))),
      heads_(outputs_.size()),
      quiet_(outputs_.size()),
      ramps_(ramps),
      fade_in_(static_cast<float>(std::round(rate * 0.5))) {}

void Outputs::set(int number, const OutputFrame& frame, bool at_once) {
    Output& o = outputs_[static_cast<std::size_t>(number)];
    changing_ -= o.changing() ? 1 : 0;
    o.wanted = frame.source;
    o.wanted_gain = sound(frame.gain);
    o.delay.set(frame.delay, at_once);
    if (at_once) {
        o.source = o.wanted;
        o.gain.jump(o.wanted_gain);
        o.patch.jump(1);
    }
    changing_ += o.changing() ? 1 : 0;
    const bool stays = o.source == o.wanted;
    if (!stays && o.source.from == Signal::From::none) o.patch.jump(0);  // nothing to fade out
    o.patch.move(stays ? 1.0F : 0.0F, ramps_.gain);
    // What goes is not to get louder on its way out.
    if (stays || std::abs(o.wanted_gain) < std::abs(o.gain.target)) o.gain.move(o.wanted_gain, ramps_.gain);
    gliding_ = true;
    look(static_cast<std::size_t>(number));
}

void Outputs::want(PatchBay& bay) const {
    for (const Output& o : outputs_) bay.want(o.source);
}

bool Outputs::settle() {
    if (changing_ == 0) return false;
    bool changed = false;
    gliding_ = true;
    for (std::size_t i = 0; i < outputs_.size(); ++i) {
        Output& o = outputs_[i];
        if (!o.changing()) continue;
        o.delay.start_waiting();
        if (o.source != o.wanted && !o.patch.moving()) {
            o.source = o.wanted;
            o.patch.move(1, ramps_.gain);
            if (o.delay.in_use())
                o.gain.move(o.wanted_gain, ramps_.gain);
            else
                o.gain.jump(o.wanted_gain);
            changed = true;
        }
        if (!o.changing()) --changing_;
        look(i);
    }
    return changed;
}

float Outputs::wait(float none) const {
    if (changing_ == 0) return none;
    for (const Output& o : outputs_) {
        none = o.delay.wait(none);
        if (o.source != o.wanted) none = std::min(none, o.patch.left);
    }
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
    const bool gated = gate_.moving() || gate_.target != 1, closed = gate_.silent();
    int quiet = 0;
    for (int i = 0; i < ours; ++i) {
        const auto n = static_cast<std::size_t>(i);
        if (!heads_[n].late && (closed || bay.silent(heads_[n].source) || outputs_[n].gain.silent())) {
            quiet_[static_cast<std::size_t>(quiet++)] = outputs[i];
            continue;
        }
        Output& o = outputs_[n];
        float* out = outputs[i] + from;
        float peak = take(kernels, bay, o, out, frames);
        if (gated) peak = play_moving(kernels, out, nullptr, gate_, frames, out);
        o.peak = std::max(o.peak, peak);
        look(n);
    }
    kernels.silence(quiet_.data(), quiet, from, frames);
    if (output_count > ours) kernels.silence(outputs + ours, output_count - ours, from, frames);
    if (gliding_) {
        gliding_ = false;
        for (Output& o : outputs_) {
            if (o.patch.moving()) o.patch.advance(frames);
            if (o.gain.moving()) o.gain.advance(frames);
            gliding_ |= o.patch.moving() || o.gain.moving();
        }
    }
    for (auto o = outputs_.begin() + ours; o != outputs_.end(); ++o)
        if (o->delay.in_use()) o->delay.settle();  // a socket that the device does not have
    if (gate_.moving()) gate_.advance(frames);
}

float Outputs::take(const dsp::Kernels& kernels, const PatchBay& bay, Output& o, float* out, int frames) {
    const PatchBay::Pick signal = bay.pick(o.source);
    const bool whole = o.patch.target == 1 && !o.patch.moving();
    if (whole && !o.delay.in_use()) return play_moving(kernels, signal.x, signal.also, o.gain, frames, out);
    play_moving(kernels, signal.x, signal.also, o.patch, frames, out);
    if (o.delay.in_use()) {
        float* side = out;
        o.delay.process(&side, frames);
    }
    return play_moving(kernels, out, nullptr, o.gain, frames, out);
}

void Outputs::answer(std::vector<float>& peaks) {
    for (std::size_t i = 0; i < outputs_.size(); ++i) {
        peaks[i] = outputs_[i].peak;
        outputs_[i].peak = 0;
    }
}

}  // namespace tutti
