// Levels as a client gets them: what each kind of strip shows, at each of its points.
#include <gmock/gmock.h>

#include <cmath>

#include "tests/measure/frames.hpp"

namespace tutti::wire {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr double kNone = -std::numeric_limits<double>::infinity();

// Channel 2 plays the desk's sine at -20 dBFS: trim +4, fader -6, panned left.
struct Records : testing::Test {
    static Wish wish() {
        Wish wish;
        wish.device = "inputs = 3\noutputs = 4\n", wish.desk = "channels = 4\nbuses = 3\nmonitors = 2\nfx = 2\n";
        return wish;
    }
    DeskProcess desk{wish()};
    TcpClient ana{desk};

    void SetUp() override {
        set("/channel/2/input/source", "oscillator"), set("/channel/2/input/trim", 4.0F);
        set("/channel/2/fader", -6.0F), set("/channel/2/pan", -1.0F);
        set("/bus/2/tap", "post_fader"), set("/channel/2/send/2/level", -10.0F), set("/bus/2/fader", -3.0F);
        set("/bus/3/width", "mono"), set("/channel/2/send/3/level", 0.0F);
        set("/main/fader", -2.0F);
        set("/monitor/2/level", -10.0F);
        set("/output/3/source", "oscillator"), set("/output/3/trim", -8.0F);
        set("/oscillator/level", -20.0F), set("/oscillator/on", true);
        ana.sync();
    }
    void set(const std::string& address, const char* word) { ana.send(address, {std::string_view(word)}); }
    void set(const std::string& address, Argument value) { ana.send(address, {value}); }

