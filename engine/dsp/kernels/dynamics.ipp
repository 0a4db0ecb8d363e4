// Gates and compressors. The side chain: power of the key (peak or mean), the wanted activity, and a follower in
// decibels. It is the smooth, decoupled detector of Giannoulis, Massberg and Reiss ("Digital Dynamic Range Compressor
// Design", JAES 60, 2012) with a hold, and with its second stage as quick as `settle` on the way down.
//
// A few frames at a time go through each step, since a step takes longer than the processor can look ahead.
constexpr int kFramesInStep = TUTTI_WIDTH == 16 ? 8 : 4;

struct Follower {
    V wanted, activity, average, held, lowest;
    V attack, settle, release;

    TUTTI_INLINE Follower of(const DynamicsLanes& d, const DynamicsState& s, int lane) {
        return {load(s.wanted + lane),   load(s.activity + lane), load(s.average + lane), load(s.held + lane),
                -load(s.most + lane),    load(d.attack + lane),   load(d.settle + lane),  load(d.release + lane)};
    }
    // The level of the gain, log2, once `wanted` is where it has to be.
    inline __attribute__((always_inline)) V arrive(const DynamicsLanes& d, int lane) {
        activity += (wanted - activity) * choose(wanted > activity, attack, settle);
        const V level = load(d.base + lane) + load(d.sign + lane) * activity;
        lowest = least(lowest, level);
        return level;
    }
    // `aim`: the activity that the key asks for now.
    inline __attribute__((always_inline)) V follow(const DynamicsLanes& d, int lane, V aim) {
        const I rises = (aim >= wanted) & (aim > splat(0));
        held = choose(rises, load(d.hold + lane), not_below_zero(held - 1.0F));
        const V falling = wanted + (greatest(aim, average) - wanted) * release;
        wanted = choose(rises, aim, choose(held > splat(0), wanted, least(falling, wanted)));
        average += (aim - average) * load(d.average + lane);
        return arrive(d, lane);
    }
    // The same where nothing is held and no release depends on what was before.
    inline __attribute__((always_inline)) V follow_at_once(const DynamicsLanes& d, int lane, V aim) {
        wanted = greatest(aim, wanted + (aim - wanted) * release);
        return arrive(d, lane);
    }
    // The same where it is all or nothing.
    inline __attribute__((always_inline)) V open_or_close(const DynamicsLanes& d, int lane, V range, I opens, I stays) {
        const I open = opens | (stays & (held > splat(0)));
        held = choose(open, load(d.hold + lane), not_below_zero(held - 1.0F));
        wanted = choose(open, range, choose(held > splat(0), wanted, wanted - wanted * release));
        return arrive(d, lane);
    }
    TUTTI_INLINE void keep_one(float* to, V v, I heard) {
        store(to, choose(heard, choose(finite(v), v, splat(0)), load(to)));
    }
    inline __attribute__((always_inline)) void keep(DynamicsState& s, I heard, int lane) const {
        keep_one(s.wanted + lane, wanted, heard);
        keep_one(s.activity + lane, activity, heard);
        keep_one(s.average + lane, average, heard);
        keep_one(s.held + lane, held, heard);
        keep_one(s.most + lane, -lowest, heard);
    }
};

template <std::size_t... L>
TUTTI_INLINE V neighbours(V v, std::index_sequence<L...>) {
    return __builtin_shufflevector(v, v, static_cast<int>(L ^ 1)...);
}
// The key's power: of the louder side, and of the louder lane where two are linked.
struct Detector {
    V power[2], share;
    I linked;

    TUTTI_INLINE Detector of(const DynamicsLanes& d, const DynamicsState& s, int lane) {
        return {{load(s.power[0] + lane), load(s.power[1] + lane)}, load(d.detector + lane), load(d.linked.at + lane)};
    }
    template <bool kStereo, bool kLinked>
    inline __attribute__((always_inline)) V hear(V left, V right) {
        power[0] += (left * left - power[0]) * share;
        V p = power[0];
        if (kStereo) {
            power[1] += (right * right - power[1]) * share;
            p = greatest(p, power[1]);
        }
        if (!kLinked) return p;
        return choose(linked, greatest(p, neighbours(p, std::make_index_sequence<kWidth>{})), p);
    }
    inline __attribute__((always_inline)) void keep(DynamicsState& s, I heard, int lane) const {
        for (int side = 0; side < 2; ++side)
            store(s.power[side] + lane,
                  choose(heard, choose(finite(power[side]), power[side], splat(0)), load(s.power[side] + lane)));
    }
};

