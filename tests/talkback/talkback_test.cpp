// Talkback over the wire: its rows, who may use it, and the dead man's switch of momentary talk.
#include <gmock/gmock.h>

#include "tests/wire/clients.hpp"

namespace tutti::wire {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;
using testing::SizeIs;

constexpr char kOn[] = "/talkback/1/on";

std::string refusal(const HeardList& heard) {
    return heard.empty() ? "" : of(heard, "/error").at(0).text(1);
}

// Waits for it to be closed, hearing nothing but that.
void hear_it_close(Client& client) {
    client.until([](const Heard& heard) { return heard.address == kOn && heard.whole() == 0; });
}

Wish with_own_clock() {
    Wish wish;
    wish.own_clock = true;
    return wish;
}

struct Talk : testing::Test {
    DeskProcess desk{with_own_clock()};
    TcpClient ben{desk};
    Talk() { ben.ask("/subscribe", {std::string_view("/talkback/1")}); }
};

TEST_F(Talk, has_the_defaults_and_ranges_of_the_reference) {
    EXPECT_FALSE(ben.get(kOn).whole());
    EXPECT_EQ(ben.get("/talkback/2/mode").text(), "momentary");
    EXPECT_EQ(ben.get("/talkback/1/source").text(), "none");
    EXPECT_EQ(ben.get("/talkback/1/level").number(), -20);
    EXPECT_EQ(ben.get("/talkback/1/dim").number(), -20);
    EXPECT_FALSE(ben.get("/talkback/1/to/bus/4").whole());
    EXPECT_FALSE(ben.get("/talkback/1/to/monitor/2").whole());
    EXPECT_EQ(ben.get("/talkback/1/send/4/level").number(), 0);
    EXPECT_EQ(ben.ask("/talkback/1/level", {20.0F}).at(0).number(), 10);
    EXPECT_EQ(ben.ask("/talkback/1/dim", {-50.0F}).at(0).number(), -40);
    EXPECT_EQ(ben.ask("/talkback/1/dim", {1.0F}).at(0).number(), 0);
    EXPECT_THAT(ben.ask("/talkback/1/source", {std::string_view("input:2")}), IsEmpty());
    EXPECT_EQ(refusal(ben.ask("/talkback/1/source", {std::string_view("oscillator")})), "bad_value");
    EXPECT_THAT(ben.ask("/channel/1/input/source", {std::string_view("talkback:2")}), IsEmpty());
    EXPECT_EQ(refusal(ben.ask("/channel/1/input/source", {std::string_view("talkback:3")})), "bad_value");
    EXPECT_THAT(ben.ask("/output/3/source", {std::string_view("talkback:1")}), IsEmpty());
    EXPECT_EQ(refusal(ben.ask("/talkback/3/on", {true})), "unknown_address");
}

TEST_F(Talk, momentary_closes_on_release_and_for_anybody_who_closes_it) {
    TcpClient ana(desk);
    EXPECT_THAT(ana.ask(kOn, {true}), IsEmpty());
    EXPECT_EQ(of(ben.sync(), kOn).at(0).whole(), 1);
    ana.ask(kOn, {false});
    EXPECT_EQ(of(ben.sync(), kOn).at(0).whole(), 0);
    ana.ask(kOn, {true});
    ben.ask(kOn, {false});
    EXPECT_FALSE(ana.get(kOn).whole());
}

TEST_F(Talk, momentary_closes_when_its_client_goes) {
    {
        TcpClient ana(desk);
        ana.ask(kOn, {true});
        EXPECT_EQ(of(ben.sync(), kOn).at(0).whole(), 1);
    }
    hear_it_close(ben);
    {
        WsClient ana(desk);
        ana.ask("/talkback/1/on/toggle");
        EXPECT_EQ(of(ben.sync(), kOn).at(0).whole(), 1);
    }
    hear_it_close(ben);
}

TEST_F(Talk, momentary_closes_without_a_sign_of_life) {
    UdpClient ana(desk);
    ana.ask(kOn, {true});
    EXPECT_EQ(of(ben.sync(), kOn).at(0).whole(), 1);
    desk.forward(2.1);
    hear_it_close(ben);
    // A connection that still stands is no sign of life, and its own client is told like everybody.
    TcpClient cleo(desk);
    cleo.ask("/subscribe", {std::string_view(kOn)});
    cleo.ask(kOn, {true});
    desk.forward(2.1);
    hear_it_close(cleo);
}

// Any packet will do. Real time passes too: whoever stalls longer than the rest of the two seconds tries again.
TEST_F(Talk, momentary_stays_open_while_its_client_lives) {
    UdpClient ana(desk);
    for (int attempt = 0; attempt < 10; ++attempt) {
        ana.ask(kOn, {true});
        auto last = std::chrono::steady_clock::now();
        auto longest = last - last;
        for (int step = 0; step < 8; ++step) {
            desk.forward(0.8);
            ana.listen(150);  // longer than the desk looks
            ana.sync();
            const auto now = std::chrono::steady_clock::now();
            longest = std::max(longest, now - last), last = now;
        }
        if (longest > 1s) continue;
        EXPECT_TRUE(ana.get(kOn).whole());
        return;
    }
    FAIL() << "this machine stalls all the time";
}

TEST_F(Talk, momentary_is_held_by_the_one_who_opened_it) {
    TcpClient cleo(desk);
    {
        TcpClient ana(desk);
        ana.ask(kOn, {true});
        cleo.ask(kOn, {true});
    }
    hear_it_close(ben);
}

TEST_F(Talk, latched_stays_until_it_is_closed_or_becomes_momentary) {
    ben.ask("/talkback/1/mode", {std::string_view("latched")});
    {
        TcpClient ana(desk);
        ana.ask(kOn, {true});
    }
    desk.forward(10);
    ben.listen(150);  // longer than the desk looks
    EXPECT_TRUE(ben.get(kOn).whole());
    ben.ask("/talkback/1/mode", {std::string_view("momentary")});
    hear_it_close(ben);
}

TEST_F(Talk, that_nobody_can_hold_does_not_stay_open) {
    const HttpReply reply = http(desk, "PUT /talkback/1/on", "Host: 127.0.0.1\r\n", "{\"VALUE\": [true]}");
    EXPECT_EQ(reply.status, 204) << reply.body;
    hear_it_close(ben);
}

TEST_F(Talk, tells_whose_monitor_dims) {
    EXPECT_EQ(ben.get("/talkback/1/talker/monitor").whole(), 0);
    TcpClient ana(desk);
    ana.ask(kOn, {true});
    EXPECT_EQ(ben.get("/talkback/1/talker/monitor").whole(), 1) << "without a login: at monitor 1";
    EXPECT_EQ(refusal(ana.ask("/talkback/1/talker/monitor", {2})), "read_only");
}

TEST(TalkRights, are_the_producers_but_for_the_patch) {
    Wish wish;
    wish.server = "local_role = \"producer\"\n";
    const DeskProcess desk(wish);
    TcpClient pia(desk);
    EXPECT_THAT(pia.ask(kOn, {true}), IsEmpty());
    EXPECT_THAT(pia.ask("/talkback/1/to/bus/*", {true}), IsEmpty());
    EXPECT_TRUE(pia.get(kOn).whole());
    EXPECT_EQ(refusal(pia.ask("/talkback/1/source", {std::string_view("input:1")})), "not_allowed");
    EXPECT_EQ(refusal(pia.ask("/oscillator/on", {true})), "not_allowed");
}

TEST(TalkRights, are_not_the_viewers) {
    Wish wish;
    wish.server = "local_role = \"viewer\"\n";
    const DeskProcess desk(wish);
    TcpClient vic(desk);
    EXPECT_EQ(refusal(vic.ask(kOn, {true})), "not_allowed");
    EXPECT_FALSE(vic.get(kOn).whole());
}

TEST(TalkRights, of_a_desk_without_talkback_are_nobodys) {
    Wish wish;
    wish.desk = "channels = 8\nbuses = 4\ntalkbacks = 0\n";
    const DeskProcess desk(wish);
    TcpClient ana(desk);
    EXPECT_EQ(refusal(ana.ask(kOn)), "unknown_address");
    EXPECT_EQ(refusal(ana.ask("/channel/1/input/source", {std::string_view("talkback:1")})), "bad_value");
}

}  // namespace
}  // namespace tutti::wire
