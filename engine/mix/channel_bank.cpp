#include "engine/mix/channel_bank.hpp"

#include <algorithm>
#include <bit>

namespace tutti {
namespace {

constexpr dsp::LaneMask kEveryLane = {{-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1}};
constexpr float kQuiet = 1e-9F;  // -180 dBFS: what rings below this is dropped when a bank falls asleep

}  // namespace

ChannelBank::ChannelBank(dsp::DelayPool& delays, const Ramps& ramps, InsertGear& gear)
    : ramps_(ramps),
      delay_(delays, 1, kHalfSecond, ramps.swap),
      gate_(DynamicsBank::Of::gates, ramps.swap),
      comp_pre_eq_(DynamicsBank::Of::compressors, ramps.swap),
      comp_post_eq_(DynamicsBank::Of::compressors, ramps.swap),
      inserts_(gear, ramps) {
    low_cut_.set_length(ramps.swap);
    eq_.set_length(ramps.swap);
    input_.straight = fader_.straight = ramps.straight;
    std::fill(std::begin(source_), std::end(source_), -1);
    std::fill(std::begin(wanted_), std::end(wanted_), -1);
}

void ChannelBank::set(int lane, const ChannelFrame& frame, int source, bool at_once) {
    const bool first = at_once;
    at_once |= asleep_;
    dsp::set(fader_, lane, sound(frame.fader_gain), ramps_.gain, at_once);
    delay_.set(lane, frame.delay, at_once);
    for (int k = 0; k < kLowCutSections; ++k) low_cut_.set(lane, k, frame.low_cut[k], at_once);
    for (int k = 0; k < kChannelBandCount; ++k) eq_.set(lane, k, frame.eq[k], at_once);
    gate_.set(lane, frame.gate, at_once);
    comp_pre_eq_.set(lane, frame.comp.pre_eq, at_once);
    comp_post_eq_.set(lane, frame.comp.post_eq, at_once);
    inserts_.set(lane, frame.insert, at_once);
    input_gain_.at[lane] = sound(frame.input_gain);
    wanted_[lane] = source;
    if (wanted_[lane] >= 0 || inserts_.in_use()) asleep_ = false;
    aim(lane);
    // Without a source there is nothing to fade out.
    const bool silent = source_[lane] < 0 && wanted_[lane] >= 0;
    if (silent) dsp::jump(input_, lane, 0);
    if (first || silent) settle();
    if (first) dsp::jump(input_, lane, input_.target[lane]);
}

void ChannelBank::move(const dsp::Kernels& kernels, const dsp::Lanes& input, const dsp::Lanes& fader,
                       dsp::LaneBits lanes) {
    for (unsigned bits = lanes; bits; bits &= bits - 1) {
        const int lane = std::countr_zero(bits);
        input_gain_.at[lane] = sound(input.at[lane]);
    }
    dsp::move(kernels, input_, input, static_cast<dsp::LaneBits>(lanes & ~switching_), ramps_.gain);
    dsp::move(kernels, fader_, fader, lanes, ramps_.gain);
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
    delay_.start_waiting();
    low_cut_.start_waiting();
    eq_.start_waiting();
    for (DynamicsBank* dynamics : {&gate_, &comp_pre_eq_, &comp_post_eq_}) dynamics->start_waiting();
    inserts_.settle();
}

float ChannelBank::wait(float none) const {
    for (unsigned bits = switching_; bits; bits &= bits - 1) none = std::min(none, input_.left[std::countr_zero(bits)]);
    none = inserts_.wait(comp_post_eq_.wait(comp_pre_eq_.wait(gate_.wait(none))));
    return delay_.wait(eq_.wait(low_cut_.wait(none)));
}

bool ChannelBank::try_sleep() {
    if (asleep_ || sourced_ || heard() || inserts_.in_use()) return false;
    if (!delay_.quiet() || !low_cut_.quiet(kQuiet) || !eq_.quiet(kQuiet)) return false;
    delay_.settle();
    low_cut_.settle();
    eq_.settle();
    for (DynamicsBank* dynamics : {&gate_, &comp_pre_eq_, &comp_post_eq_}) dynamics->settle();
    for (int lane = 0; lane < dsp::kLanes; ++lane) {
        dsp::jump(input_, lane, input_.target[lane]);
        dsp::jump(fader_, lane, fader_.target[lane]);
    }
    return asleep_ = true;
}

void ChannelBank::want_keys(Keys& keys) const {
    for (const DynamicsBank* dynamics : {&gate_, &comp_pre_eq_, &comp_post_eq_}) dynamics->want_keys(keys);
}

void ChannelBank::listen(const Listened& lanes) {
    gate_.listen(lanes.at[0]);
    comp_pre_eq_.listen(lanes.at[1]);
    comp_post_eq_.listen(lanes.at[2]);
    if (heard()) asleep_ = false;
}

const dsp::Block& ChannelBank::take_input(const dsp::Kernels& kernels, const Sockets& sockets, int frames,
                                          dsp::Block& source, dsp::Block& low_cut) {
    const float* sources[dsp::kLanes];
    for (int lane = 0; lane < dsp::kLanes; ++lane) sources[lane] = sockets.signal(source_[lane]);
    kernels.gather(sources, frames, source);
    kernels.gain(source, input_, frames, kEveryLane, source, peak_in_);
    if (delay_.in_use()) {
        dsp::Block* delayed = &source;
        delay_.run(&delayed, frames);
    }
    const dsp::Block& input = low_cut_.run(kernels, 0, source, frames, kEveryLane, low_cut);
    if (input_.moving) kernels.pass(input_, dsp::kAllLanes, static_cast<float>(frames));
    low_cut_.advance(frames, dsp::kAllLanes);
    return input;
}

TapPoints ChannelBank::process(const dsp::Kernels& kernels, const Keys& keys, const dsp::Block& input,
                               const dsp::GlideLanes* automix, int frames, ChannelScratch& scratch) {
    TapPoints taps;
    const auto run = [&](DynamicsBank& dynamics, KeyPoint point, const dsp::Block& x,
                         dsp::Block& y) -> const dsp::Block& {
        if (!dynamics.in_use()) return x;
        const dsp::Block* from = &x;
        dsp::Block *to = &y, *key = &scratch.keys[static_cast<std::size_t>(point)];
        const bool shaped = dynamics.run(kernels, keys, &from, 1, frames, kEveryLane, scratch.dynamics, &to, &key);
        if (dynamics.heard()) taps.keys[static_cast<std::size_t>(point)] = key;
        dynamics.advance(frames, dsp::kAllLanes);
        return shaped ? y : x;
    };
    const auto insert = [&](InsertPosition position, const dsp::Block& x, dsp::Block& y) -> const dsp::Block& {
        const dsp::Block* from = &x;
        dsp::Block* to = &y;
        return inserts_.run(position, dsp::kAllLanes, &from, 1, frames, &to) ? y : x;
    };
    const dsp::Block& inserted = insert(InsertPosition::pre_dynamics, input, scratch.pre_insert);
    const dsp::Block& pre_eq = run(gate_, KeyPoint::gate, inserted, scratch.gate);
    const dsp::Block& compressed = run(comp_pre_eq_, KeyPoint::pre_eq, pre_eq, scratch.comp);
    const dsp::Block& equalised = eq_.run(kernels, 0, compressed, frames, kEveryLane, scratch.eq);
    const dsp::Block& post_eq = run(comp_post_eq_, KeyPoint::post_eq, equalised, scratch.post_comp);
    const dsp::Block& pre_fader = insert(InsertPosition::post_dynamics, post_eq, scratch.post_insert);
    dsp::Lanes unheard;
    if (automix) kernels.gain(pre_fader, *automix, frames, kEveryLane, scratch.automix, unheard);
    kernels.gain(automix ? scratch.automix : pre_fader, fader_, frames, kEveryLane, scratch.fader, peak_out_);
    const dsp::Block& post_fader = scratch.fader;

    if (fader_.moving) kernels.pass(fader_, dsp::kAllLanes, static_cast<float>(frames));
    eq_.advance(frames, dsp::kAllLanes);
    const dsp::Block* at[kTaps] = {&input, &pre_eq, &post_eq, &pre_fader, &post_fader};
    std::copy(std::begin(at), std::end(at), taps.at);
    return taps;
}

MeterFrame::Channel ChannelBank::take_peaks(int lane) {
    const MeterFrame::Channel peaks{peak_in_.at[lane], gate_.take_reduction(lane),
                                    std::min(comp_pre_eq_.take_reduction(lane), comp_post_eq_.take_reduction(lane)),
                                    peak_out_.at[lane]};
    peak_in_.at[lane] = peak_out_.at[lane] = 0;
    return peaks;
}

}  // namespace tutti
