// Listening to a key: the monitor hears what a gate or compressor hears, behind its filter, instead of its source; and
// nothing else changes. It ends as a solo does.
#include <cmath>
#include <numbers>

#include "engine/console/rules.hpp"
#include "tests/desk_sound/routing_desk.hpp"

namespace tutti::test {
namespace {

constexpr int kMain = RoutingDesk::kMain, kMonitor = RoutingDesk::monitor(1), kOther = RoutingDesk::monitor(2);

// A band-pass of the RBJ cookbook (peak 0 dB), by the bilinear transform pre-warped at its centre.
double band_db(double frequency, double centre, double q) {
    const double w = std::tan(std::numbers::pi * frequency / 48000), w0 = std::tan(std::numbers::pi * centre / 48000);
    const double off = q * (w / w0 - w0 / w);
    return -10 * std::log10(1 + off * off);
}

// Channel 1 in main and channel 2 open ahead of its fader only; monitor 1 at 0 dB.
struct Listening : RoutingDesk {
    Listening() {
        open(1);
        set("/monitor/1/level", 0.0F);
    }
    void expect_key(double level, int tone = 1) {
        play();
        for (const int side : {0, 1}) {
            EXPECT_NEAR(to_db(sine_level(heard(kMonitor + side), kTones[tone - 1])) - kLevel, level, 0.05);
            EXPECT_LT(to_db(beside_sine(heard(kMonitor + side), kTones[tone - 1])), -120) << "instead of the source";
        }
        EXPECT_NEAR(to_db(sine_level(heard(kMain), kTones[0])) - kLevel, 0, 0.05) << "main is as ever";
        EXPECT_LT(to_db(beside_sine(heard(kMain), kTones[0])), -120);
        EXPECT_LT(to_db(greatest(heard(kOther))), -140);
    }
};

TEST(Listen, to_a_gates_own_key_whether_it_is_off_open_or_closed) {
    Listening desk;
    desk.set("/channel/2/gate/listen/1", true);
    desk.expect_key(0, 2);
    desk.set("/channel/2/gate/threshold", 0.0F), desk.set("/channel/2/gate/on", true);
    desk.expect_key(0, 2);
    desk.set("/channel/2/input/trim", -6.0F);
    desk.expect_key(-6, 2);
}

TEST(Listen, to_the_key_behind_its_filter) {
    Listening desk;
    desk.set("/channel/1/gate/listen/1", true), desk.set("/channel/1/gate/filter/on", true);
    for (const float centre : {997.0F, 250.0F, 6000.0F})
        for (const float q : {1.0F, 8.0F}) {
            desk.set("/channel/1/gate/filter/frequency", centre), desk.set("/channel/1/gate/filter/q", q);
            desk.expect_key(band_db(997, centre, q));
        }
    desk.set("/channel/1/gate/on", true);
    desk.expect_key(band_db(997, 6000, 8));
    desk.set("/channel/1/gate/filter/on", false);
    desk.expect_key(0);
}

TEST(Listen, to_another_channels_key) {
    Listening desk;
    desk.set("/channel/1/gate/key", "channel:2"), desk.set("/channel/1/comp/key", "channel:2");
    for (const char* what : {"gate", "comp"}) {
        const std::string listen = std::string("/channel/1/") + what + "/listen/1";
        desk.set(listen, true);
        desk.expect_key(0, 2);
        desk.set(listen, false);
    }
    // A channel without a source still has what it listens to.
    desk.set("/channel/3/input/source", "none"), desk.set("/channel/3/gate/key", "channel:2");
    desk.set("/channel/3/gate/listen/1", true);
    desk.expect_key(0, 2);
}

TEST(Listen, to_a_compressor_where_it_stands) {
    Listening desk;
    desk.set("/channel/2/eq/band/1/frequency", 1499.0F), desk.set("/channel/2/eq/band/1/gain", 9.0F);
    desk.set("/channel/2/comp/listen/1", true);
    for (const bool on : {false, true}) {
        desk.set("/channel/2/comp/on", on), desk.set("/channel/2/comp/threshold", -50.0F);
        desk.set("/channel/2/comp/position", "post_eq");
        desk.expect_key(9, 2);
        desk.set("/channel/2/comp/position", "pre_eq");
        desk.expect_key(0, 2);
    }
}

TEST(Listen, to_buses_and_main_on_their_own_sides) {
    RoutingDesk desk;
    desk.open(1);
    desk.set("/monitor/1/level", 0.0F), desk.set("/monitor/1/source", "bus:4");
    desk.set("/channel/1/send/2/level", -4.0F), desk.set("/channel/1/send/2/tap", "input");
    desk.set("/bus/2/fader", -90.0F), desk.set("/main/fader", -3.0F);
    desk.expect_after("/bus/2/comp/listen/1", true, {{kMain, -3}, {kMonitor, -4}});
    desk.expect_after("/bus/2/width", std::string_view("mono"), {{kMain, -3}, {kMonitor, -4}, {kMonitor + 1, -4}});
    desk.set("/bus/2/comp/listen/1", false);
    desk.expect_after("/main/comp/listen/1", true, {{kMain, -3}, {kMonitor, 0}});
    desk.expect_after("/main/comp/key", std::string_view("channel:1"), {{kMain, -3}, {kMonitor, 0}, {kMonitor + 1, 0}});
}

TEST(Listen, at_the_level_of_a_pfl_in_either_mode) {
    Listening desk;
    desk.set("/channel/2/comp/listen/1", true), desk.set("/monitor/1/pfl_trim", -7.0F);
    desk.expect_key(-7, 2);
    desk.set("/monitor/1/mode", "afl");
    desk.expect_key(-7, 2);
}

TEST(Listen, ends_as_solos_end) {
    Listening desk;
    desk.set("/channel/2/gate/listen/1", true);
    EXPECT_TRUE(solo_active(desk.console, 0));
    EXPECT_FALSE(solo_active(desk.console, 1));
    desk.set("/channel/2/gate/listen/1", false);
    EXPECT_FALSE(solo_active(desk.console, 0));

    // An exclusive monitor hears one thing.
    desk.set("/monitor/1/exclusive", true);
    const char* each[] = {"/channel/1/solo/1",    "/channel/2/gate/listen/1", "/channel/2/comp/listen/1",
                          "/bus/1/comp/listen/1", "/main/comp/listen/1",      "/bus/1/solo/1"};
    for (const char* other : each) {
        desk.set("/channel/3/gate/listen/2", true);
        desk.set(other, true);
        for (const char* address : each) {
            const Slot slot = desk.console.layout().slot(*desk.console.tree().find(address));
            EXPECT_EQ(desk.console.number(slot), std::string(address) == other ? 1 : 0)
                << address << " after " << other;
        }
        EXPECT_TRUE(desk.console.on("gate/listen/{monitor}"_channel, 2, 1)) << "of another monitor";
    }
}

}  // namespace
}  // namespace tutti::test
