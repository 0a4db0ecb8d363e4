#include "engine/mix/send_matrix.hpp"

#include <bit>
#include <cstring>

namespace tutti {

using dsp::kLanes;

namespace {

struct RowList {
    std::uint8_t rows[kLanes];
    int count = 0;

    explicit RowList(unsigned bits) {
        for (; bits; bits &= bits - 1) rows[count++] = static_cast<std::uint8_t>(std::countr_zero(bits));
    }
};

}  // namespace

SendMatrix::SendMatrix(int row_banks, int bus_count, const Ramps& ramps)
    : bus_banks_((bus_count + kLanes - 1) / kLanes),
      ramps_(ramps),
      tiles_(number(row_banks, 0, 0)),
      flags_(tiles_.size()),
      taps_(static_cast<std::size_t>(row_banks * bus_banks_ * kCells)) {}

void SendMatrix::set_row(int bank, int lane, const float* left, const float* right, const std::uint8_t* taps,
                         bool at_once) {
    for (int n = 0; n < bus_banks_; ++n) {
        std::uint8_t* before = &taps_[static_cast<std::size_t>(((bank * kLanes + lane) * bus_banks_ + n) * kLanes)];
        const std::uint8_t* now = taps + n * kLanes;
        const float* gains[2] = {left + n * kLanes, right + n * kLanes};
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
            float to[2][kLanes];
            for (int side = 0; side < 2; ++side)
                for (int l = 0; l < kLanes; ++l) {
                    const float g = gains[side][l];
                    to[side][l] = now[l] == tap && g * 0 == 0 ? g : 0.0F;  // a gain that is no number is silence
                }
            Tile& tile = tiles_[at];
            if (std::memcmp(to[0], &tile.target[0][lane * kLanes], sizeof to[0]) == 0 &&
                std::memcmp(to[1], &tile.target[1][lane * kLanes], sizeof to[1]) == 0)
                continue;
            if (at_once)
                jump_row(tile, lane, to);
            else
                move_row(tile, flags_[at], lane, to, lengths);
            look(tile, flags_[at], lane);
        }
    }
}

void SendMatrix::jump_row(Tile& tile, int row, const float (*to)[kLanes]) {
    for (int side = 0; side < 2; ++side)
        for (int l = 0; l < kLanes; ++l) {
            const int cell = row * kLanes + l;
            tile.target[side][cell] = to[side][l];
            tile.b[side][cell] = tile.c[side][cell] = tile.left[side][cell] = 0;
        }
}

void SendMatrix::move_row(Tile& tile, Flags& flags, int row, const float (*to)[kLanes], const float* lengths) {
    const bool together = flags.together >> row & 1;
    for (int side = 0; side < 2; ++side) {
        float* target = &tile.target[side][row * kLanes];
        float* b = &tile.b[side][row * kLanes];
        float* c = &tile.c[side][row * kLanes];
        float* left = &tile.left[side][row * kLanes];
        const float row_left = tile.row_left[row];
        for (int l = 0; l < kLanes; ++l) {
            const float was_left = together && left[l] > 0 ? row_left : left[l];
            float t = target[l], nb = b[l], nc = c[l], r = was_left;
            const bool change = to[side][l] != t;
            dsp::glide_to(to[side][l], lengths[l], t, nb, nc, r);
            target[l] = to[side][l];
            b[l] = change ? nb : b[l];
            c[l] = change ? nc : c[l];
            left[l] = change ? r : was_left;
        }
    }
}

// What there is to do for one row, from its numbers.
void SendMatrix::look(Tile& tile, Flags& flags, int row) {
    const auto bit = static_cast<dsp::LaneBits>(1U << row);
    float most = 0;
    for (int side = 0; side < 2; ++side) {
        float sum = 0, longest = 0;
        for (int l = 0; l < kLanes; ++l) {
            const float left = tile.left[side][row * kLanes + l], target = tile.target[side][row * kLanes + l];
            sum += target != 0 ? 1.0F : 0.0F;
            longest = longest > left ? longest : left;
        }
        most = most > longest ? most : longest;
        sum > 0 || longest > 0 ? flags.live[side] |= bit : flags.live[side] &= ~bit;
    }
    float others = 0;
    for (int side = 0; side < 2; ++side)
        for (int l = 0; l < kLanes; ++l) {
            const float left = tile.left[side][row * kLanes + l];
            others += left != 0 && left != most ? 1.0F : 0.0F;
        }
    tile.row_left[row] = most;
    most > 0 ? flags.moving |= bit : flags.moving &= ~bit;
    most > 0 && others == 0 ? flags.together |= bit : flags.together &= ~bit;
}

