// Effects over the wire: their rows, the tapped beat, their meters. Every case starts the real daemon.
#include <gmock/gmock.h>

#include "tests/wire/clients.hpp"

namespace tutti::wire {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

Wish with_effects() {
    Wish wish;
    wish.desk = "channels = 2\nbuses = 3\nfx = 2\n";
    wish.own_clock = true;
    return wish;
}
struct FxWire : testing::Test {
    DeskProcess desk{with_effects()};
    TcpClient ben{desk};
};
std::string refusal(const HeardList& heard) {
    const HeardList errors = of(heard, "/error");
    return errors.empty() ? "" : errors[0].text(1);
}

TEST_F(FxWire, has_the_rows_of_every_type_always) {
    EXPECT_EQ(ben.get("/fx/1/type").text(), "none");
    EXPECT_EQ(ben.get("/fx/2/source").text(), "none");
    EXPECT_EQ(ben.get("/fx/1/plate/decay").number(), 2);
    EXPECT_EQ(ben.get("/fx/1/graphic/band/31/gain").number(), 0);
    EXPECT_EQ(ben.get("/fx/1/return/fader").number(), 0);
    EXPECT_EQ(ben.get("/fx/1/return/to/main").whole(), 1);
    EXPECT_EQ(ben.get("/fx/1/return/send/3/level").number(), -90);
    EXPECT_THAT(ben.ask("/fx/1/type", {std::string_view("hall")}), IsEmpty());
    EXPECT_THAT(ben.ask("/fx/1/source", {std::string_view("bus:3")}), IsEmpty());
    EXPECT_EQ(refusal(ben.ask("/fx/1/source", {std::string_view("bus:4")})), "bad_value");
    EXPECT_EQ(refusal(ben.ask("/fx/1/type", {std::string_view("organ")})), "bad_value");
    EXPECT_EQ(refusal(ben.ask("/fx/3/type", {std::string_view("hall")})), "unknown_address");
    EXPECT_EQ(ben.ask("/fx/1/plate/decay", {100.0F}).at(0).number(), 20);
    EXPECT_EQ(ben.get("/fx/1/plate/decay").number(), 20);
}

TEST_F(FxWire, two_taps_are_a_beat) {
    TcpClient ana(desk);
    ana.ask("/subscribe", {std::string_view("/fx/1/delay/time")});
    EXPECT_THAT(of(ben.ask("/fx/1/delay/tap"), "/ok"), SizeIs(1));
    EXPECT_EQ(ben.get("/fx/1/delay/time").number(), 500) << "one tap is none";
    desk.forward(0.8);
    ben.ask("/fx/1/delay/tap");
    const float beat = ana.until("/fx/1/delay/time").back().number();
    EXPECT_GE(beat, 800);
    EXPECT_LT(beat, 2000);
    desk.forward(5);
    ben.ask("/fx/1/delay/tap");
    EXPECT_EQ(ben.get("/fx/1/delay/time").number(), beat) << "after a pause it begins anew";
    ben.ask("/fx/2/delay/tap");
    EXPECT_EQ(ben.get("/fx/2/delay/time").number(), 500) << "each effect has its own beat";
    EXPECT_EQ(refusal(ben.ask("/fx/1/delay/tap", {1.0F})), "bad_type");
}

TEST_F(FxWire, a_tap_leaves_a_held_time_alone_and_ends_a_fade) {
    TcpClient ana(desk);
    const std::string time = "/fx/1/delay/time";
    const auto tap_twice = [&] {
        ben.ask("/fx/1/delay/tap");
        desk.forward(0.8);
        EXPECT_THAT(of(ben.ask("/fx/1/delay/tap"), "/ok"), SizeIs(1));
    };
    ana.ask(time + "/touch", {true});
    tap_twice();
    EXPECT_EQ(ben.get(time).number(), 500);
    ana.ask(time + "/touch", {false});
    ana.ask(time + "/fade", {2000.0F, 600.0F});
    desk.forward(5);
    tap_twice();
    const float beat = ben.get(time).number();
    EXPECT_LT(beat, 2000);
    desk.forward(500);
    ana.send("/main/fader/fade", {-6.0F, 0.05F});
    ana.until([](const Heard& h) { return h.address == "/main/fader" && h.number() == -6; });
    EXPECT_EQ(ben.get(time).number(), beat);
}

TEST_F(FxWire, has_meters_of_six_values) {
    ben.ask("/meters/subscribe", {std::string_view("fx"), 25});
    const std::string blob = ben.until("/meters/fx").back().text();
    ASSERT_EQ(blob.size(), 2U * (2 + 2 * 6));
    EXPECT_EQ(blob[0], 6);
    EXPECT_EQ(blob[2], 1);
    ben.ask("/meters/unsubscribe", {std::string_view("fx")});
    ben.ask("/meters/subscribe", {std::string_view("strip:/fx/2"), 25});
    const Heard strip = ben.until("/meters/strip").back();
    EXPECT_EQ(strip.text(0), "/fx/2");
    EXPECT_EQ(strip.text(1).size(), 2U * (2 + 6));
}

TEST_F(FxWire, tells_why_nothing_is_heard_of_a_return) {
    ben.ask("/subscribe", {std::string_view("/fx/1/return/muted_by")});
    ben.send("/fx/1/return/mute", {true});
    const HeardList heard =
        ben.until([](const Heard& h) { return h.address == "/fx/1/return/muted_by" && h.text() == "own"; });
    EXPECT_FALSE(heard.empty());
}

}  // namespace
}  // namespace tutti::wire
