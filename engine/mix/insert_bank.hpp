#pragma once
// The insert points of sixteen strips: each leads through an effect of the rack or a loop out of the desk, at one of
// two places. On, off and every other change cross-fade with the sound that passes by; a bank without inserts costs
// nothing. Audio thread only.
#include "engine/console/mix_frame.hpp"
#include "engine/mix/loops.hpp"
#include "engine/mix/ramps.hpp"

namespace tutti {

class FxRack;

// What inserts go through.
struct InsertGear {
    FxRack& rack;
    Loops& loops;
    const Sockets& sockets;
};

class InsertBank {
public:
    InsertBank(InsertGear& gear, const Ramps& ramps) : gear_(&gear), ramps_(ramps) {}

    void set(int lane, const InsertFrame& frame, bool at_once);
    // A measurement began or ended: who goes through that loop passes by meanwhile.
    void look_at_loops();

    // Some strip has an insert, or just had one.
    bool in_use() const { return (at_[0] | at_[1]) != 0; }
    // x, a block for each of `sides`, through the inserts at this position, into y: true; false if there are none and y
    // is as it was.
    bool run(InsertPosition position, dsp::LaneBits lanes, const dsp::Block* const* x, int sides, int frames,
             dsp::Block* const* y);

    // Changes that have been faded to happen now. See Engine::next_slice.
    void settle();
    float wait(float none) const;

private:
    struct Point {
        InsertFrame now, wanted;
        dsp::Glide mix;   // 0: the sound passes by
        dsp::Glide gate;  // what goes into a loop

        bool leads() const { return now.fx >= 0 || now.output >= 0; }
        bool stays() const {
            return now.fx == wanted.fx && now.output == wanted.output && now.input == wanted.input &&
                   now.position == wanted.position && now.mono == wanted.mono && now.pair == wanted.pair;
        }
    };
    void aim(int lane);
    void arrive(int lane);
    void through(Point& point, const float* const* in, int sides, int frames, float (&wet)[2][dsp::kChunk]);

    InsertGear* gear_;
    Ramps ramps_;
    Point points_[dsp::kLanes];
    dsp::LaneBits at_[2] = {};  // for each position, the strips whose insert is there
    dsp::LaneBits switching_ = 0;
};

}  // namespace tutti
