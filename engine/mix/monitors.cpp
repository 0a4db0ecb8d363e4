#include "engine/mix/monitors.hpp"

#include <algorithm>

namespace tutti {

Monitors::Monitors(int count, dsp::DelayPool& delays, const Ramps& ramps)
    : monitors_(static_cast<std::size_t>(count), Monitor(Delay(delays, kMonitorDelaySides, kHalfSecond, ramps.swap))),
      ramps_(ramps) {}

void Monitors::set(int number, const MonitorFrame& frame, bool at_once) {
    Monitor& m = monitors_[static_cast<std::size_t>(number)];
    m.wanted[0] = frame.left;
    m.wanted[1] = frame.right;
    m.source_gain = sound(frame.source_gain);
    m.delay.set(frame.delay, at_once);
    if (at_once) {
        m.source[0] = m.wanted[0], m.source[1] = m.wanted[1];
        m.gain.jump(m.source_gain);
        m.programme.jump(sound(frame.programme));
        m.mono.jump(sound(frame.mono));
        m.level.jump(sound(frame.level));
        return;
    }
    m.gain.move(m.stays() ? m.source_gain : 0, ramps_.gain);
    m.programme.move(sound(frame.programme), ramps_.dim);
    m.mono.move(sound(frame.mono), ramps_.gain);
    m.level.move(sound(frame.level), ramps_.gain);
}

void Monitors::want(PatchBay& bay) const {
    for (const Monitor& m : monitors_)
        for (const Signal& signal : m.source) bay.want(signal);
}

bool Monitors::settle() {
    bool changed = false;
    for (Monitor& m : monitors_) {
        m.delay.start_waiting();
        if (m.stays() || m.gain.moving()) continue;
        m.source[0] = m.wanted[0], m.source[1] = m.wanted[1];
        m.gain.move(m.source_gain, ramps_.gain);
        changed = true;
    }
    return changed;
}

float Monitors::wait(float none) const {
    for (const Monitor& m : monitors_) {
        none = m.delay.wait(none);
        if (!m.stays()) none = std::min(none, m.gain.left);
    }
    return none;
}

void Monitors::process(const dsp::Kernels& kernels, PatchBay& bay, const SoloFeeds& solos, Talkbacks& talkbacks,
                       int frames) {
    int number = 0;
    for (Monitor& m : monitors_) {
        PatchBay::Pick from[2];
        for (int side = 0; side < 2; ++side) {
            const bool loops = m.source[side].from == Signal::From::monitor;
            from[side] = bay.pick(loops ? Signal{} : m.source[side]);
        }
        if (bay.silent(from[0]) && bay.silent(from[1]) && solos.silent(number) && !talkbacks.heard() &&
            !m.delay.in_use()) {
            bay.silence_monitor(number++);
            m.advance(frames);
            continue;
        }
        float* out[2] = {bay.monitor(number, 0), bay.monitor(number, 1)};
        for (int side = 0; side < 2; ++side) kernels.play(from[side].x, from[side].also, m.gain, frames, out[side]);
        solos.add_up(kernels, number, frames, out[0], out[1]);
        if (m.programme.target != 1 || m.programme.moving())
            for (float* side : out) kernels.play(side, nullptr, m.programme, frames, side);
        talkbacks.into_monitor(kernels, number, frames, out[0], out[1]);
        m.peaks.input_left = std::max(m.peaks.input_left, kernels.check(out[0], frames));
        m.peaks.input_right = std::max(m.peaks.input_right, kernels.check(out[1], frames));
        if (m.mono.target != 0 || m.mono.moving()) {
            float blend[dsp::kChunk];
            kernels.curve(m.mono, frames, blend);
            for (int t = 0; t < frames; ++t) {
                const float difference = 0.5F * (out[0][t] - out[1][t]) * blend[t];
                out[0][t] -= difference;
                out[1][t] += difference;
            }
        }
        if (m.delay.in_use()) m.delay.process(out, frames);
        m.peaks.output_left = std::max(m.peaks.output_left, kernels.play(out[0], nullptr, m.level, frames, out[0]));
        m.peaks.output_right = std::max(m.peaks.output_right, kernels.play(out[1], nullptr, m.level, frames, out[1]));
        m.advance(frames);
        ++number;
    }
}

void Monitors::answer(std::vector<MeterFrame::Monitor>& peaks) {
    for (std::size_t i = 0; i < monitors_.size(); ++i) {
        peaks[i] = monitors_[i].peaks;
        monitors_[i].peaks = {};
    }
}

}  // namespace tutti
