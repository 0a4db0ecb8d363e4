// Sends of a channel: what lies ahead of each tap point and what does not, where they are placed, and what mutes them
// (behaviour.md: Order of a strip, Pan, Mute, Sends).
#include "tests/desk_sound/routing_desk.hpp"

namespace tutti::test {
namespace {

constexpr int kBus = RoutingDesk::bus(2);

// Channel 1 does something known to 997 Hz at each of its stations, and sends to bus 2 at 0 dB.
struct Stations : RoutingDesk {
    static constexpr double kTrim = 2, kLowCut = -3.0103, kGate = -12, kEq = 6, kComp = 4, kFader = -5, kDca = -2;

    Stations() {
        open(1);
        set("/channel/1/to/main", false);
        set("/channel/1/input/trim", 2.0F);
        set("/channel/1/hpf/on", true), set("/channel/1/hpf/frequency", 997.0F);
        // Closed: the threshold is above all there is.
        set("/channel/1/gate/on", true), set("/channel/1/gate/threshold", 0.0F);
        set("/channel/1/gate/range", 12.0F), set("/channel/1/gate/release", 5.0F);
        set("/channel/1/eq/band/1/frequency", 997.0F), set("/channel/1/eq/band/1/gain", 6.0F);
        // Far below its threshold only the makeup is left of it.
        set("/channel/1/comp/on", true), set("/channel/1/comp/makeup", 4.0F);
        set("/channel/1/fader", -5.0F), set("/channel/1/dca/1", true), set("/dca/1/fader", -2.0F);
        set("/channel/1/send/2/level", 0.0F);
    }
};

struct At {
    const char* tap;
    double level;
};
using S = Stations;
constexpr At kTapPoints[] = {
    {"input", S::kTrim + S::kLowCut},
    {"pre_eq", S::kTrim + S::kLowCut + S::kGate},
    {"post_eq", S::kTrim + S::kLowCut + S::kGate + S::kEq + S::kComp},
    {"pre_fader", S::kTrim + S::kLowCut + S::kGate + S::kEq + S::kComp},
    {"post_fader", S::kTrim + S::kLowCut + S::kGate + S::kEq + S::kComp + S::kFader + S::kDca},
};

TEST(Sends, each_tap_has_what_lies_ahead_of_it_and_nothing_else) {
    for (const char* position : {"pre_eq", "post_eq"}) {
        Stations desk;
        desk.set("/channel/1/comp/position", position);
        for (const auto& [tap, level] : kTapPoints)
            desk.expect_after("/channel/1/send/2/tap", std::string_view(tap), {{kBus, level}});
    }
}

TEST(Sends, the_tap_bus_is_the_buss_own) {
    Stations desk;
    for (const auto& [tap, level] : kTapPoints) desk.expect_after("/bus/2/tap", std::string_view(tap), {{kBus, level}});
    desk.set("/channel/1/send/2/tap", "input");
    desk.expect_after("/bus/2/tap", std::string_view("post_fader"), {{kBus, kTapPoints[0].level}});
}

TEST(Sends, each_kind_of_bus_begins_at_its_tap) {
    const std::map<const char*, double> levels = {{"group", kTapPoints[4].level},
                                                  {"fx", kTapPoints[4].level},
                                                  {"aux", kTapPoints[3].level},
                                                  {"cue", kTapPoints[3].level}};
    for (const auto& [kind, level] : levels) {
        Stations desk;
        desk.set("/bus/2/kind", kind), desk.set("/bus/2/to/main", false);
        desk.set("/channel/1/send/2/on", true), desk.set("/channel/1/send/2/level", 0.0F);
        desk.play();
        desk.expect({{kBus, level}});
    }
}

TEST(Sends, level_and_key) {
    RoutingDesk desk;
    desk.open(1);
    const std::map<int, double> main = {{RoutingDesk::kMain, 0}};
    auto with_bus = [&](double level) {
        auto both = main;
        both[kBus] = level;
        return both;
    };
    for (const float db : {10.0F, 0.0F, -33.0F}) desk.expect_after("/channel/1/send/2/level", db, with_bus(db));
    desk.expect_after("/channel/1/send/2/on", false, main);
    desk.expect_after("/channel/1/send/2/on", true, with_bus(-33));
    desk.expect_after("/channel/1/send/2/level", -90.0F, main);
}

TEST(Sends, are_placed_like_the_strip_or_on_their_own) {
    RoutingDesk desk;
    desk.open(1);
    desk.set("/channel/1/to/main", false), desk.set("/channel/1/send/2/level", 0.0F);
    desk.expect_after("/channel/1/pan", 0.5F, {{kBus, pan_left(0.5)}, {kBus + 1, pan_right(0.5)}});
    desk.expect_after("/channel/1/send/2/pan", -0.2F, {{kBus, pan_left(-0.2)}, {kBus + 1, pan_right(-0.2)}});
    desk.expect_after("/channel/1/pan", 1.0F, {{kBus, pan_left(-0.2)}, {kBus + 1, pan_right(-0.2)}});
    desk.expect_after("/channel/1/send/2/pan_follow", true, {{kBus + 1, 0}});
    // Wherever it takes its sound: pan is no part of a tap.
    for (const char* tap : {"input", "post_fader"})
        desk.expect_after("/channel/1/send/2/tap", std::string_view(tap), {{kBus + 1, 0}});
}

TEST(Sends, a_mono_bus_takes_them_at_their_level) {
    RoutingDesk desk;
    desk.open(1);
    desk.set("/channel/1/to/main", false), desk.set("/channel/1/send/2/level", -6.0F);
    desk.set("/bus/2/width", "mono");
    for (const float place : {-1.0F, 0.0F, 1.0F})
        desk.expect_after("/channel/1/pan", place, {{kBus, -6}, {kBus + 1, -6}});
    desk.expect_after("/channel/1/send/2/pan", 0.7F, {{kBus, -6}, {kBus + 1, -6}});
    desk.expect_after("/bus/2/balance", 1.0F, {{kBus, -6}, {kBus + 1, -6}});
}

// ---- what mutes them ----

struct Cause {
    const char* name;
    void (*mute)(RoutingDesk&);
};
constexpr Cause kMutes[] = {
    {"mute", [](RoutingDesk& d) { d.set("/channel/1/mute", true); }},
    {"mute group", [](RoutingDesk& d) { d.set("/mutegroup/2/on", true); }},
    {"dca", [](RoutingDesk& d) { d.set("/dca/1/mute", true); }},
};

struct Muting : RoutingDesk {
    explicit Muting(const char* tap, bool follow) {
        open(1);
        set("/channel/1/to/main", false), set("/channel/1/send/2/level", 0.0F);
        set("/channel/1/mutegroup/2", true), set("/channel/1/dca/1", true);
        set("/channel/1/send/2/tap", tap), set("/bus/2/follow/mute", follow);
    }
};

TEST(Sends, ahead_of_the_fader_follow_mutes_where_the_bus_says_so) {
    for (const Cause& cause : kMutes)
        for (const auto& [tap, level] : kTapPoints)
            for (const bool follow : {false, true}) {
                SCOPED_TRACE(testing::Message() << cause.name << ", " << tap << (follow ? ", follows" : ""));
                Muting desk(tap, follow);
                cause.mute(desk);
                desk.play();
                const bool heard = !follow && std::string_view(tap) != "post_fader";
                heard ? desk.expect({{kBus, 0}}) : desk.expect({});
            }
}

TEST(Sends, the_hard_mute_takes_the_channel_from_everybody) {
    for (const auto& [tap, level] : kTapPoints) {
        Muting desk(tap, false);
        desk.expect_after("/channel/1/input/mute", true, {});
    }
}

TEST(Sends, the_engineers_mute_does_not_take_a_channel_from_a_headphone) {
    for (const Cause& cause : kMutes) {
        RoutingDesk desk;
        desk.set("/bus/2/kind", "cue"), desk.set("/bus/3/kind", "aux"), desk.set("/bus/4/kind", "fx");
        desk.open(1);
        for (const char* send : {"2", "3", "4"}) desk.set(std::string("/channel/1/send/") + send + "/level", 0.0F);
        desk.set("/channel/1/mutegroup/2", true), desk.set("/channel/1/dca/1", true);
        cause.mute(desk);
        SCOPED_TRACE(cause.name);
        desk.play();
        desk.expect({{kBus, 0}});
    }
}

}  // namespace
}  // namespace tutti::test
