// The send matrix: lanes are buses. A few frames of both sums stay in registers while the rows pass by.

constexpr int kFramesAtOnce = TUTTI_WIDTH == 16 ? 8 : 4;

template <int kFrames, bool kRight>
TUTTI_INLINE void send_frames(const Block& x, const float* gains_left, const float* gains_right,
                              const std::uint8_t* rows, int row_count, int from, int lane, Block& left, Block& right) {
    V l[kFrames], r[kFrames];
#pragma GCC unroll 8
    for (int t = 0; t < kFrames; ++t) {
        l[t] = load(&left.at[from + t][lane]);
        if (kRight) r[t] = load(&right.at[from + t][lane]);
    }
    for (int i = 0; i < row_count; ++i) {
        const int row = rows[i];
        const float* in = &x.at[from][row];
        const V gl = load(gains_left + row * kLanes + lane);
        const V gr = kRight ? load(gains_right + row * kLanes + lane) : V{};
#pragma GCC unroll 8
        for (int t = 0; t < kFrames; ++t) {
            const V v = splat(in[t * kLanes]);
            l[t] += v * gl;
            if (kRight) r[t] += v * gr;
        }
    }
#pragma GCC unroll 8
    for (int t = 0; t < kFrames; ++t) {
        store(&left.at[from + t][lane], l[t]);
        if (kRight) store(&right.at[from + t][lane], r[t]);
    }
}

template <bool kRight>
TUTTI_INLINE void send_sides(const Block& x, const float* gains_left, const float* gains_right,
                             const std::uint8_t* rows, int row_count, int frames, Block& left, Block& right) {
    for (int lane = 0; lane < kLanes; lane += kWidth) {
        int t = 0;
        for (; t + kFramesAtOnce <= frames; t += kFramesAtOnce)
            send_frames<kFramesAtOnce, kRight>(x, gains_left, gains_right, rows, row_count, t, lane, left, right);
        for (; t < frames; ++t)
            send_frames<1, kRight>(x, gains_left, gains_right, rows, row_count, t, lane, left, right);
    }
}

static void send(const Block& x, const float* gains_left, const float* gains_right, const std::uint8_t* rows,
                 int row_count, int frames, Block& left, Block& right) {
    if (gains_right)
        send_sides<true>(x, gains_left, gains_right, rows, row_count, frames, left, right);
    else
        send_sides<false>(x, gains_left, gains_right, rows, row_count, frames, left, right);
}

// Every row on the same way: what it adds is summed up for the gains and for their way alone, and joined at the end.
template <int kFrames, bool kCurve>
TUTTI_INLINE void send_frames_along(const Block& x, const float* gains, const float* b, const float* c, V ahead,
                                    const std::uint8_t* rows, int row_count, int from, int lane, Block& sum) {
    V still[kFrames] = {}, first[kFrames] = {}, second[kFrames] = {};
    for (int i = 0; i < row_count; ++i) {
        const int cell = rows[i] * kLanes + lane;
        const float* in = &x.at[from][rows[i]];
        const V g = load(gains + cell), gb = load(b + cell), gc = kCurve ? load(c + cell) : V{};
#pragma GCC unroll 8
        for (int t = 0; t < kFrames; ++t) {
            const V v = splat(in[t * kLanes]);
            still[t] += v * g;
            first[t] += v * gb;
            if (kCurve) second[t] += v * gc;
        }
    }
#pragma GCC unroll 8
    for (int t = 0; t < kFrames; ++t) {
        const V left = not_below_zero(ahead - kPassed.at[from + t]);
        const V way = kCurve ? left * left * (first[t] + left * second[t]) : left * first[t];
        store(&sum.at[from + t][lane], load(&sum.at[from + t][lane]) + still[t] + way);
    }
}

template <bool kCurve>
TUTTI_INLINE void send_along_by(const Block& x, const float* gains, const float* b, const float* c, float samples_left,
                                const std::uint8_t* rows, int row_count, int frames, Block& sum) {
    for (int lane = 0; lane < kLanes; lane += kWidth) {
        const V ahead = splat(samples_left);
        int t = 0;
        for (; t + kFramesAtOnce <= frames; t += kFramesAtOnce)
            send_frames_along<kFramesAtOnce, kCurve>(x, gains, b, c, ahead, rows, row_count, t, lane, sum);
        for (; t < frames; ++t) send_frames_along<1, kCurve>(x, gains, b, c, ahead, rows, row_count, t, lane, sum);
    }
}

static void send_along(const Block& x, const float* gains, const float* b, const float* c, float samples_left,
                       const std::uint8_t* rows, int row_count, int frames, Block& sum) {
    c ? send_along_by<true>(x, gains, b, c, samples_left, rows, row_count, frames, sum)
      : send_along_by<false>(x, gains, b, b, samples_left, rows, row_count, frames, sum);
}

static void bend(const Block& x, const float* samples_left, int frames, Block& square, Block& cube) {
    for (int lane = 0; lane < kLanes; lane += kWidth) {
        const V ahead = load(samples_left + lane);
        for (int t = 0; t < frames; ++t) {
            const V left = not_below_zero(ahead - kPassed.at[t]);
            const V bent = load(&x.at[t][lane]) * (left * left);
            store(&square.at[t][lane], bent);
            store(&cube.at[t][lane], bent * left);
        }
    }
}

static void tilt(const Block& x, const float* samples_left, int frames, Block& tilted) {
    for (int lane = 0; lane < kLanes; lane += kWidth) {
        const V ahead = load(samples_left + lane);
        for (int t = 0; t < frames; ++t) {
            const V left = not_below_zero(ahead - kPassed.at[t]);
            store(&tilted.at[t][lane], load(&x.at[t][lane]) * left);
        }
    }
}

static void send_moving(const Block& x, int row, const float* b, const float* c, const float* samples_left, int frames,
                        Block& sum) {
    for (int lane = 0; lane < kLanes; lane += kWidth) {
        const Curve curve = {splat(0), load(b + lane), load(c + lane), load(samples_left + lane)};
        for (int t = 0; t < frames; ++t) {
            float* to = &sum.at[t][lane];
            store(to, load(to) + splat(x.at[t][row]) * curve.at(t));
        }
    }
}
