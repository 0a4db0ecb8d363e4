// Packets out of a byte stream, however it is cut, in both framings; and streams that mean harm.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "protocol/osc/framing.hpp"
#include "tests/protocol/osc_bytes.hpp"

namespace tutti::osc {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;
using Framing = StreamDecoder::Framing;
using StreamFault = StreamDecoder::Fault;

void take(StreamDecoder& decoder, std::vector<std::string>& packets) {
    for (std::span<const std::byte> packet; decoder.next(packet);)
        packets.emplace_back(reinterpret_cast<const char*>(packet.data()), packet.size());
}

// What comes out when `stream` goes in, `piece` bytes at a time.
std::vector<std::string> fed(StreamDecoder& decoder, std::string_view stream, std::size_t piece = 1) {
    std::vector<std::string> packets;
    for (std::size_t at = 0; at < stream.size(); at += piece) {
        if (!decoder.feed(bytes(stream.substr(at, piece)))) break;
        take(decoder, packets);
    }
    return packets;
}
std::vector<std::string> fed(std::string_view stream, std::size_t piece = 1) {
    StreamDecoder decoder;
    return fed(decoder, stream, piece);
}

TEST(Framing, TheFirstByteDecides) {
    const auto framing = [](std::string_view first) {
        StreamDecoder decoder;
        EXPECT_TRUE(decoder.feed(bytes(first)));
        return decoder.framing();
    };
    EXPECT_EQ(framing("\0"sv), Framing::length);
    EXPECT_EQ(framing("\xC0"), Framing::slip);
    EXPECT_EQ(framing("/"), Framing::slip);
    EXPECT_EQ(framing("#"), Framing::slip);
    EXPECT_EQ(framing(""), Framing::unknown);
    for (const std::string_view other : {"G"sv, "\1"sv, "\xff"sv, "{"sv}) {
        StreamDecoder decoder;
        EXPECT_FALSE(decoder.feed(bytes(other)));
        EXPECT_EQ(decoder.fault(), StreamFault::not_osc);
    }
}

TEST(Framing, LengthAhead) {
    const auto stream = "\0\0\0\4/a\0\0\0\0\0\x08/bcd\0\0\0\0\0\0\0\4/e\0\0"sv;
    for (std::size_t piece = 1; piece <= stream.size(); ++piece)
        EXPECT_THAT(fed(stream, piece), ElementsAre("/a\0\0"sv, "/bcd\0\0\0\0"sv, "/e\0\0"sv)) << piece;
}

TEST(Framing, LengthsThatCannotBe) {
    for (const std::string_view second : {"\xff\xff\xff\xff"sv, "\x7f\xff\xff\xff"sv, "\x04\0\0\1"sv}) {
        StreamDecoder decoder;
        EXPECT_THAT(fed(decoder, std::string("\0\0\0\4/a\0\0", 8) + std::string(second)), ElementsAre("/a\0\0"sv));
        EXPECT_EQ(decoder.fault(), StreamFault::too_large);
        EXPECT_FALSE(decoder.feed(bytes("\0\0\0\4/a\0\0"sv)));  // for good
        EXPECT_THAT(fed(decoder, "\0\0\0\4/a\0\0"sv), IsEmpty());
    }
}

TEST(Framing, APacketOfAMebibyte) {
    const std::string packet(kMaxPacket, '/');
    std::string framed, slip;
    append_length_prefixed(framed, packet);
    append_slip(slip, packet);
    EXPECT_THAT(fed(framed, 4096), ElementsAre(packet));
    EXPECT_THAT(fed(slip, 4096), ElementsAre(packet));
}

TEST(Framing, OfAPacketThatIsLongerABeginningComesAndTheRestIsPassedOver) {
    const std::string seen(kMaxPacket + 1, '/');
    for (const std::size_t more : {0, 1, 5000}) {
        std::string framed, slip;
        for (const std::string& packet : {seen + std::string(more, '.'), std::string("/a\0\0", 4)}) {
            append_length_prefixed(framed, packet);
            append_slip(slip, packet);
        }
        EXPECT_THAT(fed(framed, 4096), ElementsAre(seen, "/a\0\0"sv)) << more;
        EXPECT_THAT(fed(slip, 4096), ElementsAre(seen, "/a\0\0"sv)) << more;
    }
}

TEST(Framing, SlipWithOneEndOrTwo) {
    for (const auto stream : {"\xC0/a\0\0\xC0\xC0/b\0\0\xC0"sv, "\xC0/a\0\0\xC0/b\0\0\xC0"sv, "/a\0\0\xC0/b\0\0\xC0"sv,
                              "\xC0\xC0\xC0/a\0\0\xC0\xC0\xC0/b\0\0\xC0\xC0"sv})
        for (std::size_t piece = 1; piece <= stream.size(); ++piece)
            EXPECT_THAT(fed(stream, piece), ElementsAre("/a\0\0"sv, "/b\0\0"sv)) << piece;
}

TEST(Framing, SlipEscapes) {
    EXPECT_THAT(fed("\xC0/\xDB\xDC\xDB\xDD.\xC0"sv), ElementsAre("/\xC0\xDB."sv));
    // An escape of nothing known: the byte is left alone, as RFC 1055 has it.
    EXPECT_THAT(fed("\xC0/\xDBx\xC0"sv), ElementsAre("/x"sv));
    EXPECT_THAT(fed("\xC0/a\xDB\xC0/b\xC0"sv), ElementsAre("/a"sv, "/b"sv));
}

TEST(Framing, ABundleMayBeginASlipStream) {
    const std::string packet = bundle("/a\0\0"sv);
    EXPECT_THAT(fed(packet + "\xC0"), ElementsAre(packet));
}

TEST(Framing, ThereAndBackHoweverTheStreamIsCut) {
    std::mt19937 random(1);
    const char loved[] = {'\0', '\xC0', '\xDB', '\xDC', '\xDD', '/', 'a'};
    for (int round = 0; round < 200; ++round) {
        std::vector<std::string> packets;
        std::string framed, slip;
        for (unsigned count = random() % 8 + 1; count > 0; --count) {
            std::string packet = "/";
            for (unsigned size = random() % 64; size > 0; --size) packet += loved[random() % sizeof loved];
            append_length_prefixed(framed, packet);
            append_slip(slip, packet);
            packets.push_back(std::move(packet));
        }
        const std::size_t piece = random() % 40 + 1;
        EXPECT_EQ(fed(framed, piece), packets);
        EXPECT_EQ(fed(slip, piece), packets);
    }
}

TEST(Framing, AnyBytesAtAll) {
    std::mt19937 random(2);
    for (int round = 0; round < 500; ++round) {
        std::string stream(1, "\0\xC0/#"[round % 4]);
        for (unsigned size = random() % 300; size > 0; --size)
            stream += static_cast<char>(random() % 4 == 0 ? 0 : random());
        for (const std::string& packet : fed(stream, random() % 20 + 1)) {
            EXPECT_LE(packet.size(), stream.size());
            decoded(packet);
        }
    }
}

}  // namespace
}  // namespace tutti::osc
