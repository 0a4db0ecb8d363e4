// Every change of the desk under a full-scale sine: nobody hears it happen. Patch changes are silent in between.
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "engine/console/filter_design.hpp"
#include "tests/dsp/measure.hpp"
#include "tests/mix/desk.hpp"

namespace tutti::test {
namespace {

using enum Signal::Side;

constexpr std::size_t kFrames = 19200, kChange = 9600;

// A desk in which one sine goes every way: through a group, an effects bus and a cue, to main and both monitors.
void open_everything(Desk& desk) {
    desk.open_channel(0), desk.open_bus(0, 0), desk.open_bus(1, 1), desk.open_bus(2, 2), desk.open_main();
    desk.channel(0).input_gain = 0.5F;
    desk.channel(0).fader_gain = 0.8F;
    desk.send(0, 0, 0.3F, 0.3F), desk.send(0, 2, 0.3F, 0.3F, Tap::pre_fader);
    desk.send(desk.mix.bus_row(0), 1, 0.5F, 0), desk.send(desk.mix.bus_row(0) + 1, 1, 0, 0.5F);
    desk.send(desk.mix.bus_row(1), 2, 0.5F, 0.5F);
    desk.to_main(0, 0.3F, 0.3F), desk.to_main(desk.mix.bus_row(0), 0.5F, 0);
    desk.to_main(desk.mix.bus_row(1) + 1, 0, 0.5F);
    for (int m = 0; m < 2; ++m)
        desk.mix.monitors[static_cast<std::size_t>(m)] = {from_main(left), from_main(right), 1, 0, 1};
    desk.output(0, from_main(left)), desk.output(1, from_main(right));
    desk.output(2, from_bus(2, left)), desk.output(3, from_bus(2, right));
    desk.output(4, from_monitor(0, left)), desk.output(5, from_monitor(0, right));
    desk.output(6, from_channel(0, Tap::post_fader)), desk.output(7, from_bus(1, sum));
}

struct Change {
    std::string name;
    std::function<void(Desk&)> make;