// One vector of lanes at work.
struct Chain {
    const DynamicsLanes& d;
    const Block &left, &right;
    int lane;
    Follower follower;
    Detector detector;
    V dry, wet;  // gain = dry + wet · what the level says

    TUTTI_INLINE Chain of(const DynamicsLanes& d, const DynamicsState& state, const Block& left, const Block& right,
                          int lane) {
        const V mix = load(d.mix + lane);
        return {d, left, right, lane, Follower::of(d, state, lane), Detector::of(d, state, lane), 1.0F - mix,
                mix * load(d.makeup + lane)};
    }
    template <bool kStereo, bool kLinked, int kFrames>
    inline __attribute__((always_inline)) void hear(int t, V (&power)[kFrames]) {
#pragma GCC unroll 8
        for (int k = 0; k < kFrames; ++k)
            power[k] = detector.hear<kStereo, kLinked>(load(&left.at[t + k][lane]), load(&right.at[t + k][lane]));
    }
    template <int kFrames>
    inline __attribute__((always_inline)) void play(int t, V (&level)[kFrames], Block& gain) const {
        exp2_of(level);
#pragma GCC unroll 8
        for (int k = 0; k < kFrames; ++k) store(&gain.at[t + k][lane], dry + wet * level[k]);
    }
    inline __attribute__((always_inline)) void keep(DynamicsState& state, const LaneMask& active) const {
        const I heard = load(active.at + lane);
        follower.keep(state, heard, lane);
        detector.keep(state, heard, lane);
    }
};

template <bool kStereo, bool kLinked, bool kPlain, int kFrames>
TUTTI_INLINE void gate_frames(Chain& chain, int t, Block& gain) {
    const DynamicsLanes& d = chain.d;
    const int lane = chain.lane;
    V x[kFrames], level[kFrames];
    chain.hear<kStereo, kLinked>(t, x);
    const V range = load(d.range + lane), opens = load(d.opens + lane), closes = load(d.closes + lane);
    if constexpr (kPlain) {
#pragma GCC unroll 8
        for (int k = 0; k < kFrames; ++k)
            level[k] = chain.follower.open_or_close(d, lane, range, x[k] >= opens, x[k] >= closes);
    } else {
        V power[kFrames];
        for (int k = 0; k < kFrames; ++k) power[k] = x[k];
        log2_of(x);
#pragma GCC unroll 8
        for (int k = 0; k < kFrames; ++k) {
            const V limit = choose(chain.follower.held > splat(0), closes, opens);
            const V below = load(d.threshold + lane) - 0.5F * x[k];
            const V open = least(greatest(range - below * load(d.slope + lane), splat(0)), range);
            const V aim = choose(power[k] >= limit, range, splat(0));
            level[k] = chain.follower.follow(d, lane, choose(load(d.levelled.at + lane), open, aim));
        }
    }
    chain.play(t, level, gain);
}

