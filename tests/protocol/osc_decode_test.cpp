// Bytes to messages: transcripts from the OSC 1.0 specification, what senders in the field write, and what attackers
// do.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <lo/lo.h>

#include "tests/protocol/osc_bytes.hpp"

namespace tutti::osc {
namespace {

using namespace test;
using testing::StartsWith;

// The two examples of the OSC 1.0 specification.
TEST(OscDecode, TheSpecificationsOwnExamples) {
    EXPECT_EQ(decoded("/oscillator/4/frequency\0,f\0\0\x43\xdc\0\0"sv), "/oscillator/4/frequency f440.000000\n");
    EXPECT_EQ(
        decoded("/foo\0\0\0\0,iisff\0\0\0\0\x03\xe8\xff\xff\xff\xffhello\0\0\0\x3f\x9d\xf3\xb6\x40\xb5\xb2\x2d"sv),
        "/foo i1000 i-1 \"hello\" f1.234000 f5.678000\n");
}

TEST(OscDecode, EveryTypeThatAParameterTakes) {
    EXPECT_EQ(decoded("/a\0\0,hd\0\0\0\0\0\0\0\1\0\x40\x09\x21\xfb\x54\x44\x2d\x18"sv), "/a h256 d3.141593\n");
    EXPECT_EQ(decoded("/a\0\0,TFNI\0\0\0"sv), "/a true false nil nil\n");
    EXPECT_EQ(decoded("/a\0\0,sS\0abc\0de\0\0"sv), "/a \"abc\" \"de\"\n");
    EXPECT_EQ(decoded("/a\0\0,b\0\0\0\0\0\x05hello\0\0\0"sv), "/a <hello>\n");
    EXPECT_EQ(decoded("/a\0\0,bi\0\0\0\0\0\0\0\0\7"sv), "/a <> i7\n");
}

TEST(OscDecode, NumbersOfEightBytesMayStandAnywhere) {
    EXPECT_EQ(decoded("/a\0\0,ihid\0\0\0\0\0\0\1\0\0\0\0\0\0\0\2\0\0\0\3\x3f\xf0\0\0\0\0\0\0"sv),
              "/a i1 h2 i3 d1.000000\n");
}

TEST(OscDecode, WithoutTagsIsWithoutArguments) {
    EXPECT_EQ(decoded("/channel/1/fader\0\0\0\0"sv), "/channel/1/fader\n");
    EXPECT_EQ(decoded("/channel/1/fader\0\0\0\0,\0\0\0"sv), "/channel/1/fader\n");
    EXPECT_EQ(decoded("/channel/1/fader\0\0\0\0\0\0\0\0"sv), "/channel/1/fader\n");
    EXPECT_EQ(decoded("/\0\0\0"sv), "/\n");
}

TEST(OscDecode, TypesThatNoParameterTakesAreNothing) {
    EXPECT_EQ(decoded("/a\0\0,cirm\0\0\0\0\0\0x\0\0\0\1\1\2\3\4\5\6\7\x08"sv), "/a nil i1 nil nil\n");
    EXPECT_EQ(decoded("/a\0\0,ti\0\0\0\0\0\0\0\0\1\0\0\0\2"sv), "/a nil i2\n");
    // Nobody knows how long a q is, so the i cannot be found either. The message is refused by whoever takes it.
    EXPECT_EQ(decoded("/a\0\0,qi\0\0\0\0\1\0\0\0\2"sv), "/a nil nil\n");
}

TEST(OscDecode, ArgumentsInArraysStandInARow) {
    EXPECT_EQ(decoded("/a\0\0,i[f[s]]i\0\0\0\0\0\0\1\x3f\x80\0\0ab\0\0\0\0\0\2"sv), "/a i1 f1.000000 \"ab\" i2\n");
    EXPECT_EQ(decoded("/a\0\0,[]\0"sv), "/a\n");
    EXPECT_EQ(decoded("/a\0\0,[T\0"sv), "malformed");
    EXPECT_EQ(decoded("/a\0\0,T]\0"sv), "malformed");
    EXPECT_EQ(decoded("/a\0\0,][\0"sv), "malformed");
}

TEST(OscDecode, WhatIsNoOscIsNeverAnswered) {
    for (const auto text :
         {""sv, "GET / HTTP/1.1\r\n\r\n"sv, "\0\0\0\0"sv, "a/b\0"sv, "#bundl\0\0"sv, "\xff\xff\xff\xff"sv})
        EXPECT_EQ(decoded(text), "not_osc");
}

TEST(OscDecode, BrokenLayoutsAreRefused) {
    const std::string_view broken[] = {
        "/abc"sv,                          // not terminated
        "/ab\0\0"sv,                       // no multiple of 4
        "/a\0x"sv,                         // padding is NUL
        "/a\0\0,i\0\0"sv,                  // no argument
        "/a\0\0,i\0\0\0\0\0"sv,            // half an argument
        "/a\0\0,i\0\0\0\0\0\1\0\0\0\2"sv,  // one too many
        "/a\0\0,h\0\0\0\0\0\1"sv,          //
        "/a\0\0,s\0\0abcd"sv,              // text not terminated
        "/a\0\0,s\0\0ab\0x"sv,             //
        "/a\0\0,b\0\0"sv,                  // liblo reads behind the end of this
        "/a\0\0,b\0\0\0\0\0\4"sv,          // blob not there
        "/a\0\0,b\0\0\x7f\xff\xff\xff"sv,  //
        "/a\0\0,b\0\0\xff\xff\xff\xff"sv,  // -1
        "/a\0\0,b\0\0\xff\xff\xff\xfd\0\0\0\0"sv,
        "/a\0\0,b\0\0\0\0\0\5helloooo"sv,  // padding is NUL here too
        "/a\0\0,iiii"sv,                   // tags not terminated
        "/a\0\0abcd\0\0\0\0"sv,            // no tags
    };
    for (const auto text : broken) EXPECT_EQ(decoded(text), "malformed") << testing::PrintToString(text);
}

TEST(OscDecode, AFaultNamesTheAddressWhereItIsKnown) {
    Packet packet;
    EXPECT_EQ(packet.decode(bytes("/a/b\0\0\0\0,i\0\0"sv)), Fault::malformed);
    EXPECT_EQ(packet.offending_address(), "/a/b");
    EXPECT_TRUE(packet.messages().empty());
    EXPECT_EQ(packet.decode(bytes("/abc"sv)), Fault::malformed);
    EXPECT_EQ(packet.offending_address(), "");
    EXPECT_EQ(packet.decode(bytes("/a\0\0"sv)), Fault::none);
    EXPECT_EQ(packet.offending_address(), "");
}

TEST(OscDecode, ABundleIsItsMessagesInOrder) {
    Packet packet;
    const auto a = "/a\0\0,i\0\0\0\0\0\1"sv, b = "/b\0\0"sv, c = "/c\0\0,s\0\0xyz\0"sv;
    EXPECT_EQ(decoded(packet, bundle(a, bundle(b, bundle()), c)), "/a i1\n/b\n/c \"xyz\"\n");
    EXPECT_TRUE(packet.is_bundle());
    EXPECT_EQ(decoded(packet, kBundleHead), "");
    EXPECT_TRUE(packet.is_bundle());
    EXPECT_EQ(decoded(packet, b), "/b\n");
    EXPECT_FALSE(packet.is_bundle());
}

TEST(OscDecode, TimeTagsAreIgnored) {
    EXPECT_EQ(decoded("#bundle\0\xe8\x12\x34\x56\x78\x9a\xbc\xde\0\0\0\4/a\0\0"sv), "/a\n");
}

TEST(OscDecode, ABrokenMemberBreaksTheBundle) {
    const auto good = "/a\0\0"sv;
    EXPECT_EQ(decoded(bundle(good, "/a\0\0,i\0\0"sv)), "malformed");
    EXPECT_EQ(decoded(bundle(good, ""sv)), "malformed");
    EXPECT_EQ(decoded(bundle(good, "abcd"sv)), "malformed");
    EXPECT_EQ(decoded(bundle(good, "#bundle\0"sv)), "malformed");
    EXPECT_EQ(decoded(std::string(kBundleHead) + int32(8) + std::string("/a\0\0", 4)), "malformed");
    EXPECT_EQ(decoded(std::string(kBundleHead) + int32(0xfffffffc) + std::string("/a\0\0", 4)), "malformed");
    EXPECT_EQ(decoded(std::string(kBundleHead) + int32(0x7ffffffc) + std::string("/a\0\0", 4)), "malformed");
    EXPECT_EQ(decoded(std::string(kBundleHead) + std::string("\0\0", 2)), "malformed");
    EXPECT_EQ(decoded("#bundle\0\0\0\0\0"sv), "malformed");
}

TEST(OscDecode, EightBundlesDeepAndNoDeeper) {
    const auto deep = [](int levels) {
        std::string packet("/a\0\0", 4);
        for (int i = 0; i < levels; ++i) packet = bundle(packet);
        return packet;
    };
    EXPECT_EQ(decoded(deep(8)), "/a\n");
    EXPECT_EQ(decoded(deep(9)), "too_large");
    EXPECT_EQ(decoded(deep(5000)), "too_large");
}

TEST(OscDecode, SixteenThousandMessagesAndNoMore) {
    std::string packet(kBundleHead);
    for (std::size_t i = 0; i < kMaxMessages; ++i) packet += int32(4) + std::string("/a\0\0", 4);
    Packet decoder;
    EXPECT_EQ(decoder.decode(bytes(packet)), Fault::none);
    EXPECT_EQ(decoder.messages().size(), 16384U);
    packet += int32(4) + std::string("/a\0\0", 4);
    EXPECT_EQ(decoder.decode(bytes(packet)), Fault::too_large);
    EXPECT_TRUE(decoder.messages().empty());
    // Spread over nested bundles they count together.
    std::string half(kBundleHead);
    for (std::size_t i = 0; i < kMaxMessages / 2 + 1; ++i) half += int32(4) + std::string("/a\0\0", 4);
    EXPECT_EQ(decoder.decode(bytes(bundle(half, half))), Fault::too_large);
}

TEST(OscDecode, AMebibyteAndNoMore) {
    std::string packet("/a\0\0,s\0\0", 8);
    packet += std::string(kMaxPacket - packet.size() - 1, 'x') + '\0';
    Packet decoder;
    EXPECT_EQ(decoder.decode(bytes(packet)), Fault::none);
    packet.insert(9, "xxxx");
    EXPECT_EQ(decoder.decode(bytes(packet)), Fault::too_large);
}

TEST(OscDecode, ABlobMayFillThePacket) {
    constexpr std::uint32_t size = kMaxPacket - 12;
    Packet decoder;
    const std::string packet = std::string("/a\0\0,b\0\0", 8) + int32(size) + std::string(size, 'x');
    ASSERT_EQ(decoder.decode(bytes(packet)), Fault::none);
    EXPECT_EQ(std::get<Blob>(decoder.messages()[0].arguments[0]).size(), size);
}

TEST(OscDecode, DecodingAgainForgetsWhatWasBefore) {
    Packet packet;
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(decoded(packet, bundle("/a\0\0,s\0\0abc\0"sv, "/b\0\0,i\0\0\0\0\0\1"sv)), "/a \"abc\"\n/b i1\n");
        EXPECT_EQ(decoded(packet, "/c\0\0,f\0\0\x3f\x80\0\0"sv), "/c f1.000000\n");
        EXPECT_EQ(decoded(packet, "no"sv), "not_osc");
        EXPECT_TRUE(packet.messages().empty());
    }
}

std::string from_liblo() {
    const lo_message message = lo_message_new();
    const std::int32_t blob_bytes[] = {1, 2, 3};
    const lo_blob blob = lo_blob_new(10, blob_bytes);
    lo_message_add(message, "ifsbhdTFNISc", 7, 1.5F, "text", blob, std::int64_t{1} << 40, 2.5, "symbol", 'c');
    std::string out(lo_message_length(message, "/channel/1/eq/band/2/gain"), '\0');
    lo_message_serialise(message, "/channel/1/eq/band/2/gain", out.data(), nullptr);
    lo_blob_free(blob);
    lo_message_free(message);
    return out;
}

TEST(OscDecode, WhatLibloWrites) {
    EXPECT_THAT(decoded(from_liblo()), StartsWith("/channel/1/eq/band/2/gain i7 f1.500000 \"text\" <"));
    EXPECT_THAT(decoded(from_liblo()),
                testing::HasSubstr("> h1099511627776 d2.500000 true false nil nil \"symbol\" nil"));
}

TEST(OscDecode, CutShortAnywhereIsNeverTakenForWhole) {
    const std::string whole[] = {
        from_liblo(),
        std::string("/a\0\0,b\0\0\0\0\0\x05hello\0\0\0", 20),
        std::string("/oscillator/4/frequency\0,f\0\0\x43\xdc\0\0", 32),
        bundle(from_liblo(), bundle("/b\0\0,i\0\0\0\0\0\1"sv), "/c\0\0,[s]\0\0\0\0xyz\0"sv),
    };
    for (const std::string& packet : whole) {
        Packet decoder;
        ASSERT_NE(decoded(decoder, packet), "malformed");
        const std::size_t all = decoder.messages().size();
        for (std::size_t size = 0; size < packet.size(); ++size) {
            decoded(decoder, std::string_view(packet).substr(0, size));
            // A message cut behind its address is a get, a bundle cut between elements is one of fewer.
            for (const Message& message : decoder.messages()) {
                EXPECT_TRUE(decoder.is_bundle() ? decoder.messages().size() < all : message.arguments.empty());
            }
        }
    }
}

TEST(OscDecode, EveryByteMayBeWrong) {
    const std::string packet = bundle(from_liblo(), bundle("/b\0\0,i\0\0\0\0\0\1"sv), "/c\0\0,[s]\0\0\0\0xyz\0"sv);
    Packet decoder;
    for (std::size_t at = 0; at < packet.size(); ++at)
        for (const int value : {0x00, 0x01, 0x03, 0x04, 0x2f, 0x5b, 0x62, 0x7f, 0x80, 0xfc, 0xff}) {
            std::string wrong = packet;
            wrong[at] = static_cast<char>(value);
            decoded(decoder, wrong);
        }
}

}  // namespace
}  // namespace tutti::osc
