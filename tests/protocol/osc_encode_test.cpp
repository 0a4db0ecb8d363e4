// Messages to bytes: against transcripts, against liblo's reader, and there and back.
#include <gtest/gtest.h>
#include <lo/lo.h>

#include <cstring>
#include <limits>

#include "tests/protocol/osc_bytes.hpp"

namespace tutti::osc {
namespace {

using namespace test;

std::string encoded(std::string_view address, std::initializer_list<Argument> arguments) {
    std::string out;
    append_message(out, address, arguments);
    return out;
}

TEST(OscEncode, TheSpecificationsOwnExamples) {
    EXPECT_EQ(encoded("/oscillator/4/frequency", {440.0F}), "/oscillator/4/frequency\0,f\0\0\x43\xdc\0\0"sv);
    EXPECT_EQ(encoded("/foo", {1000, -1, "hello"sv, 1.234F, 5.678F}),
              "/foo\0\0\0\0,iisff\0\0\0\0\x03\xe8\xff\xff\xff\xffhello\0\0\0\x3f\x9d\xf3\xb6\x40\xb5\xb2\x2d"sv);
}

TEST(OscEncode, EveryType) {
    EXPECT_EQ(encoded("/a", {}), "/a\0\0,\0\0\0"sv);
    EXPECT_EQ(encoded("/a", {true, false, std::monostate{}}), "/a\0\0,TFN\0\0\0\0"sv);
    EXPECT_EQ(encoded("/a", {std::int64_t{256}, 1.0}), "/a\0\0,hd\0\0\0\0\0\0\0\1\0\x3f\xf0\0\0\0\0\0\0"sv);
    EXPECT_EQ(encoded("/a", {""sv}), "/a\0\0,s\0\0\0\0\0\0"sv);
    EXPECT_EQ(encoded("/a", {"abcd"sv}), "/a\0\0,s\0\0abcd\0\0\0\0"sv);
    EXPECT_EQ(encoded("/a", {"ab\0cd"sv}), "/a\0\0,s\0\0ab\0\0"sv);  // OSC's texts end at their first NUL
}

TEST(OscEncode, BlobsOfEveryLengthArePadded) {
    for (std::uint32_t size = 0; size < 12; ++size) {
        const std::string content(size, 'x');
        const std::string padded = content + std::string((4 - size % 4) % 4, '\0');
        EXPECT_EQ(encoded("/a", {bytes(content)}), std::string("/a\0\0,b\0\0", 8) + int32(size) + padded);
    }
}

TEST(OscEncode, IsAppended) {
    std::string out = "before";
    append_message(out, "/a", {1});
    EXPECT_EQ(out, "before/a\0\0,i\0\0\0\0\0\1"sv);
}

TEST(OscEncode, AddressesOfEveryLength) {
    for (std::size_t size = 1; size < 600; ++size) {
        const std::string address = '/' + std::string(size - 1, 'x');
        EXPECT_EQ(decoded(encoded(address, {"end"sv})), address + " \"end\"\n");
    }
}

// About where memory grows in powers of two: under the address sanitizer.
TEST(OscEncode, TextsAndBlobsHoweverLong) {
    for (const std::size_t size : {65535U, 65536U, 131071U, 131072U, 131075U, 262144U, 524288U, 1000000U}) {
        const std::string text(size, 'x'), padding(4 - size % 4, '\0');
        EXPECT_EQ(encoded("/a", {std::string_view(text)}), std::string("/a\0\0,s\0\0", 8) + text + padding);
        const auto length = static_cast<std::uint32_t>(size);
        EXPECT_EQ(encoded("/a", {1, bytes(text)}), std::string("/a\0\0,ib\0", 8) + int32(1) + int32(length) + text +
                                                       padding.substr(0, (4 - size % 4) % 4));
    }
}

TEST(OscEncode, ThereAndBack) {
    const float numbers[] = {0.0F, -0.0F, -90, 0.1F, 3.4e38F, std::numeric_limits<float>::denorm_min()};
    for (const float number : numbers) {
        Packet packet;
        const std::string message = encoded("/a", {number, static_cast<double>(number)});
        ASSERT_EQ(packet.decode(bytes(message)), Fault::none);
        EXPECT_EQ(std::get<float>(packet.messages()[0].arguments[0]), number);
        EXPECT_EQ(std::get<double>(packet.messages()[0].arguments[1]), static_cast<double>(number));
    }
    const std::int64_t whole[] = {0, -1, 1LL << 53, std::numeric_limits<std::int64_t>::min()};
    for (const std::int64_t number : whole) {
        Packet packet;
        const std::string message = encoded("/a", {number, "\xC3\xA9"sv, number});
        ASSERT_EQ(packet.decode(bytes(message)), Fault::none);
        EXPECT_EQ(std::get<std::int64_t>(packet.messages()[0].arguments[2]), number);
    }
}

TEST(OscEncode, LibloReadsIt) {
    std::string message = encoded("/channel/1/name", {"Snare"sv, 7, 1.5F, true, std::int64_t{1} << 40});
    int result = 0;
    const lo_message read = lo_message_deserialise(message.data(), message.size(), &result);
    ASSERT_TRUE(read);
    EXPECT_STREQ(lo_message_get_types(read), "sifTh");
    lo_arg** arguments = lo_message_get_argv(read);
    EXPECT_STREQ(reinterpret_cast<const char*>(arguments[0]), "Snare");
    const std::int32_t seven = 7;
    EXPECT_EQ(std::memcmp(arguments[1], &seven, sizeof seven), 0);  // lo_arg may lie where it may not be read
    const float number = 1.5F;
    EXPECT_EQ(std::memcmp(arguments[2], &number, sizeof number), 0);
    lo_message_free(read);
}

}  // namespace
}  // namespace tutti::osc
