// The parts of the command line client that need no desk: words and values, JSON, and the picture of the meters.
#include <gmock/gmock.h>

#include "clients/cli/bars.hpp"
#include "clients/cli/json.hpp"
#include "clients/cli/packets.hpp"
#include "clients/cli/table.hpp"
#include "clients/cli/value.hpp"

namespace tutti::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

TEST(CliValue, NumbersReadBackAsTheSameFloat) {
    EXPECT_EQ(in_words(Value(-6.0f)), "-6");
    EXPECT_EQ(in_words(Value(0.1f)), "0.1");
    EXPECT_EQ(in_words(Value(true)), "on");
    EXPECT_EQ(in_words(Value(std::string("Kick"))), "Kick");
}

TEST(CliValue, AWordTakesTheTypeOfWhatTheDeskHolds) {
    EXPECT_EQ(word_like("-6", Value(0.0f)), Value(-6.0f));
    EXPECT_EQ(word_like("+3", Value(0.0f)), Value(3.0f));
    EXPECT_EQ(word_like("12", Value(std::string("Kick"))), Value(std::string("12")));
    EXPECT_EQ(word_like("off", Value(true)), Value(false));
    EXPECT_EQ(word_like("1", Value(false)), Value(true));
    EXPECT_EQ(word_like("off", Value(0.0f)), Value(-std::numeric_limits<float>::infinity()));
    EXPECT_EQ(word_like("18", Value(std::int32_t(12))), Value(std::int32_t(18)));
    EXPECT_EQ(word_like("loud", Value(0.0f)), std::nullopt);
    EXPECT_EQ(word_like("6dB", Value(0.0f)), std::nullopt);
    EXPECT_EQ(word_like("maybe", Value(true)), std::nullopt);
}

TEST(CliValue, AWordAloneIsWhatItLooksLike) {
    EXPECT_EQ(word_alone("3"), Value(std::int32_t(3)));
    EXPECT_EQ(word_alone("3.5"), Value(3.5f));
    EXPECT_EQ(word_alone("9007199254740991"), Value(std::int64_t(9007199254740991)));
    EXPECT_EQ(word_alone("true"), Value(true));
    EXPECT_EQ(word_alone("s:3"), Value(std::string("3")));
    EXPECT_EQ(word_alone("f:3"), Value(3.0f));
    EXPECT_EQ(word_alone("i:three"), std::nullopt);
    EXPECT_EQ(word_alone("main:l"), Value(std::string("main:l")));
}

TEST(CliJson, WhatIsDumpedIsLoaded) {
    const std::vector<Message> messages = {{"/channel/1/fader", {-6.5f}},
                                           {"/channel/1/mute", {true}},
                                           {"/channel/1/name", {std::string("Kick \"in\"")}},
                                           {"/channel/1/hpf/slope", {std::int32_t(18)}}};
    const std::vector<Message> back = from_json(to_json(messages, true));
    ASSERT_EQ(back.size(), messages.size());
    for (std::size_t index = 0; index < back.size(); ++index) {
        EXPECT_EQ(back[index].address, messages[index].address);
        EXPECT_EQ(back[index].arguments, messages[index].arguments);
    }
}

TEST(CliJson, WhatIsNoObjectOfValuesIsRefusedWithASentence) {
    EXPECT_THROW(from_json("{"), std::runtime_error);
    EXPECT_THROW(from_json("[1]"), std::runtime_error);
    EXPECT_THROW(from_json(R"({"fader": 1})"), std::runtime_error);
    EXPECT_THROW(from_json(R"({"/fader": [1]})"), std::runtime_error);
}

Bytes blob_of(std::initializer_list<int> words) {
    Bytes blob;
    for (const int word : words) {
        blob.push_back(static_cast<std::byte>(word & 0xff));
        blob.push_back(static_cast<std::byte>((word >> 8) & 0xff));
    }
    return blob;
}

