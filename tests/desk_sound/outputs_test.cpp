// Sockets: any source at any output, trim, mute and polarity of the socket, and panic.
#include "tests/desk_sound/routing_desk.hpp"

namespace tutti::test {
namespace {

constexpr int kFree = RoutingDesk::kFree;

// Channel 1: 6 dB of trim, 10 dB of EQ cut, fader at -5 dB, in bus 2 at -3 dB on the left; monitor 1 at -12 dB.
struct Outputs : RoutingDesk {
    Outputs() {
        open(1);
        set("/channel/1/to/main", false), set("/channel/1/input/trim", 6.0F);
        set("/channel/1/eq/band/1/frequency", 997.0F), set("/channel/1/eq/band/1/gain", -10.0F);
        set("/channel/1/fader", -5.0F);
        set("/channel/1/send/2/level", -3.0F), set("/channel/1/send/2/tap", "input");
        set("/bus/2/to/main", true);
        set("/monitor/1/level", -12.0F);
    }
    static constexpr int kBus = bus(2), kMonitor = monitor(1);
    void expect_free(std::map<int, double> free) {
        free.insert({{kMain, 3}, {kBus, 3}, {kMonitor, -9}});
        play();
        expect(free);
    }
    void expect_free_from(const char* source, std::map<int, double> free) {
        SCOPED_TRACE(source);
        set("/output/15/source", source);
        expect_free(std::move(free));
    }
};

TEST(Outputs, main_is_on_the_first_two_and_nothing_on_others) {
    SoundingDesk desk;
    for (int o = 0; o < 10; ++o) EXPECT_EQ(desk.console.number("source"_output, o), o < 2 ? o + 1 : 0);
}

TEST(Outputs, play_any_source) {
    Outputs desk;
    desk.expect_free_from("none", {});
    desk.expect_free_from("main:l", {{kFree, 3}});
    desk.expect_free_from("main:r", {});
    desk.expect_free_from("bus:2:l", {{kFree, 3}});
    desk.expect_free_from("bus:2:r", {});
    desk.expect_free_from("bus:2", {{kFree, 3 + to_db(0.5)}});  // the mono sum
    desk.expect_free_from("bus:3", {});
    desk.expect_free_from("monitor:1:l", {{kFree, -9}});
    desk.expect_free_from("monitor:1:r", {});
    desk.expect_free_from("channel:1", {{kFree, -9}});
    desk.expect_free_from("channel:3", {});
    desk.expect_free_from("input:1", {{kFree, 0}});
    desk.expect_free_from("input:3", {});
}

TEST(Outputs, an_input_is_heard_as_it_comes) {
    Outputs desk;
    desk.set("/channel/1/input/mute", true), desk.set("/channel/1/input/invert", true);
    desk.set("/output/15/source", "input:2");
    desk.play();
    desk.expect({{kFree, 0}}, 2);
}

TEST(Outputs, a_mono_bus_is_the_same_by_all_its_names) {
    for (const char* name : {"bus:2", "bus:2:l", "bus:2:r"}) {
        Outputs desk;
        desk.set("/bus/2/width", "mono"), desk.set("/bus/2/to/main", false);
        desk.set("/output/15/source", name);
        desk.play();
        desk.expect({{Outputs::kBus, 3}, {Outputs::kBus + 1, 3}, {kFree, 3}});
    }
}

TEST(Outputs, a_channel_is_picked_up_at_the_outputs_tap) {
    Outputs desk;
    desk.set("/output/15/source", "channel:1");
    const std::map<const char*, double> taps = {
        {"input", 6}, {"pre_eq", 6}, {"post_eq", -4}, {"pre_fader", -4}, {"post_fader", -9}};
    for (const auto& [tap, level] : taps) {
        SCOPED_TRACE(tap);
        desk.set("/output/15/tap", tap);
        desk.expect_free({{kFree, level}});
    }
}

TEST(Outputs, buses_and_main_are_taken_behind_their_limiter_whatever_the_tap) {
    Outputs desk;
    desk.set("/output/15/source", "bus:2:l"), desk.set("/output/16/source", "main:l");
    for (const char* row : {"/main/limiter/", "/bus/2/limiter/"}) {
        desk.set(std::string(row) + "on", true), desk.set(std::string(row) + "ceiling", -30.0F);
    }
    for (const char* tap : {"input", "pre_fader", "post_fader"}) {
        desk.set("/output/15/tap", tap), desk.set("/output/16/tap", tap);
        desk.play();
        for (const int output : {kFree, kFree + 1}) {
            EXPECT_LE(greatest(desk.heard(output)), from_db(-30) * 1.000001);
            EXPECT_GT(greatest(desk.heard(output)), from_db(-30.1));
        }
    }
}

TEST(Outputs, one_source_may_play_at_many) {
    Outputs desk;
    for (const char* output : {"15", "16", "17", "18"})
        desk.set(std::string("/output/") + output + "/source", "channel:1");
    desk.set("/output/17/trim", -6.0F);
    desk.expect_free({{kFree, -9}, {kFree + 1, -9}, {kFree + 2, -15}, {kFree + 3, -9}});
}

TEST(Outputs, trim_mute_and_polarity_are_the_sockets_own) {
    Outputs desk;
    desk.set("/output/15/source", "bus:2:l"), desk.set("/output/16/source", "bus:2:l");
    desk.set("/output/15/trim", -11.5F);
    desk.expect_free({{kFree, -8.5}, {kFree + 1, 3}});
    desk.set("/output/15/mute", true);
    desk.expect_free({{kFree + 1, 3}});
    desk.set("/output/15/mute", false), desk.set("/output/15/trim", 0.0F), desk.set("/output/15/invert", true);
    desk.expect_free({{kFree, 3}, {kFree + 1, 3}});
    const auto turned = desk.heard(kFree), plain = desk.heard(kFree + 1);
    for (std::size_t t = 0; t < turned.size(); ++t) ASSERT_EQ(turned[t], -plain[t]);
}

TEST(Outputs, panic_silences_all_within_10_ms_and_gives_them_back) {
    Outputs desk;
    desk.set("/output/15/source", "input:1"), desk.set("/output/16/source", "channel:1");
    desk.play();
    const std::size_t panic = desk.position();
    desk.set("/session/panic", true);
    desk.play();
    const std::size_t calm = desk.position();
    desk.set("/session/panic", false);
    const auto after = std::map<int, double>{{kFree, 0}, {kFree + 1, -9}};
    desk.expect_free(after);
    for (int o = 0; o < 18; ++o) {
        const std::span<const float> out = desk.out(o);
        EXPECT_EQ(greatest(out.subspan(panic + 480, calm - panic - 480)), 0) << "output " << o + 1;
        const bool plays = greatest(out.first(panic)) > 0;
        if (plays) {
            EXPECT_GT(greatest(out.subspan(calm, 480)), 1e-3) << "output " << o + 1;
        }
    }
}

}  // namespace
}  // namespace tutti::test
