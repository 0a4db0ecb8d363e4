// Where a signal goes and how loud it arrives: every way through the desk, measured with sines, everything else silent.
#include <gtest/gtest.h>

#include "engine/console/filter_design.hpp"
#include "tests/dsp/measure.hpp"
#include "tests/mix/desk.hpp"

namespace tutti::test {
namespace {

using enum Signal::Side;

constexpr std::size_t kSettled = 4800, kFrames = 14400;
constexpr double kTone = 997;

// Level of the tone at an output, dBFS; nothing else may be there.
double level(const Desk& desk, int output, double frequency = kTone) {
    const auto x = desk.out(output, kSettled);
    EXPECT_LT(to_db(beside_sine(x, frequency)), -120) << "output " << output;
    return to_db(sine_level(x, frequency));
}

void expect_silent(const Desk& desk, int output) {
    EXPECT_LT(to_db(greatest(desk.out(output))), -140) << "output " << output;
}

TEST(Level, fader_and_pan_reach_main) {
    Desk desk(small_desk());
    desk.open_channel(0), desk.open_channel(1), desk.open_main();
    desk.channel(0).input_gain = static_cast<float>(-from_db(6));  // 6 dB of trim, inverted
    desk.channel(0).fader_gain = static_cast<float>(from_db(-10));
    desk.to_main(0, static_cast<float>(from_db(-3)), static_cast<float>(from_db(-20)));
    desk.mix.main.fader_right = static_cast<float>(from_db(-1));
    desk.output(0, from_main(left)), desk.output(1, from_main(right)), desk.output(2, from_main(sum));
    desk.post();
    desk.play(0, sine(kTone, 0.25, kFrames));
    desk.play(1, sine(440, 1, kFrames));  // channel 1 goes nowhere
    desk.render(kFrames);
    EXPECT_NEAR(level(desk, 0), to_db(0.25) + 6 - 10 - 3, 0.05);
    EXPECT_NEAR(level(desk, 1), to_db(0.25) + 6 - 10 - 20 - 1, 0.05);
    EXPECT_NEAR(level(desk, 2), to_db(0.125 * from_db(-4) * (from_db(-3) + from_db(-21))), 0.05);
    EXPECT_LT(desk.out(0)[10], 0) << "inverted, from the first sample on";
    for (int i = 3; i < 8; ++i) expect_silent(desk, i);
}

TEST(Level, the_last_of_many_channels_is_heard_like_the_first) {
    for (const int channels : {1, 15, 16, 17, 33}) {
        Desk desk(small_desk(channels, 3, channels, 4));
        desk.open_main(), desk.open_bus(2);
        const int last = channels - 1;
        desk.open_channel(last);
        desk.to_main(last, 0.5F, 0);
        desk.send(last, 2, 0, 0.25F);
        desk.output(0, from_main(left)), desk.output(1, from_main(right));
        desk.output(2, from_bus(2, left)), desk.output(3, from_bus(2, right));
        desk.post();
        desk.play(last, sine(kTone, 1, kFrames));
        desk.render(kFrames);
        EXPECT_NEAR(level(desk, 0), to_db(0.5), 0.05) << channels;
        EXPECT_NEAR(level(desk, 3), to_db(0.25), 0.05) << channels;
        expect_silent(desk, 1), expect_silent(desk, 2);
    }
}

TEST(Level, a_desk_without_buses_works) {
    Desk desk(small_desk(2, 0, 2, 2));
    desk.open_channel(1), desk.open_main();
    desk.to_main(1, 1, 1);
    desk.output(1, from_main(sum));
    desk.output(0, from_bus(0));  // there is none
    desk.post();
    desk.play(1, sine(kTone, 0.5, kFrames));
    desk.render(kFrames);
    EXPECT_NEAR(level(desk, 1), to_db(0.5), 0.05);
    expect_silent(desk, 0);
}

TEST(Level, each_of_64_buses_gets_its_own_mix) {
    Desk desk(small_desk(2, 64, 2, 128));
    desk.open_channel(0), desk.open_channel(1);
    for (int b = 0; b < 64; ++b) {
        desk.open_bus(b, b % 3);
        desk.send(0, b, 0.01F * static_cast<float>(b), 0);
        desk.send(1, b, 0, 0.005F * static_cast<float>(b + 1), Tap::pre_fader);
        desk.output(2 * b, from_bus(b, left)), desk.output(2 * b + 1, from_bus(b, right));
    }
    desk.post();
    desk.play(0, sine(kTone, 1, kFrames)), desk.play(1, sine(kTone, 1, kFrames));
    desk.render(kFrames);
    expect_silent(desk, 0);
    for (int b = 1; b < 64; ++b) EXPECT_NEAR(level(desk, 2 * b), to_db(0.01 * b), 0.05) << b;
    for (int b = 0; b < 64; ++b) EXPECT_NEAR(level(desk, 2 * b + 1), to_db(0.005 * (b + 1)), 0.05) << b;
}

TEST(Level, groups_feed_effects_feed_cues_and_all_feed_main) {
    Desk desk(small_desk());
    desk.open_channel(0), desk.open_main();
    // Numbers run against the order of stages: what is processed first is not what has the lower number.
    desk.open_bus(3, 0), desk.open_bus(1, 1), desk.open_bus(0, 2);
    desk.bus(3).fader_left = 0.5F;
    desk.send(0, 3, 1, 1);
    desk.send(desk.mix.bus_row(3), 1, 0.5F, 0);
    desk.send(desk.mix.bus_row(3) + 1, 1, 0, 0.25F);
    desk.send(desk.mix.bus_row(1) + 1, 0, 0.5F, 0.5F);
    desk.send(desk.mix.bus_row(3), 0, 0, 1, Tap::pre_fader);
    desk.to_main(desk.mix.bus_row(0), 1, 0);
    desk.to_main(desk.mix.bus_row(3) + 1, 0, 0.1F);
    for (int side = 0; side < 2; ++side) {
        desk.output(side, from_main(side ? right : left));
        desk.output(2 + side, from_bus(1, side ? right : left));
        desk.output(4 + side, from_bus(0, side ? right : left));
    }
    desk.post();
    desk.play(0, sine(kTone, 0.5, kFrames));
    desk.render(kFrames);
    EXPECT_NEAR(level(desk, 2), to_db(0.5 * 0.5 * 0.5), 0.05);
    EXPECT_NEAR(level(desk, 3), to_db(0.5 * 0.25), 0.05);
    EXPECT_NEAR(level(desk, 4), to_db(0.5 * 0.25 * 0.5), 0.05);
    EXPECT_NEAR(level(desk, 5), to_db(0.5 * (0.25 * 0.5 + 1)), 0.05);
    EXPECT_NEAR(level(desk, 0), to_db(0.5 * 0.25 * 0.5), 0.05);
    EXPECT_NEAR(level(desk, 1), to_db(0.5 * 0.1), 0.05);
}

TEST(Level, monitors_play_their_source_or_what_is_soloed) {
    Desk desk(small_desk());
    desk.open_channel(0), desk.open_channel(1), desk.open_main(), desk.open_bus(2);
    desk.channel(1).fader_gain = 0.1F;
    desk.to_main(0, 1, 0.5F);
    desk.send(0, 2, 0.3F, 0.6F);
    desk.mix.monitors[0] = {from_main(left), from_main(right), 1, 0, 0.5F};
    desk.mix.monitors[1] = {from_main(left), from_main(right), 0, 0, 1};  // something is soloed here
    desk.solo(1, 1, 0.7F, 0.7F, Tap::pre_fader);
    desk.solo(desk.mix.bus_row(2) + 1, 1, 0, 1, Tap::post_fader);
    desk.solo(desk.mix.main_row(), 1, 0, 0.25F, Tap::post_fader);
    for (int i = 0; i < 4; ++i) desk.output(i, from_monitor(i / 2, i % 2 ? right : left));
    desk.post();
    desk.play(0, sine(kTone, 0.5, kFrames)), desk.play(1, sine(kTone, 0.25, kFrames));
    desk.render(kFrames);
    EXPECT_NEAR(level(desk, 0), to_db(0.5 * 0.5), 0.05);
    EXPECT_NEAR(level(desk, 1), to_db(0.5 * 0.5 * 0.5), 0.05);
    EXPECT_NEAR(level(desk, 2), to_db(0.25 * 0.7), 0.05);
    EXPECT_NEAR(level(desk, 3), to_db(0.25 * 0.7 + 0.5 * 0.6 + 0.5 * 0.25), 0.05);
}

TEST(Level, mono_is_the_mean_of_both_sides) {
    Desk desk(small_desk());
    desk.open_channel(0), desk.open_main();
    desk.to_main(0, 1, -0.5F);
    desk.mix.monitors[0] = {from_main(left), from_main(right), 1, 1, 1};
    desk.mix.monitors[1] = {from_main(sum), from_input(0), 1, 0, 1};
    for (int i = 0; i < 4; ++i) desk.output(i, from_monitor(i / 2, i % 2 ? right : left));
    desk.output(4, from_monitor(0, sum));
    desk.post();
    desk.play(0, sine(kTone, 0.8, kFrames));
    desk.render(kFrames);
    for (const int i : {0, 1, 2, 4}) EXPECT_NEAR(level(desk, i), to_db(0.8 * 0.25), 0.05) << i;
    EXPECT_NEAR(level(desk, 3), to_db(0.8), 0.05);
}

TEST(Level, outputs_play_every_kind_of_signal_at_their_gain) {
    Desk desk(small_desk());
    desk.open_channel(0), desk.open_bus(1);
    desk.channel(0).input_gain = 0.5F;
    desk.channel(0).fader_gain = 0.5F;
    desk.send(0, 1, 0.25F, 0.125F);
    desk.output(0, from_input(0), -0.5F);
    desk.output(1, from_channel(0, Tap::input)), desk.output(2, from_channel(0, Tap::post_fader), 2);
    desk.output(3, from_bus(1, left)), desk.output(4, from_bus(1, right)), desk.output(5, from_bus(1, sum));
    desk.output(6, from_input(77)), desk.output(7, from_channel(99, Tap::input));
    desk.post();
    desk.play(0, sine(kTone, 1, kFrames));
    desk.render(kFrames);
    const double want[] = {0.5, 0.5, 0.5, 0.0625, 0.03125, 0.046875};
    for (int i = 0; i < 6; ++i) EXPECT_NEAR(level(desk, i), to_db(want[i]), 0.05) << i;
    expect_silent(desk, 6), expect_silent(desk, 7);
}

TEST(Level, filters_of_channel_bus_and_main_stand_in_its_way) {
    Desk desk(small_desk());
    desk.open_channel(0), desk.open_bus(1), desk.open_main();
    const auto low_cut = design_low_cut(kTone, 18, 48000);
    desk.channel(0).low_cut[0] = low_cut[0], desk.channel(0).low_cut[1] = low_cut[1];  // -3.01 dB here
    desk.channel(0).eq[3] = design_band(FilterType::bell, kTone, 6, 1, 48000);
    desk.bus(1).eq[0] = desk.bus(1).eq[5] = design_band(FilterType::bell, kTone, -4, 2, 48000);
    desk.mix.main.eq[2] = design_band(FilterType::bell, kTone, 2.5, 2, 48000);
    desk.send(0, 1, 0.5F, 0.25F, Tap::post_eq);
    desk.to_main(desk.mix.bus_row(1), 1, 0), desk.to_main(desk.mix.bus_row(1) + 1, 0, 1);
    desk.output(0, from_main(left)), desk.output(1, from_main(right));
    desk.post();
    desk.play(0, sine(kTone, 0.5, kFrames));
    desk.render(kFrames);
    const double way = to_db(0.5) - 3.0103 + 6 - 8 + 2.5;
    EXPECT_NEAR(level(desk, 0), way + to_db(0.5), 0.05);
    EXPECT_NEAR(level(desk, 1), way + to_db(0.25), 0.05);
}

TEST(Level, limiters_are_the_last_thing_in_bus_and_main) {
    Desk desk(small_desk());
    desk.open_channel(0), desk.open_bus(1), desk.open_main();
    desk.bus(1).fader_left = desk.bus(1).fader_right = 10;
    desk.bus(1).limiter = {1, 0.5F, 0.001F};
    desk.mix.main.limiter = {1, 0.25F, 0.001F};
    desk.send(0, 1, 1, 1);
    desk.to_main(desk.mix.bus_row(1), 1, 1);
    desk.output(0, from_bus(1)), desk.output(1, from_main(right));
    desk.post();
    desk.play(0, noise(1, kFrames));
    desk.render(kFrames);
    EXPECT_LE(greatest(desk.out(0)), 0.5);
    EXPECT_GT(greatest(desk.out(0)), 0.49);
    EXPECT_LE(greatest(desk.out(1)), 0.25);
    EXPECT_GT(greatest(desk.out(1)), 0.24);
}

// What comes in with a block leaves with the same block, at the same sample.
TEST(Level, there_is_no_delay) {
    Desk desk(small_desk());
    desk.open_channel(0), desk.open_bus(0, 0), desk.open_bus(1, 1), desk.open_bus(2, 2), desk.open_main();
    desk.mix.main.limiter = {1, 0.9F, 0.01F};
    desk.send(0, 0, 1, 1);
    desk.send(desk.mix.bus_row(0), 1, 1, 1), desk.send(desk.mix.bus_row(1), 2, 1, 1);
    desk.to_main(desk.mix.bus_row(2), 1, 1);
    desk.mix.monitors[0] = {from_main(left), from_main(right), 1, 0, 1};
    desk.output(0, from_monitor(0));
    desk.post();
    std::vector<float> pulse(256);
    pulse[0] = 0.5F, pulse[100] = -0.25F, pulse[255] = 0.125F;
    desk.play(0, pulse);
    desk.render(256, 100);
    EXPECT_EQ(greatest_difference(desk.out(0), pulse), 0);
}

}  // namespace
}  // namespace tutti::test
