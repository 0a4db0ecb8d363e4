// Echoes: where they are to the sample, how loud, which side, and what the filters leave of them.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/dsp/measure.hpp"
#include "tests/fx/sound_of.hpp"

namespace tutti::test {
namespace {

struct Delay : SoundOf {
    explicit Delay(double rate = 48000) : SoundOf(FxType::delay, rate) {}
};

TEST(Delay, echoes_stand_to_the_sample_and_fall_by_the_feedback) {
    for (const double rate : {44100.0, 48000.0, 96000.0}) {
        Delay delay(rate);
        delay.set("time", 123.4F).set("right", 1).set("feedback", 0.5F);  // 3/4 of the beat
        const Stereo y = delay.play(impulse(40000, 1, 0.25F));
        const auto left = static_cast<std::size_t>(std::lround(0.1234 * rate));
        const auto right = static_cast<std::size_t>(std::lround(0.1234 * 0.75 * rate));
        std::vector<float> expected_left(40000), expected_right(40000);
        float level = 1;
        for (std::size_t at = left; at < 40000; at += left, level *= 0.5F) expected_left[at] = level;
        level = 0.25F;
        for (std::size_t at = right; at < 40000; at += right, level *= 0.5F) expected_right[at] = level;
        EXPECT_LT(greatest_difference(y.left, expected_left), 1e-6) << rate;
        EXPECT_LT(greatest_difference(y.right, expected_right), 1e-6) << rate;
    }
}

TEST(Delay, crossed_feedback_changes_sides) {
    Delay delay;
    delay.set("time", 10).set("feedback", 0.8F).set("cross", 1);
    const Stereo y = delay.play(impulse(2000, 1, 0));
    EXPECT_FLOAT_EQ(y.left[480], 1);
    EXPECT_FLOAT_EQ(y.right[960], 0.8F);
    EXPECT_FLOAT_EQ(y.left[1440], 0.64F);
    EXPECT_EQ(greatest(std::span(y.right).first(960)), 0);
}

TEST(Delay, every_part_of_the_beat) {
    const double parts[] = {1, 3.0 / 4, 2.0 / 3, 1.0 / 2, 3.0 / 8, 1.0 / 3, 1.0 / 4, 1.0 / 6, 1.0 / 8};
    for (int i = 0; i < 9; ++i) {
        Delay delay;
        delay.set("time", 480).set("left", static_cast<float>(i)).set("feedback", 0);
        const Stereo y = delay.play(impulse(24000));
        EXPECT_EQ(y.left[static_cast<std::size_t>(std::lround(parts[i] * 0.48 * 48000))], 1) << i;
    }
}

TEST(Delay, filters_take_12_dB_an_octave_of_each_echo) {
    Delay delay;
    delay.set("time", 20).set("feedback", 0.9F).set("high_cut", 2000).set("low_cut", 200);
    const Stereo h = delay.play(impulse(960 * 40));
    for (int echo = 1; echo <= 2; ++echo) {
        const auto part = std::span(h.left).subspan(static_cast<std::size_t>(960 * echo), 960);
        for (const double f : {200.0, 2000.0, 8000.0}) {
            // Butterworth of second order, by bilinear transform.
            const auto power = [](double g, double w, bool high) {
                const double r = high ? w / g : g / w;
                return 1 / (1 + r * r * r * r);
            };
            const double w = std::tan(M_PI * f / 48000);
            const double once =
                power(std::tan(M_PI * 2000 / 48000), w, true) * power(std::tan(M_PI * 200 / 48000), w, false);
            const double expected = 10 * echo * std::log10(once) + (echo - 1) * to_db(0.9);
            if (f == 200.0 && echo == 2) continue;  // the first echo still rings at 200 Hz
            EXPECT_NEAR(to_db(std::abs(spectrum(part, f, 48000))), expected, 0.1) << f << " Hz, echo " << echo;
        }
    }
}

TEST(Delay, a_new_time_fades_over) {
    Delay delay;
    delay.set("time", 100).set("feedback", 0);
    const auto wave = sine(997, 1, 48000);
    auto part = [&](std::size_t from, std::size_t to) {
        return Stereo{{wave.begin() + static_cast<long>(from), wave.begin() + static_cast<long>(to)},
                      {wave.begin() + static_cast<long>(from), wave.begin() + static_cast<long>(to)}};
    };
    Stereo y = delay.play(part(0, 16000));
    delay.set("time", 13.3F, false);
    for (float v : delay.play(part(16000, 48000)).left) y.left.push_back(v);
    EXPECT_LT(to_db(click(std::span(y.left).subspan(8000))), -80);
    for (std::size_t t = 16000 + 960; t < 48000; ++t) ASSERT_EQ(y.left[t], wave[t - 638]);
}

}  // namespace
}  // namespace tutti::test
