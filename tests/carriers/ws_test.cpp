#include "server/carriers/http.hpp"
#include "tests/carriers/support.hpp"

namespace tutti::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Packet = SmallDesk::Packet;

constexpr unsigned char kText = 0x81, kBinary = 0x82, kClose = 0x88, kPing = 0x89, kPong = 0x8A;
constexpr unsigned char kUnfinished = 0x7F;  // of a first part: its code without the bit that says it is the last
constexpr unsigned char kMore = 0x00, kLast = 0x80;

// A frame as a client sends it: masked, here by `mask`.
std::string frame(unsigned char first, std::string_view payload,
                  std::string_view mask = std::string_view("\0\0\0\0", 4)) {
    std::string out(1, static_cast<char>(first));
    if (payload.size() < 126) {
        out += static_cast<char>(0x80 | payload.size());
    } else {
        const bool big = payload.size() > 0xFFFF;
        out += static_cast<char>(0x80 | (big ? 127 : 126));
        for (int shift = big ? 56 : 8; shift >= 0; shift -= 8) out += static_cast<char>(payload.size() >> shift);
    }
    out += mask;
    for (std::size_t i = 0; i < payload.size(); ++i) out += static_cast<char>(payload[i] ^ mask[i % 4]);
    return out;
}

std::string many(std::string_view text, int count) {
    std::string out;
    for (int i = 0; i < count; ++i) out += text;
    return out;
}

class WebSocket : public CarrierTest {
protected:
    // A connection that has not shaken hands yet.
    Peer connect(int receive_buffer = 0) {
        if (port_ == 0)
            port_ = loop.hold<HttpCarrier>(boost::asio::ip::tcp::endpoint(loopback, 0), static_cast<Reception&>(desk),
                                           static_cast<HttpDesk&>(desk), settings)
                        .port();
        return Peer::tcp(port_, receive_buffer);
    }

