#include "engine/mix/bus_bank.hpp"

#include <algorithm>
#include <bit>

namespace tutti {

BusBank::BusBank(const Ramps& ramps) : ramps_(ramps) {
    eq_.set_length(ramps.swap);
    for (int lane = 0; lane < dsp::kLanes; ++lane) stage_[lane] = -1;  // not a bus until it is set
    for (int lane = 0; lane < dsp::kLanes; ++lane) wanted_[lane] = -1;
}

void BusBank::set(int lane, const BusFrame& frame, bool at_once) {
    dsp::set(fader_[0], lane, sound(frame.fader_left), ramps_.gain, at_once);
    dsp::set(fader_[1], lane, sound(frame.fader_right), ramps_.gain, at_once);
    for (int k = 0; k < kBusBandCount; ++k) eq_.set(lane, k, frame.eq[k], at_once);
    limiter_.set(lane, frame.limiter, ramps_.gain, at_once);
    wanted_[lane] = static_cast<std::int8_t>(std::clamp(frame.stage, 0, kStages - 1));
    aim(lane);
    if (at_once) {
        dsp::jump(gate_, lane, gate_.target[lane]);
        settle();
        dsp::jump(gate_, lane, gate_.target[lane]);
    }
}

void BusBank::aim(int lane) {
    const auto bit = static_cast<dsp::LaneBits>(1U << lane);
    const bool stays = stage_[lane] == wanted_[lane];
    stays ? switching_ &= ~bit : switching_ |= bit;
    dsp::move(gate_, lane, stays ? 1.0F : 0.0F, ramps_.gain);
}

void BusBank::settle() {
    for (unsigned bits = switching_; bits; bits &= bits - 1) {
        const int lane = std::countr_zero(bits);
        const auto bit = static_cast<dsp::LaneBits>(1U << lane);
        if (dsp::moving(gate_, lane)) continue;
        if (stage_[lane] >= 0) in_stage_[stage_[lane]] &= ~bit;
        stage_[lane] = wanted_[lane];
        in_stage_[stage_[lane]] |= bit;
        limiter_.arrive(lane);  // whatever the new kind wants of it, before any signal passes
        aim(lane);
    }
    eq_.start_waiting();
    limiter_.start_listened(ramps_.gain);
}

float BusBank::wait(float none) const {
    for (unsigned bits = switching_; bits; bits &= bits - 1) none = std::min(none, gate_.left[std::countr_zero(bits)]);
    return limiter_.wait(eq_.wait(none));
}

StereoTaps BusBank::process(const dsp::Kernels& kernels, dsp::LaneBits lanes, const StereoBlock& sum, int frames,
                            BusScratch& scratch) {
    const dsp::LaneMask active = dsp::mask_of(lanes);
    // The gate stands before every tap: what is sent on must not jump either when the stage changes.
    const bool gated = ((gate_.moving | switching_) & lanes) != 0;
    StereoTaps taps;
    for (int side = 0; side < 2; ++side) {
        const dsp::Block* input = &sum.side[side];
        if (gated) {
            kernels.gain(*input, gate_, frames, active, scratch.sum.side[side], peak_in_[side]);
            input = &scratch.sum.side[side];
        } else {
            kernels.peak(*input, frames, active, peak_in_[side]);
        }
        const dsp::Block* equalised = &eq_.run(kernels, side, *input, frames, active, scratch.eq.side[side]);
        if (gated) {  // the EQ rings on
            kernels.gain(*equalised, gate_, frames, active, scratch.eq.side[side], unheard_);
            equalised = &scratch.eq.side[side];
        }
        dsp::Block& post = scratch.fader.side[side];
        kernels.gain(*equalised, fader_[side], frames, active, post, limiter_.in_use() ? unheard_ : peak_out_[side]);
        taps.side[side] = {{input, input, equalised, equalised, &post}};
    }
    StereoBlock& post = scratch.fader;
    if (limiter_.in_use()) {
        limiter_.run(kernels, post.side[0], post.side[1], frames, active, post.side[0], post.side[1]);
        for (int side = 0; side < 2; ++side) kernels.peak(post.side[side], frames, active, peak_out_[side]);
    }
    dsp::advance(gate_, frames, lanes);
    dsp::advance(fader_[0], frames, lanes);
    dsp::advance(fader_[1], frames, lanes);
    eq_.advance(frames, lanes);
    limiter_.advance(frames, lanes);
    return taps;
}

MeterFrame::Bus BusBank::take_peaks(int lane) {
    const MeterFrame::Bus peaks{peak_in_[0].at[lane], peak_in_[1].at[lane], limiter_.take_reduction(lane),
                                peak_out_[0].at[lane], peak_out_[1].at[lane]};
    for (int side = 0; side < 2; ++side) peak_in_[side].at[lane] = peak_out_[side].at[lane] = 0;
    return peaks;
}

}  // namespace tutti
