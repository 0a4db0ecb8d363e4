// The limiter: the gain falls at once to what the sample needs and returns a share of the way to unity each sample.

static void limit(LimiterLanes& limiter, const Block& left, const Block& right, int frames, const LaneMask& active,
                  Block& out_left, Block& out_right) {
    const V one = splat(1), floor = splat(1e-6F);
    for (int lane = 0; lane < kLanes; lane += kWidth) {
        Curve on = Curve::at(limiter.on, lane), ceiling = Curve::at(limiter.ceiling, lane);
        const V cap = load(limiter.cap.at + lane), release = load(limiter.release.at + lane);
        V g = load(limiter.gain.at + lane), least = load(limiter.least.at + lane);
        for (int t = 0; t < frames; ++t) {
            const V l = load(&left.at[t][lane]), r = load(&right.at[t][lane]);
            const V top = smaller(cap, greater(not_below_zero(ceiling.next()), floor));
            const V loudest = greater(greater(magnitude(l), magnitude(r)), top);
            g = smaller(g + release * (one - g), top / loudest);
            const V weight = on.next(), without = one - weight;
            // The clamp catches what rounding leaves: not one sample passes the ceiling.
            V yl = l * g, yr = r * g;
            yl = yl > top ? top : (yl < -top ? -top : yl);
            yr = yr > top ? top : (yr < -top ? -top : yr);
            least = smaller(least, not_below_zero(one + weight * (g - one)));
            store(&out_left.at[t][lane], yl + without * (l - yl));
            store(&out_right.at[t][lane], yr + without * (r - yr));
        }
        const I heard = load(active.at + lane);
        store(limiter.gain.at + lane, choose(heard, g, load(limiter.gain.at + lane)));
        store(limiter.least.at + lane, choose(heard, least, load(limiter.least.at + lane)));
    }
}
