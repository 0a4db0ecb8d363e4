#include "engine/mix/bus_bank.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace tutti {
namespace {

void add(const dsp::Block& x, int frames, dsp::Block& sum) {
    for (int t = 0; t < frames; ++t)
        for (int lane = 0; lane < dsp::kLanes; ++lane) sum.at[t][lane] += x.at[t][lane];
}

constexpr float kQuiet = 1e-9F;    // -180 dBFS: what rings below this is nobody's
constexpr float kNothing = 1e-7F;  // of power, reduction and depth: what would still be said of them is inaudible

bool silent(const dsp::Lanes& peak) {
    std::uint32_t sounds = 0;  // all bits but the signs: sixteen lanes at once, as comparing numbers is not
    for (const float each : peak.at) sounds |= std::bit_cast<std::uint32_t>(each) << 1;
    return sounds == 0;
}
void join(dsp::Lanes& peak, const dsp::Lanes& found) {
    for (int lane = 0; lane < dsp::kLanes; ++lane) peak.at[lane] = std::max(peak.at[lane], found.at[lane]);
}

}  // namespace

constinit const dsp::Block kSilentBlock{};

namespace {

constexpr TapPoints kSilentPoints{{&kSilentBlock, &kSilentBlock, &kSilentBlock, &kSilentBlock, &kSilentBlock}, {}};
constexpr StereoTaps kSilentTaps{{kSilentPoints, kSilentPoints}, {&kSilentBlock, &kSilentBlock}, true};

}  // namespace

BusBank::BusBank(const Ramps& ramps, InsertGear& gear, dsp::DelayPool* delays, double bounded_rate)
    : ramps_(ramps),
      comp_pre_eq_(DynamicsBank::Of::compressors, ramps.swap),
      comp_post_eq_(DynamicsBank::Of::compressors, ramps.swap),
      inserts_(gear, ramps) {
    eq_.set_length(ramps.swap);
    steep_.set_length(ramps.swap);
    if (delays) delay_.emplace(*delays, kMatrixDelaySides, kWholeSecond, ramps.swap);
    if (bounded_rate > 0) loudness_.emplace(bounded_rate);
    fader_[0].straight = fader_[1].straight = ramps.straight;
    for (int lane = 0; lane < dsp::kLanes; ++lane) place_[lane] = -1;  // not a bus until it is set
    for (int lane = 0; lane < dsp::kLanes; ++lane) wanted_[lane] = -1;
}

void BusBank::set(int lane, const BusFrame& frame, bool at_once) {
    dsp::set(fader_[0], lane, sound(frame.fader_left), ramps_.gain, at_once);
    dsp::set(fader_[1], lane, sound(frame.fader_right), ramps_.gain, at_once);
    dsp::set(programme_, lane, sound(frame.programme), ramps_.dim, at_once);
    const auto bit = static_cast<dsp::LaneBits>(1U << lane);
    moving_ |= bit;
    programme_.target[lane] != 1 ? dimmed_ |= bit : dimmed_ &= ~bit;
    const auto& image = frame.image;
    const bool stays = image[0][0] == 1 && image[0][1] == 0 && image[1][0] == 0 && image[1][1] == 1;
    stays ? widened_ &= ~bit : widened_ |= bit;
    for (int side = 0; side < 2; ++side)
        for (int from = 0; from < 2; ++from)
            dsp::set(image_[side][from], lane, sound(image[side][from]), ramps_.gain, at_once);
    for (int k = 0; k < kBusBandCount; ++k) {
        eq_.set(lane, k, frame.eq[k], at_once);
        steep_.set(lane, k, frame.steep[k], at_once);
    }
    if (delay_) delay_->set(lane, frame.delay, at_once);
    comp_pre_eq_.set(lane, frame.comp.pre_eq, at_once);
    comp_post_eq_.set(lane, frame.comp.post_eq, at_once);
    inserts_.set(lane, frame.insert, at_once);
    bound_[lane] = frame.loudness;
    wanted_[lane] = static_cast<std::int8_t>(2 * std::clamp(frame.stage, 0, kStages - 1) + (frame.cue ? 1 : 0));
    if (place_[lane] == wanted_[lane])
        limiter_.set(lane, frame.limiter, ramps_.gain, at_once);
    else
        limiter_.want(lane, frame.limiter);
    aim(lane);
    if (at_once) {
        dsp::jump(gate_, lane, gate_.target[lane]);
        settle();
        dsp::jump(gate_, lane, gate_.target[lane]);
    }
}

