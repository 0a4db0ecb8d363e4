// A cue mix as it is heard: families, the performer's own level, what it follows, its bound, and how fast a level that
// a performer raises gets louder.
#include "tests/desk_sound/routing_desk.hpp"

namespace tutti::test {
namespace {

constexpr int kCue = RoutingDesk::bus(2);

// Bus 2 is a cue mix; channel 1 in it is heard on the left at the level of its send.
struct HeardCue : RoutingDesk {
    HeardCue() {
        set("/bus/2/kind", "cue");
        set("/channel/1/pan", -1.0F), set("/channel/2/input/mute", true);
        set("/channel/1/send/2/level", -10.0F);
    }
    double level() {
        play();
        return to_db(sine_level(heard(kCue), kTones[0])) - kLevel;
    }
};

TEST(CueMix, families_and_the_own_level_are_heard) {
    HeardCue desk;
    EXPECT_NEAR(desk.level(), -10, 0.05);
    desk.set("/channel/1/family", "keys"), desk.set("/bus/2/cue/family/3/level", 6.0F);
    EXPECT_NEAR(desk.level(), -4, 0.05);
    desk.set("/bus/2/cue/family/2/level", -90.0F), desk.set("/bus/2/cue/me/level", -20.0F);
    EXPECT_NEAR(desk.level(), -4, 0.05);
    desk.set("/channel/1/send/2/me", true);
    EXPECT_NEAR(desk.level(), -24, 0.05);
    desk.set("/bus/2/cue/family/3/mute", true);
    desk.play();
    EXPECT_LT(to_db(greatest(desk.heard(kCue))), -140);
}

TEST(CueMix, what_follows_main_is_as_loud_as_there_and_mutes_for_nobody) {
    HeardCue desk;
    desk.set("/channel/1/fader", -3.0F), desk.set("/channel/1/dca/1", true);
    desk.set("/bus/2/inherit/source", "main");
    EXPECT_NEAR(desk.level(), -10, 0.1);
    desk.set("/dca/1/fader", -5.0F);
    EXPECT_NEAR(desk.level(), -15, 0.1);
    desk.set("/channel/1/send/2/offset", 2.0F);
    EXPECT_NEAR(desk.level(), -6, 0.05);
    desk.set("/channel/1/mute", true);
    EXPECT_NEAR(desk.level(), -6, 0.05);
    desk.set("/bus/2/inherit/source", "none");
    EXPECT_NEAR(desk.level(), -6, 0.1);
    EXPECT_NEAR(desk.console.number("send/{bus}/level"_channel, 0, 1), -6, 0.01);
}

// Beginning and ending to follow, with levels that an offset reaches and with some that it does not.
TEST(CueMix, nobody_hears_a_mix_begin_or_end_to_follow) {
    constexpr std::size_t kFrames = 9600;
    for (const float fader : {-3.0F, -50.0F, -90.0F, 10.0F})
        for (const float level : {-10.0F, 0.0F, -89.0F}) {
            HeardCue changed, unchanged;
            for (HeardCue* desk : {&changed, &unchanged}) {
                desk->set("/channel/1/fader", fader), desk->set("/channel/1/send/2/level", level);
                const auto x = sine(997, 0.25, 8 * kFrames), y = sine(1499, 0.25, 8 * kFrames);
                for (const char* source : {"none", "main", "bus:3", "none", "main", "none"}) {
                    if (desk == &changed) desk->set("/bus/2/inherit/source", source);
                    desk->play_all({&x, &y}, kFrames);
                }
            }
            const auto& with = changed.out(kCue - 1);
            const double most = greatest_difference(with, unchanged.out(kCue - 1));
            EXPECT_LT(most, 1e-3 * greatest(unchanged.out(kCue - 1)) + 1e-7) << fader << " and " << level;
        }
}

TEST(CueMix, what_a_performer_sets_is_heard_to_rise_by_20_dB_a_second_and_falls_at_once) {
    constexpr std::size_t kStep = 240, kWindow = 10;  // 5 ms; 50 ms
    HeardCue desk;
    desk.set("/channel/1/send/2/level", -90.0F);
    const auto x = sine(RoutingDesk::kTones[0], from_db(RoutingDesk::kLevel), 48000 * 3);
    const Slot slot = desk.console.layout().slot("send/{bus}/level"_channel, 0, 1);
    std::vector<double> heard;  // dB of each 50 ms
    const auto go = [&](int windows) {
        for (int w = 0; w < windows; ++w) {
            const std::size_t from = desk.position();
            for (std::size_t n = 0; n < kWindow; ++n) {
                desk.console.rise(0.005);
                desk.play_all({&x, &x}, kStep);
            }
            const auto window = std::span(desk.out(kCue - 1)).subspan(from, kStep * kWindow);
            heard.push_back(to_db(greatest(window)) - RoutingDesk::kLevel);
        }
    };
    const auto set = [&](float db) { desk.console.apply({{{slot, {db}, true}}}, 1); };
    set(0);
    go(24);
    EXPECT_NEAR(heard[0], -19, 0.5);
    for (std::size_t w = 1; w < heard.size(); ++w) {
        EXPECT_LE(heard[w] - heard[w - 1], 20 * 0.05 + 0.1) << "in window " << w;
        EXPECT_GE(heard[w], heard[w - 1] - 0.1);
    }
    EXPECT_NEAR(heard[9], -10, 0.5);
    EXPECT_NEAR(heard.back(), 0, 0.05);
    set(-30);
    go(2);
    EXPECT_NEAR(heard.back(), -30, 0.05);
}

TEST(CueMix, a_bound_holds_whatever_adds_up) {
    HeardCue desk;
    desk.set("/channel/1/send/2/me", true), desk.set("/channel/1/family", "vocals");
    desk.set("/bus/2/cue/owner", 1.0F), desk.set("/bus/2/fader", 0.0F);
    for (const char* row : {"me/level", "family/4/level"}) desk.set(std::string("/bus/2/cue/") + row, 10.0F);
    EXPECT_NEAR(desk.level(), 0, 0.05);
    desk.set("/bus/2/cue/max", 6.0F);
    EXPECT_NEAR(desk.level(), 6, 0.05);
}

}  // namespace
}  // namespace tutti::test
