// The parts of the client library that need no desk: words and values, packets, meter frames.
#include <gmock/gmock.h>

#include "clients/remote/meters.hpp"
#include "clients/remote/packets.hpp"
#include "clients/remote/value.hpp"

namespace tutti::remote {
namespace {

using testing::ElementsAre;

TEST(RemoteValue, NumbersReadBackAsTheSameFloat) {
    EXPECT_EQ(in_words(Value(-6.0f)), "-6");
    EXPECT_EQ(in_words(Value(0.1f)), "0.1");
    EXPECT_EQ(in_words(Value(true)), "on");
    EXPECT_EQ(in_words(Value(std::string("Kick"))), "Kick");
}

TEST(RemoteValue, AWordTakesTheTypeOfWhatTheDeskHolds) {
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

TEST(RemoteValue, AWordAloneIsWhatItLooksLike) {
    EXPECT_EQ(word_alone("3"), Value(std::int32_t(3)));
    EXPECT_EQ(word_alone("3.5"), Value(3.5f));
    EXPECT_EQ(word_alone("9007199254740991"), Value(std::int64_t(9007199254740991)));
    EXPECT_EQ(word_alone("true"), Value(true));
    EXPECT_EQ(word_alone("s:3"), Value(std::string("3")));
    EXPECT_EQ(word_alone("f:3"), Value(3.0f));
    EXPECT_EQ(word_alone("i:three"), std::nullopt);
    EXPECT_EQ(word_alone("main:l"), Value(std::string("main:l")));
}

Bytes blob_of(std::initializer_list<int> words) {
    Bytes blob;
    for (const int word : words) {
        blob.push_back(static_cast<std::byte>(word & 0xff));
        blob.push_back(static_cast<std::byte>((word >> 8) & 0xff));
    }
    return blob;
}

TEST(RemoteMeters, ABlobIsRecordsInHundredths) {
    const auto frame = decode_meters({"/meters/outputs", {blob_of({1, 3, -600, -32768})}});
    ASSERT_TRUE(frame);
    EXPECT_EQ(frame->what, "outputs");
    EXPECT_EQ(frame->first, 3);
    EXPECT_THAT(frame->records, ElementsAre(ElementsAre(-6.0f), ElementsAre(-327.68f)));
}

TEST(RemoteMeters, WhatIsNoMeterFrameIsLeftAlone) {
    EXPECT_FALSE(decode_meters({"/channel/1/fader", {-6.0f}}));
    EXPECT_FALSE(decode_meters({"/meters/main", {Bytes(3)}}));
    EXPECT_FALSE(decode_meters({"/meters/main", {blob_of({0, 1, 5})}}));
    EXPECT_TRUE(decode_meters({"/meters/main", {blob_of({6, 1, 5})}})->records.empty()) << "a record cut short";
}

TEST(RemotePackets, WhatIsEncodedIsDecodedHoweverItIsCutUp) {
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

TEST(RemotePackets, AStrangerOnTheLineIsNoticed) {
    const std::string_view http = "HTTP/1.1 400 Bad Request\r\n\r\n";
    PacketReader reader;
    std::deque<Message> messages;
    EXPECT_FALSE(reader.read(std::as_bytes(std::span(http)), messages));
}

}  // namespace
}  // namespace tutti::remote
