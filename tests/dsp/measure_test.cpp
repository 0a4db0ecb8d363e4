// The measuring tools are measured first.
#include "tests/dsp/measure.hpp"

#include <gtest/gtest.h>

namespace tutti::test {
namespace {

TEST(Measure, the_click_filter_stops_140_dB_and_passes_the_rest) {
    for (const double rate : {44100.0, 48000.0, 96000.0}) {
        for (double f = 0; f <= 5000; f += 37) EXPECT_LT(to_db(click_filter_gain(f, rate)), -140) << f << " Hz";
        for (double f = 6000; f < rate / 2; f += 37) EXPECT_NEAR(to_db(click_filter_gain(f, rate)), 0, 0.01) << f;
    }
}

TEST(Measure, a_steady_sine_makes_no_click_and_a_jump_a_loud_one) {
    std::vector<float> x = sine(997, 1, 4800);
    EXPECT_LT(to_db(click(x)), -135);
    for (std::size_t t = 2400; t < x.size(); ++t) x[t] = 0;
    EXPECT_GT(to_db(click(x)), -20);
}

// What the ramps are for: a straight line over one block of 64 is heard, a curve of 10 ms is not.
TEST(Measure, a_straight_line_over_one_block_splatters) {
    std::vector<float> x = sine(997, 1, 4800);
    for (std::size_t t = 0; t < x.size(); ++t)
        x[t] *= t < 2400 ? 0.0F : t < 2464 ? static_cast<float>(t - 2400) / 64.0F : 1.0F;
    EXPECT_GT(to_db(click(x)), -60);
}

TEST(Measure, levels_of_sines_are_found_beside_others) {
    std::vector<float> x = sine(1000, 0.25, 48000);
    const std::vector<float> other = sine(3000, 0.01, 48000);
    for (std::size_t t = 0; t < x.size(); ++t) x[t] += other[t];
    EXPECT_NEAR(sine_level(x, 1000), 0.25, 1e-6);
    EXPECT_NEAR(beside_sine(x, 1000), 0.01, 1e-5);
}

}  // namespace
}  // namespace tutti::test