// Above the knee the reduction is slope · over; within it a parabola joins both lines (Giannoulis et al., eq. 4).
template <bool kStereo, bool kLinked, bool kPlain, int kFrames>
TUTTI_INLINE void compress_frames(Chain& chain, int t, Block& gain) {
    const DynamicsLanes& d = chain.d;
    const int lane = chain.lane;
    const V threshold = load(d.threshold + lane), half = load(d.knee + lane), slope = load(d.slope + lane);
    const V inverse = load(d.knee_inverse + lane);
    V x[kFrames], bent[kFrames], level[kFrames];
    chain.hear<kStereo, kLinked>(t, x);
    log2_of(x);
    for (int k = 0; k < kFrames; ++k) x[k] = 0.5F * x[k] - threshold;
    for (int k = 0; k < kFrames; ++k) bent[k] = least(greatest(x[k] + half, splat(0)), 2.0F * half);
    for (int k = 0; k < kFrames; ++k) x[k] = greatest(x[k] - half, splat(0));
    for (int k = 0; k < kFrames; ++k) x[k] = (bent[k] * bent[k] * inverse + x[k]) * slope;
#pragma GCC unroll 8
    for (int k = 0; k < kFrames; ++k)
        level[k] = kPlain ? chain.follower.follow_at_once(d, lane, x[k]) : chain.follower.follow(d, lane, x[k]);
    chain.play(t, level, gain);
}

template <bool kGate, bool kStereo, bool kLinked, bool kPlain>
TUTTI_INLINE void dynamics_by(const DynamicsLanes& d, DynamicsState& state, const Block& left, const Block& right,
                              int frames, const LaneMask& active, Block& gain) {
    for (int lane = 0; lane < kLanes; lane += kWidth) {
        Chain chain = Chain::of(d, state, left, right, lane);
        int t = 0;
        for (; t + kFramesInStep <= frames; t += kFramesInStep)
            kGate ? gate_frames<kStereo, kLinked, kPlain, kFramesInStep>(chain, t, gain)
                  : compress_frames<kStereo, kLinked, kPlain, kFramesInStep>(chain, t, gain);
        for (; t < frames; ++t)
            kGate ? gate_frames<kStereo, kLinked, kPlain, 1>(chain, t, gain)
                  : compress_frames<kStereo, kLinked, kPlain, 1>(chain, t, gain);
        chain.keep(state, active);
    }
}

template <bool kGate>
TUTTI_INLINE void dynamics(const DynamicsLanes& d, DynamicsState& state, const Block& left, const Block* right,
                           bool plain, int frames, const LaneMask& active, Block& gain) {
    unsigned linked = 0;
    for (int lane = 0; lane < kLanes; lane += kWidth) linked |= bits_of(load(d.linked.at + lane));
    if (right)
        plain && !linked ? dynamics_by<kGate, true, false, true>(d, state, left, *right, frames, active, gain)
                         : dynamics_by<kGate, true, true, false>(d, state, left, *right, frames, active, gain);
    else if (plain)
        linked ? dynamics_by<kGate, false, true, true>(d, state, left, left, frames, active, gain)
               : dynamics_by<kGate, false, false, true>(d, state, left, left, frames, active, gain);
    else
        dynamics_by<kGate, false, true, false>(d, state, left, left, frames, active, gain);
}

static void gate(const DynamicsLanes& d, DynamicsState& state, const Block& left, const Block* right, bool plain,
                 int frames, const LaneMask& active, Block& gain) {
    dynamics<true>(d, state, left, right, plain, frames, active, gain);
}
static void compress(const DynamicsLanes& d, DynamicsState& state, const Block& left, const Block* right, bool plain,
                     int frames, const LaneMask& active, Block& gain) {
    dynamics<false>(d, state, left, right, plain, frames, active, gain);
}

static void shape(const Block& x, const Block& gain, int frames, Block& y) {
    for (int lane = 0; lane < kLanes; lane += kWidth)
        for (int t = 0; t < frames; ++t) store(&y.at[t][lane], load(&x.at[t][lane]) * load(&gain.at[t][lane]));
}

static void fade_gain(const Block& now, const Block& old, const Lanes& left, float length, int frames, Block& gain) {
    const V share = splat(1 / length);
    for (int lane = 0; lane < kLanes; lane += kWidth) {
        V remains = load(left.at + lane);
        for (int t = 0; t < frames; ++t) {
            remains = not_below_zero(remains - 1.0F);
            const V u = remains * share;
            const V weight = u * u * (3.0F - 2.0F * u);  // of what was: 1 to 0, flat at both ends
            const V a = load(&now.at[t][lane]), b = load(&old.at[t][lane]);
            store(&gain.at[t][lane], a + weight * (b - a));
        }
    }
}
