// LISTEN with many listeners, torn frames and all reasons for which a value changes.
#include <gmock/gmock.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <memory>
#include <set>

#include "tests/wire/clients.hpp"

namespace tutti::wire {
namespace {

namespace json = boost::json;
using testing::IsEmpty;
using testing::SizeIs;
using namespace std::string_view_literals;

constexpr char kFader[] = "/channel/1/fader";

std::string listen(const std::string& path) {
    return R"({"COMMAND": "LISTEN", "DATA": ")" + path + "\"}";
}

struct Listening : testing::Test {
    DeskProcess desk;
    WsClient ws{desk};
    TcpClient ana{desk};
};

TEST_F(Listening, nothing_comes_unasked) {
    ana.ask(kFader, {-6.0F});
    http(desk, "GET /");
    EXPECT_THAT(ws.sync(), IsEmpty());
    EXPECT_THAT(ws.texts, IsEmpty());
}

// Not only of a message to that address: whatever moves it.
TEST_F(Listening, hears_of_a_value_whatever_has_changed_it) {
    ws.say(listen(kFader));
    ws.sync();
    ana.ask("/channel/1/fader/by", {4.0F});
    EXPECT_EQ(ws.until(kFader).back().number(), -86);
    ana.ask("/channel/1/fader/fade", {-20.0F, 0.2F});
    EXPECT_EQ(ws.until([](const Heard& h) { return h.address == kFader && h.number() == -20; }).back().number(), -20);
    ana.ask("/session/undo", {"own"sv});
    EXPECT_NE(ws.until(kFader).back().number(), -20);
    ana.ask("/channel/[12]/fader", {-3.0F});
    EXPECT_EQ(ws.until([](const Heard& h) { return h.number() == -3; }).back().address, kFader);
    ana.ask("/channel/1/fader/reset");
    EXPECT_EQ(ws.until([](const Heard& h) { return h.number() == -90; }).back().address, kFader);
}

// A consequence of another value is a change as well.
TEST_F(Listening, hears_what_follows_from_others) {
    ws.say(listen("/channel/1/muted_by"));
    ws.sync();
    ana.ask("/channel/1/mutegroup/1", {true});
    ana.ask("/mutegroup/1/on", {true});
    EXPECT_THAT(
        ws.until([](const Heard& h) { return h.address == "/channel/1/muted_by" && !h.text().empty(); }).back().text(),
        testing::HasSubstr("mutegroup"));
}

TEST_F(Listening, does_not_send_a_slider_its_own_way_but_corrects_it) {
    ws.say(listen(kFader));
    ws.sync();
    ws.send("/channel/2/fader", {-6.0F});
    EXPECT_THAT(ws.sync(), IsEmpty());
    ws.send("/channel/2/fader", {99.0F});
    const HeardList heard = ws.sync();
    ASSERT_THAT(heard, SizeIs(1));
    EXPECT_EQ(heard[0].number(), 10);
}

TEST_F(Listening, frames_may_come_byte_by_byte) {
    const std::string text = listen(kFader);
    std::string frame = {'\x81', static_cast<char>(0x80 | text.size()), 0, 0, 0, 0};
    for (const char byte : frame + text) ws.socket().write(std::string(1, byte));
    EXPECT_EQ(ws.until(kFader).back().number(), -90);
    // And a message in fragments of one byte each.
    const std::string set = message(kFader, {-7.0F});
    for (std::size_t i = 0; i < set.size(); ++i) {
        const int opcode = (i == 0 ? 2 : 0) | (i + 1 == set.size() ? 0x80 : 0);
        ws.socket().write({static_cast<char>(opcode), '\x81', 0, 0, 0, 0, set[i]});
    }
    ws.sync();
    EXPECT_EQ(ana.get(kFader).number(), -7);
}

TEST_F(Listening, what_a_node_cannot_be_is_passed_over) {
    for (const char* odd :
         {R"({"COMMAND": "LISTEN"})", R"({"COMMAND": "LISTEN", "DATA": 5})", R"({"COMMAND": "LISTEN", "DATA": {}})",
          R"({"COMMAND": "LISTEN", "DATA": ""})", R"({"COMMAND": "IGNORE", "DATA": "/channel/1/fader"})",
          R"({"COMMAND": "START_OSC_STREAMING", "DATA": {"LOCAL_SERVER_PORT": 1, "LOCAL_SENDER_PORT": 2}})",
          R"({"COMMAND": "PATH_ADDED", "DATA": "/x"})", R"({"COMMAND": "PATH_REMOVED", "DATA": "/channel/1"})"})
        ws.say(odd);
    EXPECT_THAT(ws.sync(), IsEmpty());
    EXPECT_EQ(http(desk, "GET /channel/1/fader?VALUE").body, R"({"VALUE":[-90]})");
    for (const char* query : {"ADD_NODE=x", "REMOVE_NODE=fader", "RENAME_NODE=x", "LISTEN=true"})
        EXPECT_EQ(http(desk, "GET /channel/1?" + std::string(query)).status, 400) << query;
    EXPECT_EQ(http(desk, "GET /channel/1/fader").status, 200);
}

// Names belong to people and are values: who listens goes on listening, and no address changes.
TEST_F(Listening, a_new_name_changes_no_address) {
    ws.say(listen(kFader));
    ws.say(listen("/channel/1/name"));
    ws.sync();
    ana.ask("/channel/1/name", {"Kick in #1 [a]"sv});
    EXPECT_EQ(ws.until("/channel/1/name").back().text(), "Kick in #1 [a]");
    ana.ask(kFader, {-6.0F});
    EXPECT_EQ(ws.until(kFader).back().number(), -6);
    EXPECT_THAT(ws.texts, IsEmpty());
}

// People, scenes and presets have addresses from their first day on; whoever does not listen is not bothered.
TEST_F(Listening, is_told_when_nodes_come_into_the_tree) {
    WsClient other(desk);
    other.command(R"({"COMMAND": "SUBSCRIBE", "DATA": "/session/name", "ID": 1})");
    ws.say(listen(kFader));
    ws.sync();
    const auto in_tree = [&](const char* path) { return http(desk, "GET " + std::string(path)).status == 200; };
    ana.send("/user/add", {"ana"sv, "artist"sv, "2468"sv});
    EXPECT_EQ(ws.next_text(), R"({"COMMAND": "PATH_ADDED", "DATA": "/user"})");
    EXPECT_TRUE(in_tree("/user/1/name"));
    ana.send("/user/add", {"ben"sv, "artist"sv, "2468"sv});
    EXPECT_EQ(ws.next_text(), R"({"COMMAND": "PATH_ADDED", "DATA": "/user/2"})");
    ana.send("/scene/store", {"One"sv});
    EXPECT_EQ(ws.next_text(), R"({"COMMAND": "PATH_ADDED", "DATA": "/scene"})");
    for (int n = 2; n <= 4; ++n) {
        ana.send("/scene/store", {"More"sv});
        EXPECT_EQ(ws.next_text(), R"({"COMMAND": "PATH_ADDED", "DATA": "/scene/)" + std::to_string(n) + "\"}");
    }
    ws.say(R"({"COMMAND": "IGNORE", "DATA": "/channel/1/fader"})");
    ws.sync();
    ana.ask("/scene/store", {"Last"sv});
    EXPECT_THAT(ws.sync(), IsEmpty());
    other.sync();
    EXPECT_THAT(other.texts, IsEmpty());
    EXPECT_THAT(ws.texts, IsEmpty());
}

