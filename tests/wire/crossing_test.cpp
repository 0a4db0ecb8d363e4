// What a client shows is what the desk has, also where a set meets a fade, a hand, or values that are on their way.
#include <gmock/gmock.h>
#include <poll.h>

#include <thread>

#include "tests/wire/clients.hpp"

namespace tutti::wire {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using namespace std::string_view_literals;

constexpr char kFader[] = "/channel/1/fader";

struct Crossing : testing::Test {
    DeskProcess desk{{.own_clock = true}};
    TcpClient ana{desk}, ben{desk}, cleo{desk};

    float stored() { return TcpClient(desk).get(kFader).number(); }
};

// A fade is heard each 5 ms and stored each 50: where a touch ends it between, all must be told.
TEST_F(Crossing, a_fade_that_a_touch_ends_stands_where_all_are_told) {
    cleo.ask("/subscribe", {std::string_view(kFader)});
    for (int time = 0; time < 6; ++time) {
        ben.ask(kFader, {time % 2 ? -60.0F : 0.0F});
        cleo.sync();
        ana.send("/channel/1/fader/fade", {time % 2 ? 0.0F : -60.0F, 3.0F});
        cleo.until(kFader);
        float shown = cleo.until(kFader).back().number();
        std::this_thread::sleep_for(std::chrono::milliseconds(17));  // somewhere between two that are stored
        ben.ask("/channel/1/fader/touch", {true});
        for (const Heard& heard : of(cleo.sync(), kFader)) shown = heard.number();
        EXPECT_EQ(shown, stored());
        ben.ask("/channel/1/fader/touch", {false});
    }
}

TEST_F(Crossing, a_json_set_that_is_refused_ends_no_fade) {
    WsClient ws(desk);
    ana.ask("/channel/1/fader/fade", {0.0F, 0.5F});
    const std::string answer =
        ws.command(R"({"COMMAND": "SET", "DATA": {"/channel/1/fader": -20, "/channel/1/mute": "no"}, "ID": 1})");
    EXPECT_THAT(answer, HasSubstr("bad_type"));
    cleo.send("/subscribe", {std::string_view(kFader)});
    EXPECT_EQ(cleo.until([](const Heard& h) { return h.number() == 0; }).back().address, kFader);
}

TEST_F(Crossing, a_fade_begins_where_the_bundle_has_come_to) {
    cleo.ask("/subscribe", {std::string_view(kFader)});
    ana.send_packet(bundle({message(kFader, {0.0F}), message("/channel/1/fader/fade", {-10.0F, 2.0F})}));
    EXPECT_EQ(cleo.until(kFader).back().number(), 0);
    const float first = cleo.until(kFader).back().number();
    EXPECT_LT(first, 0);
    EXPECT_GE(first, -10);
}

// What comes back of one set may cross the next one.
TEST_F(Crossing, a_set_that_meets_what_came_back_of_the_last_one_comes_back_too) {
    ana.ask("/subscribe", {"/channel/1"sv});
    const auto last = [this](const std::string& address, const Argument& value) {
        pollfd poll{ana.socket().fd(), POLLIN, 0};
        EXPECT_EQ(::poll(&poll, 1, 20000), 1);  // it is there, but ana has not looked yet
        ana.send(address, {value});
        return of(ana.sync(), address).back();
    };
    ana.send(kFader, {99.0F});
    EXPECT_EQ(last(kFader, -5.0F).number(), -5);
    ana.send("/channel/1/mute/toggle");
    EXPECT_EQ(last("/channel/1/mute", false).whole(), 0);
    ana.send("/channel/1/pan/by", {0.5F});
    EXPECT_EQ(last("/channel/1/pan", 0.25F).number(), 0.25F);
    desk.forward(2.5);
    EXPECT_THAT(of(ana.ask(kFader, {-6.0F}), kFader), IsEmpty());
}

// All values are sent again each ten seconds over UDP; one that is on its way may cross a set.
TEST_F(Crossing, a_set_that_meets_a_datagram_refresh_comes_back) {
    UdpClient udp(desk);
    udp.ask("/subscribe", {std::string_view(kFader)});
    desk.forward(10.1);
    udp.until(kFader);
    const HeardList heard = udp.ask(kFader, {-5.0F});
    ASSERT_THAT(heard, SizeIs(1));
    EXPECT_EQ(heard[0].number(), -5);
    desk.forward(2.5);
    EXPECT_THAT(udp.ask(kFader, {-6.0F}), IsEmpty());
}

// A client sets before it has read the first of many values; the old one, already on its way, must not be the last
// word.
TEST_F(Crossing, a_set_amid_the_values_of_a_subscription_comes_back) {
    DeskProcess large({.desk = "channels = 512\nbuses = 16\n"});
    for (const bool by_tcp : {true, false}) {
        std::unique_ptr<Client> eva;
        if (by_tcp)
            eva = std::make_unique<TcpClient>(large);
        else
            eva = std::make_unique<WsClient>(large);
        eva->send("/subscribe", {"/"sv});
        pollfd poll{eva->socket().fd(), POLLIN, 0};
        ASSERT_EQ(::poll(&poll, 1, 20000), 1);
        eva->send(kFader, {-5.0F});
        float shown = -5;
        for (const Heard& heard : of(eva->sync(), kFader)) shown = heard.number();
        EXPECT_EQ(shown, -5);
        TcpClient(large).ask("/channel/1/fader/reset");
    }
}

TEST_F(Crossing, a_text_frame_that_is_not_the_last_of_a_change_has_not_its_revision) {
    DeskProcess large({.desk = "channels = 512\nbuses = 16\n"});
    WsClient ws(large);
    TcpClient eva(large);
    ws.command(R"({"COMMAND": "SUBSCRIBE", "DATA": "/channel/*/send/*/level", "JSON": true, "ID": 1})");
    ws.say(R"({"COMMAND": "SYNC", "ID": "first"})");
    while (ws.next_text().find("first") == std::string::npos) continue;
    eva.sync();
    const std::int64_t before = eva.revision_of_sync;
    eva.ask("/channel/*/send/*/level", {-3.0F});
    ws.say(R"({"COMMAND": "SYNC", "ID": "second"})");
    std::vector<std::string> frames;
    for (std::string text = ws.next_text(); text.find("second") == std::string::npos; text = ws.next_text())
        frames.push_back(text);
    ASSERT_THAT(frames, SizeIs(testing::Gt(2U)));
    for (std::size_t i = 0; i < frames.size(); ++i)
        EXPECT_THAT(
            frames[i],
            testing::EndsWith("\"REVISION\": " + std::to_string(i + 1 < frames.size() ? before : before + 1) + "}"));
}

}  // namespace
}  // namespace tutti::wire
