// Loudness of main against the signals of EBU Tech 3341 (2023), table 1, and Tech 3342, table 1, made here by their
// definitions. Left out: number 6, which has five channels; 7 and 8 (and 5 and 6 of Tech 3342), which are recordings;
// 10 and 13, which are 11 and 14 for meters of files.
#include <gtest/gtest.h>

#include "tests/measure/watched_desk.hpp"

namespace tutti::test {
namespace {

constexpr double kNear = 0.1;  // LU

TEST(Loudness, case_1_and_2_a_steady_tone_is_as_loud_at_all_times) {
    for (const double level : {-23.0, -33.0}) {
        const Measured m = WatchedDesk().play(tones({{level, 20}}));
        EXPECT_NEAR(m.momentary, level, kNear);
        EXPECT_NEAR(m.short_term, level, kNear);
        EXPECT_NEAR(m.integrated, level, kNear);
        EXPECT_NEAR(m.range, 0, kNear);
        EXPECT_EQ(m.frames, 20U * 48000);
    }
}

TEST(Loudness, case_3_soft_parts_are_gated) {
    EXPECT_NEAR(WatchedDesk().play(tones({{-36, 10}, {-23, 60}, {-36, 10}})).integrated, -23, kNear);
}

TEST(Loudness, case_4_near_silence_moves_no_gate) {
    EXPECT_NEAR(WatchedDesk().play(tones({{-72, 10}, {-36, 10}, {-23, 60}, {-36, 10}, {-72, 10}})).integrated, -23,
                kNear);
}

TEST(Loudness, case_5_what_is_near_enough_counts) {
    EXPECT_NEAR(WatchedDesk().play(tones({{-26, 20}, {-20, 20.1}, {-26, 20}})).integrated, -23, kNear);
}

TEST(Loudness, case_9_short_term_is_steady_over_its_own_period) {
    std::vector<std::pair<double, double>> steps;
    for (int i = 0; i < 5; ++i) steps.insert(steps.end(), {{-20, 1.34}, {-30, 1.66}});
    const auto x = tones(steps);
    int looked = 0;
    WatchedDesk().play(x, x, 0.05, [&](const Measured& m) {
        if (m.frames <= 3 * 48000) return;
        ++looked;
        EXPECT_NEAR(m.short_term, -23, kNear) << m.frames;
    });
    EXPECT_EQ(looked, 240);
}

// Tones with silence between them: the greatest that a meter shows of each.
std::vector<double> greatest_of_each(double tone, double rest, double later, double each, float Measured::*what) {
    WatchedDesk desk;
    std::vector<double> greatest;
    for (int i = 0; i < 20; ++i) {
        double most = -200;
        const auto x = tones({{-200, i * later}, {-38.0 + i, tone}, {-200, rest - i * later}});
        desk.play(x, x, each, [&](const Measured& m) { most = std::max<double>(most, m.*what); });
        greatest.push_back(most);
    }
    return greatest;
}

TEST(Loudness, case_11_short_term_reaches_three_seconds_of_tone_wherever_they_begin) {
    const auto greatest = greatest_of_each(3, 3, 0.15, 0.05, &Measured::short_term);
    for (int i = 0; i < 20; ++i) EXPECT_NEAR(greatest[static_cast<std::size_t>(i)], -38 + i, kNear) << i;
}

TEST(Loudness, case_12_momentary_is_steady_over_its_own_period) {
    std::vector<std::pair<double, double>> steps;
    for (int i = 0; i < 25; ++i) steps.insert(steps.end(), {{-20, 0.18}, {-30, 0.22}});
    const auto x = tones(steps);
    int looked = 0;
    WatchedDesk().play(x, x, 0.01, [&](const Measured& m) {
        if (m.frames <= 48000) return;
        ++looked;
        EXPECT_NEAR(m.momentary, -23, kNear) << m.frames;
    });
    EXPECT_EQ(looked, 900);
}

TEST(Loudness, case_14_momentary_reaches_400_ms_of_tone_wherever_they_begin) {
    const auto greatest = greatest_of_each(0.4, 0.4, 0.02, 0.01, &Measured::momentary);
    for (int i = 0; i < 20; ++i) EXPECT_NEAR(greatest[static_cast<std::size_t>(i)], -38 + i, kNear) << i;
}

TEST(Loudness, the_range_is_that_of_tech_3342) {
    EXPECT_NEAR(WatchedDesk().play(tones({{-20, 20}, {-30, 20}})).range, 10, kNear);
    EXPECT_NEAR(WatchedDesk().play(tones({{-20, 20}, {-15, 20}})).range, 5, kNear);
    EXPECT_NEAR(WatchedDesk().play(tones({{-40, 20}, {-20, 20}})).range, 20, kNear);
    EXPECT_NEAR(WatchedDesk().play(tones({{-50, 20}, {-35, 20}, {-20, 20}, {-35, 20}, {-50, 20}})).range, 15, kNear);
}

TEST(Loudness, is_the_same_at_every_rate) {
    for (const double rate : {44100.0, 96000.0, 192000.0}) {
        const Measured m = WatchedDesk(rate).play(tones({{-23, 4}}, rate));
        EXPECT_NEAR(m.momentary, -23, kNear) << rate;
        EXPECT_NEAR(m.short_term, -23, kNear) << rate;
        EXPECT_NEAR(m.integrated, -23, kNear) << rate;
    }
}

// What a cleared programme forgets, the two windows do not.
TEST(Loudness, clear_begins_the_programme_anew_and_lets_the_windows_slide) {
    WatchedDesk desk;
    desk.play(tones({{-10, 4}}));
    desk.clear();
    Measured m = desk.play(tones({{-200, 0.1}}));
    EXPECT_EQ(m.integrated, Measured::kNothing);
    EXPECT_EQ(m.range, 0);
    EXPECT_LT(m.true_peak[0], -40);
    EXPECT_NEAR(m.momentary, -10 + to_db(std::sqrt(0.75)), 0.2);
    EXPECT_NEAR(m.short_term, -10 + to_db(std::sqrt(2.9 / 3)), 0.2);
    m = desk.play(tones({{-23, 4}}));
    EXPECT_NEAR(m.integrated, -23, kNear);
    EXPECT_NEAR(m.true_peak[1], -23, kNear);
}

TEST(Loudness, silence_has_none) {
    const Measured m = WatchedDesk().play(std::vector<float>(48000));
    EXPECT_EQ(m.momentary, Measured::kNothing);
    EXPECT_EQ(m.integrated, Measured::kNothing);
    EXPECT_EQ(m.range, 0);
    EXPECT_EQ(m.true_peak[0], Measured::kNothing);
}

// Should a strip ever play numbers that are none, it is measured again once it has come to itself.
TEST(Loudness, broken_samples_are_silence_and_spoil_nothing_that_follows) {
    Watch watch;
    const WatchOrder order{.take = 1, .rate = 48000, .loudness = true, .spectrum = true};
    watch.order(order);
    watch.ring().begin(1);
    const std::vector<float> broken(480, std::numeric_limits<float>::quiet_NaN());
    const std::vector<float> endless(480, std::numeric_limits<float>::infinity());
    watch.ring().write(broken.data(), endless.data(), 480);
    const auto x = tones({{-20, 2}});
    watch.ring().write(x.data(), x.data(), static_cast<int>(x.size()));
    ASSERT_TRUE(watch.work());
    const Measured& m = watch.look();
    EXPECT_EQ(m.frames, x.size() + 480);
    EXPECT_NEAR(m.momentary, -20, kNear);
    EXPECT_NEAR(m.true_peak[0], -20, kNear);
    EXPECT_NEAR(m.spectrum[34], -20, 0.1);
}

}  // namespace
}  // namespace tutti::test