    Peer open(int receive_buffer = 0) {
        Peer peer = connect(receive_buffer);
        peer.send(kUpgrade);
        EXPECT_THAT(peer.receive_until("\r\n\r\n"), HasSubstr("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
        return peer;
    }

    static constexpr std::string_view kUpgrade =
        "GET /desk HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    HttpSettings settings;

private:
    std::uint16_t port_ = 0;
};

// A frame as the desk sends it, shorter than 126 bytes.
std::string answered(unsigned char first, std::string_view payload) {
    return std::string{static_cast<char>(first), static_cast<char>(payload.size())}.append(payload);
}

TEST_F(WebSocket, FramesArePackets) {
    desk.on_packet = echo;
    Peer peer = open();
    peer.send(frame(kText, "{}") + frame(kBinary, ping, "mask"));
    EXPECT_EQ(peer.receive(4), answered(kText, "{}"));
    EXPECT_EQ(peer.receive(14), answered(kBinary, ping));
    loop.run([&] {
        EXPECT_THAT(desk.got, ElementsAre(Packet{1, "{}", true}, Packet{1, ping, false}));
        EXPECT_EQ(desk.origins.at(0).protocol, "ws");
        EXPECT_EQ(desk.origins.at(0).address, "127.0.0.1:" + std::to_string(peer.port()));
        EXPECT_TRUE(desk.origins.at(0).local);
    });
}

TEST_F(WebSocket, APacketMayComeInPartsByteByByteWithAPingBetween) {
    Peer peer = open();
    const std::string packet = ping;
    for (const char c : frame(kBinary & kUnfinished, packet.substr(0, 3)) + frame(kPing, "hi") + frame(kMore, "") +
                            frame(kLast, packet.substr(3), "mask"))
        ASSERT_TRUE(peer.send({&c, 1}));
    EXPECT_EQ(peer.receive(4), answered(kPong, "hi"));
    ASSERT_TRUE(until([&] { return desk.got.size() == 1; }));
    EXPECT_THAT(packets(), ElementsAre(ping));
}

TEST_F(WebSocket, OneMebibytePassesAndOfMoreABeginning) {
    const std::string longest(1 << 20, 'x'), half(1 << 19, 'x'), seen = longest + "x";
    Peer whole = open(), parts = open();
    whole.send(frame(kBinary, longest));
    parts.send(frame(kBinary & kUnfinished, half) + frame(kLast, half));
    ASSERT_TRUE(until([&] { return desk.got.size() == 2; }));
    EXPECT_EQ(packets(), (std::vector<std::string>{longest, longest}));
    whole.send(frame(kBinary, seen) + frame(kBinary, seen + longest) + frame(kBinary, ping));
    ASSERT_TRUE(until([&] { return desk.got.size() == 5; }));
    parts.send(frame(kBinary & kUnfinished, seen) + frame(kMore, "") + frame(kMore, half) + frame(kLast, ".") +
               frame(kBinary, ping));
    ASSERT_TRUE(until([&] { return desk.got.size() == 7; }));
    EXPECT_TRUE(packets() == (std::vector<std::string>{longest, longest, seen, seen, ping, seen, ping}));
}

TEST_F(WebSocket, WhatIsNoWebSocketEndsIt) {
    const std::string unmasked = answered(kBinary, ping), reserved = frame(kBinary | 0x40, ping),
                      rest_of_nothing = frame(kLast, ping), long_ping = frame(kPing, std::string(126, 'x'));
    for (const std::string& wrong : {unmasked, reserved, rest_of_nothing, long_ping, frame(0x83, "")}) {
        Peer peer = open();
        peer.send(wrong);
        EXPECT_EQ(peer.receive(4), answered(kClose, "\x03\xea"));  // 1002
        EXPECT_TRUE(peer.closes());
    }
    Peer peer = open();
    peer.send(frame(kText, "\xff\xfe"));
    EXPECT_EQ(peer.receive(4), answered(kClose, "\x03\xef"));  // 1007: text is UTF-8
    EXPECT_TRUE(peer.closes());
    peer.close();
    EXPECT_TRUE(until([&] { return desk.gone.size() == 6; }));
    EXPECT_THAT(packets(), IsEmpty());
}

TEST_F(WebSocket, AClientMayCloseOrVanish) {
    Peer polite = open(), rude = open(), broken = open();
    polite.send(frame(kBinary, ping) + frame(kClose, "\x03\xe8"));
    EXPECT_EQ(polite.receive(4), answered(kClose, "\x03\xe8"));  // 1000, as it said
    EXPECT_TRUE(polite.closes());
    polite.close();
    EXPECT_TRUE(until([&] { return desk.gone.size() == 1; }));
    rude.send(frame(kBinary, ping).substr(0, 9));
    rude.close();
    EXPECT_TRUE(until([&] { return desk.gone.size() == 2; }));
    broken.reset();
    EXPECT_TRUE(until([&] { return desk.gone.size() == 3; }));
    EXPECT_THAT(gone(), ElementsAre(1, 2, 3));
    EXPECT_THAT(packets(), ElementsAre(ping));
}

TEST_F(WebSocket, ClosingSaysWhyBehindWhatWasSent) {
    desk.on_packet = [](Link& link, const Packet& packet) {
        echo(link, packet);
        link.close("too slow");
        echo(link, packet);  // too late
    };
    Peer peer = open();
    peer.send(frame(kBinary, ping));
    EXPECT_EQ(peer.receive(14), answered(kBinary, ping));
    EXPECT_EQ(peer.receive(12), answered(kClose, "\x03\xf0too slow"));  // 1008
    EXPECT_TRUE(peer.closes());                                         // though it never agrees
    EXPECT_TRUE(until([&] { return desk.gone.size() == 1; }));
}

TEST_F(WebSocket, ALongReasonIsCutBetweenItsLetters) {
    const std::string reason = many("ä", 100);
    desk.on_packet = [&](Link& link, const Packet&) { link.close(reason); };
    Peer peer = open();
    peer.send(frame(kBinary, ping));
    EXPECT_EQ(peer.receive(126), answered(kClose, std::string("\x03\xf0").append(reason, 0, 122)));
}

TEST_F(WebSocket, AClientThatNeverReadsIsDroppedWhileOthersAreServed) {
    desk.on_packet = [](Link& link, const Packet& packet) {
        if (packet.client == 2) return echo(link, packet);
        while (link.queued() < 16 << 20) link.send(bytes_of(std::string(1 << 20, 'x')), false);
    };
    Peer deaf = open(4096), other = open();
    deaf.send(frame(kBinary, ping));
    ASSERT_TRUE(until([&] { return desk.got.size() == 1; }));
    loop.run([&] { link(1).close("it does not read"); });
    other.send(frame(kBinary, ping));
    EXPECT_EQ(other.receive(14), answered(kBinary, ping));
    EXPECT_TRUE(until([&] { return !desk.gone.empty(); }));
    EXPECT_THAT(gone(), ElementsAre(1));
}

TEST_F(WebSocket, TheDeskHearsWhenALongQueueHasGone) {
    desk.on_packet = [](Link& link, const Packet&) {
        for (int i = 0; i < 100; ++i) link.send(bytes_of(std::string(50'000, 'x')), false);
    };
    Peer peer = open(4096);
    peer.send(frame(kBinary, ping));
    ASSERT_TRUE(until([&] { return desk.got.size() == 1; }));
    EXPECT_GT(queued(1), 1u << 20);
    EXPECT_TRUE(loop.run([&] { return desk.drains.empty(); }));
    EXPECT_EQ(peer.receive(100 * 50'004).size(), 100u * 50'004);
    EXPECT_TRUE(until([&] { return link(1).queued() == 0; }));
    EXPECT_THAT(loop.run([&] { return desk.drains; }), ElementsAre(1));
}

TEST_F(WebSocket, APausedClientIsNotReadUntilItGoesOn) {
    desk.on_packet = [](Link& link, const Packet&) { link.pause(true); };
    Peer peer = open();
    for (int i = 0; i < 10; ++i) peer.send(frame(kBinary, ping));
    ASSERT_TRUE(until([&] { return desk.got.size() == 1; }));
    loop.turns();
    EXPECT_EQ(packets().size(), 1u);
    go_on(1);
    EXPECT_TRUE(until([&] { return desk.got.size() == 10; }));
}

TEST_F(WebSocket, APausedClientWithNothingUnderWayIsStillThere) {
    desk.on_packet = [](Link& link, const Packet&) { link.pause(true); };
    Peer peer = open(), vanished = open();
    peer.send(frame(kBinary, ping));
    vanished.send(frame(kBinary, ping));
    ASSERT_TRUE(until([&] { return desk.got.size() == 2; }));
    vanished.close();
    loop.turns();
    EXPECT_FALSE(peer.closes(0ms));
    EXPECT_THAT(gone(), IsEmpty());
    loop.run([&] { link(1).send(bytes_of(ping), false); });
    EXPECT_EQ(peer.receive(14), answered(kBinary, ping));
    go_on(2);
    EXPECT_TRUE(until([&] { return desk.gone.size() == 1; }));
    loop.end_carriers();
    EXPECT_THAT(gone(), ElementsAre(2, 1));
}

TEST_F(WebSocket, ASilentClientIsGoneButNotOneThatIsNotRead) {
    settings.patience = 400ms;
    desk.on_packet = [](Link& link, const Packet&) { link.pause(true); };
    Peer paused = open();
    paused.send(frame(kBinary, ping) + frame(kBinary, ping));
    ASSERT_TRUE(until([&] { return desk.got.size() == 1; }));
    Peer silent = open();
    EXPECT_EQ(silent.receive(2), answered(kPing, ""));
    EXPECT_TRUE(silent.closes());
    EXPECT_TRUE(until([&] { return !desk.gone.empty(); }));
    EXPECT_THAT(gone(), ElementsAre(2));
    go_on(1);
    EXPECT_TRUE(until([&] { return desk.got.size() == 2; }));
}

TEST_F(WebSocket, WhoAnswersThePingStays) {
    settings.patience = 2s;
    Peer peer = open();
    for (int i = 0; i < 2; ++i) {  // without the answer it ends before the second
        EXPECT_EQ(peer.receive(2), answered(kPing, ""));
        peer.send(frame(kPong, ""));
    }
}

TEST_F(WebSocket, AClientMayBeTurnedAwayAsItArrives) {
    desk.on_arrival = [](Link& link) { link.close(" full"); };
    Peer peer = open();
    EXPECT_EQ(peer.receive(9), answered(kClose, "\x03\xf0 full"));
    peer.send(frame(kClose, "\x03\xf0"));
    EXPECT_TRUE(peer.closes());
    peer.close();
    EXPECT_TRUE(until([&] { return desk.gone.size() == 1; }));
}

TEST_F(WebSocket, TheCarrierEndsWithClientsInEveryState) {
    desk.on_packet = [](Link& link, const Packet& packet) {
        if (packet.client == 4) return link.pause(true);
        link.send(bytes_of(std::string(4 << 20, 'x')), false);
        if (packet.client == 1) link.close("go");
    };
    Peer closing = open(), writing = open(), reading = open(), paused = open(), half = connect();
    for (Peer* peer : {&closing, &writing, &paused}) peer->send(frame(kBinary, ping));
    reading.send(frame(kBinary, ping).substr(0, 9));
    half.send(kUpgrade.substr(0, 60));
    ASSERT_TRUE(until([&] { return desk.got.size() == 3; }));
    loop.end_carriers();
    EXPECT_EQ(gone().size(), 4u);
    for (Peer* peer : {&closing, &writing, &reading, &paused, &half}) EXPECT_TRUE(peer->closes());
}

}  // namespace
}  // namespace tutti::testing
