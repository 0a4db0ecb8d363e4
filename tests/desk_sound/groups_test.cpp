// Buses of every kind and width: into main, and groups into later buses (behaviour.md: Order of the desk, Sends, Pan).
#include "tests/desk_sound/routing_desk.hpp"

namespace tutti::test {
namespace {

constexpr int kMain = RoutingDesk::kMain;
constexpr int kGroup = RoutingDesk::bus(1), kFx = RoutingDesk::bus(2), kAux = RoutingDesk::bus(3),
              kCue = RoutingDesk::bus(4);

// Channel 1 plays into group 1 only, on its left; fx, aux and cue are empty.
struct Groups : RoutingDesk {
    explicit Groups(const char* width = "stereo") {
        set("/bus/1/kind", "group"), set("/bus/2/kind", "fx"), set("/bus/3/kind", "aux"), set("/bus/4/kind", "cue");
        set("/bus/1/width", width), set("/bus/4/limiter/on", false);
        open(1);
        set("/channel/1/to/main", false), set("/channel/1/send/1/on", true);
    }
};

TEST(Groups, feed_main_at_their_faders) {
    Groups desk;
    desk.expect_after("/bus/1/fader", -4.0F, {{kGroup, -4}, {kMain, -4}});
    desk.expect_after("/channel/1/fader", -10.0F, {{kGroup, -14}, {kMain, -14}});
    desk.expect_after("/main/fader", -1.0F, {{kGroup, -14}, {kMain, -15}});
    desk.expect_after("/bus/1/mute", true, {});
    desk.expect_after("/bus/1/mute", false, {{kGroup, -14}, {kMain, -15}});
    desk.expect_after("/bus/1/to/main", false, {{kGroup, -14}});
}

TEST(Groups, a_channel_may_be_in_main_and_in_a_group) {
    Groups desk;
    desk.expect_after("/channel/1/to/main", true, {{kGroup, 0}, {kMain, to_db(2)}});
}

TEST(Groups, a_stereo_one_keeps_its_sides_into_main) {
    Groups desk;
    desk.expect_after(
        "/channel/1/pan", 0.4F,
        {{kGroup, pan_left(0.4)}, {kGroup + 1, pan_right(0.4)}, {kMain, pan_left(0.4)}, {kMain + 1, pan_right(0.4)}});
}

TEST(Groups, a_mono_one_is_panned_into_main) {
    Groups desk("mono");
    const std::map<int, double> group = {{kGroup, 0}, {kGroup + 1, 0}};
    auto with_main = [&](std::map<int, double> main) {
        main.insert(group.begin(), group.end());
        return main;
    };
    desk.expect_after("/bus/1/pan", 0.0F, with_main({{kMain, kCentre}, {kMain + 1, kCentre}}));
    desk.expect_after("/bus/1/pan", 1.0F, with_main({{kMain + 1, 0}}));
    desk.expect_after("/bus/1/pan", -0.5F, with_main({{kMain, pan_left(-0.5)}, {kMain + 1, pan_right(-0.5)}}));
}

TEST(Groups, every_kind_of_bus_may_feed_main) {
    for (const int bus : {1, 2, 3, 4}) {
        Groups desk;
        const std::string n = std::to_string(bus);
        desk.set("/channel/1/send/1/on", false), desk.set("/bus/" + n + "/to/main", true);
        desk.set("/channel/1/send/" + n + "/on", true), desk.set("/channel/1/send/" + n + "/level", -2.0F);
        desk.play();
        desk.expect({{kMain, -2}, {RoutingDesk::bus(bus), -2}});
    }
}

TEST(Groups, send_to_every_later_bus) {
    Groups desk;
    desk.set("/bus/1/to/main", false);
    desk.set("/bus/1/send/2/level", -1.0F), desk.set("/bus/1/send/3/level", -2.0F);
    desk.expect_after("/bus/1/send/4/level", -3.0F, {{kGroup, 0}, {kFx, -1}, {kAux, -2}, {kCue, -3}});
    desk.expect_after("/bus/1/send/3/on", false, {{kGroup, 0}, {kFx, -1}, {kCue, -3}});
    desk.expect_after("/bus/2/fader", -6.0F, {{kGroup, 0}, {kFx, -7}, {kCue, -3}});
}

TEST(Groups, send_neither_to_themselves_nor_to_other_groups) {
    Groups desk;
    desk.set("/bus/2/kind", "group"), desk.set("/bus/1/to/main", false);
    desk.set("/bus/1/send/1/on", true), desk.set("/bus/1/send/1/level", 0.0F);
    desk.set("/bus/1/send/2/on", true), desk.set("/bus/1/send/2/level", 0.0F);
    desk.play();
    desk.expect({{kGroup, 0}});
}

TEST(Groups, buses_that_are_no_groups_send_nothing_on) {
    for (const char* kind : {"fx", "aux", "cue"}) {
        Groups desk;
        desk.set("/bus/1/kind", kind), desk.set("/bus/1/limiter/on", false);
        desk.set("/channel/1/send/1/level", 0.0F);
        for (const char* to : {"1", "2", "3", "4"}) desk.set(std::string("/bus/1/send/") + to + "/level", 0.0F);
        desk.play();
        desk.expect({{kGroup, 0}});
    }
}

TEST(Groups, taps_of_a_group_have_what_lies_ahead_of_them) {
    Groups desk;
    desk.set("/bus/1/to/main", false), desk.set("/bus/1/send/3/level", 0.0F);
    desk.set("/bus/1/eq/band/1/frequency", 997.0F), desk.set("/bus/1/eq/band/1/gain", 6.0F);
    desk.set("/bus/1/comp/on", true), desk.set("/bus/1/comp/makeup", 4.0F);
    desk.set("/bus/1/fader", -5.0F);
    const std::map<const char*, double> taps = {
        {"input", 0}, {"pre_eq", 0}, {"post_eq", 10}, {"pre_fader", 10}, {"post_fader", 5}};
    for (const auto& [tap, level] : taps)
        desk.expect_after("/bus/1/send/3/tap", std::string_view(tap), {{kGroup, 5}, {kAux, level}});
    // post_fader is behind the limiter, and so is what the aux hears.
    desk.set("/bus/1/send/3/tap", "post_fader"), desk.set("/bus/1/limiter/on", true);
    desk.set("/bus/1/limiter/ceiling", -20.0F);
    desk.play();
    EXPECT_LE(greatest(desk.heard(kAux)), from_db(-20) * 1.000001);
    EXPECT_GT(greatest(desk.heard(kAux)), from_db(-20.1));
}

TEST(Groups, mutes_of_a_group_follow_the_rules_of_sends) {
    for (const char* mute : {"/bus/1/mute", "/mutegroup/1/on", "/dca/1/mute"})
        for (const char* tap : {"pre_fader", "post_fader"}) {
            SCOPED_TRACE(testing::Message() << mute << ' ' << tap);
            Groups desk;
            desk.set("/bus/1/dca/1", true), desk.set("/bus/1/mutegroup/1", true);
            for (const std::string to : {"2", "3", "4"}) {
                desk.set("/bus/1/send/" + to + "/level", 0.0F), desk.set("/bus/1/send/" + to + "/tap", tap);
            }
            desk.play();
            desk.expect({{kGroup, 0}, {kMain, 0}, {kFx, 0}, {kAux, 0}, {kCue, 0}});
            desk.set(mute, true);
            desk.play();
            // Only the cue bus does not follow mutes, and only ahead of the fader.
            std::string_view(tap) == "pre_fader" ? desk.expect({{kCue, 0}}) : desk.expect({});
        }
}

TEST(Groups, from_stereo_into_mono_is_half_the_sum) {
    Groups desk;
    desk.set("/bus/1/to/main", false), desk.set("/bus/3/width", "mono");
    desk.set("/bus/1/send/3/level", 0.0F);
    desk.play();
    desk.expect({{kGroup, 0}, {kAux, to_db(0.5)}, {kAux + 1, to_db(0.5)}});
    desk.expect_after("/channel/1/pan", 0.0F,
                      {{kGroup, kCentre}, {kGroup + 1, kCentre}, {kAux, kCentre}, {kAux + 1, kCentre}});
}

TEST(Groups, from_mono_into_stereo_is_panned_and_into_mono_is_not) {
    Groups desk("mono");
    desk.set("/bus/1/to/main", false), desk.set("/bus/4/width", "mono");
    desk.set("/bus/1/send/3/level", 0.0F), desk.set("/bus/1/send/4/level", -3.0F);
    const std::map<int, double> rest = {{kGroup, 0}, {kGroup + 1, 0}, {kCue, -3}, {kCue + 1, -3}};
    auto with_aux = [&](double place) {
        auto all = rest;
        all[kAux] = pan_left(place), all[kAux + 1] = pan_right(place);
        return all;
    };
    desk.expect_after("/bus/1/pan", 0.3F, with_aux(0.3));
    desk.expect_after("/bus/1/send/3/pan", -0.6F, with_aux(-0.6));
    desk.expect_after("/bus/1/send/3/pan_follow", true, with_aux(0.3));
}

TEST(Groups, from_stereo_into_stereo_takes_the_groups_balance_once) {
    Groups desk;
    desk.set("/channel/1/pan", 0.0F), desk.set("/bus/1/to/main", false);
    desk.set("/bus/1/send/3/level", 0.0F), desk.set("/bus/1/balance", 0.5F);
    for (const char* tap : {"pre_fader", "post_fader"}) {
        desk.set("/bus/1/send/3/tap", tap);
        desk.play();
        const double far = to_db(sine_level(desk.heard(kGroup), 997)) - RoutingDesk::kLevel;
        EXPECT_LT(far, kCentre - 1);
        desk.expect({{kGroup, far}, {kGroup + 1, kCentre}, {kAux, far}, {kAux + 1, kCentre}});
    }
    // Its own pan instead, of what the tap gives.
    desk.set("/bus/1/send/3/tap", "pre_fader"), desk.set("/bus/1/send/3/pan", -1.0F);
    desk.play();
    EXPECT_NEAR(to_db(sine_level(desk.heard(kAux), 997)) - RoutingDesk::kLevel, kCentre, 0.05);
    EXPECT_LT(to_db(greatest(desk.heard(kAux + 1))), -140);
}

}  // namespace
}  // namespace tutti::test
