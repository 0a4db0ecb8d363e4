// The functions that stand in for the C library's, against it.
#include <gtest/gtest.h>

#include <cmath>

#include "engine/fx/functions.hpp"

namespace tutti::fx {
namespace {

double off(double is, double should) {
    return std::abs(is / should - 1);
}

TEST(Functions, exact_ones_are_exact) {
    for (double x = -60; x < 60; x += 0.0173) {
        EXPECT_LT(off(exp2(x), std::exp2(x)), 1e-12) << x;
        EXPECT_LT(off(exp(x), std::exp(x)), 1e-12) << x;
        EXPECT_LT(off(from_db(x), std::pow(10, x / 20)), 1e-12) << x;
        EXPECT_LT(off(root(std::exp2(x)), std::sqrt(std::exp2(x))), 1e-12) << x;
        EXPECT_LT(std::abs(sine_of_turn(x) - std::sin(2 * M_PI * x)), 1e-12) << x;
    }
    for (double x = 1e-5; x < 1.55; x *= 1.01) EXPECT_LT(off(tan(x), std::tan(x)), 1e-12) << x;
    EXPECT_LT(off(warped(1000, 48000), std::tan(M_PI * 1000 / 48000)), 1e-12);
    EXPECT_LT(off(warped(30000, 48000), std::tan(M_PI * 0.49)), 1e-12) << "held below half the rate";
}

TEST(Functions, fast_ones_are_good_to_a_float) {
    for (double x = -100; x < 100; x += 0.00937) {
        const auto f = static_cast<float>(x);
        const auto v = static_cast<double>(f);
        EXPECT_LT(off(static_cast<double>(fast_exp2(f)), std::exp2(v)), 1e-6) << x;
        EXPECT_LT(std::abs(static_cast<double>(fast_sine_of_turn(x)) - std::sin(2 * M_PI * x)), 1e-6) << x;
        const auto power = static_cast<float>(std::exp2(v));
        EXPECT_LT(std::abs(static_cast<double>(fast_log2(power)) - std::log2(static_cast<double>(power))), 1e-5) << x;
    }
    // Near one, where small changes of gain are: absolute.
    for (float x = 0.5F; x < 2; x += 0.00031F)
        EXPECT_LT(std::abs(static_cast<double>(fast_log2(x)) - std::log2(static_cast<double>(x))), 1e-6) << x;
    for (float x = 0.0001F; x < 1.5F; x *= 1.003F)
        EXPECT_LT(off(static_cast<double>(fast_tan(x)), std::tan(static_cast<double>(x))), 3e-6) << x;
}

}  // namespace
}  // namespace tutti::fx
