// The bound of a cue's loudness: what its libebur128 meter shows stays under it, the gain moves as slowly as promised,
// does not come back in the pauses, and leaves alone what is soft enough.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/measure/watched_desk.hpp"

namespace tutti::test {
namespace {

constexpr double kNear = 0.1;  // LU

// Both channels into cue 1, hard left and right, at unity.
struct BoundedCue : WatchedDesk {
    explicit BoundedCue(float bound, double rate = 48000) : WatchedDesk(rate) {
        set("/bus/1/kind", "cue");
        for (const char* channel : {"/channel/1", "/channel/2"}) set(channel + std::string("/send/1/level"), 0.0F);
        set("/bus/1/cue/loudness_max", bound);
        listen(Signal::From::bus);
    }
    // The short-term loudness ten times a second.
    std::vector<double> short_term(const std::vector<float>& left, const std::vector<float>& right) {
        std::vector<double> shown;
        play(left, right, 0.1, [&](const Measured& m) { shown.push_back(m.short_term); });
        return shown;
    }
    std::vector<double> short_term(const std::vector<float>& both) { return short_term(both, both); }
};

TEST(CueLoudness, a_steady_tone_ends_at_the_bound_whatever_the_rate) {
    for (const double rate : {44100.0, 48000.0, 96000.0})
        for (const float bound : {-26.0F, -33.5F})
            EXPECT_NEAR(BoundedCue(bound, rate).short_term(tones({{-20, 14}}, rate)).back(), bound, kNear)
                << bound << " at " << rate;
}

TEST(CueLoudness, weighs_as_the_meter_does) {
    const auto low = sine(60, 0.3, 14 * 48000), high = sine(6000, 0.02, 14 * 48000),
               none = std::vector<float>(low.size());
    for (const auto* left : {&low, &high})
        for (const auto* right : {&none, &high})
            EXPECT_NEAR(BoundedCue(-36).short_term(*left, *right).back(), -36, kNear);
    EXPECT_NEAR(BoundedCue(-36).short_term(noise(0.2, 20 * 48000)).back(), -36, 0.3);
}

TEST(CueLoudness, what_is_soft_enough_is_left_alone) {
    const auto x = noise(0.1, 10 * 48000);
    const auto free = BoundedCue(0).short_term(x),
               bounded = BoundedCue(static_cast<float>(free.back()) + 0.5F).short_term(x);
    EXPECT_EQ(free, bounded);
}

// A window of 3 s passes the bound of -30 LUFS after a tenth of it is filled with -20; the rest is 3 dB a second.
TEST(CueLoudness, falls_by_three_decibels_a_second) {
    BoundedCue desk(-30);
    desk.set("/channel/2/fader", -90.0F);
    double last = 0;
    std::vector<double> gains;
    const auto x = tones({{-20, 8}});
    desk.play(x, x, 0.4, [&](const Measured& m) {
        const double gain = m.momentary + 20;
        if (m.frames > 48000 && gain > -9.7) {
            EXPECT_NEAR(gain - last, -1.2, 0.06) << m.frames;
        }
        EXPECT_GT(gain - last, -1.21) << m.frames;
        gains.push_back(last = gain);
    });
    EXPECT_NEAR(gains[0], 0, kNear) << "at once nothing falls";
    EXPECT_GT(gains[7], -9) << "not before 3.2 s";
    EXPECT_NEAR(gains[10], -10, kNear) << "0.3 s, 3.4 s and the meter's own 0.4 s later";
}

TEST(CueLoudness, comes_back_by_one_decibel_a_second_when_nothing_loud_has_come_for_ten_seconds) {
    BoundedCue desk(-30);
    desk.play(tones({{-20, 10}}));
    double last = -10;
    std::vector<double> gains;
    const auto soft = tones({{-35, 30}});
    desk.play(soft, soft, 1, [&](const Measured& m) {
        const double gain = m.momentary + 35;
        EXPECT_LT(gain - last, 1.01);
        gains.push_back(last = gain);
    });
    for (const int second : {0, 5, 9}) EXPECT_NEAR(gains[static_cast<std::size_t>(second)], -10, kNear) << second;
    EXPECT_NEAR(gains[18] - gains[13], 5, 0.1);
    EXPECT_NEAR(gains.back(), 0, kNear);
    // Lower it while it is soft, and lift it: at those speeds too.
    desk.set("/bus/1/cue/loudness_max", -60.0F);
    EXPECT_NEAR(desk.play(tones({{-35, 1.4}})).momentary, -35 - 3.5, 0.4);
    desk.set("/bus/1/cue/loudness_max", 0.0F);
    EXPECT_NEAR(desk.play(tones({{-35, 10}})).momentary, -35, kNear);
}

TEST(CueLoudness, pauses_do_not_lift_it) {
    BoundedCue desk(-30);
    desk.play(tones({{-18, 9}, {-200, 3}}));
    for (int round = 0; round < 4; ++round)
        for (const double shown : desk.short_term(tones({{-18, 3}, {-200, 3}}))) EXPECT_LT(shown, -30 + kNear);
    // Nor does a long one: silence says nothing about what comes.
    desk.play(tones({{-200, 30}}));
    for (const double shown : desk.short_term(tones({{-18, 3}}))) EXPECT_LT(shown, -30 + kNear);
}

TEST(CueLoudness, is_nothing_to_other_kinds_of_buses) {
    BoundedCue desk(-30);
    desk.play(tones({{-20, 8}}));
    desk.set("/bus/1/kind", "aux");
    for (const char* channel : {"/channel/1", "/channel/2"}) desk.set(channel + std::string("/send/1/level"), 0.0F);
    EXPECT_NEAR(desk.play(tones({{-20, 4}})).short_term, -20, kNear);
}

TEST(CueLoudness, one_bad_number_ends_nothing) {
    BoundedCue desk(-30);
    auto x = tones({{-20, 8}});
    std::fill_n(x.begin() + 96000, 100, std::numeric_limits<float>::quiet_NaN());
    std::fill_n(x.begin() + 106000, 100, 9e11F);
    desk.play(x);
    desk.play(tones({{-20, 40}}));
    EXPECT_NEAR(desk.play(tones({{-20, 20}})).short_term, -30, kNear);
}

}  // namespace
}  // namespace tutti::test
