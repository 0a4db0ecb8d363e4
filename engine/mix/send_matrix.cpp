#include "engine/mix/send_matrix.hpp"

#include <bit>
#include <cstring>

namespace tutti {

using dsp::kLanes;

namespace {

constexpr dsp::LaneMask kEverywhere = {{-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1}};

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
      taps_(static_cast<std::size_t>(row_banks * bus_banks_ * Tile::kCells)),
      plain_(tiles_.size()) {
    for (Tile& tile : tiles_) tile.straight = ramps.straight;
    for (float& length : usual_.at) length = ramps.gain;
}

void SendMatrix::set_row(const dsp::Kernels& kernels, int bank, int lane, const float* left, const float* right,
                         const std::uint8_t* taps, bool at_once) {
    for (int n = 0; n < bus_banks_; ++n) {
        std::uint8_t* before = &taps_[static_cast<std::size_t>(((bank * kLanes + lane) * bus_banks_ + n) * kLanes)];
        const std::uint8_t* now = taps + n * kLanes;
        const float* gains[2] = {left + n * kLanes, right + n * kLanes};
        const bool stays = std::memcmp(before, now, kLanes) == 0;
        dsp::Lanes lengths;
        for (int l = 0; l < kLanes && !stays; ++l) lengths.at[l] = now[l] != before[l] ? ramps_.swap : ramps_.gain;
        std::memcpy(before, now, kLanes);
        const bool alike = std::memcmp(now, now + 1, kLanes - 1) == 0;
        unsigned used = 1U << (now[0] & 7);
        for (int l = 1; l < kLanes && !alike; ++l) used |= 1U << (now[l] & 7);
        for (int tap = 0; tap < kTaps; ++tap) {
            const std::size_t at = number(bank, n, tap);
            Flags& flags = flags_[at];
            const bool there = flags.any() >> lane & 1;
            if (!there && !(used >> tap & 1)) continue;
            dsp::LaneMask here = kEverywhere;
            for (int l = 0; l < kLanes && !(alike && now[0] == tap); ++l) here.at[l] = now[l] == tap ? -1 : 0;
            kernels.move_row(tiles_[at], flags, lane, gains, here, stays ? usual_.at : lengths.at, at_once);
        }
        unsigned filled = 0;
        for (int tap = 0; tap < kTaps; ++tap)
            if (flags_[number(bank, n, tap)].any() >> lane & 1) filled |= 1U << tap;
        for (int tap = 0; tap < kTaps; ++tap) {
            dsp::LaneBits& plain = plain_[number(bank, n, tap)];
            const auto bit = static_cast<dsp::LaneBits>(1U << lane);
            alike&& now[0] == tap && (filled & ~(1U << tap)) == 0 ? plain |= bit : plain &= ~bit;
        }
    }
}

void SendMatrix::set_rows(const dsp::Kernels& kernels, int bank, dsp::LaneBits lanes, const float* left,
                          const float* right, const std::uint8_t* taps, int stride) {
    unsigned others = 0;  // rows that have to be looked at send by send
    for (int n = 0; n < bus_banks_; ++n)
        for (unsigned bits = lanes & ~others; bits; bits &= bits - 1) {
            const int lane = std::countr_zero(bits);
            const std::uint8_t* before =
                &taps_[static_cast<std::size_t>(((bank * kLanes + lane) * bus_banks_ + n) * kLanes)];
            if (std::memcmp(before, taps + lane * stride + n * kLanes, kLanes) != 0) others |= 1U << lane;
        }
    for (int n = 0; n < bus_banks_; ++n) {
        unsigned plain = 0;
        for (int tap = 0; tap < kTaps; ++tap) {
            const std::size_t at = number(bank, n, tap);
            const auto rows = static_cast<dsp::LaneBits>(plain_[at] & lanes & ~others);
            if (!rows) continue;
            plain |= rows;
            kernels.move_rows(tiles_[at], flags_[at], rows, left + n * kLanes, right + n * kLanes, stride, ramps_.gain);
        }
        others |= lanes & ~plain;
    }
    for (; others; others &= others - 1) {
        const int lane = std::countr_zero(others), at = lane * stride;
        set_row(kernels, bank, lane, left + at, right + at, taps + at, false);
    }
}

void SendMatrix::add(const dsp::Kernels& kernels, int bank, dsp::LaneBits lanes, const TapPoints& taps, int frames,
                     std::vector<StereoSum>& sums) {
    for (int n = 0; n < bus_banks_; ++n) {
        StereoSum& sum = sums[static_cast<std::size_t>(n)];
        const std::size_t first = number(bank, n, 0);
        if (taps.at[0] == &kSilentBlock) {  // a strip that rests is silent everywhere
            unsigned moving = 0;
            for (int tap = 0; tap < kTaps; ++tap) moving |= flags_[first + static_cast<std::size_t>(tap)].moving;
            if (moving & lanes) pass(kernels, first, (1U << kTaps) - 1, lanes, frames);
            continue;
        }
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
            sum.touch(frames);
            if (const auto one = first + static_cast<std::size_t>(std::countr_zero(used));
                std::has_single_bit(used) && add_along(kernels, tiles_[one], flags_[one], resting, x, frames, sum)) {
                kernels.pass_rows(tiles_[one], flags_[one], static_cast<dsp::LaneBits>(resting),
                                  static_cast<float>(frames));
                continue;
            }
            add_resting(kernels, first, used, resting, x, frames, sum);
            for (unsigned bits = used; bits; bits &= bits - 1) {
                const std::size_t at = first + static_cast<std::size_t>(std::countr_zero(bits));
                const unsigned moving = flags_[at].moving & lanes;
                if (moving) add_moving(kernels, tiles_[at], flags_[at], moving, x, frames, sum);
            }
            pass(kernels, first, used, lanes, frames);
        }
    }
}

void SendMatrix::pass(const dsp::Kernels& kernels, std::size_t first, unsigned taps, dsp::LaneBits lanes, int frames) {
    for (; taps; taps &= taps - 1) {
        const std::size_t at = first + static_cast<std::size_t>(std::countr_zero(taps));
        const auto moving = static_cast<dsp::LaneBits>(flags_[at].moving & lanes);
        if (moving) kernels.pass_rows(tiles_[at], flags_[at], moving, static_cast<float>(frames));
    }
}

// Where the gains are, or will be: the same for rows at rest and in motion.
void SendMatrix::add_resting(const dsp::Kernels& kernels, std::size_t first, unsigned taps, unsigned rows,
                             const dsp::Block& x, int frames, StereoSum& sum) {
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
                for (int cell = 0; cell < Tile::kCells; ++cell) joined_.side[side][cell] += tile.target[side][cell];
        }
        gains[0] = joined_.side[0], gains[1] = joined_.side[1];
    }
    kernels.send(x, gains[0], stereo ? gains[1] : nullptr, list.rows, list.count, frames, sum.side[0], sum.side[1]);
}