TEST(CliBars, ABlobIsRecordsInHundredths) {
    const auto frame = decode_meters({"/meters/outputs", {blob_of({1, 3, -600, -32768})}});
    ASSERT_TRUE(frame);
    EXPECT_EQ(frame->what, "outputs");
    EXPECT_EQ(frame->first, 3);
    EXPECT_THAT(frame->records, ElementsAre(ElementsAre(-6.0f), ElementsAre(-327.68f)));
    EXPECT_EQ(in_plain_lines(*frame), "outputs 3 -6\noutputs 4 -327.68\n");
    EXPECT_EQ(in_json(*frame), R"({"what": "outputs", "first": 3, "records": [[-6], [-327.68]]})");
}

TEST(CliBars, WhatIsNoMeterFrameIsLeftAlone) {
    EXPECT_FALSE(decode_meters({"/channel/1/fader", {-6.0f}}));
    EXPECT_FALSE(decode_meters({"/meters/main", {Bytes(3)}}));
    EXPECT_FALSE(decode_meters({"/meters/main", {blob_of({0, 1, 5})}}));
    EXPECT_TRUE(decode_meters({"/meters/main", {blob_of({6, 1, 5})}})->records.empty()) << "a record cut short";
}

TEST(CliBars, ABarGrowsWithItsLevel) {
    EXPECT_EQ(bar(-60, 4), "    ");
    EXPECT_EQ(bar(0, 4), "████");
    EXPECT_EQ(bar(12, 4), "████");
    EXPECT_EQ(bar(-30, 4), "██  ");
    EXPECT_EQ(bar(-22.5f, 4), "██▌ ");
}

TEST(CliBars, ThePictureFitsTheTerminalAndSaysWhatIsLeftOut) {
    MeterFrame frame{"channels", 1, std::vector<std::vector<float>>(32, {-6, -3.1f, 0, 0, -12})};
    Look look{.columns = 80, .rows = 10, .colours = false, .names = {{1, "Gitarre für Ända"}}};
    const auto lines = draw(frame, look);
    ASSERT_EQ(lines.size(), 9u);
    EXPECT_THAT(lines[0], StartsWith("   1 Gitarre fü "));
    EXPECT_THAT(lines[0], HasSubstr("gate   -3.1"));
    EXPECT_THAT(lines[8], HasSubstr("24 more: ask for a range, as channels:9-32"));
    for (const auto& line : lines) {
        const auto cells = std::count_if(line.begin(), line.end(), [](char byte) { return (byte & 0xC0) != 0x80; });
        EXPECT_LE(cells, 80);
    }
}

TEST(CliTable, ReadingsAreKnownByTheirRow) {
    EXPECT_TRUE(is_reading("/channel/12/muted_by"));
    EXPECT_TRUE(is_reading("/session/engine/load"));
    EXPECT_TRUE(is_reading("/monitor/1/solo/active"));
    EXPECT_FALSE(is_reading("/channel/12/send/3/level"));
    EXPECT_FALSE(is_reading("/main/fader"));
    EXPECT_FALSE(is_reading("/something/new"));
    EXPECT_FALSE(is_reading(""));
}

TEST(CliPackets, WhatIsEncodedIsDecodedHoweverItIsCutUp) {
    const std::string packet =
        encode_packet({{"/channel/1/fader", {-6.0f}}, {"/channel/1/name", {std::string("Kick")}}, {"/a/b", {true}}});
    PacketReader reader;
    std::deque<Message> messages;
    for (const char& byte : packet) ASSERT_TRUE(reader.read(std::as_bytes(std::span(&byte, 1)), messages));
    ASSERT_EQ(messages.size(), 3u);
    EXPECT_EQ(messages[0].address, "/channel/1/fader");
    EXPECT_EQ(messages[0].arguments, std::vector<Value>{-6.0f});
    EXPECT_EQ(messages[1].arguments, std::vector<Value>{std::string("Kick")});
    EXPECT_EQ(messages[2].arguments, std::vector<Value>{true});
}

TEST(CliPackets, AStrangerOnTheLineIsNoticed) {
    const std::string_view http = "HTTP/1.1 400 Bad Request\r\n\r\n";
    PacketReader reader;
    std::deque<Message> messages;
    EXPECT_FALSE(reader.read(std::as_bytes(std::span(http)), messages));
}

}  // namespace
}  // namespace tutti::cli
