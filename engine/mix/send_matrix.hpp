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
    void set_row(const dsp::Kernels& kernels, int bank, int lane, const float* left, const float* right,
                 const std::uint8_t* taps, bool at_once);
    // The rows `lanes` of a bank, in motion: arrays that begin with lane 0, `stride` long for each row.
    void set_rows(const dsp::Kernels& kernels, int bank, dsp::LaneBits lanes, const float* left, const float* right,
                  const std::uint8_t* taps, int stride);

    // Adds what the rows `lanes` of this bank send to the sums of all buses, and lets time pass for them.
    void add(const dsp::Kernels& kernels, int bank, dsp::LaneBits lanes, const TapPoints& taps, int frames,
             std::vector<StereoSum>& sums);

    // Gains of this bank arrive at once: nobody listens.
    void settle(const dsp::Kernels& kernels, int bank);

private:
    using Tile = dsp::GainTile;
    using Flags = dsp::TileRows;

    std::size_t number(int bank, int bus_bank, int tap) const {
        return static_cast<std::size_t>((bank * bus_banks_ + bus_bank) * kTaps + tap);
    }
    void add_resting(const dsp::Kernels& kernels, std::size_t first, unsigned taps, unsigned rows, const dsp::Block& x,
                     int frames, StereoSum& sum);
    bool add_along(const dsp::Kernels& kernels, Tile& tile, const Flags& flags, unsigned rows, const dsp::Block& x,
                   int frames, StereoSum& sum);
    void add_moving(const dsp::Kernels& kernels, Tile& tile, const Flags& flags, unsigned rows, const dsp::Block& x,
                    int frames, StereoSum& sum);
    // Time passes for what moves.
    void pass(const dsp::Kernels& kernels, std::size_t first, unsigned taps, dsp::LaneBits lanes, int frames);

    int bus_banks_;
    Ramps ramps_;
    dsp::Lanes usual_;  // how long gains take whose tap stays
    std::vector<Tile> tiles_;
    std::vector<Flags> flags_;
    std::vector<std::uint8_t> taps_;    // as last set: [row][bus]
    std::vector<dsp::LaneBits> plain_;  // for each tile, rows that take all their sends there
    struct alignas(64) Gains {
        float side[2][Tile::kCells];
    };
    Gains joined_;  // of several taps that are the same place
    dsp::Block square_, cube_;
};

}  // namespace tutti
