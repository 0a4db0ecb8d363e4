#include "server/carriers/tcp.hpp"

#include <sys/resource.h>

#include "protocol/osc/framing.hpp"
#include "tests/carriers/support.hpp"

namespace tutti::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Packet = SmallDesk::Packet;

std::string length(std::string_view packet) {
    std::string out;
    osc::append_length_prefixed(out, packet);
    return out;
}

std::string slip(std::string_view packet) {
    std::string out;
    osc::append_slip(out, packet);
    return out;
}

class Tcp : public CarrierTest {
protected:
    std::uint16_t listen(std::size_t most = 1024) {
        const boost::asio::ip::tcp::endpoint at(loopback, 0);
        return loop.hold<TcpCarrier>(at, static_cast<Reception&>(desk), most).port();
    }
};

TEST_F(Tcp, LengthPrefixedByteByByte) {
    desk.on_packet = echo;
    Peer peer = Peer::tcp(listen());
    const std::string twice = length(ping) + length(ping);
    EXPECT_EQ(twice.substr(0, 6), std::string("\0\0\0\x0c/p", 6));
    for (const char c : twice) ASSERT_TRUE(peer.send({&c, 1}));
    EXPECT_EQ(peer.receive(32), twice);
    EXPECT_THAT(packets(), ElementsAre(ping, ping));
    loop.run([&] {
        EXPECT_EQ(desk.origins.at(0).protocol, "tcp");
        EXPECT_EQ(desk.origins.at(0).address, "127.0.0.1:" + std::to_string(peer.port()));
        EXPECT_TRUE(desk.origins.at(0).local);
        EXPECT_FALSE(desk.origins.at(0).datagram);
    });
}

TEST_F(Tcp, SlipByteByByteIsAnsweredBySlipAndEscaped) {
    desk.on_packet = echo;
    const auto port = listen();
    const std::string packet("/a\0\0,b\0\0\0\0\0\4\xC0\xDB\xC0\0", 16);
    const std::string inside("/a\0\0,b\0\0\0\0\0\4\xDB\xDC\xDB\xDD\xDB\xDC\0", 19);
    // With an END on both sides, with one behind only, with many.
    for (const std::string& framed :
         {"\xC0" + inside + "\xC0", inside + "\xC0", "\xC0\xC0\xC0" + inside + "\xC0\xC0"}) {
        Peer peer = Peer::tcp(port);
        for (const char c : framed) ASSERT_TRUE(peer.send({&c, 1}));
        EXPECT_EQ(peer.receive(21), "\xC0" + inside + "\xC0");
    }
    EXPECT_THAT(packets(), ElementsAre(packet, packet, packet));
}

