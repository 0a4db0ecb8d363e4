// Planar signals <-> lanes: squares of kWidth x kWidth numbers through a butterfly of shuffles.

template <int kStep, bool kHigh, std::size_t... L>
TUTTI_INLINE V exchange(V low, V high, std::index_sequence<L...>) {
    constexpr int w = kWidth;
    if constexpr (kHigh)
        return __builtin_shufflevector(low, high,
                                       ((L & kStep) ? static_cast<int>(L) + w : static_cast<int>(L ^ kStep))...);
    else
        return __builtin_shufflevector(low, high,
                                       ((L & kStep) ? static_cast<int>(L ^ kStep) + w : static_cast<int>(L))...);
}

template <int kStep>
TUTTI_INLINE void transpose_step(V* rows) {
    using Sequence = std::make_index_sequence<kWidth>;
#pragma GCC unroll 16
    for (int k = 0; k < kWidth; ++k) {
        if (k & kStep) continue;
        const V low = rows[k], high = rows[k + kStep];
        rows[k] = exchange<kStep, false>(low, high, Sequence{});
        rows[k + kStep] = exchange<kStep, true>(low, high, Sequence{});
    }
}

TUTTI_INLINE void transpose(V* rows) {
    if constexpr (kWidth >= 16) transpose_step<8>(rows);
    if constexpr (kWidth >= 8) transpose_step<4>(rows);
    transpose_step<2>(rows);
    transpose_step<1>(rows);
}

static void gather(const float* const* planar, int frames, Block& x) {
    const int whole = frames / kWidth * kWidth;
    for (int lane = 0; lane < kLanes; lane += kWidth) {
        for (int t = 0; t < whole; t += kWidth) {
            V rows[kWidth];
#pragma GCC unroll 16
            for (int k = 0; k < kWidth; ++k) rows[k] = load_anywhere(planar[lane + k] + t);
            transpose(rows);
#pragma GCC unroll 16
            for (int k = 0; k < kWidth; ++k) store(&x.at[t + k][lane], rows[k]);
        }
    }
    for (int t = whole; t < frames; ++t)
        for (int lane = 0; lane < kLanes; ++lane) x.at[t][lane] = planar[lane][t];
}

static void scatter(const Block& x, int frames, float* const* planar) {
    const int whole = frames / kWidth * kWidth;
    for (int lane = 0; lane < kLanes; lane += kWidth) {
        for (int t = 0; t < whole; t += kWidth) {
            V rows[kWidth];
#pragma GCC unroll 16
            for (int k = 0; k < kWidth; ++k) rows[k] = load(&x.at[t + k][lane]);
            transpose(rows);
#pragma GCC unroll 16
            for (int k = 0; k < kWidth; ++k) store_anywhere(planar[lane + k] + t, rows[k]);
        }
    }
    for (int t = whole; t < frames; ++t)
        for (int lane = 0; lane < kLanes; ++lane) planar[lane][t] = x.at[t][lane];
}
