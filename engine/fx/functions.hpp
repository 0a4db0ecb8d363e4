#pragma once
// Powers, logarithms and tangents for coefficients that change while sound runs: bounded time, no branch that depends
// on the value, no table, no C library. The double ones are exact to 1e-12 of the value, the float ones (made for loops
// over samples) to 1e-6, the tangent to 3e-6. Pure, any thread.
#include <bit>
#include <cstdint>

namespace tutti::fx {

inline constexpr double kPi = 3.14159265358979323846;

// 1/(1·2), 1/(2·3), 1/(3·4)…: what a term of a sine or cosine has more than the one before; and 1/1, 1/2, 1/3…
struct Inverses {
    double one[32], two[32];
    constexpr Inverses() : one{}, two{} {
        for (int k = 1; k < 32; ++k) one[k] = 1.0 / k, two[k] = 1.0 / (k * (k + 1));
    }
};
inline constexpr Inverses kInverse;

// 2^x, |x| < 1000.
inline double exp2(double x) {
    const double shifted = x + 0x1.8p52;  // rounds to the nearest whole number
    const double whole = shifted - 0x1.8p52;
    const double f = (x - whole) * 0.693147180559945309;
    double sum = 1;
    for (int k = 13; k > 0; --k) sum = 1 + sum * f * kInverse.one[k];
    const auto exponent = static_cast<std::uint64_t>(static_cast<std::int64_t>(whole) + 1023);
    return sum * std::bit_cast<double>(exponent << 52);
}
inline double exp(double x) {
    return exp2(x * 1.44269504088896341);
}
inline double from_db(double db) {
    return exp2(db * 0.166096404744368118);
}

// x of a full turn; |x| < 2^50.
inline double sine_of_turn(double x) {
    const double whole = (x + 0x1.8p52) - 0x1.8p52;
    const double a = (x - whole) * kPi;  // half the angle, -pi/2..pi/2
    const double aa = a * a;
    double s = 1, c = 1;
    for (int k = 11; k > 0; --k) {
        s = 1 - s * aa * kInverse.two[2 * k];
        c = 1 - c * aa * kInverse.two[2 * k - 1];
    }
    return 2 * a * s * c;
}

// 0 <= x <= 1.55.
inline double tan(double x) {
    const double a = x / 2, aa = a * a;
    double s = 1, c = 1;
    for (int k = 9; k > 0; --k) {
        s = 1 - s * aa * kInverse.two[2 * k];
        c = 1 - c * aa * kInverse.two[2 * k - 1];
    }
    const double t = a * s / c;
    return 2 * t / (1 - t * t);
}

// tan(pi f / rate): what bilinear filters call their frequency. Held below 0.49 of the rate.
inline double warped(double frequency, double rate) {
    const double share = frequency / rate < 0.49 ? frequency / rate : 0.49;
    return tan(kPi * share);
}

// Square root of 1e-30 < x < 1e30, by Newton's steps from a guess in the bits.
inline double root(double x) {
    double r = std::bit_cast<double>((std::bit_cast<std::uint64_t>(x) >> 1) + (std::uint64_t{1023} << 51));
    for (int k = 0; k < 5; ++k) r = 0.5 * (r + x / r);
    return r;
}

// ---- for loops over samples ----

// 2^x, -126 < x < 127.
inline float fast_exp2(float x) {
    const float whole = (x + 0x1.8p23F) - 0x1.8p23F;
    const float f = x - whole;
    const float sum =
        1.0F + f * (0.693147181F +
                    f * (0.240226507F +
                         f * (0.0555041087F + f * (0.00961812911F + f * (0.00133335581F + f * 0.000154035304F)))));
    return sum * std::bit_cast<float>((static_cast<std::int32_t>(whole) + 127) << 23);
}

// log2 of a normal x > 0.
inline float fast_log2(float x) {
    const std::int32_t bits = std::bit_cast<std::int32_t>(x);
    const std::int32_t exponent = (bits - 0x3f3504f3) >> 23;  // so that what remains is sqrt(1/2)..sqrt(2)
    const float m = std::bit_cast<float>(bits - (exponent << 23));
    const float s = (m - 1.0F) / (m + 1.0F), ss = s * s;
    const float sum = 2.88539008F + ss * (0.961796694F + ss * (0.577078016F + ss * (0.412198583F + ss * 0.320598898F)));
    return static_cast<float>(exponent) + s * sum;
}

// sin(2 pi x), |x| < 2^50; which part of the turn it is, is found in double.
inline float fast_sine_of_turn(double x) {
    const double whole = (x + 0x1.8p52) - 0x1.8p52;
    const float a = static_cast<float>(x - whole) * 3.14159265F, aa = a * a;  // half the angle
    const float s =
        a *
        (1.0F + aa * (-1.66666667e-1F +
                      aa * (8.33333333e-3F + aa * (-1.98412698e-4F + aa * (2.75573192e-6F - aa * 2.50521084e-8F)))));
    const float c =
        1.0F + aa * (-0.5F + aa * (4.16666667e-2F +
                                   aa * (-1.38888889e-3F +
                                         aa * (2.48015873e-5F + aa * (-2.75573192e-7F + aa * 2.0876757e-9F)))));
    return 2.0F * s * c;
}

// tan x, 0 <= x <= 1.5.
inline float fast_tan(float x) {
    const float a = x * 0.5F, aa = a * a;  // tan by its continued fraction
    const float t = a * (945.0F + aa * (aa - 105.0F)) / (945.0F + aa * (15.0F * aa - 420.0F));
    return 2.0F * t / (1.0F - t * t);
}

inline constexpr float kDbOfLog2 = 6.02059991F;  // decibels in an octave of amplitude

}  // namespace tutti::fx
