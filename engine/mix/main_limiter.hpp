#pragma once
// Main's limiter with look-ahead, instead of the one without delay when it is wanted. Both hold the ceiling, so any
// blend of them does while one cross-fades to the other in 20 ms; before it is faded in it listens for 10. Costs
// nothing while it is off. Audio thread only.
#include <algorithm>

#include "engine/dsp/lookahead_limiter.hpp"
#include "engine/mix/bus_bank.hpp"

namespace tutti {

class MainLimiter {
public:
    MainLimiter(double rate, const Ramps& ramps) : ramps_(ramps), limiter_(rate) {}

    void set(const LimiterFrame& frame, bool at_once);
    // Lane 0 of main's taps: what is behind its limiter becomes late and free of true peaks.
    void process(const dsp::Kernels& kernels, StereoTaps& taps, int frames);
    // One that has listened long enough is faded in; and samples until it has (`none`: it does not listen).
    void settle();
    float wait(float none) const { return listening_ ? std::min(none, listen_) : none; }
    // Main's reduction and output, where this limiter is at work.
    void answer(MeterFrame::Bus& peaks);

private:
    Ramps ramps_;
    dsp::LookaheadLimiter limiter_;
    dsp::Glide share_;  // of the late sound
    bool listening_ = false;
    float listen_ = 0;  // samples still to listen
    StereoBlock out_;
    float peak_[2] = {};
    bool measured_ = false;
};

}  // namespace tutti
