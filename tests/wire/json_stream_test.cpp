// What a WebSocket is told: subscriptions as binary or as text, OSCQuery's LISTEN, both languages on one connection.
#include <gmock/gmock.h>

#include "tests/wire/clients.hpp"

namespace tutti::wire {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::SizeIs;
using testing::StartsWith;
using namespace std::string_view_literals;

constexpr char kFader[] = "/channel/1/fader";
constexpr char kPan[] = "/channel/1/pan";

struct JsonStream : testing::Test {
    DeskProcess desk;
    WsClient ws{desk};
    TcpClient ben{desk};

    std::string ask(const std::string& name, const std::string& data) {
        return ws.command("{\"COMMAND\": \"" + name + "\", \"DATA\": " + data + ", \"ID\": 1}");
    }
    void say(const std::string& name, const std::string& data) {
        ws.say("{\"COMMAND\": \"" + name + "\", \"DATA\": " + data + "}");
    }
    // All texts up to the answer to a SYNC; binary frames are then in ws.waiting.
    std::vector<std::string> texts() {
        ws.say(R"({"COMMAND": "SYNC", "ID": "all"})");
        std::vector<std::string> all;
        while (!(all.emplace_back(ws.next_text())).starts_with(R"({"ID": "all", "OK": true)")) {
        }
        all.pop_back();
        return all;
    }
    HeardList binary() {
        HeardList all = ws.sync();
        return all;
    }
};

TEST_F(JsonStream, subscribe_brings_binary_frames) {
    EXPECT_EQ(ask("SUBSCRIBE", R"("/channel/1/fader")"), R"({"ID": 1, "OK": true})");
    EXPECT_EQ(of(binary(), kFader).at(0).number(), -90);
    ben.ask(kFader, {-6.0F});
    EXPECT_EQ(of(binary(), kFader).at(0).number(), -6);
    EXPECT_EQ(ask("UNSUBSCRIBE", R"("/channel/1/fader")"), R"({"ID": 1, "OK": true})");
    ben.ask(kFader, {-7.0F});
    EXPECT_THAT(binary(), IsEmpty());
    EXPECT_THAT(ask("UNSUBSCRIBE", R"("/channel/1/fader")"), HasSubstr("\"ERROR\": \"bad_value\""));
}

TEST_F(JsonStream, subscribe_with_json_brings_texts) {
    EXPECT_EQ(ask("SUBSCRIBE", R"("/channel/1/{fader,mute,name}", "JSON": true)"), R"({"ID": 1, "OK": true})");
    EXPECT_THAT(
        texts(),
        ElementsAre(MatchesRegex(
            R"re(\{"CHANGES": \{"/channel/1/name": "", "/channel/1/fader": -90, "/channel/1/mute": false\}, "REVISION": [0-9]+\})re")));
    ben.send_packet(
        bundle({message(kFader, {-6.5F}), message("/channel/1/mute", {true}), message("/channel/1/name", {"Kick"sv})}));
    ben.sync();
    EXPECT_THAT(
        texts(),
        ElementsAre(
            R"({"CHANGES": {"/channel/1/fader": -6.5, "/channel/1/mute": true, "/channel/1/name": "Kick"}, "REVISION": )" +
            std::to_string(ben.revision_of_sync) + "}"));
    EXPECT_THAT(binary(), IsEmpty());
}

TEST_F(JsonStream, of_texts_covers_the_whole_connection) {
    ask("SUBSCRIBE", R"("/channel/1/fader")");
    ask("SUBSCRIBE", R"("/channel/1/pan", "JSON": true)");
    texts();
    binary();
    ben.ask(kFader, {-6.0F});
    EXPECT_THAT(texts(), ElementsAre(StartsWith(R"({"CHANGES": {"/channel/1/fader": -6}, "REVISION": )")));
}

TEST_F(JsonStream, answers_osc_in_osc_even_where_changes_are_texts) {
    ask("SUBSCRIBE", R"("/channel/1/fader", "JSON": true)");
    texts();
    EXPECT_EQ(ws.get(kPan).number(), 0);
    ws.send("/channel/*/pan");
    EXPECT_THAT(of(binary(), "/channel/3/pan"), SizeIs(1));
    ws.send("/no/such", {1});
    EXPECT_THAT(of(binary(), "/error"), SizeIs(1));
    EXPECT_THAT(texts(), IsEmpty());
    ask("METERS", R"({"WHAT": "main", "RATE": 50})");
    EXPECT_EQ(ws.until("/meters/main").back().address, "/meters/main");
}

TEST_F(JsonStream, refresh_sends_all_again) {
    ask("SUBSCRIBE", R"("/channel/1/fader", "JSON": true)");
    texts();
    EXPECT_EQ(ask("REFRESH", R"("/channel/1/{pan,fader}")"), R"({"ID": 1, "OK": true})");
    EXPECT_THAT(texts(),
                ElementsAre(StartsWith(R"({"CHANGES": {"/channel/1/pan": 0, "/channel/1/fader": -90}, "REVISION": )")));
}

TEST_F(JsonStream, does_not_echo_but_what_may_have_crossed) {
    ask("SUBSCRIBE", R"("/channel/1/fader", "JSON": true)");
    texts();
    ask("SET", R"({"/channel/1/fader": -6})");
    EXPECT_THAT(texts(), IsEmpty());
    ben.ask(kFader, {-20.0F});
    EXPECT_THAT(texts(), SizeIs(1));
    ask("SET", R"({"/channel/1/fader": -30})");
    EXPECT_THAT(texts(), ElementsAre(StartsWith(R"({"CHANGES": {"/channel/1/fader": -30}, "REVISION": )")));
}

TEST_F(JsonStream, sync_comes_behind_what_follows_from_the_commands_before_it) {
    ask("SUBSCRIBE", R"("/channel", "JSON": true)");
    texts();
    say("SET", R"({"/channel/1/fader": 99})");
    ws.say(R"({"COMMAND": "SYNC", "ID": 5})");
    EXPECT_THAT(ws.next_text(), StartsWith(R"({"CHANGES": {"/channel/1/fader": 10})"));
    ben.sync();
    EXPECT_EQ(ws.next_text(), R"({"ID": 5, "OK": true, "REVISION": )" + std::to_string(ben.revision_of_sync) + "}");
}

TEST_F(JsonStream, both_languages_are_carried_out_in_the_order_sent) {
    for (int i = 1; i <= 50; ++i) {
        const auto level = static_cast<float>(-i);
        ws.send(kFader, {level});
        ws.say(R"({"COMMAND": "GET", "DATA": "/channel/1/fader", "ID": 1})");
        ws.say(R"({"COMMAND": "SET", "DATA": {"/channel/1/pan": )" + std::to_string(i / 100.0) + "}}");
        ws.send(kPan);
    }
    for (int i = 1; i <= 50; ++i) {
        EXPECT_EQ(ws.next_text(),
                  R"({"ID": 1, "OK": true, "VALUES": {"/channel/1/fader": -)" + std::to_string(i) + "}}");
        EXPECT_EQ(ws.until(kPan).back().number(), static_cast<float>(i / 100.0));
    }
}

TEST_F(JsonStream, resume_sends_only_what_changed) {
    ben.ask(kFader, {-6.0F});
    const auto then = ben.revision_of_sync;
    ben.ask(kPan, {0.5F});
    EXPECT_EQ(
        ask("RESUME", std::to_string(then)),
        R"({"ID": 1, "OK": true, "REVISION": )" + std::to_string(ben.revision_of_sync) + R"(, "COMPLETE": false})");
    ask("SUBSCRIBE", R"("/channel/*/{fader,pan}", "JSON": true)");
    EXPECT_THAT(texts(), ElementsAre(StartsWith(R"({"CHANGES": {"/channel/1/pan": 0.5}, "REVISION": )")));
    EXPECT_THAT(ask("RESUME", "5"), HasSubstr("\"COMPLETE\": true"));
    EXPECT_THAT(ask("RESUME", "9007199254740991"), HasSubstr("\"COMPLETE\": true"));
    ask("SUBSCRIBE", R"("/mutegroup/1/on")");
    EXPECT_THAT(texts(), ElementsAre(StartsWith(R"({"CHANGES": {"/mutegroup/1/on": false})")));
}

TEST_F(JsonStream, meters_come_as_asked_and_end) {
    EXPECT_EQ(ask("METERS", R"({"WHAT": "channels:1-2", "RATE": 60})"), R"({"ID": 1, "OK": true})");
    const Heard frame = ws.until("/meters/channels").back();
    EXPECT_EQ(frame.text().size(), 2U * (2 + 2 * 5));
    EXPECT_EQ(ask("METERS", R"({"WHAT": "channels:1-2", "RATE": 0})"), R"({"ID": 1, "OK": true})");
    binary();
    EXPECT_THAT(ask("METERS", R"({"WHAT": "spoons", "RATE": 5})"), HasSubstr("\"ERROR\": \"bad_value\""));
    EXPECT_THAT(ask("METERS", R"({"WHAT": "main", "RATE": -1})"), HasSubstr("\"ERROR\": \"bad_value\""));
    EXPECT_THAT(ask("METERS", R"({"WHAT": "main", "RATE": "fast"})"), HasSubstr("\"ERROR\": \"bad_type\""));
    EXPECT_THAT(of(binary(), "/meters/channels"), IsEmpty());
}

struct Listen : JsonStream {};

TEST_F(Listen, is_answered_by_the_value_and_then_by_each_change) {
    say("LISTEN", R"("/channel/1/fader")");
    HeardList heard = binary();
    ASSERT_THAT(heard, SizeIs(1));
    EXPECT_EQ(heard[0].number(), -90);
    ben.ask(kFader, {-6.0F});
    ben.ask(kPan, {0.5F});
    heard = binary();
    ASSERT_THAT(heard, SizeIs(1));
    EXPECT_EQ(heard[0].number(), -6);
    EXPECT_THAT(ws.texts, IsEmpty());
}

TEST_F(Listen, with_an_id_is_answered_by_a_text_too) {
    EXPECT_EQ(ask("LISTEN", R"("/channel/1/fader")"), R"({"ID": 1, "OK": true})");
    EXPECT_THAT(binary(), SizeIs(1));
    EXPECT_EQ(ask("IGNORE", R"("/channel/1/fader")"), R"({"ID": 1, "OK": true})");
}

TEST_F(Listen, is_for_the_node_alone_and_not_for_what_is_below_it) {
    EXPECT_EQ(ask("LISTEN", R"("/channel/1")"), R"({"ID": 1, "OK": true})");
    ben.ask(kFader, {-6.0F});
    EXPECT_THAT(binary(), IsEmpty());
}

TEST_F(Listen, ends_with_ignore_or_the_connection) {
    say("LISTEN", R"("/channel/1/fader")");
    binary();
    say("IGNORE", R"("/channel/1/fader")");
    binary();
    ben.ask(kFader, {-6.0F});
    EXPECT_THAT(binary(), IsEmpty());
    say("LISTEN", R"("/channel/1/fader")");
    WsClient again(desk);
    ben.ask(kFader, {-7.0F});
    EXPECT_THAT(again.sync(), IsEmpty());
}

TEST_F(Listen, and_subscribe_are_two_sets_and_tell_once) {
    say("LISTEN", R"("/channel/1/fader")");
    say("SUBSCRIBE", R"("/channel/1")");
    binary();
    ben.ask(kFader, {-6.0F});
    EXPECT_THAT(of(binary(), kFader), SizeIs(1));
    say("IGNORE", R"("/channel/1/fader")");
    ben.ask(kFader, {-7.0F});
    EXPECT_THAT(of(binary(), kFader), SizeIs(1));
    say("LISTEN", R"("/channel/1/fader")");
    say("UNSUBSCRIBE", R"("/channel/1")");
    binary();
    ben.ask(kFader, {-8.0F});
    ben.ask(kPan, {0.25F});
    const HeardList heard = binary();
    ASSERT_THAT(heard, SizeIs(1));
    EXPECT_EQ(heard[0].number(), -8);
}

TEST_F(Listen, hears_sets_of_every_kind_of_client) {
    say("LISTEN", R"("/channel/1/fader")");
    binary();
    UdpClient(desk).send(kFader, {-1.0F});
    EXPECT_EQ(ws.until(kFader).back().number(), -1);
    WsClient(desk).command(R"({"COMMAND": "SET", "DATA": {"/channel/1/fader": -2}, "ID": 1})");
    EXPECT_EQ(ws.until(kFader).back().number(), -2);
    http(desk, "PUT /channel/1/fader", "Host: 127.0.0.1\r\n", "{\"VALUE\": [-3]}");
    EXPECT_EQ(ws.until(kFader).back().number(), -3);
}

TEST_F(Listen, takes_readings) {
    say("LISTEN", R"("/session/engine/state")");
    EXPECT_EQ(ws.until([](const Heard& h) { return h.address == "/session/engine/state" && h.text() == "running"; })
                  .back()
                  .text(),
              "running");
    say("LISTEN", R"("/session/hands")");
    binary();
    ben.send("/channel/1/fader/touch", {true});
    EXPECT_THAT(
        ws.until([](const Heard& h) { return h.address == "/session/hands" && h.text() != "{}"; }).back().text(),
        MatchesRegex("\\{\"/channel/1/fader\": \".+\"\\}"));
}

}  // namespace
}  // namespace tutti::wire
