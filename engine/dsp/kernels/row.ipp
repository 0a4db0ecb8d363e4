// Rows of the send matrix that start to move, move on and arrive: the arithmetic of glide.hpp for 2 x 16 gains at once.

template <int kBy, std::size_t... L>
TUTTI_INLINE V turned(V v, std::index_sequence<L...>) {
    return __builtin_shufflevector(v, v, static_cast<int>((L + kBy) % kWidth)...);
}
// The greatest lane, in all lanes.
template <int kBy = kWidth / 2>
TUTTI_INLINE V greatest_of(V v) {
    v = greater(v, turned<kBy>(v, std::make_index_sequence<kWidth>{}));
    if constexpr (kBy > 1)
        return greatest_of<kBy / 2>(v);
    else
        return v;
}
TUTTI_INLINE V as_one(I condition) {
    return choose(condition, splat(1), splat(0));
}

// sides: 1 where nothing lives on the right.
TUTTI_INLINE RowState look_at_row(GainTile& tile, int row, int sides) {
    V longest = splat(0), live[2] = {};
    for (int side = 0; side < sides; ++side)
        for (int lane = 0; lane < kLanes; lane += kWidth) {
            const int cell = row * kLanes + lane;
            const V left = load(&tile.left[side][cell]);
            longest = greater(longest, left);
            live[side] = greater(live[side], greater(left, as_one(load(&tile.target[side][cell]) != splat(0))));
        }
    longest = greatest_of(longest);
    V others = splat(0);
    for (int side = 0; side < sides; ++side)
        for (int lane = 0; lane < kLanes; lane += kWidth) {
            const V left = load(&tile.left[side][row * kLanes + lane]);
            others = greater(others, choose(left != longest, left, splat(0)));
        }
    tile.row_left[row] = longest[0];
    return {{greatest_of(live[0])[0] > 0, greatest_of(live[1])[0] > 0}, longest[0] > 0, greatest_of(others)[0] <= 0};
}

// Whether a gain is anything but silence.
TUTTI_INLINE bool any_gain(const float* gains) {
    V some = splat(0);
    for (int lane = 0; lane < kLanes; lane += kWidth) some = greater(some, magnitude(load_anywhere(gains + lane)));
    return greatest_of(some)[0] > 0;
}

static bool move_row(GainTile& tile, int row, bool together, const float* const* gains, const LaneMask& here,
                     const float* lengths, bool at_once, RowState& state) {
    const int sides = state.live[1] || any_gain(gains[1]) ? 2 : 1;
    I changed = {};
    for (int side = 0; side < sides; ++side)
        for (int lane = 0; lane < kLanes; lane += kWidth) {
            const int cell = row * kLanes + lane;
            const V gain = load_anywhere(gains[side] + lane);
            // Gains of other taps, and such as are no numbers, are silence here.
            const V to = choose(load(here.at + lane) & finite(gain), gain, splat(0));
            const V target = load(&tile.target[side][cell]);
            const I change = to != target;
            changed |= change;
            const V kept = load(&tile.left[side][cell]);
            const V left = together ? choose(kept > splat(0), splat(tile.row_left[row]), kept) : kept;
            const V b = load(&tile.b[side][cell]), c = load(&tile.c[side][cell]),
                    length = load_anywhere(lengths + lane);
            const V inverse = at_once ? splat(0) : splat(1) / length;
            store(&tile.target[side][cell], to);
            if (tile.straight) {
                store(&tile.b[side][cell], choose(change, (target + left * b - to) * inverse, b));
            } else {
                const V away = target + left * left * (b + c * left) - to;
                const V slope = -(2.0F * b * left + 3.0F * c * left * left) * length;
                store(&tile.b[side][cell], choose(change, (3.0F * away + slope) * inverse * inverse, b));
                store(&tile.c[side][cell], choose(change, -(slope + 2.0F * away) * inverse * inverse * inverse, c));
            }
            store(&tile.left[side][cell], choose(change, at_once ? splat(0) : length, left));
        }
    V any = as_one(changed);
    if (!(greatest_of(any)[0] > 0)) return false;
    state = look_at_row(tile, row, sides);
    return true;
}

static RowState pass_row(GainTile& tile, int row, bool together, bool stereo, float frames) {
    const int sides = stereo ? 2 : 1;
    for (int side = 0; side < sides; ++side)
        for (int lane = 0; lane < kLanes; lane += kWidth) {
            const int cell = row * kLanes + lane;
            const V left = together ? splat(0) : not_below_zero(load(&tile.left[side][cell]) - frames);
            const I moves = left > splat(0);
            store(&tile.left[side][cell], left);
            store(&tile.b[side][cell], choose(moves, load(&tile.b[side][cell]), splat(0)));
            store(&tile.c[side][cell], choose(moves, load(&tile.c[side][cell]), splat(0)));
        }
    return look_at_row(tile, row, sides);
}
