// The text commands of a WebSocket: what a script without an OSC codec can do, in the exact words of the answers.
#include <gmock/gmock.h>

#include "tests/wire/clients.hpp"

namespace tutti::wire {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::SizeIs;
using testing::StartsWith;
using namespace std::string_view_literals;

constexpr char kFader[] = "/channel/1/fader";

struct Json : testing::Test {
    DeskProcess desk;
    WsClient ws{desk};
    TcpClient ben{desk};

    std::string ask(const std::string& name, const std::string& data) {
        return ws.command("{\"COMMAND\": \"" + name + "\", \"DATA\": " + data + ", \"ID\": 1}");
    }
    std::string value(const std::string& address) {
        const std::string answer = ask("GET", "\"" + address + "\"");
        const std::string head = "{\"ID\": 1, \"OK\": true, \"VALUES\": {\"" + address + "\": ";
        if (!answer.starts_with(head)) return answer;
        return answer.substr(head.size(), answer.size() - head.size() - 2);
    }
    // All texts up to the answer to a SYNC.
    std::vector<std::string> texts() {
        ws.say(R"({"COMMAND": "SYNC", "ID": "all"})");
        std::vector<std::string> all;
        while (!(all.emplace_back(ws.next_text())).starts_with(R"({"ID": "all", "OK": true)")) {
        }
        all.pop_back();
        return all;
    }
};

MATCHER_P(is_refused, code, "") {
    return testing::ExplainMatchResult(
        MatchesRegex("\\{\"ID\": 1, \"ERROR\": \"" + std::string(code) + "\", \"REASON\": \".+\"\\}"), arg,
        result_listener);
}

TEST_F(Json, get_tells_one_value_of_each_type) {
    EXPECT_EQ(ask("GET", R"("/channel/1/fader")"), R"({"ID": 1, "OK": true, "VALUES": {"/channel/1/fader": -90}})");
    EXPECT_EQ(value("/channel/1/mute"), "false");
    EXPECT_EQ(value("/channel/1/hpf/slope"), "18");
    EXPECT_EQ(value("/channel/1/eq/band/1/type"), "\"bell\"");
    EXPECT_EQ(value("/channel/2/input/source"), "\"input:2\"");
    EXPECT_EQ(value("/channel/1/color"), "\"#808080\"");
    EXPECT_EQ(value("/session/hands"), "\"{}\"");
    EXPECT_THAT(value("/session/revision"), MatchesRegex("[0-9]{15,}"));
}

TEST_F(Json, get_takes_patterns_and_containers) {
    EXPECT_EQ(ask("GET", R"("/channel/[12]/{pan,mute}")"),
              R"({"ID": 1, "OK": true, "VALUES": {"/channel/1/pan": 0, "/channel/1/mute": false, )"
              R"("/channel/2/pan": 0, "/channel/2/mute": false}})");
    EXPECT_EQ(
        ask("GET", R"("/mutegroup/2")"),
        R"({"ID": 1, "OK": true, "VALUES": {"/mutegroup/2/name": "", "/mutegroup/2/color": "#808080", "/mutegroup/2/on": false}})");
    EXPECT_THAT(ask("GET", R"("/")"), HasSubstr("\"/session/engine/state\": "));
}

TEST_F(Json, numbers_are_the_shortest_that_read_back) {
    for (const char* number : {"-6.1", "-0.3", "3.3333333", "-89.99999", "0.1"}) {
        ask("SET", "{\"/channel/1/fader\": " + std::string(number) + "}");
        EXPECT_EQ(value(kFader), number);
    }
    EXPECT_THAT(ask("SET", R"({"/channel/1/fader": -0.0})"), HasSubstr("OK"));
    EXPECT_EQ(value(kFader), "0");
}

TEST_F(Json, any_id_comes_back_as_it_was_sent) {
    for (const char* id : {"7", "-1.5e3", "1.0", "9007199254740993", R"("a \"b\" \u00e9")", R"({"k": [1, 2]})",
                           "[null, true]", "true", "0", "\"\""})
        EXPECT_THAT(ws.command(R"({"ID": )" + std::string(id) + R"(, "COMMAND": "SYNC"})"),
                    StartsWith("{\"ID\": " + std::string(id) + ", \"OK\": true, \"REVISION\": "));
}

TEST_F(Json, without_an_id_only_a_refusal_is_answered) {
    for (const char* command :
         {R"({"COMMAND": "SET", "DATA": {"/channel/1/fader": -6}})", R"({"COMMAND": "SYNC"})",
          R"({"COMMAND": "SYNC", "ID": null})", R"({"COMMAND": "GET", "DATA": "/channel/1/fader"})",
          R"({"COMMAND": "SUBSCRIBE", "DATA": "/main"})", R"({"COMMAND": "UNSUBSCRIBE", "DATA": "/main"})",
          R"({"COMMAND": "DO", "DATA": ["/monitor/1/solo/clear"]})", R"({"COMMAND": "RESUME", "DATA": 1})",
          R"({"COMMAND": "METERS", "DATA": {"WHAT": "main", "RATE": 5}})", R"({"COMMAND": "NEVER_HEARD_OF"})"}) {
        ws.say(command);
        EXPECT_THAT(texts(), IsEmpty()) << command;
    }
    EXPECT_EQ(value(kFader), "-6");
    ws.say(R"({"COMMAND": "SET", "DATA": {"/no/such": 1}})");
    EXPECT_THAT(texts(), ElementsAre(StartsWith(R"({"ID": null, "ERROR": "unknown_address", "REASON": ")")));
}

TEST_F(Json, set_takes_values_as_the_parameters_are) {
    EXPECT_THAT(
        ask("SET",
            R"({"/channel/1/fader": -6, "/channel/1/mute": true, "/channel/2/mute": 1, "/channel/1/hpf/slope": 24.0,
        "/channel/1/eq/band/1/type": "notch", "/channel/1/eq/band/2/type": 1, "/channel/1/input/source": "none",
        "/channel/1/name": "Kick \"in\" \u00fc"})"),
        MatchesRegex(R"(\{"ID": 1, "OK": true, "REVISION": [0-9]+\})"));
    EXPECT_EQ(value(kFader), "-6");
    EXPECT_EQ(value("/channel/1/mute"), "true");
    EXPECT_EQ(value("/channel/2/mute"), "true");
    EXPECT_EQ(value("/channel/1/hpf/slope"), "24");
    EXPECT_EQ(value("/channel/1/eq/band/1/type"), "\"notch\"");
    EXPECT_EQ(value("/channel/1/eq/band/2/type"), "\"low_shelf\"");
    EXPECT_EQ(value("/channel/1/input/source"), "\"none\"");
    EXPECT_EQ(value("/channel/1/name"), R"("Kick \"in\" ü")");
}

TEST_F(Json, set_is_one_revision_and_others_hear_it_in_one_packet) {
    ben.ask("/subscribe", {"/channel"sv});
    const auto before = ben.revision_of_sync;
    EXPECT_EQ(ask("SET", R"({"/channel/1/fader": -6, "/channel/2/fader": -7, "/channel/3/mute": true})"),
              R"({"ID": 1, "OK": true, "REVISION": )" + std::to_string(before + 1) + "}");
    const HeardList heard = ben.sync();
    ASSERT_THAT(heard, testing::Contains(testing::Field(&Heard::address, "/channel/2/fader")));
    EXPECT_EQ(of(heard, kFader).at(0).packet, of(heard, "/channel/3/mute").at(0).packet);
}

TEST_F(Json, set_is_all_or_nothing_and_names_the_first_refusal) {
    const std::string answer = ask("SET", R"({"/channel/1/fader": -6, "/no/such": 1, "/channel/2/fader": "loud"})");
    EXPECT_THAT(answer, is_refused("unknown_address"));
    EXPECT_THAT(answer, HasSubstr("/no/such"));
    EXPECT_EQ(value(kFader), "-90");
    EXPECT_THAT(ask("SET", R"({"/channel/1/fader/by": 3, "/channel/1/mute/toggle": true})"), is_refused("bad_type"));
    EXPECT_EQ(value(kFader), "-90");
}

TEST_F(Json, what_was_clamped_comes_back_to_the_sender) {
    EXPECT_THAT(ask("SET", R"({"/channel/1/fader": 99})"), HasSubstr("\"OK\""));
    EXPECT_EQ(ws.until(kFader).back().number(), 10);
    ask("SUBSCRIBE", R"("/channel/2/fader", "JSON": true)");
    texts();
    EXPECT_THAT(ask("SET", R"({"/channel/1/fader": 99})"), HasSubstr("\"OK\""));
    EXPECT_THAT(texts(), ElementsAre(StartsWith(R"({"CHANGES": {"/channel/1/fader": 10}, "REVISION": )")));
}

TEST_F(Json, values_that_do_not_fit_are_refused) {
    EXPECT_THAT(ask("SET", R"({"/channel/1/fader": "-6"})"), is_refused("bad_type"));
    EXPECT_THAT(ask("SET", R"({"/channel/1/fader": null})"), is_refused("bad_type"));
    EXPECT_THAT(ask("SET", R"({"/channel/1/fader": [-6]})"), is_refused("bad_type"));
    EXPECT_THAT(ask("SET", R"({"/channel/1/fader": {"dB": -6}})"), is_refused("bad_type"));
    EXPECT_THAT(ask("SET", R"({"/channel/1/mute": "true"})"), is_refused("bad_type"));
    EXPECT_THAT(ask("SET", R"({"/channel/1/name": 5})"), is_refused("bad_type"));
    EXPECT_THAT(ask("SET", R"({"/channel/1/fader": 1e999})"), is_refused("bad_value"));
    EXPECT_THAT(ask("SET", R"({"/channel/1/fader": -1e999})"), is_refused("bad_value"));
    EXPECT_THAT(ask("SET", R"({"/channel/1/mute": 2})"), is_refused("bad_value"));
    EXPECT_THAT(ask("SET", R"({"/channel/1/eq/band/1/type": "bent"})"), is_refused("bad_value"));
    EXPECT_THAT(ask("SET", R"({"/channel/1/eq/band/1/type": 6})"), is_refused("bad_value"));
    EXPECT_THAT(ask("SET", R"({"/channel/1/input/source": "input:999"})"), is_refused("bad_value"));
    EXPECT_THAT(ask("SET", R"({"/session/revision": 5})"), is_refused("read_only"));
    EXPECT_THAT(ask("SET", R"({"/*/*/*/*/*/*/*/*/*": 5})"), is_refused("too_large"));
    EXPECT_EQ(value(kFader), "-90");
}

TEST_F(Json, what_is_no_command_is_refused_and_closes_nothing) {
    const auto refused = [&](const std::string& text, const char* code) {
        EXPECT_THAT(ws.command(text), StartsWith(R"({"ID": null, "ERROR": ")" + std::string(code) + "\"")) << text;
    };
    refused("", "bad_value");
    refused("SET /channel/1/fader -6", "bad_value");
    refused("[1]", "bad_value");
    refused(R"({"COMMAND": "GET", "DATA": )", "bad_value");
    refused(R"({"COMMAND": "GET"} {})", "bad_value");
    refused(R"({"DATA": "/"})", "bad_type");
    refused(R"({"COMMAND": 5})", "bad_type");
    refused(R"({"COMMAND": "GET", "DATA": )" + std::string(40, '[') + std::string(40, ']') + "}", "bad_value");
    refused(R"({"COMMAND": "SYNC", "ID": ")" + std::string(300, 'x') + "\"}", "bad_value");
    EXPECT_THAT(ask("NO_SUCH_COMMAND", "1"), is_refused("bad_value"));
    for (const char* name :
         {"GET", "SUBSCRIBE", "UNSUBSCRIBE", "REFRESH", "SET", "DO", "RESUME", "METERS", "LISTEN", "IGNORE"}) {
        EXPECT_THAT(ask(name, "true"), is_refused("bad_type")) << name;
        EXPECT_THAT(ws.command(R"({"COMMAND": ")" + std::string(name) + R"(", "ID": 1})"), is_refused("bad_type"))
            << name;
    }
    for (const char* name : {"GET", "SUBSCRIBE", "REFRESH", "LISTEN", "IGNORE"}) {
        EXPECT_THAT(ask(name, R"("/no/such")"), is_refused("unknown_address")) << name;
        EXPECT_THAT(ask(name, "\"\""), is_refused("unknown_address")) << name;
    }
    EXPECT_THAT(ask("GET", "\"/" + std::string(300, 'a') + "*\""), is_refused("too_large"));
    EXPECT_EQ(value(kFader), "-90");
}

