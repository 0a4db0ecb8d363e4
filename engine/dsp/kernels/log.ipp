// Logarithm and power of two, a lane each. Polynomials at Chebyshev nodes; the errors stand beside them.

// x > 0 and finite. Error below 5e-5 (0.0003 dB of an amplitude).
TUTTI_INLINE V log2_of(V x) {
    const I bits = reinterpret_cast<I>(x);
    const V exponent = __builtin_convertvector((bits >> 23) - 127, V);
    const V f = reinterpret_cast<V>((bits & 0x7fffff) | 0x3f800000) - 1.0F;
    const V q = ((-0.0448739553F * f + 0.150533197F) * f - 0.269578015F) * f + 0.442418579F;
    return exponent + f + f * (1.0F - f) * q;
}

// Exactly 1 at 0; -120 and less is as good as nothing. Relative error below 7e-6 (0.00006 dB).
TUTTI_INLINE V exp2_of(V x) {
    x = x > splat(-120) ? x : splat(-120);
    x = x < splat(120) ? x : splat(120);
    const I whole = __builtin_convertvector(x + 127.5F, I) - 127;
    const V f = x - __builtin_convertvector(whole, V);
    const V p = (((0.00965671029F * f + 0.0558382829F) * f + 0.240225301F) * f + 0.693136734F) * f + 1.0F;
    return reinterpret_cast<V>(reinterpret_cast<I>(p) + (whole << 23));
}
