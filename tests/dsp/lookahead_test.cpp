// The limiter that hears ahead: known delay, and no true peak over its ceiling, measured with an interpolation of the
// test's own (a long windowed sinc at four times the rate, in double).
#include "engine/dsp/lookahead_limiter.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <numbers>

#include "tests/dsp/measure.hpp"

namespace tutti::dsp {
namespace {

using test::from_db;
using test::greatest;
using test::to_db;

std::vector<float> limited(const std::vector<float>& x, float ceiling, double rate = 48000, double release_ms = 50,
                           int block = 64) {
    LookaheadLimiter limiter(rate);
    limiter.set(ceiling, static_cast<float>(1 - std::exp(-1000 / (release_ms * rate))), 480, true);
    std::vector<float> y(x.size()), other(x.size());
    for (std::size_t t = 0; t < x.size();) {
        const int n = static_cast<int>(std::min<std::size_t>(static_cast<std::size_t>(block), x.size() - t));
        limiter.process(&x[t], &x[t], n, &y[t], &other[t]);
        t += static_cast<std::size_t>(n);
    }
    return y;
}

double true_peak(const std::vector<float>& x) {
    constexpr int reach = 64;
    double peak = 0;
    for (int phase = 0; phase < 4; ++phase) {
        double taps[2 * reach];
        for (int k = 0; k < 2 * reach; ++k) {
            const double away = k - reach + 1 - phase / 4.0, u = away / reach;
            const double window =
                0.42 + 0.5 * std::cos(std::numbers::pi * u) + 0.08 * std::cos(2 * std::numbers::pi * u);
            taps[k] = (away == 0 ? 1 : std::sin(std::numbers::pi * away) / (std::numbers::pi * away)) * window;
        }
        for (std::size_t t = 0; t + 2 * reach <= x.size(); ++t) {
            double v = 0;
            for (std::size_t k = 0; k < 2 * reach; ++k) v += taps[k] * static_cast<double>(x[t + k]);
            peak = std::max(peak, std::abs(v));
        }
    }
    return peak;
}

struct Wave {
    const char* name;
    std::function<float(std::size_t)> at;
};
std::vector<Wave> worst() {
    constexpr float pi = std::numbers::pi_v<float>;
    return {
        {"quarter of the rate between its samples",
         [](std::size_t t) { return 1.4F * std::sin(pi / 2 * static_cast<float>(t % 4) + pi / 4); }},
        {"square", [](std::size_t t) { return t / 57 % 2 ? 2.0F : -2.0F; }},
        {"pulses", [](std::size_t t) { return t % 1931 < 3 ? 4.0F : 0.01F; }},
        {"pairs of opposite pulses", [](std::size_t t) { return t % 997 == 0   ? 3.0F
                                                                : t % 997 == 1 ? -3.0F
                                                                               : 0.0F; }},
        {"bursts",
         [](std::size_t t) { return (t / 480 % 3 ? 0.1F : 3.0F) * std::sin(0.91F * static_cast<float>(t % 480)); }},
    };
}

TEST(Lookahead, is_late_by_a_millisecond_and_passes_what_is_under_the_ceiling) {
    for (const double rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
        const auto x = test::noise(0.3, 4096);
        const auto y = limited(x, 0.9F, rate);
        const LookaheadLimiter limiter(rate);
        EXPECT_EQ(limiter.delay(), std::lround(rate / 1000));
        const auto late = static_cast<std::size_t>(limiter.delay());
        for (std::size_t t = late; t < x.size(); ++t) ASSERT_NEAR(y[t], x[t - late], 1e-6);
    }
}

TEST(Lookahead, no_true_peak_passes_the_ceiling) {
    for (const float db : {0.0F, -1.0F, -12.0F})
        for (const Wave& wave : worst()) {
            std::vector<float> x(24000);
            for (std::size_t t = 0; t < x.size(); ++t) x[t] = wave.at(t);
            const auto y = limited(x, static_cast<float>(from_db(db)));
            EXPECT_LE(greatest(y), from_db(db) * (1 + 1e-6)) << wave.name;
            EXPECT_LE(to_db(true_peak(y)), db + 0.005) << wave.name;
        }
    // As dense as noise, but with nothing above 18 kHz, where no short interpolation can see.
    std::vector<float> loud(48000);
    const auto dice = test::noise(1, 400);
    for (std::size_t k = 0; k < 200; ++k) {
        const auto partial = test::sine(20 + 8990 * (1 + static_cast<double>(dice[2 * k])), 0.4, loud.size());
        const auto from = static_cast<std::size_t>(1000 * (1 + dice[2 * k + 1]));
        for (std::size_t t = 0; t + from < loud.size(); ++t) loud[t] += partial[t + from];
    }
    EXPECT_LE(to_db(true_peak(limited(loud, 0.5F))), to_db(0.5) + 0.005);
}

TEST(Lookahead, comes_within_a_fifth_of_a_decibel_of_the_ceiling) {
    const auto y = limited(test::sine(997, 2, 24000), 0.5F, 48000, 1000);
    EXPECT_NEAR(to_db(test::sine_level(std::span(y).subspan(12000), 997)), to_db(0.5), 0.2);
}

TEST(Lookahead, does_not_depend_on_the_size_of_blocks) {
    const auto x = test::noise(2, 9600);
    const auto whole = limited(x, 0.5F, 48000, 50, 64);
    for (const int block : {1, 16, 37})
        EXPECT_LT(test::greatest_difference(limited(x, 0.5F, 48000, 50, block), whole), 1e-6);
}

TEST(Lookahead, recovers_from_what_is_no_number) {
    std::vector<float> x = test::sine(997, 0.25, 9600);
    x[100] = std::nanf("");
    x[200] = std::numeric_limits<float>::infinity();
    const auto y = limited(x, 0.5F);
    for (const float v : y) ASSERT_TRUE(std::isfinite(v));
    EXPECT_NEAR(test::sine_level(std::span(y).subspan(7200), 997), 0.25, 0.003);
}

}  // namespace
}  // namespace tutti::dsp