TEST_F(Json, refusals_nobody_asked_for_are_twenty_a_second_and_then_one_busy) {
    const auto first = std::chrono::steady_clock::now();
    for (int i = 0; i < 100; ++i) ws.say("nonsense");
    int refused = 0;
    std::string last;
    while (!(last = ws.next_text()).starts_with(R"({"ID": null, "ERROR": "busy")")) ++refused;
    EXPECT_THAT(last, MatchesRegex(".*[0-9]+ errors were left out.*"));
    EXPECT_GE(refused, 20);
    // The `busy` comes a second after the first that it counts.
    EXPECT_LE(refused, 20 * (1 + (std::chrono::steady_clock::now() - first) / std::chrono::seconds(1)));
}

TEST_F(Json, do_carries_out_an_action) {
    ask("SET", R"({"/channel/1/solo/1": true, "/bus/2/solo/1": true, "/channel/1/solo/2": true})");
    EXPECT_THAT(ask("DO", R"(["/monitor/1/solo/clear"])"),
                MatchesRegex(R"(\{"ID": 1, "OK": true, "RESULT": \[\], "REVISION": [0-9]+\})"));
    EXPECT_EQ(value("/channel/1/solo/1"), "false");
    EXPECT_EQ(value("/bus/2/solo/1"), "false");
    EXPECT_EQ(value("/channel/1/solo/2"), "true");
    EXPECT_THAT(ask("DO", R"(["/monitor/1/solo/clear", 1])"), is_refused("bad_type"));
    EXPECT_THAT(ask("DO", R"(["/no/such"])"), is_refused("unknown_address"));
    EXPECT_THAT(ask("DO", "[]"), is_refused("bad_type"));
    EXPECT_THAT(ask("DO", "[5]"), is_refused("bad_type"));
}

TEST_F(Json, do_moves_relatively_too) {
    EXPECT_THAT(ask("DO", R"(["/channel/1/fader/by", 84])"), HasSubstr("\"OK\""));
    EXPECT_EQ(value(kFader), "-6");
    EXPECT_THAT(ask("DO", R"(["/channel/1/mute/toggle"])"), HasSubstr("\"OK\""));
    EXPECT_EQ(value("/channel/1/mute"), "true");
    EXPECT_THAT(ask("DO", R"(["/channel/1/fader/reset"])"), HasSubstr("\"OK\""));
    EXPECT_EQ(value(kFader), "-90");
}

TEST_F(Json, login_of_nobody_is_refused) {
    EXPECT_THAT(ask("LOGIN", R"({"USER": "ana", "PIN": "4821"})"), is_refused("not_allowed"));
    EXPECT_THAT(ask("LOGIN", R"({"TOKEN": "abc"})"), is_refused("not_allowed"));
}

}  // namespace
}  // namespace tutti::wire
