// The limiter: the gain falls at once to what the sample needs and returns a share of the way to unity each sample.

struct LimiterState {  // of one ceiling, while it runs
    V top, depth;

    inline __attribute__((always_inline)) V gain(V loudest, V release) {
        // Kept as the distance from unity: a slow release would come to a halt in the rounding of a gain near 1.
        const V need = top / greater(loudest, top);
        depth = greater(depth - release * depth, not_below_zero(splat(1) - need));
        return smaller(splat(1) - depth, need);
    }
    inline __attribute__((always_inline)) void keep(float* to, const LaneMask& active, int lane) const {
        const V good = choose(finite(depth), depth, splat(0));
        store(to + lane, choose(load(active.at + lane), good, load(to + lane)));
    }
};

template <bool kFading>
TUTTI_INLINE void limit_by(LimiterLanes& limiter, const Block& left, const Block& right, int frames,
                           const LaneMask& active, Block& out_left, Block& out_right) {
    const V share = splat(1 / limiter.length);
    for (int lane = 0; lane < kLanes; lane += kWidth) {
        LimiterState now = {load(limiter.ceiling.at + lane), load(limiter.depth.at + lane)};
        LimiterState next = {load(limiter.next_ceiling.at + lane), load(limiter.next_depth.at + lane)};
        const V release = load(limiter.release.at + lane);
        V deepest = load(limiter.deepest.at + lane), remains = load(limiter.left.at + lane);
        const I fades = remains > splat(0);
        for (int t = 0; t < frames; ++t) {
            const V l = load(&left.at[t][lane]), r = load(&right.at[t][lane]);
            const V loudest = greater(magnitude(l), magnitude(r));
            V g = now.gain(loudest, release), top = now.top, depth = now.depth;
            if (kFading) {
                remains = not_below_zero(remains - 1.0F);
                const V u = smaller(remains * share, splat(1));
                const V weight = u * u * (3.0F - 2.0F * u);  // of what was: 1 to 0, flat at both ends
                const V coming = next.gain(loudest, release);
                g = choose(fades, coming + weight * (g - coming), g);
                top = choose(fades, next.top + weight * (top - next.top), top);
                depth = choose(fades, next.depth + weight * (depth - next.depth), depth);
            }
            // The clamp catches what rounding leaves: not one sample passes the ceiling.
            V yl = l * g, yr = r * g;
            yl = yl > top ? top : (yl < -top ? -top : yl);
            yr = yr > top ? top : (yr < -top ? -top : yr);
            deepest = greater(deepest, not_below_zero(depth));
            store(&out_left.at[t][lane], yl);
            store(&out_right.at[t][lane], yr);
        }
        now.keep(limiter.depth.at, active, lane);
        if (kFading) next.keep(limiter.next_depth.at, active, lane);
        store(limiter.deepest.at + lane, choose(load(active.at + lane), deepest, load(limiter.deepest.at + lane)));
    }
}

static void limit(LimiterLanes& limiter, const Block& left, const Block& right, int frames, const LaneMask& active,
                  Block& out_left, Block& out_right) {
    if (limiter.fading)
        limit_by<true>(limiter, left, right, frames, active, out_left, out_right);
    else
        limit_by<false>(limiter, left, right, frames, active, out_left, out_right);
}
