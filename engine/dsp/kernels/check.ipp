// Many signals at the sockets at once: kWidth of them share the folding of their peaks.

template <int kStep>
TUTTI_INLINE void fold_step(V* peaks) {
    using Sequence = std::make_index_sequence<kWidth>;
#pragma GCC unroll 16
    for (int k = 0; k < kStep; ++k)
        peaks[k] = greater(exchange<kStep, false>(peaks[k], peaks[k + kStep], Sequence{}),
                           exchange<kStep, true>(peaks[k], peaks[k + kStep], Sequence{}));
}

// Of each vector its greatest lane, in the order of the vectors.
TUTTI_INLINE V fold(V* peaks) {
    if constexpr (kWidth >= 16) fold_step<8>(peaks);
    if constexpr (kWidth >= 8) fold_step<4>(peaks);
    fold_step<2>(peaks);
    fold_step<1>(peaks);
    return peaks[0];
}

// kVectors: how long the signals are; 0 is whatever `frames` says.
template <int kVectors>
TUTTI_INLINE V peaks_of(const float* const* x, int from, int frames) {
    V found[kWidth];
#pragma GCC unroll 16
    for (int k = 0; k < kWidth; ++k) {
        const float* in = x[k] + from;
        found[k] = magnitude(load_anywhere(in));
#pragma GCC unroll 4
        for (int t = kWidth; t < (kVectors ? kVectors * kWidth : frames); t += kWidth)
            found[k] = greater(found[k], magnitude(load_anywhere(in + t)));
    }
    return smaller(fold(found), splat(kBroken));
}

static float check_many(const float* const* x, int count, int from, int frames, float* peaks) {
    const int first_alone = frames % kWidth == 0 ? count / kWidth * kWidth : 0;
    V most = splat(0);
    for (int i = 0; i < first_alone; i += kWidth) {
        const V greatest = frames == 4 * kWidth ? peaks_of<4>(x + i, from, frames) : peaks_of<0>(x + i, from, frames);
        store_anywhere(peaks + i, greatest);
        most = greater(most, greatest);
    }
    float all = 0;
    for (int k = 0; k < kWidth; ++k) all = all < most[k] ? most[k] : all;
    for (int i = first_alone; i < count; ++i) {
        peaks[i] = check(x[i] + from, frames);
        all = all < peaks[i] ? peaks[i] : all;
    }
    return all;
}
