// What a monitor plays: its source, or what is soloed there, at its level; and that listening changes nothing else
// (behaviour.md: Solo).
#include "tests/desk_sound/routing_desk.hpp"

namespace tutti::test {
namespace {

constexpr int kMain = RoutingDesk::kMain, kBus = RoutingDesk::bus(2), kMonitor = RoutingDesk::monitor(1),
              kOther = RoutingDesk::monitor(2);
using Levels = std::map<int, double>;

// Channel 1 in main (left) and, 3 dB lower, in bus 2; monitor 1 open at 0 dB.
struct Monitors : RoutingDesk {
    Monitors() {
        open(1);
        set("/channel/1/send/2/level", -3.0F), set("/channel/1/send/2/tap", "input");
        set("/monitor/1/level", 0.0F);
    }
    // Everywhere else as ever.
    void expect_monitors(Levels monitors) {
        monitors.insert({{kMain, 0}, {kBus, -3}});
        play();
        expect(monitors);
    }
    void expect_monitors_after(const std::string& address, const Argument& value, const Levels& monitors) {
        SCOPED_TRACE(address);
        set(address, value);
        expect_monitors(monitors);
    }
};

TEST(Monitors, play_main_or_a_bus) {
    Monitors desk;
    desk.expect_monitors({{kMonitor, 0}});
    desk.expect_monitors_after("/monitor/1/source", std::string_view("bus:2"), {{kMonitor, -3}});
    desk.expect_monitors_after("/monitor/1/source", std::string_view("bus:3"), {});
    desk.expect_monitors_after("/monitor/1/source", std::string_view("main"), {{kMonitor, 0}});
    desk.expect_monitors_after("/monitor/2/level", -7.0F, {{kMonitor, 0}, {kOther, -7}});
}

TEST(Monitors, hear_main_behind_its_fader_and_a_bus_behind_its_own) {
    Monitors desk;
    desk.expect_after("/main/fader", -9.0F, {{kMain, -9}, {kBus, -3}, {kMonitor, -9}});
    desk.set("/monitor/1/source", "bus:2");
    desk.expect_after("/bus/2/fader", -4.0F, {{kMain, -9}, {kBus, -7}, {kMonitor, -7}});
}

TEST(Monitors, play_a_mono_bus_on_both_sides) {
    Monitors desk;
    desk.set("/bus/2/width", "mono"), desk.set("/monitor/1/source", "bus:2");
    desk.play();
    desk.expect({{kMain, 0}, {kBus, -3}, {kBus + 1, -3}, {kMonitor, -3}, {kMonitor + 1, -3}});
}

TEST(Monitors, level_mute_and_dim) {
    Monitors desk;
    for (const float db : {10.0F, -42.0F}) desk.expect_monitors_after("/monitor/1/level", db, {{kMonitor, db}});
    desk.expect_monitors_after("/monitor/1/level", -90.0F, {});
    desk.expect_monitors_after("/monitor/1/level", -5.0F, {{kMonitor, -5}});
    desk.expect_monitors_after("/monitor/1/dim", true, {{kMonitor, -25}});
    desk.expect_monitors_after("/monitor/1/dim_level", -8.0F, {{kMonitor, -13}});
    desk.expect_monitors_after("/monitor/1/mute", true, {});
    desk.expect_monitors_after("/monitor/1/mute", false, {{kMonitor, -13}});
    desk.expect_monitors_after("/monitor/1/dim", false, {{kMonitor, -5}});
}

TEST(Monitors, a_new_desk_listens_at_minus_thirty) {
    SoundingDesk desk;
    EXPECT_EQ(desk.console.number("level"_monitor, 0), -30);
}

TEST(Monitors, mono_is_half_the_sum_on_both_sides) {
    Monitors desk;
    desk.expect_monitors_after("/monitor/1/mono", true, {{kMonitor, to_db(0.5)}, {kMonitor + 1, to_db(0.5)}});
    desk.set("/monitor/1/source", "bus:2");
    desk.expect_monitors({{kMonitor, to_db(0.5) - 3}, {kMonitor + 1, to_db(0.5) - 3}});
}

TEST(Monitors, pfl_is_heard_ahead_of_fader_pan_and_mute_on_both_sides) {
    Monitors desk;
    desk.expect_monitors_after("/channel/1/solo/1", true, {{kMonitor, 0}, {kMonitor + 1, 0}});
    desk.expect_monitors_after("/monitor/1/pfl_trim", 6.0F, {{kMonitor, 6}, {kMonitor + 1, 6}});
    desk.expect_monitors_after("/monitor/1/level", -10.0F, {{kMonitor, -4}, {kMonitor + 1, -4}});
    for (const char* closed : {"/channel/1/mute", "/mutegroup/1/on"}) {
        SCOPED_TRACE(closed);
        desk.set("/channel/1/mutegroup/1", true), desk.set(closed, true);
        desk.play();
        desk.expect({{kMonitor, -4}, {kMonitor + 1, -4}});
        desk.set(closed, false);
    }
    desk.expect_monitors_after("/channel/1/solo/1", false, {{kMonitor, -10}});
}

TEST(Monitors, pfl_of_a_closed_channel_is_heard_nowhere_else) {
    Monitors desk;
    desk.set("/channel/2/solo/1", true);
    desk.play();
    for (const int side : {0, 1}) {
        EXPECT_NEAR(to_db(sine_level(desk.heard(kMonitor + side), 1499)) - RoutingDesk::kLevel, 0, 0.05);
        EXPECT_LT(to_db(beside_sine(desk.heard(kMonitor + side), 1499)), -120) << "instead of the source";
    }
    desk.set("/monitor/1/mute", true);
    desk.expect_monitors({});
}

TEST(Monitors, afl_is_heard_behind_fader_and_pan) {
    Monitors desk;
    desk.set("/monitor/1/mode", "afl"), desk.set("/monitor/1/pfl_trim", 12.0F);
    desk.set("/channel/1/to/main", false);
    desk.set("/channel/1/fader", -6.0F), desk.set("/channel/1/pan", 0.4F);
    desk.set("/channel/1/send/2/pan", -1.0F);
    const Levels soloed = {{kBus, -3}, {kMonitor, -6 + pan_left(0.4)}, {kMonitor + 1, -6 + pan_right(0.4)}};
    desk.expect_after("/channel/1/solo/1", true, soloed);
    desk.expect_after("/monitor/1/mono", true,
                      {{kBus, -3},
                       {kMonitor, -6 + to_db((from_db(pan_left(0.4)) + from_db(pan_right(0.4))) / 2)},
                       {kMonitor + 1, -6 + to_db((from_db(pan_left(0.4)) + from_db(pan_right(0.4))) / 2)}});
    desk.set("/monitor/1/mono", false);
    desk.expect_after("/channel/1/mute", true, {});
}

TEST(Monitors, a_bus_is_soloed_ahead_of_its_fader_or_as_it_leaves_the_desk) {
    Monitors desk;
    desk.set("/bus/2/fader", -20.0F), desk.set("/bus/2/balance", -1.0F);
    auto others = [](Levels monitor) {
        monitor.insert({{kMain, 0}, {kBus, -23}});
        return monitor;
    };
    desk.expect_after("/bus/2/solo/1", true, others({{kMonitor, -3}}));
    desk.expect_after("/monitor/1/mode", std::string_view("afl"), others({{kMonitor, -23}}));
    // Behind the limiter: listening to a cue is hearing what the artist hears.
    desk.set("/bus/2/limiter/on", true), desk.set("/bus/2/limiter/ceiling", -30.0F), desk.set("/bus/2/fader", 10.0F);
    desk.play();
    EXPECT_EQ(greatest_difference(desk.heard(kMonitor), desk.heard(kBus)), 0);
    EXPECT_LE(greatest(desk.heard(kMonitor)), from_db(-30) * 1.000001);
    EXPECT_GT(greatest(desk.heard(kMonitor)), from_db(-30.1));
}

TEST(Monitors, main_can_be_soloed) {
    Monitors desk;
    desk.set("/main/fader", -11.0F), desk.set("/monitor/1/source", "bus:3");
    desk.expect_after("/main/solo/1", true, {{kMain, -11}, {kBus, -3}, {kMonitor, 0}});
    desk.expect_after("/monitor/1/mode", std::string_view("afl"), {{kMain, -11}, {kBus, -3}, {kMonitor, -11}});
}

TEST(Monitors, a_mono_bus_in_solo_is_on_both_sides) {
    for (const char* mode : {"pfl", "afl"}) {
        Monitors desk;
        desk.set("/bus/2/width", "mono"), desk.set("/monitor/1/mode", mode);
        desk.expect_after("/bus/2/solo/1", true,
                          {{kMain, 0}, {kBus, -3}, {kBus + 1, -3}, {kMonitor, -3}, {kMonitor + 1, -3}});
    }
}

TEST(Monitors, a_dca_solos_its_members) {
    Monitors desk;
    desk.set("/channel/1/dca/2", true), desk.set("/dca/2/fader", -4.0F);
    const Levels rest = {{kMain, -4}, {kBus, -3}};
    Levels soloed = rest;
    soloed.insert({{kMonitor, 0}, {kMonitor + 1, 0}});
    desk.expect_after("/dca/2/solo/1", true, soloed);
    desk.expect_after("/monitor/1/mode", std::string_view("afl"), {{kMain, -4}, {kBus, -3}, {kMonitor, -4}});
    desk.set("/bus/2/dca/2", true);
    desk.expect_after("/channel/1/dca/2", false, {{kMain, 0}, {kBus, -7}, {kMonitor, -7}});
}

TEST(Monitors, each_has_solos_of_its_own) {
    Monitors desk;
    desk.set("/monitor/2/level", 0.0F);
    desk.expect_monitors_after("/channel/1/solo/2", true, {{kMonitor, 0}, {kOther, 0}, {kOther + 1, 0}});
    desk.expect_monitors_after("/bus/2/solo/1", true, {{kMonitor, -3}, {kOther, 0}, {kOther + 1, 0}});
}

TEST(Monitors, solos_of_one_monitor_add_up_and_an_exclusive_one_ends_the_others) {
    Monitors desk;
    desk.set("/monitor/1/mode", "afl"), desk.set("/channel/1/solo/1", true);
    desk.expect_monitors_after("/bus/2/solo/1", true, {{kMonitor, to_db(1 + from_db(-3))}});
    desk.set("/monitor/1/exclusive", true);
    desk.expect_monitors_after("/main/solo/1", true, {{kMonitor, 0}});
    desk.expect_monitors_after("/bus/2/solo/1", true, {{kMonitor, -3}});
}

}  // namespace
}  // namespace tutti::test
