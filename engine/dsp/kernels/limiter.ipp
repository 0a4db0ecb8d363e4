// The limiter: the gain falls at once to what the sample needs and returns a share of the way to unity each sample.

static void limit(LimiterLanes& limiter, const Block& left, const Block& right, int frames, const LaneMask& active,
                  Block& out_left, Block& out_right) {
    const V one = splat(1), floor = splat(1e-6F);
    for (int lane = 0; lane < kLanes; lane += kWidth) {
        Curve on = Curve::at(limiter.on, lane), ceiling = Curve::at(limiter.ceiling, lane);
        const V cap = load(limiter.cap.at + lane), release = load(limiter.release.at + lane);
        V depth = load(limiter.depth.at + lane), deepest = load(limiter.deepest.at + lane);
        for (int t = 0; t < frames; ++t) {
            const V l = load(&left.at[t][lane]), r = load(&right.at[t][lane]);
            const V top = smaller(cap, greater(not_below_zero(ceiling.next()), floor));
            const V loudest = greater(greater(magnitude(l), magnitude(r)), top);
            // Kept as the distance from unity: a slow release would come to a halt in the rounding of a gain near 1.
            const V need = top / loudest;
            depth = greater(depth - release * depth, not_below_zero(one - need));
            const V g = smaller(one - depth, need);
            const V weight = on.next(), without = one - weight;
            // The clamp catches what rounding leaves: not one sample passes the ceiling.
            V yl = l * g, yr = r * g;
            yl = yl > top ? top : (yl < -top ? -top : yl);
            yr = yr > top ? top : (yr < -top ? -top : yr);
            deepest = greater(deepest, not_below_zero(weight * depth));
            store(&out_left.at[t][lane], yl + without * (l - yl));
            store(&out_right.at[t][lane], yr + without * (r - yr));
        }
        const I heard = load(active.at + lane);
        store(limiter.depth.at + lane, choose(heard, depth, load(limiter.depth.at + lane)));
        store(limiter.deepest.at + lane, choose(heard, deepest, load(limiter.deepest.at + lane)));
    }
}
