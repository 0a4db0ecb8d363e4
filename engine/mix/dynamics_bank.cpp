#include "engine/mix/dynamics_bank.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "engine/dsp/section.hpp"

namespace tutti {
namespace {

using Does = DynamicsFrame::Kind;

dsp::LaneBits bit_of(int lane) {
    return static_cast<dsp::LaneBits>(1U << lane);
}
void mark(dsp::LaneBits& bits, int lane, bool on) {
    on ? bits |= bit_of(lane) : bits &= static_cast<dsp::LaneBits>(~bit_of(lane));
}
bool opens(Does kind) {
    return kind == Does::gate || kind == Does::expander;
}
// What a state means as lost gain, so that another kind of processor can start from it.
float lost(const DynamicsFrame& frame, float activity) {
    if (frame.kind == Does::off) return 0;
    return opens(frame.kind) ? frame.range - activity : activity;
}
bool sane(const DynamicsFrame& f) {
    return std::isfinite(f.threshold + f.opens + f.closes + f.slope + f.knee + f.range + f.detector + f.attack +
                         f.settle + f.release + f.average + f.hold + f.makeup + f.mix) &&
           dsp::sane(f.filter);
}

}  // namespace

DynamicsBank::DynamicsBank(Of of, float fade_length) : of_(of), length_(fade_length) {
    for (int lane = 0; lane < dsp::kLanes; ++lane) write(now_, lane, {}), write(old_, lane, {});
}

void DynamicsBank::write(Instance& to, int lane, const DynamicsFrame& f) {
    dsp::DynamicsLanes& d = to.lanes;
    d.detector[lane] = f.detector;
    d.opens[lane] = f.opens;
    d.closes[lane] = f.closes;
    d.threshold[lane] = f.threshold;
    d.slope[lane] = f.slope;
    d.knee[lane] = f.knee / 2;
    d.knee_inverse[lane] = f.knee > 0 ? 1 / (2 * f.knee) : 0;
    d.range[lane] = f.range;
    d.attack[lane] = f.attack;
    d.settle[lane] = f.settle;
    d.release[lane] = f.release;
    d.average[lane] = f.average;
    d.hold[lane] = f.hold;
    d.base[lane] = opens(f.kind) ? -f.range : 0;
    d.sign[lane] = f.kind == Does::off ? 0.0F : opens(f.kind) ? 1.0F : -1.0F;
    d.makeup[lane] = f.makeup;
    d.mix[lane] = f.mix;
    d.levelled.at[lane] = f.kind == Does::expander ? -1 : 0;
    d.linked.at[lane] = f.linked ? -1 : 0;
    dsp::write_section(to.filter, lane, f.filter);
    to.key[lane] = f.key;
    mark(to.live, lane, f.kind != Does::off);
    mark(to.keyed, lane, f.key.from != Signal::From::none);
    mark(to.filtered, lane, f.filtered);
    mark(to.special, lane, f.kind == Does::expander || (f.kind == Does::compressor && (f.hold > 1 || f.average > 0)));
}

void DynamicsBank::set(int lane, const DynamicsFrame& frame, bool at_once) {
    if (!sane(frame)) return;
    wanted_[lane] = frame;
    const bool unheard =
        frame.kind == Does::off && taken_[lane].kind == Does::off && !((listened_ | fading_) & bit_of(lane));
    if (at_once || unheard) {
        mark(fading_, lane, false);
        mark(waiting_, lane, false);
        begin(lane);
        finish(lane);
    } else if (fading_ & bit_of(lane)) {
        mark(waiting_, lane, frame != taken_[lane]);
    } else if (frame != taken_[lane]) {
        begin(lane);
        left_.at[lane] = length_;
        mark(fading_, lane, true);
    }
}

void DynamicsBank::start_waiting() {
    for (unsigned ready = waiting_ & ~fading_; ready; ready &= ready - 1) {
        const int lane = std::countr_zero(ready);
        mark(waiting_, lane, false);
        set(lane, wanted_[lane], false);
    }
}

float DynamicsBank::wait(float none) const {
    for (unsigned bits = waiting_; bits; bits &= bits - 1) none = std::min(none, left_.at[std::countr_zero(bits)]);
    return none;
}

// What ran until now becomes the old one; the new one starts where it stood.
void DynamicsBank::begin(int lane) {
    const DynamicsFrame &was = taken_[lane], &is = wanted_[lane];
    const bool was_linked = was.linked;
    write(old_, lane, was);
    write(now_, lane, is);
    dsp::DynamicsState &now = now_.state, &old = old_.state;
    for (int side = 0; side < 2; ++side) {
        old.power[side][lane] = now.power[side][lane];
        old_.filter_state[side].s1[lane] = now_.filter_state[side].s1[lane];
        old_.filter_state[side].s2[lane] = now_.filter_state[side].s2[lane];
        dsp::carry_section(now_.filter_state[side], lane, was.filter, is.filter);
    }
    old.wanted[lane] = now.wanted[lane];
    old.activity[lane] = now.activity[lane];
    old.average[lane] = now.average[lane];
    old.held[lane] = now.held[lane];
    const auto carry = [&](float activity) {
        const float reduction = lost(was, activity);
        return is.kind == Does::off ? 0.0F
               : opens(is.kind)     ? std::clamp(is.range - reduction, 0.0F, is.range)
                                    : std::max(reduction, 0.0F);
    };
    now.wanted[lane] = carry(now.wanted[lane]);
    now.activity[lane] = carry(now.activity[lane]);
    now.average[lane] = is.average > 0 ? now.average[lane] : 0;
    now.held[lane] = std::min(now.held[lane], is.hold);
    taken_[lane] = is;
    // The right side of a new pair goes on where the left one stands: from here on both have the same gain.
    if (const int left = lane - 1; is.linked && !was_linked && lane % 2 == 1 && taken_[left].linked) {
        now.wanted[lane] = now.wanted[left];
        now.activity[lane] = now.activity[left];
        now.average[lane] = now.average[left];
        now.held[lane] = now.held[left];
    }
}

void DynamicsBank::finish(int lane) {
    left_.at[lane] = 0;
    mark(fading_, lane, false);
    write(old_, lane, {});
    for (dsp::SectionState& state : old_.filter_state) dsp::clear_section(state, lane);
}

void DynamicsBank::settle() {
    for (unsigned bits = fading_ | waiting_; bits; bits &= bits - 1) {
        const int lane = std::countr_zero(bits);
        mark(waiting_, lane, false);
        begin(lane);
        finish(lane);
    }
    now_.state = {};
    for (auto& state : now_.filter_state) state = {};
}

void DynamicsBank::want_keys(Keys& keys) const {
    for (const Instance* instance : {&now_, &old_})
        for (unsigned bits = instance->keyed & (now_.live | old_.live | listened_); bits; bits &= bits - 1)
            keys.want(instance->key[std::countr_zero(bits)]);
}

// The filter of a lane that is off has stood still: what it rang with then is not to be heard now.
void DynamicsBank::listen(dsp::LaneBits lanes) {
    const unsigned silent = lanes & ~listened_ & ~(now_.live | old_.live);
    for (unsigned bits = silent; bits; bits &= bits - 1) {
        const int lane = std::countr_zero(bits);
        for (Instance* of : {&now_, &old_})
            for (dsp::SectionState& state : of->filter_state) dsp::clear_section(state, lane);
    }
    listened_ = lanes;
}

DynamicsBank::Key DynamicsBank::find_key(const dsp::Kernels& kernels, Instance& of, const Keys& keys,
                                         const dsp::Block* const* x, int sides, int frames, const dsp::LaneMask& active,
                                         DynamicsScratch& scratch) const {
    const auto at_work = static_cast<dsp::LaneBits>(of.live | listened_);
    const auto from_others = static_cast<dsp::LaneBits>(of.keyed & at_work);
    Key key = {{x[0], sides > 1 ? x[1] : nullptr}};
    if (from_others) {
        const float* planar[dsp::kLanes];
        for (int l = 0; l < dsp::kLanes; ++l) planar[l] = keys.signal(from_others >> l & 1 ? of.key[l] : Signal{});
        kernels.gather(planar, frames, scratch.gathered);
        const dsp::LaneMask keyed = dsp::mask_of(from_others);
        for (int side = 0; side < sides; ++side) {
            for (int t = 0; t < frames; ++t)
                for (int l = 0; l < dsp::kLanes; ++l)
                    scratch.key[side].at[t][l] = keyed.at[l] ? scratch.gathered.at[t][l] : x[side]->at[t][l];
            key.side[side] = &scratch.key[side];
        }
    }
    if (of.filtered & at_work)
        for (int side = 0; side < sides; ++side) {
            const dsp::Section* section = &of.filter;
            dsp::SectionState* state = &of.filter_state[side];
            kernels.filter(&section, &state, 1, *key.side[side], frames, active, scratch.key[side]);
            key.side[side] = &scratch.key[side];
        }
    return key;
}

void DynamicsBank::find_gain(const dsp::Kernels& kernels, Instance& of, const Key& key, int frames,
                             const dsp::LaneMask& active, dsp::Block& gain) const {
    if (of_ == Of::gates)
        kernels.gate(of.lanes, of.state, *key.side[0], key.side[1], of.special == 0, frames, active, gain);
    else
        kernels.compress(of.lanes, of.state, *key.side[0], key.side[1], of.special == 0, frames, active, gain);
}

bool DynamicsBank::run(const dsp::Kernels& kernels, const Keys& keys, const dsp::Block* const* x, int sides, int frames,
                       const dsp::LaneMask& active, DynamicsScratch& scratch, dsp::Block* const* y,
                       dsp::Block* const* key) {
    const Key now = find_key(kernels, now_, keys, x, sides, frames, active, scratch);
    if (shapes()) find_gain(kernels, now_, now, frames, active, scratch.gain);
    for (int side = 0; side < sides && heard(); ++side)
        std::memcpy(key[side]->at, now.side[side]->at, sizeof now.side[side]->at[0] * static_cast<std::size_t>(frames));
    if (fading_) {
        const Key old = find_key(kernels, old_, keys, x, sides, frames, active, scratch);
        if (shapes()) {
            find_gain(kernels, old_, old, frames, active, scratch.old_gain);
            kernels.fade_gain(scratch.gain, scratch.old_gain, left_, length_, frames, scratch.gain);
        }
        for (int side = 0; side < sides && heard(); ++side)
            kernels.fade_gain(*key[side], *old.side[side], left_, length_, frames, *key[side]);
    }
    for (int side = 0; side < sides && shapes(); ++side) kernels.shape(*x[side], scratch.gain, frames, *y[side]);
    return shapes();
}

dsp::LaneBits DynamicsBank::advance(int frames, dsp::LaneBits lanes) {
    for (unsigned bits = fading_ & lanes; bits; bits &= bits - 1) {
        const int lane = std::countr_zero(bits);
        left_.at[lane] -= static_cast<float>(frames);
        if (left_.at[lane] <= 0) finish(lane);
    }
    return static_cast<dsp::LaneBits>(fading_ & lanes);
}

bool DynamicsBank::quiet(float level, dsp::LaneBits lanes) const {
    if ((fading_ | waiting_) & lanes) return false;
    const dsp::DynamicsState& s = now_.state;
    for (unsigned bits = now_.live & lanes; bits; bits &= bits - 1) {
        const int lane = std::countr_zero(bits);
        for (const float kept : {s.power[0][lane], s.power[1][lane], s.wanted[lane], s.activity[lane], s.average[lane]})
            if (!(std::abs(kept) <= level)) return false;
        for (const dsp::SectionState& filter : now_.filter_state)
            if (dsp::rings(filter, lane, level)) return false;
    }
    return true;
}

float DynamicsBank::take_reduction(int lane) {
    const float most = now_.state.most[lane];
    now_.state.most[lane] = 0;
    return most > 0 ? -most : 0;
}

}  // namespace tutti
