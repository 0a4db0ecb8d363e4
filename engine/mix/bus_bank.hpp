#pragma once
// Sixteen stereo buses, one a lane: sum, width, compressor, EQ, talk and its dim, fader, loudness, limiter. Buses of
// several stages may share a bank; one stage at a time is processed and the others' states stay untouched. Main is a
// bank with one lane. Buses that hear nothing, and in which nothing rings, rest. Audio thread only.
#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

#include "engine/console/mix_frame.hpp"
#include "engine/dsp/limiter_bank.hpp"
#include "engine/dsp/svf_bank.hpp"
#include "engine/mix/channel_bank.hpp"
#include "engine/mix/delay.hpp"
#include "engine/mix/loudness_bank.hpp"
#include "engine/mix/mailboxes.hpp"
#include "engine/mix/ramps.hpp"

namespace tutti {

inline constexpr int kStages = 3;  // groups; fx; aux and cue

struct StereoBlock {
    dsp::Block side[2];
};
// What strips are added to. It knows whether anything was, so that silence is neither cleared nor looked at.
struct StereoSum : StereoBlock {
    int written = 0;  // frames that may be other than silence

    bool silent() const { return written == 0; }
    void touch(int frames) { written = std::max(written, frames); }
    void clear() {
        if (silent()) return;
        for (dsp::Block& each : side) std::memset(each.at, 0, sizeof each.at[0] * static_cast<std::size_t>(written));
        written = 0;
    }
};
// What comes of strips that rest. Whoever adds this block up need not.
extern const dsp::Block kSilentBlock;

struct StereoTaps {
    TapPoints side[2];
    const dsp::Block* unlimited[2] = {};  // behind the fader, ahead of the limiter
    bool silent = false;                  // all of it
};
struct BusScratch {
    StereoBlock sum, image, pre_insert, comp, eq, post_comp, post_insert, late, talk, fader, limited, keys[kKeyPoints];
    DynamicsScratch dynamics;
    StereoTaps taps;
};

class BusBank {
public:
    // Only where there is a pool can they be late: matrices. Only where there is a rate can their loudness be bounded.
    BusBank(const Ramps& ramps, InsertGear& gear, dsp::DelayPool* delays = nullptr, double bounded_rate = 0);

    // A bus that changes its stage, or whether it is a cue, falls silent, changes, and comes back.
    void set(int lane, const BusFrame& frame, bool at_once);

    dsp::LaneBits in_stage(int stage) const { return in_stage_[stage]; }

    // The buses `lanes`, all of one stage; talk joins them ahead of the fader, null is nobody. Sound of other lanes in
    // the result means nothing; it lasts as long as the scratch is not used again.
    const StereoTaps& process(const dsp::Kernels& kernels, const Keys& keys, dsp::LaneBits lanes, const StereoSum& sum,
                              const StereoBlock* talk, int frames, BusScratch& scratch);
    void want_keys(Keys& keys) const;
    // Whose compressors' keys somebody listens to.
    void listen(const Listened& lanes);
    InsertBank& inserts() { return inserts_; }

    void settle();
    float wait(float none) const;

    MeterFrame::Bus take_peaks(int lane);

private:
    using Sides = std::array<const dsp::Block*, 2>;
    void aim(int lane);
    bool widens(dsp::LaneBits lanes) const;
    bool may_rest(dsp::LaneBits lanes);
    const StereoTaps& rest(int frames, dsp::LaneBits lanes);
    dsp::LaneBits advance(int frames, dsp::LaneBits lanes);
    Sides widen(const dsp::Kernels& kernels, Sides x, int frames, dsp::LaneBits lanes, StereoBlock& y);

    Ramps ramps_;
    dsp::GlideLanes image_[2][2];  // [into][from]
    dsp::LaneBits widened_ = 0;    // lanes whose sides do not stay as they come
    dsp::GlideLanes gate_;         // 1; 0 while the stage changes
    dsp::GlideLanes programme_;    // 1; less while somebody talks
    dsp::GlideLanes fader_[2];
    dsp::SvfBank<kBusBandCount, 2> eq_, steep_;
    std::optional<DelayBank> delay_;
    DynamicsBank comp_pre_eq_, comp_post_eq_;
    InsertBank inserts_;
    std::optional<LoudnessBank> loudness_;
    float bound_[dsp::kLanes] = {};  // of the loudness, as wanted
    dsp::LimiterBank limiter_;
    dsp::Lanes peak_in_[2], peak_out_[2], unheard_;
    std::int8_t place_[dsp::kLanes] = {}, wanted_[dsp::kLanes] = {};  // twice the stage, and 1 if it is a cue
    dsp::LaneBits in_stage_[kStages] = {}, switching_ = 0, dimmed_ = 0;
    dsp::LaneBits moving_ = 0;       // whose gains or fades may be on their way
    dsp::LaneBits resting_ = 0;      // silent, and nothing rings or recovers
    dsp::LaneBits right_quiet_ = 0;  // mono: nothing came on the right side, and nothing rings there
};

}  // namespace tutti