    friend void PrintTo(const Change& c, std::ostream* to) { *to << c.name; }
};

class Quietly : public testing::TestWithParam<Change> {};

const Change kChanges[] = {
    {"input_mute", [](Desk& d) { d.channel(0).input_gain = 0; }},
    {"invert", [](Desk& d) { d.channel(0).input_gain = -0.5F; }},
    {"fader_off", [](Desk& d) { d.channel(0).fader_gain = 0; }},
    {"low_cut",
     [](Desk& d) {
         const auto cut = design_low_cut(1000, 24, 48000);
         d.channel(0).low_cut[0] = cut[0], d.channel(0).low_cut[1] = cut[1];
     }},
    {"eq", [](Desk& d) { d.channel(0).eq[2] = design_band(FilterType::bell, 400, -18, 1, 48000); }},
    {"bus_eq", [](Desk& d) { d.bus(2).eq[5] = design_band(FilterType::low_cut, 900, 0, 1, 48000); }},
    {"main_eq", [](Desk& d) { d.mix.main.eq[0] = design_band(FilterType::notch, 997, 0, 4, 48000); }},
    {"pan", [](Desk& d) { d.to_main(0, 0, 0.42F); }},
    {"send", [](Desk& d) { d.send(0, 2, 0.05F, 0, Tap::pre_fader); }},
    {"send_between_buses", [](Desk& d) { d.send(d.mix.bus_row(0), 2, 0.5F, 0.5F); }},
    {"send_tap", [](Desk& d) { d.send(0, 2, 0.3F, 0.3F, Tap::post_fader), d.channel(0).fader_gain = 0.3F; }},
    {"bus_fader", [](Desk& d) { d.bus(0).fader_left = 0, d.bus(0).fader_right = 0.7F; }},
    {"main_fader", [](Desk& d) { d.mix.main.fader_left = 0; }},
    {"limiter_on",
     [](Desk& d) {
         d.bus(2).limiter = {1, 0.1F, 0.00001F};
     }},
    {"monitor_level", [](Desk& d) { d.mix.monitors[0].level = 0; }},
    {"monitor_mono", [](Desk& d) { d.mix.monitors[0].mono = 1; }},
    {"monitor_source", [](Desk& d) { d.mix.monitors[0].left = from_bus(2), d.mix.monitors[0].right = from_input(0); }},
    {"solo_pfl",
     [](Desk& d) {
         d.mix.monitors[0].source_gain = 0;
         d.solo(0, 0, 0.7F, 0.7F, Tap::pre_fader);
     }},
    {"solo_afl_of_main", [](Desk& d) { d.solo(d.mix.main_row(), 0, 0.3F, 0, Tap::post_fader); }},
    {"output_mute", [](Desk& d) { d.mix.outputs[0].gain = 0; }},
    {"output_source", [](Desk& d) { d.output(6, from_bus(1)), d.output(0, Signal{}), d.output(7, from_input(0)); }},
    {"output_tap", [](Desk& d) { d.output(6, from_channel(0, Tap::input)); }},
    {"channel_source", [](Desk& d) { d.channel(0).source = from_input(1); }},
    {"channel_source_off", [](Desk& d) { d.channel(0).source = {}; }},
    {"channel_appears", [](Desk& d) { d.open_channel(3), d.to_main(3, 0.4F, 0.4F), d.send(3, 2, 0.3F, 0); }},
    {"bus_stage_later",
     [](Desk& d) { d.bus(0).stage = 2, d.send(d.mix.bus_row(0), 1, 0, 0), d.send(d.mix.bus_row(0) + 1, 1, 0, 0); }},
    {"bus_stage_earlier",
     [](Desk& d) {
         d.bus(2).stage = 0;
         d.send(d.mix.bus_row(1), 2, 0, 0);
         d.send(d.mix.bus_row(2), 1, 0.5F, 0.5F, Tap::pre_fader);
     }},
    {"all_at_once",
     [](Desk& d) {
         d.channel(0).input_gain = 0.2F, d.channel(0).fader_gain = 0.3F, d.to_main(0, 0.1F, 0.9F);
         d.bus(0).fader_left = 0.1F, d.mix.main.fader_left = 0.2F, d.mix.monitors[0].level = 0.3F;
         d.channel(0).eq[0] = design_band(FilterType::high_shelf, 3000, 12, 1, 48000);
     }},
};
INSTANTIATE_TEST_SUITE_P(Changes, Quietly, testing::ValuesIn(kChanges),
                         [](const auto& test) { return test.param.name; });

TEST_P(Quietly, no_click_at_any_output) {
    for (const double frequency : {997.0, 100.0}) {
        Desk desk(small_desk());
        open_everything(desk);
        desk.post();
        for (int i = 0; i < 4; ++i) desk.play(i, sine(frequency, i == 1 ? 0.7 : 1, kFrames));
        bool heard = false;
        desk.render(kFrames, 64, [&](std::size_t t) {
            if (t != kChange) return;
            GetParam().make(desk);
            desk.post();
        });
        for (int i = 0; i < 8; ++i) {
            EXPECT_LT(to_db(click(desk.out(i, 4800))), -80) << frequency << " Hz, output " << i;
            const auto before = desk.out(i, 4800).first(4800), after = desk.out(i).size() ? desk.out(i, 14400) : before;
            heard |= std::abs(greatest(before) - greatest(after)) > 1e-3 || greatest_difference(before, after) > 1e-3;
        }
        EXPECT_TRUE(heard) << "the change did nothing";
    }
}

// Faders, sends and pans at random for a second, thousands of moves.
TEST(Changes, a_busy_desk_makes_no_click) {
    Desk desk(small_desk());
    open_everything(desk);
    desk.post();
    for (int i = 0; i < 4; ++i) desk.play(i, sine(997, 1, 48000));
    unsigned seed = 5;
    const auto random = [&] {
        seed = seed * 1664525U + 1013904223U;
        return static_cast<float>(seed >> 8) / 16777216.0F;
    };
    desk.render(48000, 64, [&](std::size_t t) {
        if (t < 4800) return;
        desk.channel(0).fader_gain = random();
        if (random() < 0.3F) desk.send(0, 2, random() * 0.3F, random() * 0.3F, static_cast<Tap>(seed >> 13 & 3));
        if (random() < 0.5F) desk.to_main(0, random() * 0.4F, random() * 0.4F);
        if (random() < 0.1F) desk.bus(2).fader_left = random();
        if (random() < 0.1F) desk.bus(2).limiter = {random() < 0.5F ? 1.0F : 0.0F, 0.8F, 0.001F};
        if (random() < 0.1F) desk.channel(0).source = from_input(static_cast<int>(seed >> 13 & 1));
        if (random() < 0.2F) desk.channel(0).eq[1] = design_band(FilterType::bell, 100 + 2000 * random(), 6, 1, 48000);
        desk.post();
    });
    for (int i = 0; i < 8; ++i) EXPECT_LT(to_db(click(desk.out(i, 2400))), -80) << i;
}

TEST(Patch, another_source_comes_in_behind_ten_silent_milliseconds) {
    Desk desk(small_desk());
    desk.open_channel(0);
    desk.output(0, from_channel(0, Tap::input));
    desk.post();
    desk.play(0, std::vector<float>(9600, 1.0F)), desk.play(1, std::vector<float>(9600, 0.5F));
    desk.render(9600, 64, [&](std::size_t t) {
        if (t != 4800) return;
        desk.channel(0).source = from_input(1);
        desk.post_strip(0);
    });
    const auto& out = desk.out(0);
    EXPECT_EQ(out[4799], 1.0F);
    EXPECT_GT(out[4800 + 470], 0.0F);
    EXPECT_EQ(out[4800 + 479], 0.0F) << "gone after 10 ms";
    EXPECT_GT(out[4800 + 490], 0.0F);
    EXPECT_LT(out[4800 + 490], 0.01F);
    EXPECT_EQ(out[4800 + 960], 0.5F) << "back after 20";
}

TEST(Patch, a_change_taken_back_in_time_is_none) {
    Desk desk(small_desk());
    desk.open_channel(0);
    desk.output(0, from_channel(0, Tap::input));
    desk.post();
    desk.play(0, std::vector<float>(9600, 1.0F)), desk.play(1, std::vector<float>(9600, 0.5F));
    desk.render(9600, 64, [&](std::size_t t) {
        if (t == 4800) desk.channel(0).source = from_input(1), desk.post_strip(0);
        if (t == 4864) desk.channel(0).source = from_input(0), desk.post_strip(0);
    });
    EXPECT_GT(*std::min_element(desk.out(0).begin(), desk.out(0).end()), 0.8F);
    EXPECT_EQ(desk.out(0).back(), 1.0F);
}

TEST(Patch, only_strips_with_a_new_stamp_are_looked_at) {
    Desk desk(small_desk());
    desk.open_channel(0), desk.open_channel(1);
    desk.output(0, from_channel(0, Tap::post_fader)), desk.output(1, from_channel(1, Tap::post_fader));
    desk.post();
    for (int i = 0; i < 2; ++i) desk.play(i, std::vector<float>(4800, 1.0F));
    desk.render(640);
    desk.channel(0).fader_gain = desk.channel(1).fader_gain = 0.5F;
    desk.post_strip(1);
    desk.render(1280);
    EXPECT_EQ(desk.out(0).back(), 1.0F);
    EXPECT_EQ(desk.out(1).back(), 0.5F);
}

TEST(Patch, a_sleeping_channel_wakes_with_what_it_was_told_meanwhile) {
    Desk desk(small_desk());
    desk.output(0, from_channel(2, Tap::post_fader)), desk.output(1, from_bus(1));
    desk.open_bus(1);
    desk.post();
    desk.play(2, std::vector<float>(9600, 1.0F));
    desk.render(640);
    desk.channel(2).fader_gain = 0.5F, desk.channel(2).input_gain = 1;
    desk.send(2, 1, 0.25F, 0, Tap::pre_fader);
    desk.post();
    desk.render(640);
    EXPECT_EQ(greatest(desk.out(0)), 0);
    desk.channel(2).source = from_input(2);
    desk.post();
    desk.render(1280);
    EXPECT_GT(desk.out(0)[1280 + 100], 0.0F);
    EXPECT_LT(desk.out(0)[1280 + 100], 0.1F) << "fades in";
    EXPECT_EQ(desk.out(0)[1280 + 480], 0.5F);
    EXPECT_EQ(desk.out(1)[1280 + 480], 0.25F);
}

TEST(Stage, a_bus_that_becomes_a_group_is_heard_in_later_buses) {
    Desk desk(small_desk());
    desk.open_channel(0), desk.open_bus(0, 2), desk.open_bus(1, 2);
    desk.send(0, 0, 1, 1);
    desk.output(0, from_bus(0)), desk.output(1, from_bus(1));
    desk.post();
    desk.play(0, std::vector<float>(9600, 0.5F));
    desk.render(9600, 64, [&](std::size_t t) {
        if (t != 4800) return;
        desk.bus(0).stage = 0;
        desk.send(desk.mix.bus_row(0), 1, 1, 1);
        desk.post();
    });
    EXPECT_EQ(desk.out(0)[4799], 0.5F);
    EXPECT_EQ(desk.out(0)[4800 + 479], 0.0F);
    EXPECT_EQ(desk.out(0)[4800 + 960], 0.5F);
    EXPECT_EQ(desk.out(1)[4800 + 479], 0.0F);
    EXPECT_EQ(desk.out(1)[4800 + 960], 0.5F);
}

TEST(Gate, held_outputs_are_silent_and_fade_in_when_released) {
    Desk desk(small_desk());
    desk.output(0, from_input(0)), desk.output(1, from_input(0));
    desk.post();
    desk.engine.hold_outputs();
    desk.play(0, std::vector<float>(96000, 1.0F));
    desk.render(4800);
    EXPECT_EQ(greatest(desk.out(0)), 0);
    desk.engine.release_outputs();
    desk.render(48000);
    EXPECT_NEAR(desk.out(0)[4800 + 12000], 0.5, 0.001);
    EXPECT_LT(desk.out(0)[4800 + 23000], 1.0F);
    EXPECT_EQ(desk.out(0)[4800 + 24000], 1.0F);
    desk.engine.hold_outputs();
    desk.render(640);
    EXPECT_EQ(desk.out(0).back(), 0.0F);
    for (std::size_t t = 1; t < desk.out(0).size(); ++t)
        EXPECT_LT(std::abs(desk.out(0)[t] - desk.out(0)[t - 1]), 0.004);
}

}  // namespace
}  // namespace tutti::test