// Who has not read what it was sent gets no more of it for the time being, but is not kept from knowing.
TEST_F(Listening, is_told_of_nodes_once_it_reads_again) {
    ws.say(listen(kFader));
    ws.sync();
    for (int i = 0; i < 200; ++i) ws.send("/channel");
    int there = 0, before = -1;
    for (int same = 0; same < 30; ++same, ::usleep(10'000)) {  // until nothing more fits anywhere
        ::ioctl(ws.socket().fd(), FIONREAD, &there);
        if (std::exchange(before, there) != there) same = 0;
    }
    ana.ask("/scene/store", {"One"sv});
    std::string told;
    while (told != R"({"COMMAND": "PATH_CHANGED", "DATA": "/scene"})") told = ws.next_text();
}

TEST_F(Listening, begins_with_nothing_after_a_reconnect) {
    {
        WsClient before(desk);
        before.say(listen(kFader));
        before.sync();
    }
    WsClient after(desk);
    ana.ask(kFader, {-6.0F});
    EXPECT_THAT(after.sync(), IsEmpty());
}

// 32 clients, 2,000 nodes each, all of which change: each hears each newest value, and the desk does not grow.
TEST(ListeningTogether, many_to_much) {
    DeskProcess desk({.desk = "channels = 64\nbuses = 16\n"});
    TcpClient ana(desk);
    std::vector<std::unique_ptr<WsClient>> all;
    for (int i = 0; i < 32; ++i) all.push_back(std::make_unique<WsClient>(desk));
    for (int channel = 1; channel <= 64; ++channel)
        for (int bus = 1; bus <= 16; ++bus)
            for (const char* what : {"level", "pan"})
                for (auto& one : all)
                    one->say(
                        listen("/channel/" + std::to_string(channel) + "/send/" + std::to_string(bus) + "/" + what));
    for (auto& one : all) EXPECT_EQ(one->sync().size(), 64U * 16 * 2);
    const long before = desk.resident_kb();
    for (int turn = 1; turn <= 5; ++turn) {
        ana.send("/channel/*/send/*/level", {static_cast<float>(-turn)});
        ana.send("/channel/*/send/*/pan", {static_cast<float>(turn) / 8});
        ana.sync();
    }
    for (auto& one : all) {
        std::map<std::string, float> newest;
        for (const Heard& heard : one->sync()) newest[heard.address] = heard.number();
        ASSERT_EQ(newest.size(), 64U * 16 * 2);
        for (const auto& [address, value] : newest) ASSERT_EQ(value, address.ends_with("pan") ? 0.625F : -5) << address;
    }
    EXPECT_LT(desk.resident_kb() - before, 64 * 1024);
}

}  // namespace
}  // namespace tutti::wire
