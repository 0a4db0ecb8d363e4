#include "engine/mix/main_limiter.hpp"

#include <algorithm>

namespace tutti {

void MainLimiter::set(const LimiterFrame& frame, bool at_once) {
    const bool wanted = frame.lookahead != 0;
    const bool asleep = share_.silent() && !listening_;
    limiter_.set(frame.ceiling, frame.release, ramps_.gain, at_once || asleep);
    if (at_once) {
        share_.jump(wanted ? 1.0F : 0.0F);
    } else if (wanted && asleep) {
        limiter_.clear();
        listening_ = true;
        listen_ = ramps_.gain;
    } else if (!wanted || !listening_) {
        listening_ = false;
        share_.move(wanted ? 1.0F : 0.0F, ramps_.swap);
    }
}

void MainLimiter::settle() {
    if (!listening_ || listen_ > 0) return;
    listening_ = false;
    share_.move(1, ramps_.swap);
}

void MainLimiter::process(const dsp::Kernels& kernels, StereoTaps& taps, int frames) {
    if (share_.silent() && !listening_) return;
    constexpr auto post = static_cast<std::size_t>(Tap::post_fader);
    float late[2][dsp::kChunk] = {}, share[dsp::kChunk];
    for (int side = 0; side < 2; ++side)
        for (int t = 0; t < frames; ++t) late[side][t] = taps.unlimited[side]->at[t][0];
    limiter_.process(late[0], late[1], frames, late[0], late[1]);
    if (listening_) {
        listen_ = std::max(listen_ - static_cast<float>(frames), 0.0F);
        return;
    }
    kernels.curve(share_, frames, share);
    for (int side = 0; side < 2; ++side) {
        const dsp::Block& direct = *taps.side[side].at[post];
        for (int t = 0; t < frames; ++t) {
            const float now = direct.at[t][0];
            const float y = now + share[t] * (late[side][t] - now);
            out_.side[side].at[t][0] = y;
            peak_[side] = std::max(peak_[side], std::abs(y));
        }
        taps.side[side].at[post] = &out_.side[side];
    }
    taps.silent = false;
    measured_ = true;
    share_.advance(frames);
}

void MainLimiter::answer(MeterFrame::Bus& peaks) {
    if (!measured_) return;
    peaks.reduction = std::min(peaks.reduction, limiter_.take_reduction());
    peaks.output_left = peak_[0], peaks.output_right = peak_[1];
    peak_[0] = peak_[1] = 0;
    measured_ = false;
}

}  // namespace tutti
