#include "server/carriers/udp.hpp"

#include "tests/carriers/support.hpp"

namespace tutti::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Packet = SmallDesk::Packet;
using boost::asio::ip::udp;

class Udp : public CarrierTest {
protected:
    std::uint16_t listen(const UdpLimits& limits = {}, const udp::endpoint& at = {loopback, 0}) {
        return loop.hold<UdpCarrier>(at, static_cast<Reception&>(desk), limits).port();
    }

    // Sends one packet and waits until the desk has it.
    void say(Peer& peer, const std::string& packet = ping) {
        const auto before = packets().size();
        peer.send(packet);
        ASSERT_TRUE(until([&] { return desk.got.size() == before + 1; }));
    }
};

// As if it came from another machine: a small allowance.
UdpLimits far_away(std::size_t bytes) {
    UdpLimits limits;
    limits.all_far = true;
    limits.far_bytes = bytes;
    return limits;
}

void send_thousands(Link& link, int count) {
    for (int i = 0; i < count; ++i) link.send(bytes_of(std::string(1000, 'a')), false);
}

TEST_F(Udp, ASourceIsAClientAndIsAnsweredWhereItCameFrom) {
    desk.on_packet = echo;
    const auto port = listen();
    Peer peer = Peer::udp(port), other = Peer::udp(port);
    for (Peer* one : {&peer, &other, &peer}) {
        one->send(ping);
        EXPECT_EQ(one->datagram(), ping);
    }
    loop.run([&] {
        EXPECT_THAT(desk.got, ElementsAre(Packet{1, ping, false}, Packet{2, ping, false}, Packet{1, ping, false}));
        EXPECT_EQ(desk.origins.at(0).protocol, "udp");
        EXPECT_EQ(desk.origins.at(0).address, "127.0.0.1:" + std::to_string(peer.port()));
        EXPECT_TRUE(desk.origins.at(0).local);
        EXPECT_TRUE(desk.origins.at(0).datagram);
    });
}

TEST_F(Udp, ASocketForBothNamesAnIPv4SourceAsSuch) {
    std::uint16_t port = 0;
    try {
        port = listen({}, {boost::asio::ip::address_v6::any(), 0});
    } catch (const std::runtime_error& error) {
        GTEST_SKIP() << "no IPv6 here: " << error.what();
    }
    Peer peer = Peer::udp(port);
    say(peer);
    loop.run([&] {
        EXPECT_EQ(desk.origins.at(0).address, "127.0.0.1:" + std::to_string(peer.port()));
        EXPECT_TRUE(desk.origins.at(0).local);
    });
}

TEST_F(Udp, WhatIsNoOscMakesNoClient) {
    const auto port = listen();
    Peer stranger = Peer::udp(port), friendly = Peer::udp(port), bundle = Peer::udp(port);
    stranger.send("hello");
    stranger.send_some("");
    say(friendly);
    say(bundle, std::string("#bundle\0\0\0\0\0\0\0\0\1", 16));
    EXPECT_EQ(arrivals(), 2u);
    EXPECT_EQ(packets().at(0), ping);
}

