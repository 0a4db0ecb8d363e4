// The client library over a link that breaks: real daemon, real sockets, and a relay between them that is cut.
#include <netdb.h>

#include <csignal>
#include <optional>

#include "tests/remote/program.hpp"
#include "tests/wire/clients.hpp"
#include "tests/wire/proxy.hpp"

namespace tutti::remote {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Not;
using testing::UnorderedElementsAre;
using wire::DeskProcess;
using wire::Proxy;
using wire::TcpClient;

struct RemoteLink : testing::Test {
    DeskProcess daemon;
    TcpClient ben{daemon};
    std::optional<Proxy> relay{std::in_place, daemon.osc_port(), 7, 0};

    // Cut, and seen to be cut.
    static void lose(Program& ana, Proxy& through) {
        through.cut();
        ASSERT_TRUE(ana.until([&] { return !ana.desk.joined(); }));
    }
};

TEST_F(RemoteLink, TheValuesAreThereBeforeItSaysJoined) {
    Program ana(daemon.osc_port());
    bool whole = false;
    ana.desk.on_link = [&](const Link& link) {
        if (link.state == State::joined) whole = ana.values.size() == 8;
    };
    ana.desk.subscribe("/channel/*/fader");
    ASSERT_TRUE(ana.until_joined());
    EXPECT_TRUE(whole);
}

TEST_F(RemoteLink, WhatIsSetIsSeenByOthersAndWhatOthersSetIsSeen) {
    Program ana(daemon.osc_port());
    ana.desk.subscribe("/channel/1");
    ASSERT_TRUE(ana.until_joined());
    ben.ask("/subscribe", {std::string_view("/channel/*/fader")});
    EXPECT_TRUE(ana.desk.set("/channel/1/fader", -6.0F));
    ana.desk.turn();
    EXPECT_EQ(ben.until("/channel/1/fader").back().number(), -6.0F);
    ben.ask("/channel/1/name", {std::string_view("Kick")});
    EXPECT_TRUE(ana.until_it_is("/channel/1/name", std::string("Kick")));
}

TEST_F(RemoteLink, SeveralSetsAreOneChange) {
    Program ana(daemon.osc_port());
    ASSERT_TRUE(ana.until_joined());
    const auto before = (ben.sync(), ben.revision_of_sync);
    ASSERT_TRUE(ana.desk.send({{"/channel/1/fader", {-6.0F}}, {"/channel/2/fader", {-7.0F}}, {"/main/mute", {true}}}));
    ASSERT_TRUE(ana.settle());
    ben.sync();
    EXPECT_EQ(ben.revision_of_sync, before + 1);
    EXPECT_EQ(ben.get("/channel/2/fader").number(), -7.0F);
}

TEST_F(RemoteLink, ItComesBackWithTheDifferenceItsSubscriptionsAndItsMeters) {
    Program ana(relay->port());
    ana.desk.subscribe("/channel/*/fader");
    ana.desk.meters("channels", 50);
    ASSERT_TRUE(ana.until_joined());
    ASSERT_TRUE(ana.until([&] { return ana.frames["channels"] > 0; }));
    ASSERT_TRUE(ana.settle() && ana.settle()) << "it has known a revision for two syncs";
    lose(ana, *relay);
    ben.ask("/channel/3/fader", {-3.0F});
    ben.ask("/channel/4/name", {std::string_view("Snare")});
    ana.told.clear();
    ana.links.clear();
    ASSERT_TRUE(ana.until_joined());
    EXPECT_THAT(ana.told, ElementsAre("/channel/3/fader -3"));
    ASSERT_EQ(ana.links.size(), 2U);
    EXPECT_EQ(ana.links[0].state, State::settling);
    EXPECT_FALSE(ana.links[0].anew);
    ana.frames.clear();
    EXPECT_TRUE(ana.until([&] { return ana.frames["channels"] > 0; }));
    ben.ask("/channel/5/fader", {-5.0F});
    EXPECT_TRUE(ana.until_it_is("/channel/5/fader", -5.0F));
}

TEST_F(RemoteLink, WhatIsSetWithoutALinkNeverReachesTheDesk) {
    Program ana(relay->port());
    ana.desk.subscribe("/channel/*/fader");
    ASSERT_TRUE(ana.until_joined());
    lose(ana, *relay);
    EXPECT_FALSE(ana.desk.set("/channel/1/fader", -1.0F));
    EXPECT_FALSE(ana.desk.act({"/monitor/1/solo/clear"}));
    EXPECT_FALSE(ana.desk.ask({{"/channel/1/fader"}}, nullptr));
    ben.ask("/channel/1/fader", {-20.0F});
    ASSERT_TRUE(ana.until_joined());
    ASSERT_TRUE(ana.settle());
    EXPECT_EQ(ben.get("/channel/1/fader").number(), -20.0F);
    EXPECT_EQ(ana.values["/channel/1/fader"], Value(-20.0F));
}

TEST_F(RemoteLink, AValueThatWasLostOnItsWayIsToldAsTheDeskHasIt) {
    Program ana(relay->port());
    ASSERT_TRUE(ana.until_joined());
    ASSERT_TRUE(ana.settle());
    ::kill(daemon.pid(), SIGSTOP);
    EXPECT_TRUE(ana.desk.set("/channel/1/fader", -1.0F));  // not subscribed
    EXPECT_TRUE(ana.desk.send({{"/channel/2/fader/by", {-1.0F}}}));
    relay->cut();
    ::kill(daemon.pid(), SIGCONT);
    ASSERT_TRUE(ana.until([&] { return !ana.desk.joined(); }));
    ASSERT_TRUE(ana.until_joined());
    EXPECT_EQ(ana.values["/channel/1/fader"], Value(ben.get("/channel/1/fader").number()));
    EXPECT_EQ(ana.values["/channel/2/fader"], Value(ben.get("/channel/2/fader").number()));
}

TEST_F(RemoteLink, APatternWhoseValuesWereNotAllThereComesWhole) {
    Program ana(relay->port());
    ASSERT_TRUE(ana.until_joined());
    ASSERT_TRUE(ana.settle() && ana.settle());
    lose(ana, *relay);
    ana.values.clear();
    ana.desk.subscribe("/bus/*/fader");  // new to the desk when it comes back
    ASSERT_TRUE(ana.until_joined());
    EXPECT_EQ(ana.values.size(), 4U);
}

TEST_F(RemoteLink, AnUnsubscribedPatternIsSilentAlsoAfterALoss) {
    Program ana(relay->port());
    ana.desk.subscribe("/channel/*/fader");
    ana.desk.subscribe("/bus/*/fader");
    ASSERT_TRUE(ana.until_joined());
    ana.desk.unsubscribe("/channel/*/fader");
    ASSERT_TRUE(ana.settle());
    lose(ana, *relay);
    ana.told.clear();
    ASSERT_TRUE(ana.until_joined());
    ben.ask("/channel/1/fader", {-1.0F});
    ben.ask("/bus/1/fader", {-2.0F});
    ASSERT_TRUE(ana.until_it_is("/bus/1/fader", -2.0F));
    EXPECT_THAT(ana.told, Not(Contains("/channel/1/fader -1")));
}

TEST_F(RemoteLink, ADeskThatStandsStillIsLostWithinASecondAndTakenUpAgain) {
    Program ana(daemon.osc_port(), {}, "127.0.0.1", {});
    ana.desk.subscribe("/channel/1/fader");
    ASSERT_TRUE(ana.until_joined());
    ::kill(daemon.pid(), SIGSTOP);
    EXPECT_TRUE(ana.until([&] { return ana.desk.link().state == State::lost; }));
    EXPECT_THAT(ana.desk.link().why, testing::HasSubstr("silent"));
    EXPECT_GE(ana.desk.file(), 0) << "the connection is still the same";
    EXPECT_FALSE(ana.desk.set("/channel/1/fader", -1.0F));
    ::kill(daemon.pid(), SIGCONT);
    ASSERT_TRUE(ana.until_joined());
    EXPECT_TRUE(ana.desk.set("/channel/1/fader", -2.0F));
    ASSERT_TRUE(ana.settle());
    EXPECT_EQ(ben.get("/channel/1/fader").number(), -2.0F);
}

TEST_F(RemoteLink, AProgramThatWasAwayItselfDoesNotTakeTheDeskForLost) {
    Program ana(daemon.osc_port(), {}, "127.0.0.1", {});
    ASSERT_TRUE(ana.until_joined());
    ASSERT_TRUE(ana.settle());
    ana.links.clear();
    ::usleep(1'200'000);  // it looked at nothing meanwhile
    ana.desk.turn();
    EXPECT_TRUE(ana.desk.joined());
    EXPECT_TRUE(ana.links.empty());
}

TEST(RemoteRestart, ADaemonThatStartsAgainIsFoundAndItsValuesAreTaken) {
    DeskProcess daemon({.server = "session = \"desk.tutti\"\n"});
    Proxy relay(daemon.osc_port(), 7, 0);
    Program ana(relay.port());
    ana.desk.subscribe("/channel/*/fader");
    ASSERT_TRUE(ana.until_joined());
    ASSERT_TRUE(ana.desk.set("/channel/1/fader", -6.0F));
    ASSERT_TRUE(ana.settle());
    daemon.end();
    ASSERT_TRUE(ana.until([&] { return !ana.desk.joined(); }));
    EXPECT_FALSE(ana.desk.set("/channel/2/fader", -9.0F));
    ana.values.clear();
    daemon.start_again();
    relay.lead_to(daemon.osc_port());
    ASSERT_TRUE(ana.until_joined());
    TcpClient ben(daemon);
    ben.ask("/channel/2/fader", {-7.0F});
    EXPECT_TRUE(ana.until_it_is("/channel/2/fader", -7.0F));
    EXPECT_EQ(ben.get("/channel/1/fader").number(), -6.0F) << "kept over the restart";
}

TEST(RemoteRestart, ADeskThatIsNotThereYetIsWaitedForByName) {
    std::optional<DeskProcess> daemon(std::in_place);
    const std::uint16_t port = daemon->osc_port();
    addrinfo* found = nullptr;  // a machine without /etc/hosts knows no names
    const std::string name = getaddrinfo("localhost", nullptr, nullptr, &found) == 0 ? "localhost" : "127.0.0.1";
    if (found) freeaddrinfo(found);
    Program early(port, {}, name);
    daemon->end();
    ASSERT_TRUE(early.until([&] { return !early.links.empty(); }));
    EXPECT_EQ(early.links.front().state, State::lost);
    EXPECT_THAT(early.links.front().why, testing::StartsWith("no desk at " + name + ":"));
    Proxy relay(1, 7, 0);
    Program late(relay.port(), {}, name);
    late.desk.run_for(std::chrono::milliseconds(50));
    EXPECT_FALSE(late.desk.joined());
    daemon->start_again();
    relay.lead_to(daemon->osc_port());
    EXPECT_TRUE(late.until_joined());
}

}  // namespace
}  // namespace tutti::remote
