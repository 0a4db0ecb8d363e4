// Gains of strips in dB, from their laws in the contract: what a strip does to a tone arrives where it goes, at that
// level, and nowhere else.
#include <cmath>

#include "tests/desk_sound/routing_desk.hpp"

namespace tutti::test {
namespace {

using Level = std::map<int, double>;
constexpr int kMain = RoutingDesk::kMain;

TEST(Levels, of_a_new_desk_are_silence) {
    RoutingDesk desk;
    desk.play();
    desk.expect({});
}

TEST(Levels, a_channels_fader_is_decibels_and_off_at_minus_ninety) {
    RoutingDesk desk;
    desk.open(1);
    for (const float db : {10.0F, 0.0F, -6.5F, -40.0F, -60.0F})
        desk.expect_after("/channel/1/fader", db, {{kMain, db}});
    desk.expect_after("/channel/1/fader", -90.0F, {});
}

TEST(Levels, a_trim_is_decibels) {
    RoutingDesk desk;
    desk.open(1);
    for (const float db : {-24.0F, 0.5F, 18.0F}) desk.expect_after("/channel/1/input/trim", db, {{kMain, db}});
}

TEST(Levels, invert_turns_every_sample_round) {
    RoutingDesk plain, inverted;
    for (RoutingDesk* desk : {&plain, &inverted}) desk->open(1), desk->set("/channel/1/send/2/level", 0.0F);
    inverted.set("/channel/1/input/invert", true);
    plain.play(), inverted.play();
    for (const int output : {kMain, RoutingDesk::bus(2)}) {
        EXPECT_GT(greatest(plain.heard(output)), 0.09);
        for (std::size_t t = 0; t < plain.heard(output).size(); ++t)
            ASSERT_EQ(inverted.heard(output)[t], -plain.heard(output)[t]);
    }
}

TEST(Levels, pan_is_constant_power) {
    RoutingDesk desk;
    desk.open(1);
    desk.expect_after("/channel/1/pan", -1.0F, {{kMain, 0}});
    desk.expect_after("/channel/1/pan", 1.0F, {{kMain + 1, 0}});
    desk.expect_after("/channel/1/pan", 0.0F, {{kMain, kCentre}, {kMain + 1, kCentre}});
    for (const float place : {-0.6F, 0.25F, 0.9F})
        desk.expect_after("/channel/1/pan", place, {{kMain, pan_left(place)}, {kMain + 1, pan_right(place)}});
}

TEST(Levels, mutes_and_to_main) {
    RoutingDesk desk;
    desk.open(1);
    for (const char* row : {"/channel/1/mute", "/channel/1/input/mute", "/main/mute"}) {
        desk.expect_after(row, true, {});
        desk.expect_after(row, false, {{kMain, 0}});
    }
    desk.expect_after("/channel/1/to/main", false, {});
}

TEST(Levels, the_main_fader_is_decibels) {
    RoutingDesk desk;
    desk.open(1);
    for (const float db : {10.0F, -30.0F}) desk.expect_after("/main/fader", db, {{kMain, db}});
    desk.expect_after("/main/fader", -90.0F, {});
}

TEST(Levels, balance_of_main_and_of_buses_lowers_the_far_side) {
    RoutingDesk desk;
    desk.open(1);
    desk.set("/channel/1/pan", 0.0F);
    desk.set("/channel/1/send/2/level", 0.0F);
    for (const auto& [row, left] : std::map<std::string, int>{{"/main", kMain}, {"/bus/2", RoutingDesk::bus(2)}}) {
        const int right = left + 1, other = left == kMain ? RoutingDesk::bus(2) : kMain;
        Level levels = {
            {kMain, kCentre}, {kMain + 1, kCentre}, {RoutingDesk::bus(2), kCentre}, {RoutingDesk::bus(2) + 1, kCentre}};
        desk.expect_after(row + "/balance", 0.0F, levels);
        desk.expect_after(row + "/balance", -1.0F, {{left, kCentre}, {other, kCentre}, {other + 1, kCentre}});
        desk.expect_after(row + "/balance", 1.0F, {{right, kCentre}, {other, kCentre}, {other + 1, kCentre}});
        for (const float place : {0.3F, 0.6F, 0.9F}) {
            desk.set(row + "/balance", place);
            desk.play();
            EXPECT_NEAR(to_db(sine_level(desk.heard(right), 997)) - RoutingDesk::kLevel, kCentre, 0.05);
            const double far = to_db(sine_level(desk.heard(left), 997)) - RoutingDesk::kLevel;
            EXPECT_NEAR(far, kCentre + to_db(std::cos(double{place} * M_PI / 2)), 0.05) << row << place;
        }
        desk.set(row + "/balance", 0.0F);
    }
}

TEST(Levels, dcas_add_up_and_mute) {
    RoutingDesk desk;
    desk.open(1), desk.open(2);
    desk.set("/channel/2/to/main", false);
    desk.set("/channel/1/dca/1", true), desk.set("/channel/1/dca/2", true);
    desk.set("/channel/1/fader", -3.0F);
    desk.expect_after("/dca/1/fader", -10.0F, {{kMain, -13}});
    desk.expect_after("/dca/2/fader", 6.0F, {{kMain, -7}});
    desk.expect_after("/channel/1/dca/1", false, {{kMain, 3}});
    desk.expect_after("/dca/2/mute", true, {});
    desk.expect_after("/dca/2/mute", false, {{kMain, 3}});
    desk.expect_after("/dca/2/fader", -90.0F, {});
    desk.expect_after("/channel/1/dca/2", false, {{kMain, -3}});
}

TEST(Levels, dcas_and_mute_groups_of_buses) {
    RoutingDesk desk;
    desk.open(1);
    desk.set("/channel/1/to/main", false), desk.set("/channel/1/send/3/level", 0.0F);
    desk.set("/bus/3/dca/2", true), desk.set("/bus/3/mutegroup/1", true);
    const int bus = RoutingDesk::bus(3);
    desk.expect_after("/dca/2/fader", -12.0F, {{bus, -12}});
    desk.expect_after("/bus/3/fader", 5.0F, {{bus, -7}});
    desk.expect_after("/dca/2/mute", true, {});
    desk.expect_after("/dca/2/mute", false, {{bus, -7}});
    desk.expect_after("/mutegroup/1/on", true, {});
    desk.expect_after("/mutegroup/1/on", false, {{bus, -7}});
    desk.expect_after("/bus/3/mute", true, {});
}

TEST(Levels, mute_groups_silence_their_members_only) {
    RoutingDesk desk;
    desk.open(1), desk.open(2);
    desk.set("/channel/2/mutegroup/2", true);
    desk.set("/channel/1/mutegroup/1", true);
    desk.set("/mutegroup/2/on", true);
    desk.play();
    desk.expect({{kMain, 0}}, 1);
    desk.set("/mutegroup/2/on", false), desk.set("/mutegroup/1/on", true);
    desk.play();
    desk.expect({{kMain, 0}}, 2);
}

TEST(Levels, the_limiter_is_the_last_of_a_strip) {
    RoutingDesk desk;
    desk.open(1);
    desk.set("/channel/1/send/1/level", 0.0F);
    for (const std::string strip : {"/main", "/bus/1"}) {
        desk.set(strip + "/limiter/on", true), desk.set(strip + "/limiter/ceiling", -14.0F);
        desk.set(strip + "/eq/band/1/frequency", 997.0F), desk.set(strip + "/eq/band/1/gain", 6.0F);
        desk.set(strip + "/fader", 10.0F);
    }
    desk.play();
    for (const int output : {kMain, RoutingDesk::bus(1)}) {
        EXPECT_LE(greatest(desk.heard(output)), from_db(-14) * 1.000001) << output;
        EXPECT_GT(greatest(desk.heard(output)), from_db(-14.1)) << output;
    }
}

}  // namespace
}  // namespace tutti::test
