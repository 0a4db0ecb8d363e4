#include "engine/mix/channel_bank.hpp"

#include <algorithm>
#include <bit>

namespace tutti {
namespace {

constexpr dsp::LaneMask kEveryLane = {{-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1}};
constexpr float kQuiet = 1e-9F;  // -180 dBFS: what rings below this is dropped when a bank falls asleep

}  // namespace

ChannelBank::ChannelBank(const Ramps& ramps) : ramps_(ramps) {
    low_cut_.set_length(ramps.swap);
    eq_.set_length(ramps.swap);
    std::fill(std::begin(source_), std::end(source_), -1);
    std::fill(std::begin(wanted_), std::end(wanted_), -1);
}

void ChannelBank::set(int lane, const ChannelFrame& frame, bool at_once) {
    const bool first = at_once;
    at_once |= asleep_;
    dsp::set(fader_, lane, sound(frame.fader_gain), ramps_.gain, at_once);
    for (int k = 0; k < kLowCutSections; ++k) low_cut_.set(lane, k, frame.low_cut[k], at_once);
    for (int k = 0; k < kChannelBandCount; ++k) eq_.set(lane, k, frame.eq[k], at_once);
    input_gain_.at[lane] = sound(frame.input_gain);
    wanted_[lane] = frame.source.from == Signal::From::input ? frame.source.index : -1;
    if (wanted_[lane] >= 0) asleep_ = false;
    aim(lane);
    // Without a source there is nothing to fade out.
    const bool silent = source_[lane] < 0 && wanted_[lane] >= 0;
    if (silent) dsp::jump(input_, lane, 0);
    if (first || silent) settle();
    if (first) dsp::jump(input_, lane, input_.target[lane]);
}

void ChannelBank::aim(int lane) {
    const auto bit = static_cast<dsp::LaneBits>(1U << lane);
    const bool stays = source_[lane] == wanted_[lane];
    stays ? switching_ &= ~bit : switching_ |= bit;
    source_[lane] >= 0 || wanted_[lane] >= 0 ? sourced_ |= bit : sourced_ &= ~bit;
    dsp::move(input_, lane, stays ? input_gain_.at[lane] : 0, ramps_.gain);
}

void ChannelBank::settle() {
    for (unsigned bits = switching_; bits; bits &= bits - 1) {
        const int lane = std::countr_zero(bits);
        if (dsp::moving(input_, lane)) continue;
        source_[lane] = wanted_[lane];
        aim(lane);
    }
    low_cut_.start_waiting();
    eq_.start_waiting();
}

float ChannelBank::wait(float none) const {
    for (unsigned bits = switching_; bits; bits &= bits - 1) none = std::min(none, input_.left[std::countr_zero(bits)]);
    return eq_.wait(low_cut_.wait(none));
}

bool ChannelBank::try_sleep() {
    if (asleep_ || sourced_ || !low_cut_.quiet(kQuiet) || !eq_.quiet(kQuiet)) return false;
    low_cut_.settle();
    eq_.settle();
    for (int lane = 0; lane < dsp::kLanes; ++lane) {
        dsp::jump(input_, lane, input_.target[lane]);
        dsp::jump(fader_, lane, fader_.target[lane]);
    }
    return asleep_ = true;
}

TapPoints ChannelBank::process(const dsp::Kernels& kernels, const Sockets& sockets, int frames,
                               ChannelScratch& scratch) {
    const float* sources[dsp::kLanes];
    for (int lane = 0; lane < dsp::kLanes; ++lane) sources[lane] = sockets.signal(source_[lane]);
    kernels.gather(sources, frames, scratch.source);
    kernels.gain(scratch.source, input_, frames, kEveryLane, scratch.source, peak_in_);

    const dsp::Block& input = low_cut_.run(kernels, 0, scratch.source, frames, kEveryLane, scratch.low_cut);
    const dsp::Block& pre_eq = input;
    const dsp::Block& post_eq = eq_.run(kernels, 0, pre_eq, frames, kEveryLane, scratch.eq);
    const dsp::Block& pre_fader = post_eq;
    kernels.gain(pre_fader, fader_, frames, kEveryLane, scratch.fader, peak_out_);
    const dsp::Block& post_fader = scratch.fader;

    dsp::advance(input_, frames);
    dsp::advance(fader_, frames);
    low_cut_.advance(frames, dsp::kAllLanes);
    eq_.advance(frames, dsp::kAllLanes);
    return {{&input, &pre_eq, &post_eq, &pre_fader, &post_fader}};
}

MeterFrame::Channel ChannelBank::take_peaks(int lane) {
    const MeterFrame::Channel peaks{peak_in_.at[lane], peak_out_.at[lane]};
    peak_in_.at[lane] = peak_out_.at[lane] = 0;
    return peaks;
}

}  // namespace tutti
