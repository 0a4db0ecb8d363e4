// Rows of the send matrix that start to move, move on and arrive: the arithmetic of glide.hpp for 2 x 16 gains at once.

TUTTI_INLINE void put(LaneBits& bits, LaneBits bit, bool on) {
    bits = static_cast<LaneBits>(on ? bits | bit : bits & ~bit);
}

// Whether a gain is anything but silence.
TUTTI_INLINE bool any_gain(const float* gains) {
    unsigned some = 0;
    for (int lane = 0; lane < kLanes; lane += kWidth) some |= bits_of(load_anywhere(gains + lane) != splat(0));
    return some != 0;
}

// What was found about one row, over all of its cells.
struct RowBits {
    unsigned changed = 0, stays = 0;       // stays: moves on as before
    unsigned rests[2] = {}, moves[2] = {};
};

// The target, and b, c and left (GlideLanes) of one vector of cells; `left` is what they have left now.
TUTTI_INLINE void move_cells(GainTile& tile, int side, int cell, V left, bool moving, V to, V length, V inverse,
                             RowBits& row) {
    float *targets = &tile.target[side][cell], *bs = &tile.b[side][cell], *cs = &tile.c[side][cell];
    const V target = load(targets);
    const I change = to != target;
    V away = target - to, slope = splat(0), b = splat(0), c = splat(0);
    if (moving) {
        b = load(bs), c = load(cs);
        if (tile.straight) {
            away += left * b;
        } else {
            away += left * left * (b + c * left);
            slope = -(2.0F * b * left + 3.0F * c * left * left) * length;
        }
    }
    // Whoever neither moves nor starts to has no way to go, so that b and c become 0.
    const V next_b = tile.straight ? away * inverse : (3.0F * away + slope) * inverse * inverse;
    store(targets, to);
    store(bs, choose(change, next_b, b));
    if (!tile.straight) store(cs, choose(change, -(slope + 2.0F * away) * inverse * inverse * inverse, c));
    const V next_left = choose(change, inverse > splat(0) ? length : splat(0), left);
    store(&tile.left[side][cell], next_left);
    row.changed |= bits_of(change);
    row.stays |= bits_of((left > splat(0)) & ~change);
    row.rests[side] |= bits_of(to != splat(0));
    row.moves[side] |= bits_of(next_left > splat(0));
}

TUTTI_INLINE void keep_row(GainTile& tile, TileRows& rows, int row, const RowBits& found, bool alike, float length) {
    if (!found.changed) return;
    const auto bit = static_cast<LaneBits>(1U << row);
    for (int side = 0; side < 2; ++side) {
        put(rows.live[side], bit, found.rests[side] || found.moves[side]);
        put(rows.rests[side], bit, found.rests[side]);
    }
    put(rows.moving, bit, found.moves[0] || found.moves[1]);
    put(rows.together, bit, alike && !found.stays);
    tile.row_left[row] = length;
}

// A row that has only a left side, and had a right one: that is forgotten.
TUTTI_INLINE void forget_right(GainTile& tile, TileRows& rows, int row) {
    const auto bit = static_cast<LaneBits>(1U << row);
    if (!(rows.right & bit)) return;
    for (int lane = 0; lane < kLanes; lane += kWidth) {
        const int cell = row * kLanes + lane;
        for (float* at : {&tile.b[1][cell], &tile.c[1][cell], &tile.left[1][cell]}) store(at, splat(0));
    }
    put(rows.right, bit, false);
}

TUTTI_INLINE V left_of(const GainTile& tile, int side, int cell, bool moving, bool together, V row_left) {
    if (!moving) return splat(0);
    const V kept = load(&tile.left[side][cell]);
    return together ? choose(kept > splat(0), row_left, splat(0)) : kept;
}

