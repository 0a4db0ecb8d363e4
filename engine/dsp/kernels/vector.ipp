// The vector of one processor: TUTTI_WIDTH floats, in the namespace TUTTI_WIDE. Everything here has internal linkage:
// a function shared between the widths could be linked in its widest form and crash an older machine.
using V = float __attribute__((vector_size(4 * TUTTI_WIDTH)));
using I = std::int32_t __attribute__((vector_size(4 * TUTTI_WIDTH)));
using VInMemory = float __attribute__((vector_size(4 * TUTTI_WIDTH), may_alias));
using VAnywhere = float __attribute__((vector_size(4 * TUTTI_WIDTH), may_alias, aligned(4)));
using IInMemory = std::int32_t __attribute__((vector_size(4 * TUTTI_WIDTH), may_alias));

#define TUTTI_INLINE static inline __attribute__((always_inline))

constexpr int kWidth = TUTTI_WIDTH;

TUTTI_INLINE V load(const float* p) {
    return *reinterpret_cast<const VInMemory*>(p);
}
TUTTI_INLINE V load_anywhere(const float* p) {
    return *reinterpret_cast<const VAnywhere*>(p);
}
TUTTI_INLINE I load(const std::int32_t* p) {
    return *reinterpret_cast<const IInMemory*>(p);
}
TUTTI_INLINE void store(float* p, V v) {
    *reinterpret_cast<VInMemory*>(p) = v;
}
TUTTI_INLINE void store_anywhere(float* p, V v) {
    *reinterpret_cast<VAnywhere*>(p) = v;
}
TUTTI_INLINE V splat(float x) {
    return V{} + x;
}
TUTTI_INLINE V choose(I mask, V yes, V no) {
    return mask ? yes : no;
}

// Of numbers that are not negative, the order of floats is the order of their bits: integer minima and maxima are one
// instruction where floats, because of NaN, take two. A NaN counts as greatest.
TUTTI_INLINE V magnitude(V v) {
    return reinterpret_cast<V>(reinterpret_cast<I>(v) & 0x7fffffff);
}
TUTTI_INLINE V greater(V a, V b) {
    const I x = reinterpret_cast<I>(a), y = reinterpret_cast<I>(b);
    return reinterpret_cast<V>(x > y ? x : y);
}
TUTTI_INLINE V smaller(V a, V b) {
    const I x = reinterpret_cast<I>(a), y = reinterpret_cast<I>(b);
    return reinterpret_cast<V>(x < y ? x : y);
}
TUTTI_INLINE V not_below_zero(V v) {
    const I x = reinterpret_cast<I>(v);
    return reinterpret_cast<V>(x > 0 ? x : I{});
}

// Neither infinite nor no number, from the bits: comparisons of floats are too easily optimised away.
TUTTI_INLINE I finite(V v) {
    return (reinterpret_cast<I>(v) & 0x7f800000) != 0x7f800000;
}

// One bit for each lane of a mask.
TUTTI_INLINE unsigned bits_of(I mask) {
#if defined(__x86_64__) && TUTTI_WIDTH == 16
    return _mm512_movepi32_mask(reinterpret_cast<__m512i>(mask));
#elif defined(__x86_64__) && TUTTI_WIDTH == 8
    return static_cast<unsigned>(_mm256_movemask_ps(reinterpret_cast<__m256>(mask)));
#elif defined(__x86_64__)
    return static_cast<unsigned>(_mm_movemask_ps(reinterpret_cast<__m128>(mask)));
#else
    unsigned bits = 0;
    for (int k = 0; k < kWidth; ++k) bits |= (static_cast<unsigned>(mask[k]) & 1U) << k;
    return bits;
#endif
}
// And back, from the lowest kWidth bits.
TUTTI_INLINE I mask_from(unsigned bits) {
    I lane;
    for (int k = 0; k < kWidth; ++k) lane[k] = 1 << k;
    return (lane & static_cast<std::int32_t>(bits)) != 0;
}

// Samples that have passed behind each frame of a block. No frame waits for the one before it that way.
struct alignas(64) Passed {
    float at[kChunk];
};
constexpr Passed kPassed = [] {
    Passed passed{};
    for (int t = 0; t < kChunk; ++t) passed.at[t] = static_cast<float>(t + 1);
    return passed;
}();

// A gain's curve, lane by lane, at frame t.
struct Curve {
    V target, b, c, left;

    TUTTI_INLINE Curve of(const GlideLanes& g, int lane) {
        return {load(g.target + lane), load(g.b + lane), load(g.c + lane), load(g.left + lane)};
    }
    inline __attribute__((always_inline)) V at(int t) const {
        const V r = not_below_zero(left - kPassed.at[t]);
        return target + r * r * (b + c * r);
    }
};
// A gain's straight line.
struct Line {
    V target, b, left;

    TUTTI_INLINE Line of(const GlideLanes& g, int lane) {
        return {load(g.target + lane), load(g.b + lane), load(g.left + lane)};
    }
    inline __attribute__((always_inline)) V at(int t) const {
        return target + not_below_zero(left - kPassed.at[t]) * b;
    }
};
// A gain at rest.
struct Still {
    V target;

    TUTTI_INLINE Still of(const GlideLanes& g, int lane) { return {load(g.target + lane)}; }
    inline __attribute__((always_inline)) V at(int) const { return target; }
};
