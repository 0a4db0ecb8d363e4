// An effect on the desk: fed by a bus, back as a stereo strip that feeds main, later buses and solos. A delay stands
// for all types, since its echo is a click at a known sample.
#include <gtest/gtest.h>

#include <cmath>

#include "engine/console/rules.hpp"
#include "tests/desk_sound/sounding_desk.hpp"

namespace tutti::test {
namespace {

constexpr std::size_t kAt = 9600, kEcho = 4800;  // 100 ms

// Channel 1 into fx bus 2, whose echo comes back by effect 1; its own sound goes nowhere else. Buses 1 and 3: a group
// and a cue mix. Outputs: main 1, 2; buses 1 to 3 at 3 to 8; monitor 1 at 9, 10.
struct EchoDesk : SoundingDesk {
    EchoDesk() : SoundingDesk(sounding_sizes()) {
        set("/bus/1/kind", "group"), set("/bus/2/kind", "fx"), set("/bus/3/kind", "cue");
        set("/bus/3/limiter/on", false);
        set("/channel/1/fader", 0.0F), set("/channel/1/pan", -1.0F), set("/channel/1/to/main", false);
        set("/channel/2/input/mute", true);
        set("/channel/1/send/2/level", 0.0F);
        set("/fx/1/type", "delay"), set("/fx/1/source", "bus:2");
        set("/fx/1/delay/time", 100.0F), set("/fx/1/delay/feedback", 0.0F);
        const char* sources[] = {"main:l",  "main:r",  "bus:1:l", "bus:1:r",     "bus:2:l",
                                 "bus:2:r", "bus:3:l", "bus:3:r", "monitor:1:l", "monitor:1:r"};
        for (int o = 0; o < 10; ++o) set("/output/" + std::to_string(o + 1) + "/source", sources[o]);
        set("/monitor/1/level", 0.0F);
    }
    // A click at kAt, heard for half a second from the start.
    void play(int block = 64) {
        click_.assign(24000, 0);
        click_[kAt] = 1;
        render(click_, 24000, block);
    }
    double echo(int output) const { return static_cast<double>(out(output - 1)[kAt + kEcho]); }
    double direct(int output) const { return static_cast<double>(out(output - 1)[kAt]); }

private:
    std::vector<float> click_;
};

TEST(Fx, the_echo_comes_back_into_main_to_the_sample) {
    EchoDesk desk;
    desk.play();
    EXPECT_NEAR(desk.echo(1), 1, 1e-5);
    EXPECT_NEAR(desk.echo(2), 0, 1e-5) << "what went in left comes back left";
    EXPECT_NEAR(desk.direct(5), 1, 1e-5) << "the fx bus itself";
    EXPECT_EQ(desk.direct(1), 0) << "and the effect alone on its return";
    EXPECT_EQ(greatest(desk.out(2)), 0) << "nothing in an earlier bus";
}

TEST(Fx, of_a_bus_rests_where_the_machine_is_too_slow_and_an_insert_never) {
    EchoDesk desk;
    const auto rests = [&](float on) { desk.console.publish(desk.console.layout().slot("engine/shed"_session), {on}); };
    rests(1);
    desk.play();
    EXPECT_EQ(greatest(desk.out(0)), 0);
    EXPECT_NEAR(desk.direct(5), 1, 1e-5) << "all else goes on";
    EchoDesk back;
    std::vector<float> clicks(48000);
    clicks[kAt] = clicks[24000 + kAt] = 1;
    for (const float on : {1.0F, 0.0F}) {
        back.console.publish(back.console.layout().slot("engine/shed"_session), {on});
        back.render(clicks, 24000);
    }
    EXPECT_EQ(back.echo(1), 0);
    EXPECT_NEAR(static_cast<double>(back.out(0)[24000 + kAt + kEcho]), 1, 1e-5) << "and comes back by itself";
    EchoDesk insert;
    insert.set("/fx/1/source", "none");
    insert.set("/bus/2/insert/source", "fx:1"), insert.set("/bus/2/insert/on", true);
    insert.console.publish(insert.console.layout().slot("engine/shed"_session), {1});
    insert.play();
    EXPECT_NEAR(insert.echo(5), 1, 1e-5);
}

TEST(Fx, the_return_is_a_strip) {
    const auto echo = [](auto change, int output) {
        EchoDesk desk;
        change(desk);
        desk.play();
        return desk.echo(output);
    };
    using D = EchoDesk;
    EXPECT_NEAR(echo([](D& d) { d.set("/fx/1/return/fader", -6.0F); }, 1), from_db(-6), 1e-4);
    EXPECT_EQ(echo([](D& d) { d.set("/fx/1/return/mute", true); }, 1), 0);
    EXPECT_EQ(echo([](D& d) { d.set("/fx/1/return/to/main", false); }, 1), 0);
    EXPECT_NEAR(echo([](D& d) { d.set("/fx/1/return/balance", 0.5F); }, 1), std::cos(M_PI / 4), 1e-4);
    EXPECT_NEAR(echo([](D& d) { d.set("/fx/1/return/dca/1", true), d.set("/dca/1/fader", -10.0F); }, 1), from_db(-10),
                1e-4);
    EXPECT_EQ(echo([](D& d) { d.set("/fx/1/return/mutegroup/1", true), d.set("/mutegroup/1/on", true); }, 1), 0);
    EXPECT_EQ(echo([](D& d) { d.set("/fx/1/return/dca/1", true), d.set("/dca/1/mute", true); }, 1), 0);
    EXPECT_EQ(echo([](D& d) { d.set("/channel/1/mute", true); }, 1), 0);
    // A bell at 1 kHz leaves less than it was of the click.
    EXPECT_LT(echo(
                  [](D& d) {
                      d.set("/fx/1/return/eq/band/1/gain", -18.0F), d.set("/fx/1/return/eq/band/1/q", 0.3F),
                          d.set("/fx/1/return/eq/band/1/frequency", 8000.0F);
                  },
                  1),
              0.7);
}

TEST(Fx, the_return_feeds_later_buses_only) {
    EchoDesk desk;
    for (const char* bus : {"1", "2", "3"}) {
        desk.set("/fx/1/return/send/" + std::string(bus) + "/on", true);
        desk.set("/fx/1/return/send/" + std::string(bus) + "/level", -6.0F);
    }
    desk.play();
    EXPECT_EQ(greatest(desk.out(2)), 0) << "not a group";
    EXPECT_EQ(desk.echo(5), 0) << "not an fx bus: no loop";
    EXPECT_NEAR(desk.echo(7), from_db(-6), 1e-4) << "a singer hears the reverb";
    EXPECT_EQ(desk.echo(8), 0);
}

TEST(Fx, a_send_taps_before_or_behind_the_returns_fader) {
    EchoDesk desk;
    desk.set("/fx/1/return/send/3/level", 0.0F), desk.set("/fx/1/return/fader", -20.0F);
    desk.play();  // a cue mix takes it ahead of the fader
    EXPECT_NEAR(desk.echo(7), 1, 1e-4);
    EchoDesk post;
    post.set("/fx/1/return/send/3/level", 0.0F), post.set("/fx/1/return/fader", -20.0F);
    post.set("/fx/1/return/send/3/tap", "post_fader");
    post.play();
    EXPECT_NEAR(post.echo(7), 0.1, 1e-4);
    EchoDesk panned;
    panned.set("/fx/1/return/send/3/level", 0.0F), panned.set("/fx/1/return/send/3/pan", 1.0F);
    panned.play();
    EXPECT_NEAR(panned.echo(7), 0, 1e-4);
    EXPECT_FALSE(panned.console.on("return/send/{bus}/pan_follow"_fx, 0, 2));
}

TEST(Fx, the_return_can_be_soloed) {
    EchoDesk desk;
    desk.set("/fx/1/return/solo/1", true), desk.set("/fx/1/return/fader", -90.0F);
    EXPECT_TRUE(solo_active(desk.console, 0));
    desk.play();
    EXPECT_NEAR(desk.echo(9), 1, 1e-4) << "ahead of the fader";
    EXPECT_EQ(desk.echo(10), 0);
    EchoDesk exclusive;
    exclusive.set("/monitor/1/exclusive", true), exclusive.set("/fx/1/return/solo/1", true);
    exclusive.set("/main/solo/1", true);
    EXPECT_FALSE(exclusive.console.on("return/solo/{monitor}"_fx, 0, 0));
}

TEST(Fx, without_type_or_source_or_from_a_later_bus_there_is_nothing) {
    for (const auto& [address, word] :
         {std::pair{"/fx/1/type", "none"}, {"/fx/1/source", "none"}, {"/bus/2/kind", "aux"}}) {
        EchoDesk desk;
        desk.set(address, word);
        if (std::string_view(word) == "aux") desk.set("/channel/1/send/2/level", 0.0F);
        desk.play();
        EXPECT_EQ(greatest(desk.out(0)), 0) << address;
    }
}

TEST(Fx, a_group_may_feed_it_and_a_mono_bus_feeds_both_sides) {
    EchoDesk desk;
    desk.set("/fx/1/source", "bus:1"), desk.set("/channel/1/send/1/on", true), desk.set("/bus/1/to/main", false);
    desk.set("/bus/1/width", "mono");
    desk.play();
    EXPECT_NEAR(desk.echo(1), 1, 1e-4);
    EXPECT_NEAR(desk.echo(2), 1, 1e-4);
}

TEST(Fx, each_type_keeps_its_settings_and_forgets_its_sound) {
    EchoDesk desk;
    std::vector<float> click(96000);
    click[1000] = click[50000] = 1;
    desk.render(click, 2000);
    desk.set("/fx/1/type", "plate");
    desk.render(click, 2000);
    EXPECT_EQ(static_cast<float>(desk.console.number("delay/time"_fx)), 100.0F);
    desk.set("/fx/1/type", "delay");
    desk.render(click, 92000);
    EXPECT_EQ(desk.out(0)[1000 + kEcho], 0) << "what was in it when it went is gone";
    EXPECT_NEAR(desk.out(0)[50000 + kEcho], 1, 1e-4);
}

TEST(Fx, a_change_of_type_or_source_is_a_short_silence) {
    for (const auto& [address, first, second] :
         {std::tuple{"/fx/1/type", "delay", "flanger"}, {"/fx/1/source", "bus:2", "bus:1"}}) {
        EchoDesk desk;
        desk.set("/channel/1/send/1/on", true), desk.set("/fx/1/delay/time", 10.0F), desk.set("/bus/1/to/main", false);
        const auto wave = sine(997, 1, 48000);
        desk.render(wave, 12800);
        desk.set(address, second);
        desk.render(wave, 12800);
        desk.set(address, first);
        desk.render(wave, 22400);
        EXPECT_LT(to_db(click(std::span(desk.out(0)).subspan(4800))), -80) << address;
        EXPECT_NEAR(desk.out(0)[12800 + 479], 0, 1e-6) << address;
        EXPECT_GT(greatest(std::span(desk.out(0)).subspan(20000, 4800)), 0.1) << address;
    }
}

TEST(Fx, the_same_sound_in_blocks_of_any_size) {
    std::vector<std::vector<float>> results;
    const auto wave = noise(0.5, 64000);
    for (const int block : {64, 16, 100, 512}) {
        EchoDesk desk;
        const char* types[] = {"hall", "phaser", "none", "delay", "graphic"};
        for (const char* type : types) {
            desk.set("/fx/1/type", type);
            desk.set("/fx/1/graphic/band/18/gain", 6.0F);
            desk.render(wave, 12800, block);
        }
        results.push_back(desk.out(0));
        EXPECT_GT(greatest(results.back()), 0.1);
        EXPECT_LT(to_db(greatest_difference(results.back(), results[0])), -120) << block;
    }
}

TEST(Fx, a_bus_that_becomes_a_group_closes_the_returns_sends_and_others_open_theirs) {
    EchoDesk desk;
    desk.set("/fx/1/return/send/3/level", -3.0F);
    desk.set("/bus/3/kind", "group");
    EXPECT_FALSE(desk.console.on("return/send/{bus}/on"_fx, 0, 2));
    desk.set("/bus/3/kind", "aux");
    EXPECT_TRUE(desk.console.on("return/send/{bus}/on"_fx, 0, 2));
    EXPECT_EQ(desk.console.number("return/send/{bus}/level"_fx, 0, 2), -90);
}

TEST(Fx, says_why_nothing_is_heard_of_it) {
    EchoDesk desk;
    EXPECT_EQ(muted_by(desk.console, {.family = Family::fx, .strip = 0}), "");
    desk.set("/fx/1/return/mute", true), desk.set("/fx/1/return/dca/1", true), desk.set("/dca/1/mute", true);
    EXPECT_EQ(muted_by(desk.console, {.family = Family::fx, .strip = 0}), "own dca:1");
}

}  // namespace
}  // namespace tutti::test