void BusBank::aim(int lane) {
    const auto bit = static_cast<dsp::LaneBits>(1U << lane);
    const bool stays = place_[lane] == wanted_[lane];
    if (stays && loudness_) loudness_->set(lane, bound_[lane], false);
    stays ? switching_ &= ~bit : switching_ |= bit;
    dsp::move(gate_, lane, stays ? 1.0F : 0.0F, ramps_.gain);
}

void BusBank::settle() {
    for (unsigned bits = switching_; bits; bits &= bits - 1) {
        const int lane = std::countr_zero(bits);
        const auto bit = static_cast<dsp::LaneBits>(1U << lane);
        if (dsp::moving(gate_, lane)) continue;
        if (place_[lane] >= 0) in_stage_[place_[lane] / 2] &= ~bit;
        place_[lane] = wanted_[lane];
        in_stage_[place_[lane] / 2] |= bit;
        if (loudness_) loudness_->set(lane, bound_[lane], true);
        limiter_.arrive(lane);  // whatever the new kind wants of it, before any signal passes
        aim(lane);
    }
    moving_ = dsp::kAllLanes;
    eq_.start_waiting();
    steep_.start_waiting();
    if (delay_) delay_->start_waiting();
    comp_pre_eq_.start_waiting();
    comp_post_eq_.start_waiting();
    limiter_.start_waiting(ramps_.gain);
    if (loudness_) loudness_->settle();
    inserts_.settle();
}

float BusBank::wait(float none) const {
    for (unsigned bits = switching_; bits; bits &= bits - 1) none = std::min(none, gate_.left[std::countr_zero(bits)]);
    if (delay_) none = delay_->wait(none);
    if (loudness_) none = loudness_->wait(none);
    none = inserts_.wait(none);
    return limiter_.wait(steep_.wait(eq_.wait(comp_post_eq_.wait(comp_pre_eq_.wait(none)))));
}

void BusBank::want_keys(Keys& keys) const {
    comp_pre_eq_.want_keys(keys);
    comp_post_eq_.want_keys(keys);
}

void BusBank::listen(const Listened& lanes) {
    comp_pre_eq_.listen(lanes.at[1]);
    comp_post_eq_.listen(lanes.at[2]);
}

bool BusBank::widens(dsp::LaneBits lanes) const {
    dsp::LaneBits any = widened_;
    for (const auto& side : image_)
        for (const dsp::GlideLanes& gain : side) any |= gain.moving;
    return (any & lanes) != 0;
}

BusBank::Sides BusBank::widen(const dsp::Kernels& kernels, Sides x, int frames, dsp::LaneBits lanes, StereoBlock& y) {
    const dsp::LaneMask active = dsp::mask_of(lanes);
    for (int side = 0; side < 2; ++side) {
        std::memset(y.side[side].at, 0, sizeof y.side[side].at[0] * static_cast<std::size_t>(frames));
        for (int from = 0; from < 2; ++from) {
            kernels.feed(*x[from], image_[side][from], frames, active, y.side[side]);
            dsp::advance(image_[side][from], frames, lanes);
        }
    }
    return {&y.side[0], &y.side[1]};
}

bool BusBank::may_rest(dsp::LaneBits lanes) {
    if (inserts_.in_use() || (delay_ && delay_->in_use()) || (loudness_ && loudness_->in_use())) return false;
    if (comp_pre_eq_.heard() || comp_post_eq_.heard()) return false;
    if ((resting_ & lanes) == lanes) return true;
    if (!eq_.quiet(kQuiet, lanes) || !steep_.quiet(kQuiet, lanes) || !limiter_.quiet(kNothing, lanes)) return false;
    if (!comp_pre_eq_.quiet(kNothing, lanes) || !comp_post_eq_.quiet(kNothing, lanes)) return false;
    resting_ |= lanes;
    return true;
}

