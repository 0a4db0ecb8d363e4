#pragma once
// Sixteen gates, or sixteen compressors, of one or two sides that share a gain. A lane whose settings change runs twice
// for 20 ms and cross-fades from the old gain to the new in a smooth S; changes that come meanwhile wait for its end.
// A bank in which no lane is on, and whose keys nobody listens to, costs nothing. Audio thread only; it gives up
// following a knob faster than that.
#include "engine/console/mix_frame.hpp"
#include "engine/dsp/dynamics_lanes.hpp"
#include "engine/dsp/kernels.hpp"
#include "engine/mix/keys.hpp"

namespace tutti {

// Memory at work, shared by all banks.
struct DynamicsScratch {
    dsp::Block key[2], gathered, gain, old_gain;
};

class DynamicsBank {
public:
    enum class Of : std::uint8_t { gates, compressors };
    DynamicsBank(Of of, float fade_length);

    void set(int lane, const DynamicsFrame& frame, bool at_once);
    void start_waiting();          // changes that waited for a fade which has ended
    float wait(float none) const;  // samples until one of them may start
    void settle();                 // fades are taken as done: for a bank that falls asleep
    void want_keys(Keys& keys) const;

    // The lanes whose keys somebody listens to, whether they are on or not.
    void listen(dsp::LaneBits lanes);
    bool heard() const { return listened_ != 0; }

    // Whether silence would change nothing in these lanes, to within `level` of all that a state holds.
    bool quiet(float level, dsp::LaneBits lanes) const;

    // Whether there is anything for run() to do.
    bool in_use() const { return shapes() || heard() || fading_ != 0; }
    // x, one block for each of `sides`, times the gain, into y (which may be x): true, or false if no lane is on and y
    // is as it was. Into `key`, side by side, what the lanes listen to, while it is heard(). Only while in_use().
    bool run(const dsp::Kernels& kernels, const Keys& keys, const dsp::Block* const* x, int sides, int frames,
             const dsp::LaneMask& active, DynamicsScratch& scratch, dsp::Block* const* y, dsp::Block* const* key);
    // Lets time pass for lanes that were heard. Returns which of them still fade.
    dsp::LaneBits advance(int frames, dsp::LaneBits lanes);

    // The least gain of a lane since it was last asked, as log2 of amplitude: <= 0.
    float take_reduction(int lane);

private:
    struct Instance {
        dsp::DynamicsLanes lanes;
        dsp::DynamicsState state;
        dsp::Section filter;
        dsp::SectionState filter_state[2];
        Signal key[dsp::kLanes];
        dsp::LaneBits live = 0, keyed = 0, filtered = 0;
        dsp::LaneBits special = 0;  // not plain: see dsp::Kernels
    };
    bool shapes() const { return (now_.live | old_.live) != 0; }
    static void write(Instance& to, int lane, const DynamicsFrame& frame);
    void begin(int lane);
    void finish(int lane);
    struct Key {
        const dsp::Block* side[2];
    };
    Key find_key(const dsp::Kernels& kernels, Instance& of, const Keys& keys, const dsp::Block* const* x, int sides,
                 int frames, const dsp::LaneMask& active, DynamicsScratch& scratch) const;
    void find_gain(const dsp::Kernels& kernels, Instance& of, const Key& key, int frames, const dsp::LaneMask& active,
                   dsp::Block& gain) const;

    Of of_;
    float length_;
    Instance now_, old_;
    DynamicsFrame taken_[dsp::kLanes], wanted_[dsp::kLanes];
    dsp::Lanes left_;  // samples that a fade still takes
    dsp::LaneBits fading_ = 0, waiting_ = 0, listened_ = 0;
};

}  // namespace tutti
