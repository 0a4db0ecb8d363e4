#include "engine/mix/send_matrix.hpp"

#include <bit>
#include <cstring>

namespace tutti {

using dsp::kLanes;

SendMatrix::SendMatrix(int row_banks, int bus_count, const Ramps& ramps)
    : bus_banks_((bus_count + kLanes - 1) / kLanes),
      ramps_(ramps),
      tiles_(number(row_banks, 0, 0)),
      flags_(tiles_.size()),
      taps_(static_cast<std::size_t>(row_banks * bus_banks_ * kCells)) {}

void SendMatrix::set_row(int bank, int lane, const float* left, const float* right, const std::uint8_t* taps,
                         bool at_once) {
    const float* gains[2] = {left, right};
    for (int n = 0; n < bus_banks_; ++n) {
        std::uint8_t* before = &taps_[static_cast<std::size_t>(((bank * kLanes + lane) * bus_banks_ + n) * kLanes)];
        const std::uint8_t* now = taps + n * kLanes;
        float lengths[kLanes];
        unsigned used = 0;
        for (int l = 0; l < kLanes; ++l) {
            lengths[l] = now[l] != before[l] ? ramps_.swap : ramps_.gain;
            used |= 1U << now[l];
        }
        std::memcpy(before, now, kLanes);
        for (int tap = 0; tap < kTaps; ++tap) {
            const std::size_t at = number(bank, n, tap);
            const bool filled = flags_[at].any() >> lane & 1;
            if (!filled && !(used >> tap & 1)) continue;
            for (int side = 0; side < 2; ++side) {
                float to[kLanes];
                for (int l = 0; l < kLanes; ++l) {
                    const float g = gains[side][n * kLanes + l];
                    to[l] = now[l] == tap && g * 0 == 0 ? g : 0.0F;  // a gain that is no number is silence
                }
                set_cells(tiles_[at], flags_[at], side, lane, to, lengths, at_once);
            }
        }
    }
}

void SendMatrix::set_cells(Tile& tile, Flags& flags, int side, int lane, const float* to, const float* lengths,
                           bool at_once) {
    float* target = &tile.target[side][lane * kLanes];
    float* b = &tile.b[side][lane * kLanes];
    float* c = &tile.c[side][lane * kLanes];
    float* left = &tile.left[side][lane * kLanes];
    if (std::memcmp(to, target, kLanes * sizeof(float)) == 0) return;
    if (at_once) {
        for (int l = 0; l < kLanes; ++l) target[l] = to[l], b[l] = c[l] = left[l] = 0;
    } else {
        for (int l = 0; l < kLanes; ++l) {
            float t = target[l], nb = b[l], nc = c[l], r = left[l];
            const bool change = to[l] != t;
            dsp::glide_to(to[l], lengths[l], t, nb, nc, r);
            target[l] = to[l];
            b[l] = change ? nb : b[l];
            c[l] = change ? nc : c[l];
            left[l] = change ? r : left[l];
        }
    }
    look(tile, flags, side, lane);
}

// What there is to do for one row, from its numbers.
void SendMatrix::look(const Tile& tile, Flags& flags, int side, int lane) {
    float sum = 0, left = 0;
    for (int l = 0; l < kLanes; ++l) {
        sum += tile.target[side][lane * kLanes + l] != 0 ? 1.0F : 0.0F;
        left += tile.left[side][lane * kLanes + l];
    }
    const auto bit = static_cast<dsp::LaneBits>(1U << lane);
    left > 0 ? flags.moving[side] |= bit : flags.moving[side] &= ~bit;
    left > 0 || sum > 0 ? flags.live[side] |= bit : flags.live[side] &= ~bit;
}

void SendMatrix::add(const dsp::Kernels& kernels, int bank, dsp::LaneBits lanes, const TapPoints& taps, int frames,
                     std::vector<StereoBlock>& sums) {
    for (int n = 0; n < bus_banks_; ++n) {
        StereoBlock& sum = sums[static_cast<std::size_t>(n)];
        for (int tap = 0; tap < kTaps; ++tap) {
            const std::size_t at = number(bank, n, tap);
            Flags& flags = flags_[at];
            const unsigned heard = flags.any() & lanes;
            if (!heard) continue;
            Tile& tile = tiles_[at];
            const dsp::Block& x = *taps.at[tap];
            std::uint8_t rows[kLanes];
            int count = 0;
            for (unsigned bits = heard; bits; bits &= bits - 1)
                rows[count++] = static_cast<std::uint8_t>(std::countr_zero(bits));
            const bool stereo = (flags.live[1] & lanes) != 0;
            kernels.send(x, tile.target[0], stereo ? tile.target[1] : nullptr, rows, count, frames, sum.side[0],
                         sum.side[1]);
            if (!((flags.moving[0] | flags.moving[1]) & lanes)) continue;
            for (int side = 0; side < 2; ++side)
                for (unsigned bits = flags.moving[side] & lanes; bits; bits &= bits - 1) {
                    const int row = std::countr_zero(bits), cell = row * kLanes;
                    kernels.send_moving(x, row, &tile.b[side][cell], &tile.c[side][cell], &tile.left[side][cell],
                                        frames, sum.side[side]);
                }
            advance(tile, flags, lanes, frames);
        }
    }
}

void SendMatrix::advance(Tile& tile, Flags& flags, dsp::LaneBits lanes, int frames) {
    for (int side = 0; side < 2; ++side)
        for (unsigned bits = flags.moving[side] & lanes; bits; bits &= bits - 1) {
            const int row = std::countr_zero(bits);
            float* b = &tile.b[side][row * kLanes];
            float* c = &tile.c[side][row * kLanes];
            float* left = &tile.left[side][row * kLanes];
            for (int l = 0; l < kLanes; ++l) {
                const float r = left[l] - static_cast<float>(frames);
                left[l] = r > 0 ? r : 0.0F;
                b[l] = r > 0 ? b[l] : 0.0F;
                c[l] = r > 0 ? c[l] : 0.0F;
            }
            look(tile, flags, side, row);
        }
}

void SendMatrix::settle(int bank) {
    for (int n = 0; n < bus_banks_; ++n)
        for (int tap = 0; tap < kTaps; ++tap) {
            const std::size_t at = number(bank, n, tap);
            if (flags_[at].moving[0] | flags_[at].moving[1]) advance(tiles_[at], flags_[at], dsp::kAllLanes, 1 << 20);
        }
}

}  // namespace tutti