void SendMatrix::add(const dsp::Kernels& kernels, int bank, dsp::LaneBits lanes, const TapPoints& taps, int frames,
                     std::vector<StereoBlock>& sums) {
    for (int n = 0; n < bus_banks_; ++n) {
        StereoBlock& sum = sums[static_cast<std::size_t>(n)];
        const std::size_t first = number(bank, n, 0);
        for (int tap = 0; tap < kTaps;) {
            // Neighbouring taps with nothing between them are one place.
            const dsp::Block& x = *taps.at[tap];
            unsigned used = 0, resting = 0;
            for (; tap < kTaps && taps.at[tap] == &x; ++tap) {
                const unsigned rows = flags_[first + static_cast<std::size_t>(tap)].any() & lanes;
                if (rows) used |= 1U << tap;
                resting |= rows;
            }
            if (!used) continue;
            add_resting(kernels, first, used, resting, x, frames, sum);
            for (; used; used &= used - 1) {
                const std::size_t at = first + static_cast<std::size_t>(std::countr_zero(used));
                const unsigned moving = flags_[at].moving & lanes;
                if (!moving) continue;
                add_moving(kernels, tiles_[at], flags_[at], moving, x, frames, sum);
                advance(tiles_[at], flags_[at], moving, frames);
            }
        }
    }
}

// Where the gains are, or will be: the same for rows at rest and in motion.
void SendMatrix::add_resting(const dsp::Kernels& kernels, std::size_t first, unsigned taps, unsigned rows,
                             const dsp::Block& x, int frames, StereoBlock& sum) {
    const RowList list(rows);
    const std::size_t one = first + static_cast<std::size_t>(std::countr_zero(taps));
    const float* gains[2] = {tiles_[one].target[0], tiles_[one].target[1]};
    unsigned stereo = 0;
    for (unsigned bits = taps; bits; bits &= bits - 1)
        stereo |= flags_[first + static_cast<std::size_t>(std::countr_zero(bits))].live[1] & rows;
    if (!std::has_single_bit(taps)) {
        joined_ = {};
        for (; taps; taps &= taps - 1) {
            const Tile& tile = tiles_[first + static_cast<std::size_t>(std::countr_zero(taps))];
            for (int side = 0; side < 2; ++side)
                for (int cell = 0; cell < kCells; ++cell) joined_.side[side][cell] += tile.target[side][cell];
        }
        gains[0] = joined_.side[0], gains[1] = joined_.side[1];
    }
    kernels.send(x, gains[0], stereo ? gains[1] : nullptr, list.rows, list.count, frames, sum.side[0], sum.side[1]);
}

// The way they still have to go.
void SendMatrix::add_moving(const dsp::Kernels& kernels, Tile& tile, const Flags& flags, unsigned rows,
                            const dsp::Block& x, int frames, StereoBlock& sum) {
    if (const unsigned together = rows & flags.together) {
        const RowList list(together);
        const bool stereo = (flags.live[1] & together) != 0;
        kernels.bend(x, tile.row_left, frames, square_, cube_);
        kernels.send(square_, tile.b[0], stereo ? tile.b[1] : nullptr, list.rows, list.count, frames, sum.side[0],
                     sum.side[1]);
        kernels.send(cube_, tile.c[0], stereo ? tile.c[1] : nullptr, list.rows, list.count, frames, sum.side[0],
                     sum.side[1]);
    }
    for (unsigned bits = rows & ~flags.together; bits; bits &= bits - 1) {
        const int row = std::countr_zero(bits), cell = row * kLanes;
        for (int side = 0; side < 2; ++side)
            kernels.send_moving(x, row, &tile.b[side][cell], &tile.c[side][cell], &tile.left[side][cell], frames,
                                sum.side[side]);
    }
}

void SendMatrix::advance(Tile& tile, Flags& flags, unsigned rows, int frames) {
    const auto passed = static_cast<float>(frames);
    for (unsigned bits = rows; bits; bits &= bits - 1) {
        const int row = std::countr_zero(bits);
        if (flags.together >> row & 1) {
            tile.row_left[row] -= passed;
            if (tile.row_left[row] > 0) continue;
        }
        const bool arrived = flags.together >> row & 1;
        for (int side = 0; side < 2; ++side) {
            float* b = &tile.b[side][row * kLanes];
            float* c = &tile.c[side][row * kLanes];
            float* left = &tile.left[side][row * kLanes];
            for (int l = 0; l < kLanes; ++l) {
                const float r = arrived ? 0.0F : left[l] - passed;
                left[l] = r > 0 ? r : 0.0F;
                b[l] = r > 0 ? b[l] : 0.0F;
                c[l] = r > 0 ? c[l] : 0.0F;
            }
        }
        look(tile, flags, row);
    }
}

void SendMatrix::settle(int bank) {
    for (std::size_t at = number(bank, 0, 0); at < number(bank + 1, 0, 0); ++at)
        if (flags_[at].moving) advance(tiles_[at], flags_[at], flags_[at].moving, 1 << 20);
}

}  // namespace tutti