    // The first frame of `what` in which the value at `which` is near `expected`; where another must be too, both.
    using Expected = std::pair<std::size_t, double>;
    Frame settled(const std::string& what, Expected one, Expected other) {
        ana.send("/meters/subscribe", {std::string_view(what), 60});
        const std::string address = "/meters/" + what.substr(0, what.find(':'));
        const auto is = [](const Frame& frame, Expected e) {
            return std::abs(frame.values.at(e.first) - e.second) < 0.1;
        };
        const Heard heard = ana.until([&](const Heard& h) {
                                   return h.address == address && is(read_frame(h), one) && is(read_frame(h), other);
                               })
                                .back();
        ana.send("/meters/unsubscribe", {std::string_view(what)});
        return read_frame(heard);
    }
    Frame settled(const std::string& what, std::size_t which, double expected) {
        return settled(what, {which, expected}, {which, expected});
    }
};

auto near(double expected) {
    return testing::DoubleNear(expected, 0.1);
}

TEST_F(Records, a_channel_has_five_values) {
    const Frame one = settled("strip:/channel/2", 4, -22);
    EXPECT_EQ(one.strip, "/channel/2");
    EXPECT_EQ(one.length, 5);
    EXPECT_EQ(one.first, 2);
    EXPECT_THAT(one.values, ElementsAre(near(-16), 0, 0, 0, near(-22)));
    const Frame all = settled("channels", 9, -22);
    EXPECT_EQ(all.first, 1);
    EXPECT_THAT(all.values, SizeIs(20));
    EXPECT_EQ(all.values[0], kNone);
    const Frame range = settled("channels:2-3", 4, -22);
    EXPECT_EQ(range.first, 2);
    EXPECT_THAT(range.values, ElementsAre(near(-16), 0, 0, 0, near(-22), kNone, 0, 0, 0, kNone));
}

TEST_F(Records, of_a_channel_show_what_its_gate_and_compressor_take_away) {
    set("/channel/2/comp/on", true), set("/channel/2/comp/threshold", -36.0F), set("/channel/2/comp/ratio", 2.0F);
    set("/channel/2/comp/knee", 0.0F), set("/channel/2/comp/detector", "peak");
    Frame one = settled("strip:/channel/2", {2, -10}, {4, -32});
    EXPECT_THAT(one.values, ElementsAre(near(-16), 0, near(-10), 0, near(-32)));
    set("/channel/2/comp/on", false);
    set("/channel/2/gate/on", true), set("/channel/2/gate/threshold", -6.0F), set("/channel/2/gate/range", 30.0F);
    set("/channel/2/gate/hold", 0.0F), set("/channel/2/gate/release", 5.0F);
    one = settled("strip:/channel/2", {1, -30}, {4, -52});
    EXPECT_THAT(one.values, ElementsAre(near(-16), near(-30), 0, 0, near(-52)));
}

TEST_F(Records, a_bus_has_six_values_and_a_mono_one_its_left_side_twice) {
    EXPECT_THAT(settled("strip:/bus/2", 4, -35).values, ElementsAre(near(-32), kNone, 0, 0, near(-35), kNone));
    const Frame mono = settled("buses:3", 0, -16);
    EXPECT_EQ(mono.length, 6);
    EXPECT_EQ(mono.first, 3);
    EXPECT_THAT(mono.values, ElementsAre(near(-16), near(-16), 0, 0, near(-16), near(-16)));
}

TEST_F(Records, main_shows_its_compressor_and_its_limiter) {
    EXPECT_THAT(settled("main", 4, -24).values, ElementsAre(near(-22), kNone, 0, 0, near(-24), kNone));
    set("/main/limiter/on", true), set("/main/limiter/ceiling", -29.0F), set("/main/limiter/release", 1000.0F);
    EXPECT_THAT(settled("strip:/main", 4, -29).values, ElementsAre(near(-22), kNone, 0, near(-5), near(-29), kNone));
    set("/main/limiter/on", false), set("/main/comp/on", true), set("/main/comp/threshold", -30.0F),
        set("/main/comp/ratio", 100.0F);
    set("/main/comp/knee", 0.0F), set("/main/comp/detector", "peak");
    EXPECT_THAT(settled("main", {2, -8}, {4, -32}).values,
                ElementsAre(near(-22), kNone, near(-7.92), 0, near(-31.92), kNone));
}

TEST_F(Records, a_monitor_shows_its_source_and_what_it_plays) {
    const Frame frame = settled("monitors:2", 4, -34);
    EXPECT_EQ(frame.length, 6);
    EXPECT_EQ(frame.first, 2);
    EXPECT_THAT(frame.values, ElementsAre(near(-24), kNone, 0, 0, near(-34), kNone));
    EXPECT_EQ(settled("strip:/monitor/2", 4, -34).strip, "/monitor/2");
}

// It has no return then: its record is what goes into it and what comes of it.
TEST_F(Records, an_effect_shows_what_it_does_in_an_insert_too) {
    set("/oscillator/frequency", 12000.0F);
    set("/fx/2/type", "deesser"), set("/fx/2/deesser/mode", "wide"), set("/fx/2/deesser/threshold", -60.0F);
    set("/fx/2/deesser/ratio", 20.0F), set("/fx/2/deesser/range", 9.0F);
    set("/channel/2/insert/source", "fx:2"), set("/channel/2/insert/on", true);
    const Frame one = settled("strip:/fx/2", {2, -9}, {4, -25});
    EXPECT_EQ(one.length, 6);
    EXPECT_THAT(one.values, ElementsAre(near(-16), near(-16), near(-9), 0, near(-25), near(-25)));
    EXPECT_THAT(settled("channels:2", 4, -31).values[4], near(-31)) << "which is what the strip goes on with";

    set("/fx/1/type", "graphic"), set("/main/insert/source", "fx:1"), set("/main/insert/on", true);
    const Frame both = settled("fx", {0, -31}, {10, -25});
    EXPECT_THAT(both.values, ElementsAre(near(-31), kNone, 0, 0, near(-31), kNone, near(-16), near(-16), near(-9), 0,
                                         near(-25), near(-25)));

    set("/channel/2/insert/source", "none");
    ana.send("/meters/subscribe", {std::string_view("fx:2"), 60});
    ana.until([](const Heard& h) {
        return h.address == "/meters/fx" && read_frame(h).first == 2 &&
               read_frame(h).values == std::vector<double>{kNone, kNone, 0, 0, kNone, kNone};
    });
}

// Fed by a bus, it is its return that is shown.
TEST_F(Records, an_effect_on_a_bus_shows_its_return) {
    set("/bus/1/kind", "fx"), set("/channel/2/send/1/level", 0.0F);
    set("/fx/1/source", "bus:1"), set("/fx/1/type", "graphic"), set("/fx/1/return/fader", -5.0F);
    EXPECT_THAT(settled("fx:1", 4, -27).values, ElementsAre(near(-22), kNone, 0, 0, near(-27), kNone));
}

TEST_F(Records, sockets_have_one_value) {
    const Frame outputs = settled("outputs", 2, -28);
    EXPECT_EQ(outputs.length, 1);
    EXPECT_THAT(outputs.values, ElementsAre(near(-24), kNone, near(-28), kNone));
    EXPECT_EQ(settled("strip:/output/3", 0, -28).first, 3);
    ana.send("/meters/subscribe", {std::string_view("inputs"), 60});
    EXPECT_THAT(read_frame(ana.until("/meters/inputs").back()).values, ElementsAre(kNone, kNone, kNone));
}

// Each client has the greatest since its own last frame, however seldom it looks.
TEST_F(Records, a_peak_between_two_frames_is_in_the_next) {
    settled("outputs:1", 0, -24);
    TcpClient slow(desk);
    slow.send("/meters/subscribe", {std::string_view("outputs:1"), 2});
    slow.until("/meters/outputs");
    slow.until("/meters/outputs");
    set("/main/fader", 4.0F);
    settled("outputs:1", 0, -18);
    set("/main/fader", -40.0F);
    settled("outputs:1", 0, -62);
    double shown = kNone;
    while (shown < -18.1) shown = std::max(shown, read_frame(slow.until("/meters/outputs").back()).values[0]);
    EXPECT_NEAR(shown, -18, 0.1);
    while (shown > -61.9) shown = read_frame(slow.until("/meters/outputs").back()).values[0];
    EXPECT_NEAR(shown, -62, 0.1);
}

TEST_F(Records, what_is_no_strip_is_refused) {
    for (const char* what : {"strip:", "strip:/", "strip:/channel", "strip:/channel/5", "strip:/channel/2/fader",
                             "strip:/bus/2/eq", "strip:/session", "strip:/dca/1", "strip:channel/2", "channels:0",
                             "channels:5", "channels:3-2", "channels:1-5", "channels:", "busses", "tape"}) {
        ana.send("/meters/subscribe", {std::string_view(what), 25});
        const HeardList errors = of(ana.sync(), "/error");
        ASSERT_THAT(errors, SizeIs(1)) << what;
        EXPECT_EQ(errors[0].text(1), "bad_value") << what;
    }
}

}  // namespace
}  // namespace tutti::wire
