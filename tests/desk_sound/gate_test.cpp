// The gate, expander and ducker against their definitions.
#include <gtest/gtest.h>

#include "tests/desk_sound/dynamics_desk.hpp"

namespace tutti::test {
namespace {

struct GateDesk : DynamicsDesk {
    explicit GateDesk(const char* mode, float threshold = -30, float range = 40) {
        set("/channel/1/gate/on", true);
        set("/channel/1/gate/mode", mode);
        set("/channel/1/gate/threshold", threshold);
        set("/channel/1/gate/range", range);
    }
};

TEST(Gate, is_open_above_the_threshold_and_closed_by_its_range_below) {
    for (const double level : {-29.0, -10.0, 0.0}) {
        GateDesk desk("gate");
        EXPECT_NEAR(desk.gains(levels({{level, 3000}})).back(), 0, 0.01);
    }
    for (const double level : {-31.0, -60.0}) {
        GateDesk desk("gate");
        EXPECT_NEAR(desk.gains(levels({{level, 3000}})).back(), -40, 0.01);
    }
}

TEST(Gate, once_open_stays_so_until_the_key_is_below_the_hysteresis) {
    for (const double level : {-35.0, -37.0}) {
        GateDesk desk("gate");
        desk.set("/channel/1/gate/hysteresis", 6.0F);
        const double closed = desk.gains(levels({{level, 3000}})).back();
        GateDesk opened("gate");
        opened.set("/channel/1/gate/hysteresis", 6.0F);
        const double after = opened.gains(levels({{-20, 100}, {level, 3000}})).back();
        EXPECT_NEAR(closed, -40, 0.01);
        EXPECT_NEAR(after, level > -36 ? 0 : -40, 0.01);
    }
}

TEST(Gate, attack_and_release_are_time_constants_and_hold_is_exact) {
    struct Case {
        float attack, hold, release;
    };
    for (const auto& [attack, hold, release] :
         {Case{0.5F, 0, 50}, Case{1, 50, 200}, Case{60, 300, 100}, Case{5, 20, 1000}}) {
        GateDesk desk("gate");
        desk.set("/channel/1/gate/attack", attack);
        desk.set("/channel/1/gate/hold", hold);
        desk.set("/channel/1/gate/release", release);
        const double closed = 3000, open = 12 * attack + 100;
        const auto gain = desk.gains(levels({{-50, closed}, {0, open}, {-50, hold + 4 * release}}));
        EXPECT_NEAR(time_constant(gain, samples(closed), gain[samples(closed) - 1], 0) / attack, 1, 0.05) << attack;
        const std::size_t end = samples(closed + open);
        const std::size_t closes = end + samples(hold);
        EXPECT_NEAR(gain[closes - 48], 0, 0.01);  // a millisecond before the hold is over
        EXPECT_NEAR(time_constant(gain, closes, gain[end - 1], -40) / release, 1, 0.05) << release;
    }
}

TEST(Expander, follows_its_curve_within_a_tenth_of_a_decibel) {
    for (const double ratio : {1.5, 2.0, 8.0})
        for (const double level : {-60.0, -50.0, -33.0, -30.0, -10.0}) {
            GateDesk desk("expander");
            desk.set("/channel/1/gate/ratio", static_cast<float>(ratio));
            const double below = std::max(-30.0 - level, 0.0);
            EXPECT_NEAR(desk.gains(levels({{level, 3000}})).back(), -std::min(below * (ratio - 1), 40.0), 0.1);
            GateDesk again("expander");
            again.set("/channel/1/gate/ratio", static_cast<float>(ratio));
            const auto tone = sine(997, from_db(level), 96000);
            again.render(tone, tone.size());
            const double out = to_db(sine_level(std::span(again.out(0)).subspan(72000), 997));
            EXPECT_NEAR(out - level, -std::min(below * (ratio - 1), 40.0), 0.1) << "a sine of " << level;
        }
}

TEST(Ducker, lowers_by_its_range_while_another_channel_speaks) {
    GateDesk desk("ducker", -30, 12);
    desk.set("/channel/1/gate/key", "channel:2");
    desk.set("/channel/1/gate/attack", 5.0F);
    const auto voice = levels({{-60, 200}, {-10, 500}, {-60, 2000}});
    const auto music = levels({{-6, 2700}});
    const auto gain = desk.gains(music, voice);
    EXPECT_NEAR(gain[samples(190)], 0, 0.01);
    EXPECT_NEAR(gain[samples(690)], -12, 0.01);
    EXPECT_NEAR(time_constant(gain, samples(200), 0, -12) / 5, 1, 0.05);
    EXPECT_NEAR(gain.back(), 0, 0.01);
}

TEST(Gate, a_key_of_a_later_channel_acts_on_the_same_sample) {
    // Channel 1 is processed ahead of channel 2, and yet hears it without a block's delay.
    for (const int block : {16, 64, 100}) {
        GateDesk desk("gate", -30, 80);
        desk.set("/channel/1/gate/key", "channel:2");
        desk.set("/channel/1/gate/attack", 0.05F);
        auto key = levels({{-70, 3000}, {-1, 50}});
        const auto gain = desk.gains(levels({{-20, 3050}}), key, block);
        EXPECT_LT(gain[samples(3000) - 1], -79.5);
        EXPECT_GT(gain[samples(3000)], -60);
    }
}

TEST(Gate, its_key_filter_keeps_the_bass_drum_from_opening_the_snare) {
    const auto bass = sine(60, 0.5, 96000);
    const auto level = [&](bool filter) {
        GateDesk desk("gate");
        desk.set("/channel/1/gate/filter/on", filter);
        desk.set("/channel/1/gate/filter/type", "low_cut");
        desk.set("/channel/1/gate/filter/frequency", 1000.0F);
        desk.render(bass, bass.size());
        return to_db(sine_level(std::span(desk.out(0)).subspan(72000), 60)) - to_db(0.5);
    };
    EXPECT_NEAR(level(false), 0, 0.01);
    EXPECT_NEAR(level(true), -40, 0.01);
}

}  // namespace
}  // namespace tutti::test
