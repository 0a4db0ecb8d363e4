// Second-order sections; the arithmetic and its source stand in section.hpp. From sample to sample only two
// multiply-adds follow each other, so that sections overlap in the pipeline.

struct Coefficients {
    V d, c, w, e1, e2;

    TUTTI_INLINE Coefficients of(const Section& f, int lane) {
        return {load(f.d + lane), load(f.c + lane), load(f.w + lane), load(f.e1 + lane), load(f.e2 + lane)};
    }
};

struct Integrators {  // the state of a section while it runs
    V s1, s2;

    inline __attribute__((always_inline)) V run(const Coefficients& f, V in) {
        const V out = s1 + f.d * in;
        const V next1 = (s2 + f.e1 * in) + f.c * s1;
        s2 = (s2 + f.e2 * in) - f.w * s1;
        s1 = next1;
        return out;
    }
    TUTTI_INLINE Integrators at(const SectionState& state, int lane) {
        return {load(state.s1 + lane), load(state.s2 + lane)};
    }
    inline __attribute__((always_inline)) void keep(SectionState& state, const LaneMask& active, int lane) const {
        const I good = finite(s1) & finite(s2);
        const I heard = load(active.at + lane);
        store(state.s1 + lane, choose(heard, choose(good, s1, splat(0)), load(state.s1 + lane)));
        store(state.s2 + lane, choose(heard, choose(good, s2, splat(0)), load(state.s2 + lane)));
    }
};

template <int kCount>
TUTTI_INLINE void filter_by(const Section* const* sections, SectionState* const* states, const Block& x, int frames,
                            const LaneMask& active, Block& y) {
    for (int lane = 0; lane < kLanes; lane += kWidth) {
        Coefficients f[kCount];
        Integrators run[kCount];
#pragma GCC unroll 8
        for (int k = 0; k < kCount; ++k)
            f[k] = Coefficients::of(*sections[k], lane), run[k] = Integrators::at(*states[k], lane);
        for (int t = 0; t < frames; ++t) {
            V v = load(&x.at[t][lane]);
#pragma GCC unroll 8
            for (int k = 0; k < kCount; ++k) v = run[k].run(f[k], v);
            store(&y.at[t][lane], v);
        }
#pragma GCC unroll 8
        for (int k = 0; k < kCount; ++k) run[k].keep(*states[k], active, lane);
    }
}

static void filter(const Section* const* sections, SectionState* const* states, int count, const Block& x, int frames,
                   const LaneMask& active, Block& y) {
    switch (count) {
        case 1:
            return filter_by<1>(sections, states, x, frames, active, y);
        case 2:
            return filter_by<2>(sections, states, x, frames, active, y);
        case 3:
            return filter_by<3>(sections, states, x, frames, active, y);
        case 4:
            return filter_by<4>(sections, states, x, frames, active, y);
        case 5:
            return filter_by<5>(sections, states, x, frames, active, y);
        case 6:
            return filter_by<6>(sections, states, x, frames, active, y);
        case 7:
            return filter_by<7>(sections, states, x, frames, active, y);
        default:
            return filter_by<8>(sections, states, x, frames, active, y);
    }
}

static void fade_filter(const Section& now, SectionState& now_state, const Section& old, SectionState& old_state,
                        const Lanes& left, float length, const Block& x, int frames, const LaneMask& active, Block& y) {
    const V share = splat(1 / length);
    for (int lane = 0; lane < kLanes; lane += kWidth) {
        const Coefficients f = Coefficients::of(now, lane), g = Coefficients::of(old, lane);
        Integrators is = Integrators::at(now_state, lane), was = Integrators::at(old_state, lane);
        V remains = load(left.at + lane);
        for (int t = 0; t < frames; ++t) {
            const V in = load(&x.at[t][lane]);
            remains = not_below_zero(remains - 1.0F);
            const V u = remains * share;
            const V weight = u * u * (3.0F - 2.0F * u);  // of what was: 1 to 0, flat at both ends
            const V a = is.run(f, in), b = was.run(g, in);
            store(&y.at[t][lane], a + weight * (b - a));
        }
        is.keep(now_state, active, lane);
        was.keep(old_state, active, lane);
    }
}