static void move_row(GainTile& tile, TileRows& rows, int row, const float* const* gains, const LaneMask& here,
                     const float* lengths, bool at_once) {
    const bool moving = rows.moving >> row & 1, together = rows.together >> row & 1;
    const int sides = (rows.live[1] >> row & 1) || any_gain(gains[1]) ? 2 : 1;
    if (sides == 1) forget_right(tile, rows, row);
    if (sides == 2) put(rows.right, static_cast<LaneBits>(1U << row), true);
    const V row_left = splat(tile.row_left[row]);
    RowBits found;
    unsigned different = 0;  // lengths
    for (int side = 0; side < sides; ++side)
        for (int lane = 0; lane < kLanes; lane += kWidth) {
            const int cell = row * kLanes + lane;
            const V gain = load_anywhere(gains[side] + lane), length = load_anywhere(lengths + lane);
            // Gains of other taps, and such as are no numbers, are silence here.
            const V to = choose(load(here.at + lane) & finite(gain), gain, splat(0));
            different |= bits_of(length != splat(lengths[0]));
            move_cells(tile, side, cell, left_of(tile, side, cell, moving, together, row_left), moving, to, length,
                       at_once ? splat(0) : 1.0F / length, found);
        }
    keep_row(tile, rows, row, found, !different && !at_once, lengths[0]);
}

static void move_rows(GainTile& tile, TileRows& rows, LaneBits which, const float* left, const float* right,
                      std::ptrdiff_t stride, float length) {
    const V inverse = splat(1 / length);
    for (unsigned bits = which; bits; bits &= bits - 1) {
        const int row = __builtin_ctz(bits);
        const float* gains[2] = {left + row * stride, right + row * stride};
        const bool moving = rows.moving >> row & 1, together = rows.together >> row & 1;
        const int sides = (rows.live[1] >> row & 1) || any_gain(gains[1]) ? 2 : 1;
        if (sides == 1) forget_right(tile, rows, row);
        if (sides == 2) put(rows.right, static_cast<LaneBits>(1U << row), true);
        const V row_left = splat(tile.row_left[row]);
        RowBits found;
        for (int side = 0; side < sides; ++side)
            for (int lane = 0; lane < kLanes; lane += kWidth) {
                const int cell = row * kLanes + lane;
                const V gain = load_anywhere(gains[side] + lane);
                move_cells(tile, side, cell, left_of(tile, side, cell, moving, together, row_left), moving,
                           choose(finite(gain), gain, splat(0)), splat(length), inverse, found);
            }
        keep_row(tile, rows, row, found, true, length);
    }
}

// A row that moves together needs no look at its cells: it has arrived everywhere at once.
static void pass_rows(GainTile& tile, TileRows& rows, LaneBits which, float frames) {
    const unsigned moving = which & rows.moving, together = moving & rows.together;
    unsigned arrived = 0;
    for (int lane = 0; lane < kLanes && together; lane += kWidth) {
        const I here = mask_from(together >> lane);
        const V before = load(tile.row_left + lane), left = before - frames;
        store(tile.row_left + lane, choose(here, left, before));
        arrived |= bits_of(here & (left <= splat(0))) << lane;
    }
    for (int side = 0; side < 2; ++side)
        rows.live[side] = static_cast<LaneBits>((rows.live[side] & ~arrived) | (rows.rests[side] & arrived));
    rows.moving = static_cast<LaneBits>(rows.moving & ~arrived);
    for (unsigned bits = moving & ~together; bits; bits &= bits - 1) {
        const int row = __builtin_ctz(bits);
        const auto bit = static_cast<LaneBits>(1U << row);
        bool some = false;
        for (int side = 0; side < (rows.live[1] & bit ? 2 : 1); ++side) {
            unsigned moves = 0;
            for (int lane = 0; lane < kLanes; lane += kWidth) {
                const int cell = row * kLanes + lane;
                const V left = not_below_zero(load(&tile.left[side][cell]) - frames);
                const I on = left > splat(0);
                store(&tile.left[side][cell], left);
                store(&tile.b[side][cell], choose(on, load(&tile.b[side][cell]), splat(0)));
                store(&tile.c[side][cell], choose(on, load(&tile.c[side][cell]), splat(0)));
                moves |= bits_of(on);
            }
            put(rows.live[side], bit, moves || (rows.rests[side] & bit));
            some |= moves != 0;
        }
        put(rows.moving, bit, some);
    }
}
