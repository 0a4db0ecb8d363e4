#pragma once
// Sixteen channels, one a lane: source, trim, delay, low cut, gate, compressor, EQ, fader. It knows which sockets its
// lanes take, changes them behind a short silence, and falls asleep when it has none. Audio thread only.
#include "engine/console/mix_frame.hpp"
#include "engine/dsp/svf_bank.hpp"
#include "engine/mix/delay.hpp"
#include "engine/mix/dynamics_bank.hpp"
#include "engine/mix/insert_bank.hpp"
#include "engine/mix/mailboxes.hpp"
#include "engine/mix/ramps.hpp"
#include "engine/mix/sockets.hpp"

namespace tutti {

// Memory for the bank at work, shared by all banks so that it stays in the nearest cache.
struct ChannelScratch {
    dsp::Block source, low_cut, pre_insert, gate, comp, eq, post_comp, post_insert, automix, fader;
    dsp::Block keys[kKeyPoints];
    DynamicsScratch dynamics;
};

// Lanes of a bank whose processors' keys somebody listens to.
struct Listened {
    dsp::LaneBits at[kKeyPoints] = {};
};

// The five places where a strip's signal can be picked up; some are the same block while nothing lies between.
struct TapPoints {
    const dsp::Block* at[kTaps] = {};
    const dsp::Block* keys[kKeyPoints] = {};  // what processors listen to; null where nobody hears it

    const dsp::Block& operator[](Tap tap) const { return *at[static_cast<std::size_t>(tap)]; }
};

class ChannelBank {
public:
    ChannelBank(dsp::DelayPool& delays, const Ramps& ramps, InsertGear& gear);

    // `source`: its number in Sockets, -1 is none.
    void set(int lane, const ChannelFrame& frame, int source, bool at_once);
    // Only the gains of `lanes`, in a bank that is awake.
    void move(const dsp::Kernels& kernels, const dsp::Lanes& input, const dsp::Lanes& fader, dsp::LaneBits lanes);

    // No lane has a source and nothing rings any more. Changes to a sleeping bank happen at once.
    bool asleep() const { return asleep_; }
    // Falls asleep if it can; true if it just did.
    bool try_sleep();

    // Up to behind the low cut. For a bank that others listen to this comes first, with memory of its own.
    const dsp::Block& take_input(const dsp::Kernels& kernels, const Sockets& sockets, int frames, dsp::Block& source,
                                 dsp::Block& low_cut);
    // `automix`: gains ahead of the faders, null is 1.
    TapPoints process(const dsp::Kernels& kernels, const Keys& keys, const dsp::Block& input,
                      const dsp::GlideLanes* automix, int frames, ChannelScratch& scratch);
    void want_keys(Keys& keys) const;
    // Who is listened to is at work, with or without a source.
    void listen(const Listened& lanes);
    InsertBank& inserts() { return inserts_; }

    // Source changes whose lane has become silent happen now. See Engine::next_slice.
    void settle();
    // Samples until settle() has something to do; `none` if nothing waits.
    float wait(float none) const;

    bool heard() const {
        return gate_.heard() || comp_pre_eq_.heard() || comp_post_eq_.heard();
    }  // somebody listens to a key
    MeterFrame::Channel take_peaks(int lane);

private:
    void aim(int lane);  // where the input gain should go: 0 while the source has to change

    Ramps ramps_;
    dsp::GlideLanes input_, fader_;
    DelayBank delay_;
    dsp::SvfBank<kLowCutSections, 1> low_cut_;
    dsp::SvfBank<kChannelBandCount, 1> eq_;
    DynamicsBank gate_, comp_pre_eq_, comp_post_eq_;
    InsertBank inserts_;
    dsp::Lanes input_gain_, peak_in_, peak_out_;
    int source_[dsp::kLanes], wanted_[dsp::kLanes];  // sockets; -1 is none
    dsp::LaneBits switching_ = 0;                    // source is not the wanted one
    dsp::LaneBits sourced_ = 0;                      // has a source, or will have one
    bool asleep_ = true;
};

}  // namespace tutti
