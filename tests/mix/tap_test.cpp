// Sends and direct outputs at each of the five taps, of channels and of buses.
#include <gtest/gtest.h>

#include "engine/console/filter_design.hpp"
#include "tests/dsp/measure.hpp"
#include "tests/mix/desk.hpp"

namespace tutti::test {
namespace {

constexpr std::size_t kSettled = 9600, kFrames = 19200;
constexpr double kTone = 997;

constexpr double kCut = -3.0103, kEq = 5, kFader = -7;

// What stands before each tap of a channel, dB.
double before(Tap tap) {
    switch (tap) {
        case Tap::input:
        case Tap::pre_eq: return kCut;
        case Tap::post_eq:
        case Tap::pre_fader: return kCut + kEq;
        case Tap::post_fader: return kCut + kEq + kFader;
    }
    return 0;
}

class EachTap : public testing::TestWithParam<Tap> {};
INSTANTIATE_TEST_SUITE_P(Taps, EachTap,
                         testing::Values(Tap::input, Tap::pre_eq, Tap::post_eq, Tap::pre_fader, Tap::post_fader));

TEST_P(EachTap, a_channel_is_picked_up_where_it_should_be) {
    Desk desk(small_desk(20, 20, 20, 8));
    const int channel = 18, bus = 17;
    desk.open_channel(channel), desk.open_bus(bus);
    const auto low_cut = design_low_cut(kTone, 12, 48000);
    desk.channel(channel).low_cut[0] = low_cut[0];
    desk.channel(channel).eq[1] = design_band(FilterType::bell, kTone, kEq, 1, 48000);
    desk.channel(channel).fader_gain = static_cast<float>(from_db(kFader));
    desk.send(channel, bus, 0.5F, 0.25F, GetParam());
    desk.output(0, from_bus(bus)), desk.output(1, from_bus(bus, Signal::Side::right));
    desk.output(2, from_channel(channel, GetParam()));
    desk.post();
    desk.play(channel, sine(kTone, 0.5, kFrames));
    desk.render(kFrames);
    const double tap = to_db(0.5) + before(GetParam());
    EXPECT_NEAR(to_db(sine_level(desk.out(0, kSettled), kTone)), tap + to_db(0.5), 0.05);
    EXPECT_NEAR(to_db(sine_level(desk.out(1, kSettled), kTone)), tap + to_db(0.25), 0.05);
    EXPECT_NEAR(to_db(sine_level(desk.out(2, kSettled), kTone)), tap, 0.05);
}

TEST_P(EachTap, a_bus_is_picked_up_where_it_should_be) {
    Desk desk(small_desk());
    desk.open_channel(0), desk.open_bus(0, 0), desk.open_bus(1, 2);
    desk.bus(0).eq[4] = design_band(FilterType::bell, kTone, kEq, 1, 48000);
    desk.bus(0).fader_left = desk.bus(0).fader_right = 4;
    desk.bus(0).limiter = {1, 0.25F, 0};
    desk.send(0, 0, 1, 0.5F);
    desk.send(desk.mix.bus_row(0), 1, 1, 0, GetParam());
    desk.send(desk.mix.bus_row(0) + 1, 1, 0, 1, GetParam());
    desk.output(0, from_bus(1)), desk.output(1, from_bus(1, Signal::Side::right));
    desk.post();
    desk.play(0, sine(kTone, 0.5, kFrames));
    desk.render(kFrames);
    const double gain = GetParam() < Tap::post_eq ? 0 : kEq;
    double left = to_db(0.5) + gain;
    // Behind the limiter: the louder side is at the ceiling, the other linked to it.
    if (GetParam() == Tap::post_fader) left = to_db(0.25);
    EXPECT_NEAR(to_db(sine_level(desk.out(0, kSettled), kTone)), left, 0.05);
    EXPECT_NEAR(to_db(sine_level(desk.out(1, kSettled), kTone)), left - 6.0206, 0.05);
}

TEST_P(EachTap, a_tap_can_change_to_another_without_a_click) {
    Desk desk(small_desk());
    desk.open_channel(0), desk.open_bus(1);
    desk.channel(0).fader_gain = static_cast<float>(from_db(kFader));
    desk.channel(0).eq[0] = design_band(FilterType::bell, kTone, kEq, 1, 48000);
    desk.send(0, 1, 0.5F, 0.5F, GetParam());
    desk.output(0, from_bus(1));
    desk.post();
    desk.play(0, sine(kTone, 1, kFrames));
    desk.render(kFrames, 64, [&](std::size_t t) {
        if (t != 9600) return;
        desk.send(0, 1, 0.5F, 0.5F, GetParam() == Tap::post_fader ? Tap::input : Tap::post_fader);
        desk.post_strip(0);
    });
    EXPECT_LT(to_db(click(desk.out(0, 4800))), -80);
    const double end = GetParam() == Tap::post_fader ? 0 : kEq + kFader;
    EXPECT_NEAR(to_db(sine_level(desk.out(0, 9600 + 960), kTone)), to_db(0.5) + end, 0.05);
}

TEST(Taps, one_channel_may_use_all_of_them_at_once) {
    Desk desk(small_desk(3, 33, 3, 8));
    desk.open_channel(2);
    desk.channel(2).fader_gain = 0.5F;
    desk.channel(2).eq[0] = design_band(FilterType::bell, kTone, -20, 0.5, 48000);
    for (int b = 0; b < 5; ++b) {
        desk.open_bus(b * 8);
        desk.send(2, b * 8, 1, 1, static_cast<Tap>(b));
        desk.output(b, from_bus(b * 8));
    }
    desk.post();
    desk.play(2, sine(kTone, 1, kFrames));
    desk.render(kFrames);
    const double want[] = {0, 0, -20, -20, -26.0206};
    for (int b = 0; b < 5; ++b) EXPECT_NEAR(to_db(sine_level(desk.out(b, kSettled), kTone)), want[b], 0.05) << b;
}

}  // namespace
}  // namespace tutti::test
