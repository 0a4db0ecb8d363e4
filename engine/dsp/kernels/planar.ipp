// Single signals at the sockets: plain loops over time, which the compiler makes wide.

static float check(const float* x, int frames) {
    std::int32_t most = 0;
    for (int t = 0; t < frames; ++t) {
        const std::int32_t size = __builtin_bit_cast(std::int32_t, x[t]) & 0x7fffffff;
        most = most > size ? most : size;
    }
    const float peak = __builtin_bit_cast(float, most);
    return peak < kBroken ? peak : kBroken;  // NaN goes right
}

static int clean(const float* x, int frames, float* y) {
    const std::int32_t broken = __builtin_bit_cast(std::int32_t, kBroken);
    std::int32_t count = 0;
    for (int t = 0; t < frames; ++t) {
        const bool bad = (__builtin_bit_cast(std::int32_t, x[t]) & 0x7fffffff) >= broken;
        y[t] = bad ? 0.0F : x[t];
        count += bad ? 1 : 0;
    }
    return count;
}

static void silence(float* const* y, int count, int from, int frames) {
    constexpr int kAtOnce = 4 * kWidth;
    for (int i = 0; i < count; ++i) {
        float* out = y[i] + from;
        int t = 0;
        for (; t + kAtOnce <= frames; t += kAtOnce)
#pragma GCC unroll 4
            for (int k = 0; k < 4; ++k) store_anywhere(out + t + k * kWidth, splat(0));
        for (; t < frames; ++t) out[t] = 0;
    }
}

static void curve(const Glide& g, int frames, float* out) {
    const float target = g.target, b = g.b, c = g.c, left = g.left;
    for (int t = 0; t < frames; ++t) {
        const float ahead = left - static_cast<float>(t + 1);
        const float r = ahead > 0 ? ahead : 0.0F;
        out[t] = target + r * r * (b + c * r);
    }
}

TUTTI_INLINE float play_peak(const float* out, int frames) {
    std::int32_t most = 0;
    for (int t = 0; t < frames; ++t) {
        const std::int32_t size = __builtin_bit_cast(std::int32_t, out[t]) & 0x7fffffff;
        most = most > size ? most : size;
    }
    return __builtin_bit_cast(float, most);
}

static float play(const float* x, const float* also, const Glide& g, int frames, float* out) {
    if (!(g.left > 0)) {
        const float gain = g.target, half = 0.5F * gain;
        if (also)
            for (int t = 0; t < frames; ++t) out[t] = (x[t] + also[t]) * half;
        else
            for (int t = 0; t < frames; ++t) out[t] = x[t] * gain;
        return play_peak(out, frames);
    }
    alignas(64) float gains[kChunk];
    curve(g, frames, gains);
    if (also)
        for (int t = 0; t < frames; ++t) out[t] = (x[t] + also[t]) * 0.5F * gains[t];
    else
        for (int t = 0; t < frames; ++t) out[t] = x[t] * gains[t];
    return play_peak(out, frames);
}