TEST_F(Tcp, ManySmallPacketsArriveWholeAndInOrder) {
    desk.on_packet = echo;
    const auto port = listen();
    std::string by_length, by_slip;
    for (int i = 0; i < 5000; ++i) {
        const std::string packet = "/n/" + std::to_string(10'000 + i);
        by_length += length(packet);
        by_slip += slip(packet);
    }
    Peer one = Peer::tcp(port), other = Peer::tcp(port);
    std::thread sending([&] { EXPECT_TRUE(one.send(by_length) && other.send(by_slip)); });
    EXPECT_EQ(one.receive(by_length.size()), by_length);
    EXPECT_EQ(other.receive(by_slip.size()), by_slip);
    sending.join();
}

TEST_F(Tcp, LargeAndSmallPacketsKeepTheirOrderWhateverTheKernelTakesAtOnce) {
    std::string all;
    std::vector<std::string> sizes;
    for (int i = 0; i < 60; ++i) sizes.emplace_back(i % 7 == 3 ? 700'000 : i * 37 + 1, static_cast<char>('A' + i));
    for (const std::string& packet : sizes) all += length(packet);
    desk.on_packet = [&](Link& link, const Packet&) {
        for (const std::string& packet : sizes) link.send(bytes_of(packet), false);
    };
    Peer peer = Peer::tcp(listen(), 4096);
    peer.send(length(ping));
    ASSERT_TRUE(until([&] { return desk.got.size() == 1; }));
    EXPECT_GT(queued(1), 1u << 20);
    EXPECT_TRUE(peer.receive(all.size()) == all);
    EXPECT_TRUE(until([&] { return link(1).queued() == 0; }));
}

TEST_F(Tcp, OneMebibytePassesAndOfMoreABeginning) {
    const auto port = listen();
    const std::string longest(1 << 20, '/'), seen = longest + "/";
    for (const bool by_slip : {false, true}) {
        const auto framed = [by_slip](const std::string& packet) { return by_slip ? slip(packet) : length(packet); };
        Peer peer = Peer::tcp(port);
        ASSERT_TRUE(peer.send(framed(longest) + framed(seen) + framed(seen + longest) + framed(ping)));
        ASSERT_TRUE(until([&] { return desk.got.size() == (by_slip ? 8U : 4U); }));
    }
    EXPECT_TRUE(packets() == (std::vector<std::string>{longest, seen, seen, ping, longest, seen, seen, ping}));
}

TEST_F(Tcp, WhatCanBeNoLengthEndsItWithoutAWord) {
    const auto port = listen();
    Peer peer = Peer::tcp(port);
    peer.send(length(ping) + "\xff\xff\xff\xff");
    EXPECT_EQ(peer.receive(1), "");
    EXPECT_TRUE(peer.closes());
    EXPECT_TRUE(until([&] { return desk.gone.size() == 1; }));
    EXPECT_EQ(packets(), std::vector<std::string>{ping});
}

TEST_F(Tcp, WhatIsNoOscIsClosedWithoutAWord) {
    Peer peer = Peer::tcp(listen());
    peer.send("GET / HTTP/1.1\r\n\r\n");
    EXPECT_EQ(peer.receive(1), "");
    EXPECT_TRUE(peer.closes());
    EXPECT_TRUE(until([&] { return desk.gone.size() == 1; }));
    EXPECT_THAT(packets(), IsEmpty());
}

TEST_F(Tcp, WhoEndsTheirSideStillGetsTheAnswers) {
    desk.on_packet = [](Link& link, const Packet&) { link.send(bytes_of(std::string(1 << 20, 'x')), false); };
    Peer peer = Peer::tcp(listen(), 4096);
    peer.send(length(ping) + length(ping));
    peer.finish_sending();
    EXPECT_EQ(peer.receive((2 << 20) + 8).size(), (2u << 20) + 8);
    EXPECT_TRUE(peer.closes());
    EXPECT_TRUE(until([&] { return desk.gone.size() == 1; }));
}

TEST_F(Tcp, WhoVanishesIsGone) {
    desk.on_packet = [](Link& link, const Packet&) { link.send(bytes_of(std::string(8 << 20, 'x')), false); };
    const auto port = listen();
    Peer half = Peer::tcp(port), broken = Peer::tcp(port), deaf = Peer::tcp(port, 4096);
    ASSERT_TRUE(until([&] { return desk.origins.size() == 3; }));
    half.send(length(ping).substr(0, 7));
    deaf.send(length(ping));
    ASSERT_TRUE(until([&] { return desk.got.size() == 1; }));
    half.close();
    broken.reset();
    deaf.reset();
    EXPECT_TRUE(until([&] { return desk.gone.size() == 3; }));
    EXPECT_EQ(packets().size(), 1u);
}

TEST_F(Tcp, APausedClientIsNotReadUntilItGoesOn) {
    desk.on_packet = [](Link& link, const Packet&) { link.pause(true); };
    Peer peer = Peer::tcp(listen());
    std::string all;
    for (int i = 0; i < 1000; ++i) all += length(ping);
    peer.send(all);
    ASSERT_TRUE(until([&] { return desk.got.size() == 1; }));
    loop.turns();
    EXPECT_EQ(packets().size(), 1u);
    go_on(1);
    EXPECT_TRUE(until([&] { return desk.got.size() == 1000; }));
}

TEST_F(Tcp, APauseIsFeltAtTheOtherEnd) {
    desk.on_packet = [](Link& link, const Packet&) { link.pause(true); };
    Peer peer = Peer::tcp(listen());
    peer.send(length(ping));
    ASSERT_TRUE(until([&] { return desk.got.size() == 1; }));
    // No more than what the kernel holds for both ends goes, however long one tries.
    const std::string packet = length(std::string(1 << 16, '/'));
    std::size_t taken = 0;
    for (int stalled = 0; stalled < 50 && taken < 64 << 20;) {
        const std::size_t now = peer.send_some(packet);
        taken += now;
        stalled = now > 0 ? 0 : stalled + 1;
        loop.turns(1);
    }
    EXPECT_LT(taken, 64u << 20);
    EXPECT_EQ(packets().size(), 1u);
}

TEST_F(Tcp, APausedClientIsStillThereAndItsEndIsHeardWhenItGoesOn) {
    desk.on_packet = [](Link& link, const Packet&) { link.pause(true); };
    const auto port = listen();
    Peer vanished = Peer::tcp(port);
    vanished.send(length(ping) + length(ping));
    ASSERT_TRUE(until([&] { return desk.got.size() == 1; }));
    Peer staying = Peer::tcp(port);
    staying.send(length(ping));
    ASSERT_TRUE(until([&] { return desk.got.size() == 2; }));
    vanished.close();
    loop.turns();
    EXPECT_THAT(gone(), IsEmpty());
    loop.run([&] { link(2).send(bytes_of(ping), false); });
    EXPECT_EQ(staying.receive(16), length(ping));
    go_on(1);
    EXPECT_TRUE(until([&] { return desk.gone.size() == 1; }));
    EXPECT_EQ(packets().size(), 3u);  // what had come before the end counts
    loop.end_carriers();
    EXPECT_THAT(gone(), ElementsAre(1, 2));
}

TEST_F(Tcp, TheDeskHearsWhenALongQueueHasGone) {
    desk.on_packet = [](Link& link, const Packet&) {
        for (int i = 0; i < 200; ++i) link.send(bytes_of(std::string(50'000, 'x')), false);
    };
    Peer peer = Peer::tcp(listen(), 4096);
    peer.send(length(ping));
    ASSERT_TRUE(until([&] { return desk.got.size() == 1; }));
    EXPECT_GT(queued(1), 1u << 20);
    EXPECT_TRUE(loop.run([&] { return desk.drains.empty(); }));
    EXPECT_EQ(peer.receive(200 * 50'004).size(), 200u * 50'004);
    EXPECT_TRUE(until([&] { return link(1).queued() == 0; }));
    EXPECT_THAT(loop.run([&] { return desk.drains; }), ElementsAre(1));
}

TEST_F(Tcp, AClientThatNeverReadsIsDroppedWhileOthersAreServed) {
    desk.on_packet = [](Link& link, const Packet& packet) {
        if (packet.client == 2) return echo(link, packet);
        while (link.queued() < 16 << 20) link.send(bytes_of(std::string(1 << 20, 'x')), false);
        link.close("it does not read");
        echo(link, packet);  // too late
    };
    const auto port = listen();
    Peer deaf = Peer::tcp(port, 4096);
    deaf.send(length(ping) + length(ping));
    ASSERT_TRUE(until([&] { return desk.origins.size() == 1; }));
    Peer other = Peer::tcp(port);
    other.send(length(ping));
    EXPECT_EQ(other.receive(16), length(ping));
    EXPECT_TRUE(until([&] { return !desk.gone.empty(); }));
    EXPECT_THAT(gone(), ElementsAre(1));
    EXPECT_EQ(packets().size(), 2u);
}

TEST_F(Tcp, OneConnectionTooManyIsClosed) {
    const auto port = listen(2);
    Peer a = Peer::tcp(port), b = Peer::tcp(port);
    ASSERT_TRUE(until([&] { return desk.origins.size() == 2; }));
    Peer c = Peer::tcp(port);
    EXPECT_TRUE(c.closes());
    EXPECT_EQ(arrivals(), 2u);
    a.close();
    ASSERT_TRUE(until([&] { return desk.gone.size() == 1; }));
    Peer d = Peer::tcp(port);
    EXPECT_TRUE(until([&] { return desk.origins.size() == 3; }));
}

TEST_F(Tcp, WithoutDescriptorsAcceptingIsTriedAgain) {
#ifdef TUTTI_SANITIZED
    GTEST_SKIP() << "the sanitizer needs descriptors of its own to look at memory";
#endif
    const auto port = listen();
    rlimit before{};
    ::getrlimit(RLIMIT_NOFILE, &before);
    // A descriptor for this side is taken first, and the limit lowered before the loop gets to accept.
    Peer late = loop.run([&] {
        Peer made = Peer::tcp(port);
        const rlimit none{3, before.rlim_max};
        ::setrlimit(RLIMIT_NOFILE, &none);
        return made;
    });
    loop.turns();
    EXPECT_EQ(arrivals(), 0u);
    ::setrlimit(RLIMIT_NOFILE, &before);
    EXPECT_TRUE(until([&] { return desk.origins.size() == 1; }));
}

TEST_F(Tcp, AClientMayBeTurnedAwayAsItArrives) {
    desk.on_arrival = [](Link& link) { link.close("full"); };
    Peer peer = Peer::tcp(listen());
    EXPECT_TRUE(peer.closes());
    EXPECT_TRUE(until([&] { return desk.gone.size() == 1; }));
}

TEST_F(Tcp, TheCarrierEndsWithClientsInEveryState) {
    desk.on_packet = [](Link& link, const Packet& packet) {
        if (packet.client == 1) link.close("go");
        if (packet.client == 2) link.send(bytes_of(std::string(4 << 20, 'x')), false);
        if (packet.client == 3) link.pause(true);
    };
    const auto port = listen();
    std::vector<Peer> peers;
    for (std::size_t i = 1; i <= 4; ++i) {
        peers.push_back(Peer::tcp(port));
        ASSERT_TRUE(until([&] { return desk.origins.size() == i; }));
    }
    for (Peer& peer : peers) peer.send(&peer == &peers[3] ? length(ping).substr(0, 9) : length(ping));
    ASSERT_TRUE(until([&] { return desk.got.size() == 3; }));
    loop.end_carriers();
    EXPECT_EQ(gone().size(), 4u);
    for (Peer& peer : peers) EXPECT_TRUE(peer.closes());
}

TEST_F(Tcp, APortInUseIsSaid) {
    const auto port = listen();
    const boost::asio::ip::tcp::endpoint taken(loopback, port);
    try {
        loop.hold<TcpCarrier>(taken, static_cast<Reception&>(desk));
        FAIL();
    } catch (const std::runtime_error& error) {
        EXPECT_EQ(error.what(), "osc (TCP): 127.0.0.1:" + std::to_string(port) + " is in use by another program");
    }
}

}  // namespace
}  // namespace tutti::testing