TEST_F(Udp, TheLongestDatagramGoesBothWaysAndALongerOneNowhere) {
    const std::string longest = "/" + std::string(65'506, 'x');
    desk.on_packet = [&](Link& link, const Packet& packet) {
        link.send(bytes_of(longest + "x"), false);
        link.send(bytes_of("text"), true);
        echo(link, packet);
    };
    Peer peer = Peer::udp(listen());
    ASSERT_TRUE(peer.send(longest));
    EXPECT_TRUE(peer.datagram() == longest);
    EXPECT_EQ(queued(1), 0u);
}

TEST_F(Udp, AnswersGoToThePortThatWasAskedForAndBack) {
    const auto port = listen();
    Peer peer = Peer::udp(port), other = Peer::udp(port);
    const auto elsewhere = other.port();
    desk.on_packet = [&](Link& link, const Packet& packet) {
        link.answer_port(desk.got.size() == 1 ? elsewhere : 0);
        echo(link, packet);
    };
    peer.send(ping);
    EXPECT_EQ(other.datagram(), ping);
    peer.send(ping);
    EXPECT_EQ(peer.datagram(), ping);
}

TEST_F(Udp, ASilentSourceLeavesAndATalkingOneStays) {
    UdpLimits limits;
    limits.silence = 2s;
    const auto port = listen(limits);
    Peer silent = Peer::udp(port), talking = Peer::udp(port);
    say(silent);
    EXPECT_TRUE(until([&] {
        talking.send(ping);
        return !desk.gone.empty();
    }));
    EXPECT_THAT(gone(), ElementsAre(1));
    say(silent);
    EXPECT_EQ(arrivals(), 3u);  // it is another client now
}

TEST_F(Udp, TheIdlestSourceMakesRoom) {
    UdpLimits limits;
    limits.sources_per_host = 2;
    const auto port = listen(limits);
    Peer first = Peer::udp(port), second = Peer::udp(port), third = Peer::udp(port);
    for (Peer* peer : {&first, &second, &first, &third}) say(*peer);
    EXPECT_THAT(gone(), ElementsAre(2));
    limits.sources_per_host = 64;
    limits.sources = 1;
    const auto small = listen(limits);
    Peer fourth = Peer::udp(small), fifth = Peer::udp(small);
    for (Peer* peer : {&fourth, &fifth}) say(*peer);
    EXPECT_THAT(gone(), ElementsAre(2, 4));
}

TEST_F(Udp, AFarSourceGetsItsAllowanceForEachPacketAndEachSecond) {
    desk.on_packet = [&](Link& link, const Packet&) {
        if (desk.got.size() == 1) send_thousands(link, 20);
    };
    Peer peer = Peer::udp(listen(far_away(10'000)));
    const auto before = std::chrono::steady_clock::now();
    peer.send(ping);
    for (int i = 0; i < 10; ++i) EXPECT_EQ(peer.datagram().size(), 1000u);
    loop.turns();
    EXPECT_EQ(queued(1), 10'000u);  // the rest waits for its next packet
    EXPECT_EQ(peer.datagram(0ms), "");
    EXPECT_TRUE(until([&] {
        peer.send(ping);
        return link(1).queued() == 0;
    }));
    EXPECT_GE(std::chrono::steady_clock::now() - before, 900ms);  // however often it asks
    for (int i = 0; i < 10; ++i) EXPECT_EQ(peer.datagram().size(), 1000u);
}

TEST_F(Udp, AQueueIsBoundedAndTheDeskHearsWhenItHasGone) {
    desk.on_packet = [&](Link& link, const Packet&) {
        if (desk.got.size() == 1) send_thousands(link, 1000);
    };
    UdpLimits limits = far_away(300'000);
    limits.queue = 200'000;
    Peer peer = Peer::udp(listen(limits));
    say(peer);
    EXPECT_EQ(queued(1), 200'000u);  // of 300 that went and 700 that came behind
    EXPECT_TRUE(until([&] {
        peer.send(ping);
        return link(1).queued() == 0;
    }));
    EXPECT_TRUE(until([&] { return desk.drains.size() == 1; }));
}

TEST_F(Udp, WhatIsSentToNobodyHarmsNobody) {
    desk.on_packet = echo;
    const auto port = listen();
    Peer vanished = Peer::udp(port), other = Peer::udp(port);
    say(vanished);
    vanished.close();
    for (int i = 0; i < 20; ++i) {
        loop.run([&] { link(1).send(bytes_of(ping), false); });
        other.send(ping);
        EXPECT_EQ(other.datagram(), ping);
    }
    EXPECT_THAT(gone(), IsEmpty());
}

TEST_F(Udp, AClosedSourceLeavesOnceAndComesBackAsAnother) {
    desk.on_packet = [](Link& link, const Packet& packet) {
        if (packet.client == 1) link.close("enough");
        echo(link, packet);  // too late for the first
    };
    Peer peer = Peer::udp(listen());
    peer.send(ping);
    ASSERT_TRUE(until([&] { return desk.gone.size() == 1; }));
    peer.send("/again");
    EXPECT_EQ(peer.datagram(), "/again");
    EXPECT_THAT(gone(), ElementsAre(1));
    EXPECT_EQ(arrivals(), 2u);
}

TEST_F(Udp, ASourceMayBeTurnedAwayAsItArrives) {
    desk.on_arrival = [](Link& link) { link.close("full"); };
    Peer peer = Peer::udp(listen());
    peer.send(ping);
    ASSERT_TRUE(until([&] { return desk.gone.size() == 1; }));
    EXPECT_THAT(packets(), IsEmpty());
}

TEST_F(Udp, TheCarrierEndsWithSourcesInEveryState) {
    desk.on_packet = [](Link& link, const Packet& packet) {
        if (packet.client == 1) send_thousands(link, 100);
        if (packet.client == 2) link.close("go");
    };
    const auto port = listen(far_away(10'000));
    Peer waiting = Peer::udp(port), idle = Peer::udp(port);
    say(waiting);
    say(idle);
    loop.end_carriers();
    EXPECT_EQ(gone().size(), 2u);
    EXPECT_THAT(gone(), Contains(1));
    EXPECT_THAT(gone(), Contains(2));
}

TEST_F(Udp, APortInUseIsSaid) {
    const auto port = listen();
    try {
        listen({}, {loopback, port});
        FAIL();
    } catch (const std::runtime_error& error) {
        EXPECT_EQ(error.what(), "osc (UDP): 127.0.0.1:" + std::to_string(port) + " is in use by another program");
    }
}

}  // namespace
}  // namespace tutti::testing
