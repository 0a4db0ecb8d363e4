// WebSocket text commands: what is understood, what is refused and with which code, and the answers as text.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cmath>

#include "engine/console/layout.hpp"
#include "protocol/json/command.hpp"

namespace tutti::json {
namespace {

using Name = Command::Name;
using namespace std::string_view_literals;

Command command(std::string_view text) {
    auto parsed = parse_command(text);
    if (const auto* unreadable = std::get_if<Unreadable>(&parsed)) {
        ADD_FAILURE() << text << ": " << unreadable->refusal.reason;
        return {};
    }
    return std::get<Command>(parsed);
}

Unreadable refused(std::string_view text) {
    auto parsed = parse_command(text);
    if (auto* unreadable = std::get_if<Unreadable>(&parsed)) return *unreadable;
    ADD_FAILURE() << text << " was taken";
    return {};
}

// The code with which a channel's fader refuses this value; "" where it takes it.
std::string_view fader_says(const Scalar& value) {
    static const Layout layout(Sizes{});
    const auto accepted = accept(layout, layout.row(layout.slot("fader"_channel)), argument_of(value));
    const auto* refusal = std::get_if<Refusal>(&accepted);
    return refusal ? code_name(refusal->code) : ""sv;
}

TEST(JsonCommand, OneOfEach) {
    EXPECT_EQ(command(R"({"COMMAND": "LISTEN", "DATA": "/channel/1/fader"})").name, Name::listen);
    EXPECT_EQ(command(R"({"COMMAND": "LISTEN", "DATA": "/channel/1/fader"})").pattern, "/channel/1/fader");
    EXPECT_EQ(command(R"({"COMMAND": "IGNORE", "DATA": "/a"})").name, Name::ignore);
    EXPECT_EQ(command(R"({"COMMAND": "UNSUBSCRIBE", "DATA": "/a"})").name, Name::unsubscribe);
    EXPECT_EQ(command(R"({"COMMAND": "REFRESH", "DATA": "/a"})").name, Name::refresh);
    EXPECT_EQ(command(R"({"COMMAND": "GET", "DATA": "/channel/*/fader", "ID": 1})").name, Name::get);
    EXPECT_EQ(command(R"({"COMMAND": "SYNC", "ID": 1})").name, Name::sync);
    EXPECT_EQ(command(R"({"COMMAND": "LOGOUT"})").name, Name::logout);
    const Command unknown = command(R"({"COMMAND": "START_OSC_STREAMING", "DATA": {"LOCAL_SERVER_PORT": 1}})");
    EXPECT_EQ(unknown.name, Name::unknown);
    EXPECT_EQ(unknown.word, "START_OSC_STREAMING");
}

TEST(JsonCommand, SubscribeSaysWhetherAsText) {
    EXPECT_FALSE(command(R"({"COMMAND": "SUBSCRIBE", "DATA": "/"})").json);
    EXPECT_FALSE(command(R"({"COMMAND": "SUBSCRIBE", "DATA": "/", "JSON": false})").json);
    EXPECT_TRUE(command(R"({"COMMAND": "SUBSCRIBE", "DATA": "/", "JSON": true})").json);
}

TEST(JsonCommand, SetKeepsOrderAndTypes) {
    const Command set = command(
        R"({"COMMAND": "SET", "DATA": {"/c": -6, "/b": 1.5, "/a": true, "/d": "bell", "/e": null, "/f": [1], "/g": {}}})");
    ASSERT_EQ(set.values.size(), 7U);
    EXPECT_EQ(set.values[0], (std::pair<std::string, Scalar>("/c", std::int64_t{-6})));
    EXPECT_EQ(set.values[1], (std::pair<std::string, Scalar>("/b", 1.5)));
    EXPECT_EQ(set.values[2], (std::pair<std::string, Scalar>("/a", true)));
    EXPECT_EQ(set.values[3], (std::pair<std::string, Scalar>("/d", std::string("bell"))));
    for (std::size_t i = 4; i < 7; ++i) EXPECT_EQ(fader_says(set.values[i].second), "bad_type");
}

TEST(JsonCommand, NumbersThatDoNotFitAreBadValues) {
    const auto value = [](std::string_view number) {
        return command(R"({"COMMAND": "SET", "DATA": {"/a": )" + std::string(number) + "}}").values.at(0).second;
    };
    EXPECT_EQ(fader_says(value("1e999")), "bad_value");
    EXPECT_EQ(fader_says(value("-1e999")), "bad_value");
    EXPECT_EQ(fader_says(value("1e300")), "");  // clamped, as every number
    EXPECT_EQ(fader_says(value("18446744073709551615")), "");
    EXPECT_EQ(fader_says(value("123456789012345678901234567890")), "");
    EXPECT_EQ(fader_says(value("0.1")), "");
    for (const auto none : {"NaN"sv, "Infinity"sv, "-Infinity"sv, "+1"sv, "01"sv, "1e99999999999999999999"sv, "0x10"sv})
        EXPECT_EQ(refused(R"({"COMMAND": "SET", "DATA": {"/a": )" + std::string(none) + "}}").refusal.code,
                  Code::bad_value);
}

TEST(JsonCommand, DoTakesAnAddressAndArguments) {
    const Command act = command(R"({"COMMAND": "DO", "DATA": ["/scene/recall", 3, "all", 0.5, false]})");
    EXPECT_EQ(act.name, Name::do_);
    EXPECT_EQ(act.pattern, "/scene/recall");
    ASSERT_EQ(act.arguments.size(), 4U);
    EXPECT_EQ(act.arguments[0], Scalar(std::int64_t{3}));
    EXPECT_EQ(act.arguments[3], Scalar(false));
    for (const auto data : {"[]", "[3]", "\"/a\"", "null"})
        EXPECT_EQ(refused(std::string(R"({"COMMAND": "DO", "DATA": )") + data + "}").refusal.code, Code::bad_type);
}

TEST(JsonCommand, LoginResumeAndMeters) {
    const Command pin = command(R"({"COMMAND": "LOGIN", "DATA": {"USER": "ana", "PIN": "4821"}})");
    EXPECT_EQ(pin.user + ' ' + pin.pin + ' ' + pin.token, "ana 4821 ");
    EXPECT_EQ(command(R"({"COMMAND": "LOGIN", "DATA": {"TOKEN": "t"}})").token, "t");
    EXPECT_EQ(command(R"({"COMMAND": "RESUME", "DATA": 9007199254740991})").revision, 9007199254740991);
    EXPECT_EQ(refused(R"({"COMMAND": "RESUME", "DATA": "7"})").refusal.code, Code::bad_type);
    EXPECT_EQ(refused(R"({"COMMAND": "RESUME"})").refusal.code, Code::bad_type);
    const Command meters = command(R"({"COMMAND": "METERS", "DATA": {"WHAT": "channels:1-8", "RATE": 30}})");
    EXPECT_EQ(meters.what, "channels:1-8");
    EXPECT_EQ(meters.rate, 30);
    EXPECT_EQ(command(R"({"COMMAND": "METERS", "DATA": {"WHAT": "channels"}})").rate, 25);
    EXPECT_EQ(refused(R"({"COMMAND": "METERS", "DATA": {"WHAT": "channels", "RATE": "fast"}})").refusal.code,
              Code::bad_type);
    EXPECT_EQ(refused(R"({"COMMAND": "METERS", "DATA": {"WHAT": "channels", "RATE": 1e999}})").refusal.code,
              Code::bad_value);
    EXPECT_EQ(refused(R"({"COMMAND": "METERS", "DATA": "channels"})").refusal.code, Code::bad_type);
}

TEST(JsonCommand, TheIdComesBackWordForWord) {
    const auto id = [](std::string_view text) {
        return command(R"({"ID": )" + std::string(text) + R"(, "COMMAND": "SYNC"})").id;
    };
    for (const auto text : {"1"sv, "1.50"sv, "-0.0"sv, "12345678901234567890123"sv, "\"a\\u0041\\n\\\"]}\""sv, "true"sv,
                            "{\"a\" : [1, {\"ID\": 2}]}"sv, "[ ]"sv, "\"\xC3\xA9\""sv})
        EXPECT_EQ(id(text), text);
    EXPECT_EQ(id("null"), "");
    EXPECT_EQ(command(R"({"COMMAND": "SYNC"})").id, "");
    EXPECT_EQ(command(R"( { "DATA" : {"ID": 5, "x": "\"ID\": 6"} , "ID" : 7 , "COMMAND" : "SYNC" } )").id, "7");
    EXPECT_EQ(command(R"({"ID": 1, "COMMAND": "SYNC", "ID": 2})").id, "2");
    EXPECT_EQ(command(R"({"\u0049D": 1e999, "COMMAND": "SYNC"})").id, "");
}

TEST(JsonCommand, AnIdHasAtMost256Bytes) {
    const auto with_id = [](std::size_t size) {
        return R"({"COMMAND": "SYNC", "ID": ")" + std::string(size - 2, 'x') + "\"}";
    };
    EXPECT_EQ(command(with_id(256)).id.size(), 256U);
    EXPECT_EQ(refused(with_id(257)).refusal.code, Code::bad_value);
    EXPECT_EQ(refused(with_id(257)).id, "");
}

TEST(JsonCommand, ARefusalBearsTheId) {
    EXPECT_EQ(refused(R"({"COMMAND": "GET", "ID": "q7"})").id, "\"q7\"");
    EXPECT_EQ(refused(R"({"ID": 7})").id, "7");
    EXPECT_EQ(refused(R"({"ID": 7, "COMMAND": 3})").refusal.code, Code::bad_type);
}

TEST(JsonCommand, WhatIsNoJsonObjectIsABadValue) {
    for (const auto text :
         {""sv, " "sv, "{"sv, "}"sv, "[]"sv, "null"sv, "{\"COMMAND\": \"SYNC\"} x"sv, "{'COMMAND': 'SYNC'}"sv,
          "{\"COMMAND\": \"SYNC\",}"sv, "{\"COMMAND\": \"\xff\"}"sv, "\0"sv, "{\"COMMAND\": \"S\nYNC\"}"sv})
        EXPECT_EQ(refused(text).refusal.code, Code::bad_value) << testing::PrintToString(text);
}

TEST(JsonCommand, SixteenDeepAndNoDeeper) {
    const auto deep = [](int depth) {  // the object itself is one of them
        return R"({"COMMAND": "SYNC", "DATA": )" + std::string(static_cast<std::size_t>(depth - 1), '[') +
               std::string(static_cast<std::size_t>(depth - 1), ']') + "}";
    };
    EXPECT_EQ(command(deep(16)).name, Name::sync);
    EXPECT_EQ(refused(deep(17)).refusal.code, Code::bad_value);
    EXPECT_EQ(refused(deep(500'000)).refusal.code, Code::bad_value);
}

TEST(JsonCommand, AMebibyteAndNoMore) {
    std::string text = R"({"COMMAND": "SYNC"})";
    text.append((1 << 20) - text.size(), ' ');
    EXPECT_EQ(command(text).name, Name::sync);
    EXPECT_EQ(refused(text + ' ').refusal.code, Code::too_large);
}

TEST(JsonCommand, CutShortAnywhereIsRefused) {
    const std::string text = R"({"COMMAND": "SET", "DATA": {"/a": "\u00e9\n", "/b": [1, -2.5e3]}, "ID": {"a": "b"}})";
    for (std::size_t size = 0; size < text.size(); ++size) refused(std::string_view(text).substr(0, size));
    EXPECT_EQ(command(text).id, R"({"a": "b"})");
}

TEST(JsonCommand, PutBodies) {
    const auto put = [](std::string_view text) { return parse_put(text); };
    EXPECT_EQ(std::get<Scalar>(put(R"({"VALUE": [-6]})")), Scalar(std::int64_t{-6}));
    EXPECT_EQ(std::get<Scalar>(put(R"({"VALUE": "bell"})")), Scalar(std::string("bell")));
    EXPECT_EQ(std::get<Refusal>(put(R"({"VALUE": [1, 2]})")).code, Code::bad_type);
    EXPECT_EQ(std::get<Refusal>(put(R"({"VALUE": []})")).code, Code::bad_type);
    EXPECT_EQ(fader_says(std::get<Scalar>(put(R"({"VALUE": [[1]]})"))), "bad_type");
    EXPECT_EQ(fader_says(std::get<Scalar>(put(R"({"VALUE": [-1e999]})"))), "bad_value");
    for (const auto text : {"", "[1]", "{}", "{\"VALUE\": [1]", "-6"})
        EXPECT_EQ(std::get<Refusal>(put(text)).code, Code::bad_value) << text;
    EXPECT_EQ(std::get<Refusal>(put(std::string((1 << 20) + 1, ' '))).code, Code::too_large);
}

TEST(JsonReply, AsTheContractHasThem) {
    EXPECT_EQ(reply_ok("7"), R"({"ID": 7, "OK": true})");
    EXPECT_EQ(reply_ok("\"a\"", R"("REVISION": 5)"), R"({"ID": "a", "OK": true, "REVISION": 5})");
    EXPECT_EQ(reply_error("", {Code::bad_value, "no \"such\" \xff"}),
              "{\"ID\": null, \"ERROR\": \"bad_value\", \"REASON\": \"no \\\"such\\\" \xEF\xBF\xBD\"}");
    EXPECT_EQ(http_error({Code::unknown_address, "none"}), R"({"ERROR": "unknown_address", "REASON": "none"})");
}

}  // namespace
}  // namespace tutti::json
