// Gains, peaks and sums over lanes.

TUTTI_INLINE void keep_peak(V found, const LaneMask& active, int lane, Lanes& peak) {
    const V before = load(peak.at + lane);
    store(peak.at + lane, choose(load(active.at + lane), greater(before, found), before));
}

template <typename Motion>
TUTTI_INLINE void gain_by(const Block& x, const GlideLanes& g, int frames, const LaneMask& active, Block& y,
                          Lanes& peak) {
    for (int lane = 0; lane < kLanes; lane += kWidth) {
        V most = splat(0);
        const Motion motion = Motion::of(g, lane);
        for (int t = 0; t < frames; ++t) {
            const V v = load(&x.at[t][lane]) * motion.at(t);
            store(&y.at[t][lane], v);
            most = greater(most, magnitude(v));
        }
        keep_peak(most, active, lane, peak);
    }
}

static void gain(const Block& x, const GlideLanes& g, int frames, const LaneMask& active, Block& y, Lanes& peak) {
    if (!g.moving)
        gain_by<Still>(x, g, frames, active, y, peak);
    else if (g.straight)
        gain_by<Line>(x, g, frames, active, y, peak);
    else
        gain_by<Curve>(x, g, frames, active, y, peak);
}

static void peak(const Block& x, int frames, const LaneMask& active, Lanes& peak) {
    for (int lane = 0; lane < kLanes; lane += kWidth) {
        V most = splat(0);
        for (int t = 0; t < frames; ++t) most = greater(most, magnitude(load(&x.at[t][lane])));
        keep_peak(most, active, lane, peak);
    }
}

template <typename Motion>
TUTTI_INLINE void feed_by(const Block& x, const GlideLanes& g, int frames, const LaneMask& active, Block& sum) {
    for (int lane = 0; lane < kLanes; lane += kWidth) {
        const I heard = load(active.at + lane);
        const Motion motion = Motion::of(g, lane);
        for (int t = 0; t < frames; ++t) {
            float* to = &sum.at[t][lane];
            store(to, load(to) + load(&x.at[t][lane]) * choose(heard, motion.at(t), splat(0)));
        }
    }
}

static void feed(const Block& x, const GlideLanes& g, int frames, const LaneMask& active, Block& sum) {
    if (!g.moving)
        feed_by<Still>(x, g, frames, active, sum);
    else if (g.straight)
        feed_by<Line>(x, g, frames, active, sum);
    else
        feed_by<Curve>(x, g, frames, active, sum);
}

static void add_up(const Block& x, int frames, float* planar) {
    for (int t = 0; t < frames; ++t) {
        float part[4] = {};
        for (int lane = 0; lane < kLanes; ++lane) part[lane & 3] += x.at[t][lane];
        planar[t] = (part[0] + part[2]) + (part[1] + part[3]);
    }
}