const StereoTaps& BusBank::rest(int frames, dsp::LaneBits lanes) {
    if (!(moving_ & lanes)) return kSilentTaps;
    dsp::LaneBits still = advance(frames, lanes);
    for (auto& side : image_)
        for (dsp::GlideLanes& gain : side) still |= dsp::advance(gain, frames, lanes);
    for (DynamicsBank* comp : {&comp_pre_eq_, &comp_post_eq_}) still |= comp->advance(frames, lanes);
    moving_ = static_cast<dsp::LaneBits>((moving_ & ~lanes) | still);
    return kSilentTaps;
}

// Returns whose gains or fades are still on their way.
dsp::LaneBits BusBank::advance(int frames, dsp::LaneBits lanes) {
    dsp::LaneBits still = 0;
    for (dsp::GlideLanes* gain : {&gate_, &programme_, &fader_[0], &fader_[1]})
        still |= dsp::advance(*gain, frames, lanes);
    for (auto* filters : {&eq_, &steep_}) still |= filters->advance(frames, lanes);
    return static_cast<dsp::LaneBits>(still | limiter_.advance(frames, lanes));
}

const StereoTaps& BusBank::process(const dsp::Kernels& kernels, const Keys& keys, dsp::LaneBits lanes,
                                   const StereoSum& sum, const StereoBlock* talk, int frames, BusScratch& scratch) {
    // The gate stands before every tap: what is sent on must not jump either when the stage changes.
    const bool gated = ((gate_.moving | switching_) & lanes) != 0;
    if (sum.silent() && !gated && !talk && may_rest(lanes)) return rest(frames, lanes);
    const dsp::LaneMask active = dsp::mask_of(lanes);
    dsp::Lanes loudest[2];
    for (int side = 0; side < 2; ++side) kernels.peak(sum.side[side], frames, active, loudest[side]);
    const bool no_right = silent(loudest[1]);
    if (!gated && !talk && no_right && silent(loudest[0]) && may_rest(lanes)) return rest(frames, lanes);
    resting_ &= static_cast<dsp::LaneBits>(~lanes);
    const auto close = [&](Sides x, StereoBlock& y, dsp::Lanes* peaks) -> Sides {
        for (int side = 0; side < 2; ++side) kernels.gain(*x[side], gate_, frames, active, y.side[side], peaks[side]);
        return {&y.side[0], &y.side[1]};
    };
    StereoTaps& taps = scratch.taps = {};
    const auto compress = [&](DynamicsBank& comp, KeyPoint point, Sides x, StereoBlock& y) -> Sides {
        if (!comp.in_use()) return x;
        const auto at = static_cast<std::size_t>(point);
        dsp::Block *to[2] = {&y.side[0], &y.side[1]}, *key[2] = {&scratch.keys[at].side[0], &scratch.keys[at].side[1]};
        const bool shaped = comp.run(kernels, keys, x.data(), 2, frames, active, scratch.dynamics, to, key);
        for (int side = 0; side < 2 && comp.heard(); ++side) taps.side[side].keys[at] = key[side];
        comp.advance(frames, lanes);
        return shaped ? Sides{to[0], to[1]} : x;
    };
    Sides input = {&sum.side[0], &sum.side[1]};
    if (gated) {
        input = close(input, scratch.sum, peak_in_);
    } else {
        for (int side = 0; side < 2; ++side) join(peak_in_[side], loudest[side]);
    }
    const bool wide = widens(lanes);
    if (wide) input = widen(kernels, input, frames, lanes, scratch.image);
    const auto insert = [&](InsertPosition position, Sides x, StereoBlock& y) -> Sides {
        dsp::Block* to[2] = {&y.side[0], &y.side[1]};
        return inserts_.run(position, lanes, x.data(), 2, frames, to) ? Sides{to[0], to[1]} : x;
    };
    const Sides inserted = insert(InsertPosition::pre_dynamics, input, scratch.pre_insert);
    Sides processed = compress(comp_pre_eq_, KeyPoint::pre_eq, inserted, scratch.comp);
    const bool mono = no_right && !wide && inserted[1] == input[1];
    if (!mono) right_quiet_ &= static_cast<dsp::LaneBits>(~lanes);
    const auto ringing = static_cast<dsp::LaneBits>(lanes & ~right_quiet_);
    if (mono && ringing && eq_.quiet(kQuiet, ringing, 1) && steep_.quiet(kQuiet, ringing, 1)) right_quiet_ |= lanes;
    for (int side = 0; side < ((right_quiet_ & lanes) == lanes ? 1 : 2); ++side) {
        dsp::Block& equalised = scratch.eq.side[side];
        processed[side] = &eq_.run(kernels, side, *processed[side], frames, active, equalised);
        processed[side] = &steep_.run(kernels, side, *processed[side], frames, active, equalised);
    }
    processed = compress(comp_post_eq_, KeyPoint::post_eq, processed, scratch.post_comp);
    processed = insert(InsertPosition::post_dynamics, processed, scratch.post_insert);
    if (delay_ && delay_->in_use()) {
        dsp::Block* late[2];
        for (int side = 0; side < 2; ++side) {
            late[side] = &scratch.late.side[side];
            std::copy_n(processed[side]->at[0], frames * dsp::kLanes, late[side]->at[0]);
            processed[side] = late[side];
        }
        delay_->run(late, frames);
    }
    const bool dims = ((programme_.moving | dimmed_) & lanes) != 0;
    for (int side = 0; side < 2 && (dims || talk); ++side) {
        dsp::Block& joined = scratch.talk.side[side];
        kernels.gain(*processed[side], programme_, frames, active, joined, unheard_);
        if (talk) add(talk->side[side], frames, joined);
        processed[side] = &joined;
    }
    dsp::Lanes unheard[2];
    if (gated) processed = close(processed, scratch.eq, unheard);  // the EQ rings on
    for (int side = 0; side < 2; ++side) {
        dsp::Block& post = scratch.fader.side[side];
        kernels.gain(*processed[side], fader_[side], frames, active, post,
                     limiter_.in_use() ? unheard_ : peak_out_[side]);
        const dsp::Block* at[kTaps] = {input[side], inserted[side], processed[side], processed[side], &post};
        std::copy(std::begin(at), std::end(at), taps.side[side].at);
        taps.unlimited[side] = &post;
    }
    if (loudness_ && loudness_->in_use()) {
        dsp::Block* post[2] = {&scratch.fader.side[0], &scratch.fader.side[1]};
        loudness_->run(kernels, post, frames, lanes);
    }
    if (limiter_.in_use()) {
        StereoBlock &post = scratch.fader, &limited = scratch.limited;
        limiter_.run(kernels, post.side[0], post.side[1], frames, active, limited.side[0], limited.side[1]);
        for (int side = 0; side < 2; ++side) {
            kernels.peak(limited.side[side], frames, active, peak_out_[side]);
            taps.side[side].at[static_cast<std::size_t>(Tap::post_fader)] = &limited.side[side];
        }
    }
    advance(frames, lanes);
    return taps;
}

MeterFrame::Bus BusBank::take_peaks(int lane) {
    const MeterFrame::Bus peaks{peak_in_[0].at[lane],
                                peak_in_[1].at[lane],
                                std::min(comp_pre_eq_.take_reduction(lane), comp_post_eq_.take_reduction(lane)),
                                limiter_.take_reduction(lane) * (loudness_ ? loudness_->take_least(lane) : 1),
                                peak_out_[0].at[lane],
                                peak_out_[1].at[lane]};
    for (int side = 0; side < 2; ++side) peak_in_[side].at[lane] = peak_out_[side].at[lane] = 0;
    return peaks;
}

}  // namespace tutti
