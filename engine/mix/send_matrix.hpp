#pragma once
// All sends of the desk: rows (channels and sides of buses, in banks of sixteen) into buses. For each place a send may
// take its sound from there is one plane of gains; a send whose tap changes fades out in one plane and in in another.
// Planes without a gain cost nothing. Audio thread only.
#include <cstdint>
#include <vector>

#include "engine/mix/bus_bank.hpp"

namespace tutti {

class SendMatrix {
public:
    SendMatrix(int row_banks, int bus_count, const Ramps& ramps);

    // One row's gains into all buses and the taps they take: arrays as long as the buses rounded up to sixteen.
    void set_row(int bank, int lane, const float* left, const float* right, const std::uint8_t* taps, bool at_once);

    // Adds what the rows `lanes` of this bank send to the sums of all buses, and lets time pass for them.
    void add(const dsp::Kernels& kernels, int bank, dsp::LaneBits lanes, const TapPoints& taps, int frames,
             std::vector<StereoBlock>& sums);

    // Gains of this bank arrive at once: nobody listens.
    void settle(int bank);

private:
    static constexpr int kCells = dsp::kLanes * dsp::kLanes;  // [row][bus]
    // Sixteen rows into sixteen buses from one tap, as moving gains (glide.hpp), for both sides.
    struct alignas(64) Tile {
        float target[2][kCells] = {}, b[2][kCells] = {}, c[2][kCells] = {}, left[2][kCells] = {};
    };
    struct Flags {  // of rows
        dsp::LaneBits live[2] = {}, moving[2] = {};

        dsp::LaneBits any() const { return live[0] | live[1]; }
    };

    std::size_t number(int bank, int bus_bank, int tap) const {
        return static_cast<std::size_t>((bank * bus_banks_ + bus_bank) * kTaps + tap);
    }
    void set_cells(Tile& tile, Flags& flags, int side, int lane, const float* to, const float* lengths, bool at_once);
    void advance(Tile& tile, Flags& flags, dsp::LaneBits lanes, int frames);
    static void look(const Tile& tile, Flags& flags, int side, int lane);

    int bus_banks_;
    Ramps ramps_;
    std::vector<Tile> tiles_;
    std::vector<Flags> flags_;
    std::vector<std::uint8_t> taps_;  // as last set: [row][bus]
};

}  // namespace tutti