// Where all rows have started together, as after a scene: at once where they are and where they go. False if not.
bool SendMatrix::add_along(const dsp::Kernels& kernels, Tile& tile, const Flags& flags, unsigned rows,
                           const dsp::Block& x, int frames, StereoSum& sum) {
    if ((flags.moving & flags.together & rows) != rows) return false;
    const float left = tile.row_left[std::countr_zero(rows)];
    for (unsigned bits = rows; bits; bits &= bits - 1)
        if (tile.row_left[std::countr_zero(bits)] != left) return false;
    const RowList list(rows);
    for (int side = 0; side < (flags.live[1] & rows ? 2 : 1); ++side)
        kernels.send_along(x, tile.target[side], tile.b[side], tile.straight ? nullptr : tile.c[side], left, list.rows,
                           list.count, frames, sum.side[side]);
    return true;
}

// The way they still have to go.
void SendMatrix::add_moving(const dsp::Kernels& kernels, Tile& tile, const Flags& flags, unsigned rows,
                            const dsp::Block& x, int frames, StereoSum& sum) {
    if (const unsigned together = rows & flags.together) {
        const RowList list(together);
        const bool stereo = (flags.live[1] & together) != 0;
        if (tile.straight)
            kernels.tilt(x, tile.row_left, frames, square_);
        else
            kernels.bend(x, tile.row_left, frames, square_, cube_);
        kernels.send(square_, tile.b[0], stereo ? tile.b[1] : nullptr, list.rows, list.count, frames, sum.side[0],
                     sum.side[1]);
        if (tile.straight) return;
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

void SendMatrix::settle(const dsp::Kernels& kernels, int bank) {
    for (std::size_t at = number(bank, 0, 0); at < number(bank + 1, 0, 0); ++at)
        if (flags_[at].moving) kernels.pass_rows(tiles_[at], flags_[at], dsp::kAllLanes, 1 << 20);
}

}  // namespace tutti
