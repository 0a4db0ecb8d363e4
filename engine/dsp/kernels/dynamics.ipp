// Gates and compressors. The side chain: power of the key (peak or mean), the wanted activity, and a follower in
// decibels. It is the smooth, decoupled detector of Giannoulis, Massberg and Reiss ("Digital Dynamic Range Compressor
// Design", JAES 60, 2012) with a hold, and with its second stage as quick as `settle` on the way down.

struct Follower {
    V wanted, activity, average, held, most;

    TUTTI_INLINE Follower at(const DynamicsState& s, int lane) {
        return {load(s.wanted + lane), load(s.activity + lane), load(s.average + lane), load(s.held + lane),
                load(s.most + lane)};
    }
    // `aim`: the activity that the key asks for now. Returns the gain.
    inline __attribute__((always_inline)) V follow(const DynamicsLanes& d, int lane, V aim) {
        const I rises = (aim >= wanted) & (aim > splat(0));
        held = choose(rises, load(d.hold + lane), not_below_zero(held - 1.0F));
        const V rest = aim > average ? aim : average;
        const V falling = wanted + (rest - wanted) * load(d.release + lane);
        wanted = choose(rises, aim, choose(held > splat(0), wanted, falling < wanted ? falling : wanted));
        activity += (wanted - activity) * choose(wanted > activity, load(d.attack + lane), load(d.settle + lane));
        average += (aim - average) * load(d.average + lane);
        const V level = load(d.base + lane) + load(d.sign + lane) * activity;
        most = most > -level ? most : -level;
        const V wet = load(d.mix + lane);
        return 1.0F + wet * (exp2_of(level) * load(d.makeup + lane) - 1.0F);
    }
    TUTTI_INLINE void keep_one(float* to, V v, I heard) {
        store(to, choose(heard, choose(finite(v), v, splat(0)), load(to)));
    }
    inline __attribute__((always_inline)) void keep(DynamicsState& s, I heard, int lane) const {
        keep_one(s.wanted + lane, wanted, heard);
        keep_one(s.activity + lane, activity, heard);
        keep_one(s.average + lane, average, heard);
        keep_one(s.held + lane, held, heard);
        keep_one(s.most + lane, most, heard);
    }
};

template <std::size_t... L>
TUTTI_INLINE V neighbours(V v, std::index_sequence<L...>) {
    return __builtin_shufflevector(v, v, static_cast<int>(L ^ 1)...);
}
// The key's power: of the louder side, and of the louder lane where two are linked.
struct Detector {
    V power[2];

    TUTTI_INLINE Detector at(const DynamicsState& s, int lane) {
        return {{load(s.power[0] + lane), load(s.power[1] + lane)}};
    }
    template <bool kStereo>
    inline __attribute__((always_inline)) V hear(const DynamicsLanes& d, int lane, V left, V right) {
        const V share = load(d.detector + lane);
        power[0] += (left * left - power[0]) * share;
        V p = power[0];
        if (kStereo) {
            power[1] += (right * right - power[1]) * share;
            p = p > power[1] ? p : power[1];
        }
        const V other = neighbours(p, std::make_index_sequence<kWidth>{});
        return choose(load(d.linked.at + lane), p > other ? p : other, p);
    }
    inline __attribute__((always_inline)) void keep(DynamicsState& s, I heard, int lane) const {
        for (int side = 0; side < 2; ++side)
            store(s.power[side] + lane,
                  choose(heard, choose(finite(power[side]), power[side], splat(0)), load(s.power[side] + lane)));
    }
};

constexpr float kLeastPower = 1e-18F;  // -180 dB

template <bool kStereo, bool kLevelled>
TUTTI_INLINE void gate_by(const DynamicsLanes& d, DynamicsState& state, const Block& left, const Block& right,
                          int frames, const LaneMask& active, Block& gain) {
    for (int lane = 0; lane < kLanes; lane += kWidth) {
        Follower follower = Follower::at(state, lane);
        Detector detector = Detector::at(state, lane);
        const V range = load(d.range + lane);
        for (int t = 0; t < frames; ++t) {
            const V power =
                detector.hear<kStereo>(d, lane, load(&left.at[t][lane]), load(&right.at[t][lane]));
            const I acting = follower.held > splat(0);
            const V limit = choose(acting, load(d.closes + lane), load(d.opens + lane));
            V aim = choose(power >= limit, range, splat(0));
            if (kLevelled) {
                const V below = load(d.threshold + lane) - 0.5F * log2_of(power + kLeastPower);
                V open = range - below * load(d.slope + lane);
                open = open > splat(0) ? (open < range ? open : range) : splat(0);
                aim = choose(load(d.levelled.at + lane), open, aim);
            }
            store(&gain.at[t][lane], follower.follow(d, lane, aim));
        }
        const I heard = load(active.at + lane);
        follower.keep(state, heard, lane);
        detector.keep(state, heard, lane);
    }
}

static void gate(const DynamicsLanes& d, DynamicsState& state, const Block& left, const Block* right, bool levelled,
                 int frames, const LaneMask& active, Block& gain) {
    if (right)
        levelled ? gate_by<true, true>(d, state, left, *right, frames, active, gain)
                 : gate_by<true, false>(d, state, left, *right, frames, active, gain);
    else
        levelled ? gate_by<false, true>(d, state, left, left, frames, active, gain)
                 : gate_by<false, false>(d, state, left, left, frames, active, gain);
}

// Above the knee the reduction is slope · over; within it a parabola joins both lines (Giannoulis et al., eq. 4).
template <bool kStereo>
TUTTI_INLINE void compress_by(const DynamicsLanes& d, DynamicsState& state, const Block& left, const Block& right,
                              int frames, const LaneMask& active, Block& gain) {
    for (int lane = 0; lane < kLanes; lane += kWidth) {
        Follower follower = Follower::at(state, lane);
        Detector detector = Detector::at(state, lane);
        const V threshold = load(d.threshold + lane), half = load(d.knee + lane);
        for (int t = 0; t < frames; ++t) {
            const V power =
                detector.hear<kStereo>(d, lane, load(&left.at[t][lane]), load(&right.at[t][lane]));
            const V over = 0.5F * log2_of(power + kLeastPower) - threshold;
            V bent = over + half;
            bent = bent > splat(0) ? (bent < 2.0F * half ? bent : 2.0F * half) : splat(0);
            const V straight = over - half > splat(0) ? over - half : splat(0);
            const V aim = (bent * bent * load(d.knee_inverse + lane) + straight) * load(d.slope + lane);
            store(&gain.at[t][lane], follower.follow(d, lane, aim));
        }
        const I heard = load(active.at + lane);
        follower.keep(state, heard, lane);
        detector.keep(state, heard, lane);
    }
}

static void compress(const DynamicsLanes& d, DynamicsState& state, const Block& left, const Block* right, int frames,
                     const LaneMask& active, Block& gain) {
    right ? compress_by<true>(d, state, left, *right, frames, active, gain)
          : compress_by<false>(d, state, left, left, frames, active, gain);
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
