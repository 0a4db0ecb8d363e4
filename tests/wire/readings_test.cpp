// Readings: who asks gets what is true now, who follows them is told at most ten times a second, and of the last one.
#include <gmock/gmock.h>

#include <chrono>

#include "tests/wire/clients.hpp"

namespace tutti::wire {
namespace {

using testing::AllOf;
using testing::Ge;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Le;
using testing::SizeIs;
using namespace std::string_view_literals;
using Clock = std::chrono::steady_clock;

constexpr char kWhy[] = "/channel/2/muted_by";

struct Readings : testing::Test {
    DeskProcess desk;
    TcpClient ana{desk}, ben{desk};

    std::string why_after(const std::string& address, bool on) {
        ana.send(address, {on});
        return ana.get(kWhy).text();
    }
};

TEST_F(Readings, tell_the_truth_to_who_asks_however_soon) {
    EXPECT_EQ(why_after("/channel/2/mute", true), "own");
    EXPECT_EQ(why_after("/channel/2/input/mute", true), "own input");
    EXPECT_EQ(why_after("/channel/2/dca/1", true), "own input");
    EXPECT_EQ(why_after("/dca/1/mute", true), "own input dca:1");
    EXPECT_EQ(why_after("/channel/2/mutegroup/1", true), "own input dca:1");
    EXPECT_EQ(why_after("/mutegroup/1/on", true), "own input mutegroup:1 dca:1");
    EXPECT_EQ(why_after("/channel/2/mute", false), "input mutegroup:1 dca:1");
    EXPECT_EQ(why_after("/dca/1/mute", false), "input mutegroup:1");
    EXPECT_EQ(why_after("/channel/2/input/mute", false), "mutegroup:1");
    EXPECT_EQ(why_after("/mutegroup/1/on", false), "");
    ana.send("/channel/1/solo/1", {true});
    EXPECT_TRUE(std::get<bool>(ana.get("/monitor/1/solo/active").values.at(0)));
    ana.send("/channel/1/solo/1", {false});
    EXPECT_FALSE(std::get<bool>(ana.get("/monitor/1/solo/active").values.at(0)));
}

TEST_F(Readings, are_true_in_every_language_and_for_whole_branches) {
    WsClient ws(desk);
    const std::string ask = R"({"COMMAND": "GET", "DATA": "/channel/2/muted_by", "ID": 1})";
    bool mute = false;
    for (int turn = 0; turn < 4; ++turn) {
        mute = !mute;
        const std::string why = mute ? "own" : "";
        ana.ask("/channel/2/mute", {mute});
        EXPECT_THAT(ws.command(ask), HasSubstr("\"/channel/2/muted_by\": \"" + why + "\""));
        EXPECT_EQ(http(desk, "GET /channel/2/muted_by?VALUE").body, "{\"VALUE\":[\"" + why + "\"]}");
        const HeardList branch = of(ana.ask("/channel/2"), kWhy);
        ASSERT_THAT(branch, SizeIs(1));
        EXPECT_EQ(branch[0].text(), why);
        TcpClient new_one(desk);
        const HeardList first = new_one.ask("/subscribe", {"/channel/*/muted_by"sv});
        ASSERT_THAT(of(first, kWhy), SizeIs(1));
        EXPECT_EQ(of(first, kWhy)[0].text(), why);
    }
}

TEST_F(Readings, say_at_once_whose_hand_is_where) {
    for (int turn = 0; turn < 4; ++turn) {
        ana.ask("/channel/1/fader/touch", {true});
        EXPECT_THAT(ben.get("/session/hands").text(), HasSubstr("/channel/1/fader"));
        ana.ask("/channel/1/fader/touch", {false});
        EXPECT_EQ(ben.get("/session/hands").text(), "{}");
    }
}

TEST_F(Readings, are_told_ten_times_a_second_at_most_and_the_last_one) {
    ben.ask("/subscribe", {kWhy});
    const auto begin = Clock::now();
    bool mute = false;
    HeardList told;
    while (told.size() < 5 && Clock::now() - begin < std::chrono::seconds(20)) {
        mute = !mute;
        ana.send("/channel/2/mute", {mute});
        EXPECT_EQ(ana.get(kWhy).text(), mute ? "own" : "");  // asking does not make it told more often
        for (const Heard& heard : ben.sync()) told.push_back(heard);
    }
    const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    EXPECT_THAT(static_cast<double>(told.size()), AllOf(Ge(5), Le(seconds * 10 + 1)));
    ana.ask("/channel/2/mute", {true});
    ana.ask("/channel/2/input/mute", {true});
    ben.until([](const Heard& heard) { return heard.address == kWhy && heard.text() == "own input"; });
    EXPECT_THAT(of(ben.sync(), kWhy), IsEmpty());
}

TEST_F(Readings, are_told_at_once_when_they_were_not_told_lately) {
    ben.ask("/subscribe", {"/channel/*/muted_by"sv});
    for (int channel = 1; channel <= 4; ++channel) {  // one that has just been moved, but is as muted as before
        const std::string strip = "/channel/" + std::to_string(channel);
        ben.ask(strip + "/fader", {-6.0F});
        EXPECT_THAT(of(ben.ask(strip + "/mute", {true}), strip + "/muted_by"), SizeIs(1)) << strip;
    }
}

}  // namespace
}  // namespace tutti::wire
