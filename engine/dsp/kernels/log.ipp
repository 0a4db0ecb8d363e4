// Logarithm and power of two, a lane each, of several frames at once: step by step for all of them, so that none waits
// for another. Polynomials at Chebyshev nodes; the errors stand beside them.

// Of numbers with signs; where one of them is none, b. The compiler makes two instructions of the plain words.
TUTTI_INLINE V greatest(V a, V b) {
#if defined(__x86_64__) && TUTTI_WIDTH == 16
    return _mm512_maskz_max_ps(0xffff, a, b);
#elif defined(__x86_64__) && TUTTI_WIDTH == 8
    return _mm256_max_ps(a, b);
#else
    return a > b ? a : b;
#endif
}
TUTTI_INLINE V least(V a, V b) {
#if defined(__x86_64__) && TUTTI_WIDTH == 16
    return _mm512_maskz_min_ps(0xffff, a, b);
#elif defined(__x86_64__) && TUTTI_WIDTH == 8
    return _mm256_min_ps(a, b);
#else
    return a < b ? a : b;
#endif
}

// All x >= 0 and finite; 0 is as small as can be. Error below 5e-5 (0.0003 dB of an amplitude).
template <int kCount>
TUTTI_INLINE void log2_of(V (&x)[kCount]) {
    V exponent[kCount], f[kCount], q[kCount];
    for (int k = 0; k < kCount; ++k) {
#if defined(__x86_64__) && TUTTI_WIDTH == 16
        exponent[k] = _mm512_maskz_getexp_ps(0xffff, x[k]);
        f[k] = _mm512_maskz_getmant_ps(0xffff, x[k], _MM_MANT_NORM_1_2, _MM_MANT_SIGN_src) - 1.0F;
#else
        const I bits = reinterpret_cast<I>(x[k]);
        exponent[k] = __builtin_convertvector((bits >> 23) - 127, V);
        f[k] = reinterpret_cast<V>((bits & 0x7fffff) | 0x3f800000) - 1.0F;
#endif
    }
    for (int k = 0; k < kCount; ++k) q[k] = -0.0448739553F * f[k] + 0.150533197F;
    for (int k = 0; k < kCount; ++k) x[k] = exponent[k] + f[k];
    for (int k = 0; k < kCount; ++k) q[k] = q[k] * f[k] - 0.269578015F;
    for (int k = 0; k < kCount; ++k) exponent[k] = f[k] - f[k] * f[k];
    for (int k = 0; k < kCount; ++k) q[k] = q[k] * f[k] + 0.442418579F;
    for (int k = 0; k < kCount; ++k) x[k] += exponent[k] * q[k];
}

// All x <= 120. Exactly 1 at 0; -120 and less is as good as nothing. Relative error below 7e-6 (0.00006 dB).
template <int kCount>
TUTTI_INLINE void exp2_of(V (&x)[kCount]) {
    constexpr float kToWhole = 12582912;  // 1.5 * 2^23: what is added to it is rounded, and stands in its lowest bits
    V whole[kCount], p[kCount];
    for (int k = 0; k < kCount; ++k) x[k] = greatest(x[k], splat(-120));
    for (int k = 0; k < kCount; ++k) whole[k] = x[k] + kToWhole;
    for (int k = 0; k < kCount; ++k) x[k] -= whole[k] - kToWhole;
    for (int k = 0; k < kCount; ++k) p[k] = 0.00965671029F * x[k] + 0.0558382829F;
    for (int k = 0; k < kCount; ++k) p[k] = p[k] * x[k] + 0.240225301F;
    for (int k = 0; k < kCount; ++k) p[k] = p[k] * x[k] + 0.693136734F;
    for (int k = 0; k < kCount; ++k) p[k] = p[k] * x[k] + 1.0F;
    for (int k = 0; k < kCount; ++k)
        x[k] = reinterpret_cast<V>(reinterpret_cast<I>(p[k]) + (reinterpret_cast<I>(whole[k]) << 23));
}
