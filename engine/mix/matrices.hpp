#pragma once
// The matrices: up to sixteen stereo mixes of buses (from behind their limiters) and main (from ahead of its limiter),
// with all that a bus has, crossovers and a delay. A desk without matrices has none of this. Audio thread only.
#include <vector>

#include "engine/mix/bus_bank.hpp"
#include "engine/mix/send_matrix.hpp"

namespace tutti {

class Matrices {
public:
    Matrices(const Layout& layout, dsp::DelayPool& delays, const Ramps& ramps, InsertGear& gear);

    // What feeds them, in banks of sixteen rows: left and right sides of each bank of buses, then main's two (lane 0).
    int of_buses(int bank, int side) const { return 2 * bank + side; }
    int of_main(int side) const { return 2 * bus_banks_ + side; }

    // [frame] `row` of the frame stands in this lane of those rows.
    void set_feed(const dsp::Kernels& kernels, int rows, int lane, const MixFrame& frame, int row, bool at_once);
    void set(int number, const BusFrame& frame, bool at_once) { bank_.set(number, frame, at_once); }

    dsp::LaneBits lanes() const { return lanes_; }
    BusBank& bank() { return bank_; }
    const BusBank& bank() const { return bank_; }

    void begin();  // sums are silent from here
    void add(const dsp::Kernels& kernels, int rows, dsp::LaneBits lanes, const dsp::Block& x, int frames);
    const StereoTaps& process(const dsp::Kernels& kernels, const Keys& keys, int frames, BusScratch& scratch);

private:
    int bus_banks_;
    dsp::LaneBits lanes_;
    BusBank bank_;
    SendMatrix feeds_;
    std::vector<StereoSum> sum_;  // one, or none
};

}  // namespace tutti
