// Who hears what: the echo rule, corrections, leases, windows with a person's rights, and clients of other protocols.
#include <gmock/gmock.h>

#include <cmath>
#include <set>

#include "tests/x32/wire/x32_client.hpp"

namespace tutti::x32 {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using namespace std::string_view_literals;

constexpr char kFader[] = "/ch/01/mix/fader";

struct Clients32 : testing::Test {
    Desk32 desk{{.desk = "channels = 40\nbuses = 16\n", .own_clock = true}};
    Client32 ana{desk}, ben{desk};
    wire::TcpClient tablet{desk};

    Clients32() { tablet.ask("/subscribe", {"/channel"sv}); }
};

TEST_F(Clients32, are_told_of_others_moves_and_never_of_their_own) {
    ana.send("/xremote"), ben.send("/xremote");
    ana.send(kFader, {0.5F});
    EXPECT_NEAR(ben.until(kFader).back().number(), 0.5F, 1e-3);
    EXPECT_THAT(ana.all(), IsEmpty());
    EXPECT_NEAR(tablet.until("/channel/1/fader").back().number(), -10, 0.05);
    tablet.ask("/channel/1/fader", {-20.0F});
    EXPECT_NEAR(ana.until(kFader).back().number(), 0.375F, 1e-3);
    EXPECT_NEAR(ben.until(kFader).back().number(), 0.375F, 1e-3);
    tablet.ask("/channel/1/mute", {true});
    EXPECT_EQ(ana.until("/ch/01/mix/on").back().whole(), 0);
    EXPECT_THAT(of(ben.all(), "/ch/01/mix/on"), SizeIs(1));
}

TEST_F(Clients32, are_told_apart_by_their_port) {
    // As Companion does it: it follows by one socket and writes by another, to hear its own.
    Client32 hand = ana.other();
    for (int poll = 0; poll < 3; ++poll) {
        EXPECT_EQ(ana.ask("/xinfo").text(2), "X32");
        ana.send("/xremote");
    }
    hand.send(kFader, {0.25F});
    EXPECT_NEAR(ana.until(kFader).back().number(), 0.25F, 1e-3);
    EXPECT_THAT(hand.all(), IsEmpty());
}

TEST_F(Clients32, hear_what_stands_only_where_it_is_not_what_they_sent) {
    ana.send("/xremote");
    ana.send(kFader, {7.0F});
    EXPECT_EQ(ana.until(kFader).back().number(), 1);
    ana.send(kFader, {1.0F});
    ana.send("/ch/01/mix/pan", {0.503F});  // between two steps of the grid
    ana.send("/ch/01/config/name", {"Kick"sv});
    EXPECT_THAT(ana.all(), IsEmpty());
    EXPECT_EQ(tablet.get("/channel/1/name").text(), "Kick");
    ana.send("/-stat/solo", {1});  // cannot be set
    EXPECT_EQ(ana.until("/-stat/solo").back().whole(), 0);
    ana.send("/ch/01/gate/mode", {9});  // has five
    EXPECT_EQ(ana.until("/ch/01/gate/mode").back().whole(), 3);
    ana.send("/ch/01/grp/dca", {-1});
    EXPECT_EQ(ana.until("/ch/01/grp/dca").back().whole(), 0);
    ana.send("/ch/01/eq/1", {77, 0.5F});  // one of several
    EXPECT_EQ(ana.until("/ch/01/eq/1/type").back().whole(), 2);
    EXPECT_EQ(ana.ask("/ch/01/eq/1/f").number(), 0.5F);
    EXPECT_THAT(ana.all(), IsEmpty());
}

TEST_F(Clients32, get_the_held_value_back_while_a_hand_is_on_it) {
    tablet.ask("/channel/1/fader", {-10.0F});
    tablet.ask("/channel/1/fader/touch", {true});
    ana.send(kFader, {0.75F});
    EXPECT_NEAR(ana.until(kFader).back().number(), 0.5F, 1e-3);
    tablet.ask("/channel/1/fader/touch", {false});
    ana.send(kFader, {0.75F});
    EXPECT_NEAR(tablet.until([](const wire::Heard& h) { return h.number() > -1; }).back().number(), 0, 0.05);
}

// A client that writes back what it was sent must not make a value coarser.
TEST_F(Clients32, may_write_back_what_they_were_sent) {
    ana.send("/xremote");
    tablet.ask("/channel/1/fader", {-12.3456F});
    const float sent = ana.until(kFader).back().number();
    ana.send(kFader, {sent});
    EXPECT_THAT(ana.all(), IsEmpty());
    EXPECT_EQ(tablet.get("/channel/1/fader").number(), -12.3456F);
}

TEST_F(Clients32, follow_for_ten_seconds) {
    ana.send("/xremote");
    ana.all();
    desk.forward(7);
    tablet.ask("/channel/1/fader", {-20.0F});
    ana.until(kFader);
    ana.send("/xremote");
    ana.all();
    desk.forward(7);
    tablet.ask("/channel/1/fader", {-30.0F});
    ana.until(kFader);
    desk.forward(3.5);
    tablet.ask("/channel/1/fader", {-40.0F});
    EXPECT_THAT(ana.all(), IsEmpty());
    ana.send("/renew");  // too late
    tablet.ask("/channel/1/fader", {-50.0F});
    EXPECT_THAT(ana.all(), IsEmpty());
    ana.send("/xremote");
    ana.send("/unsubscribe");
    ana.all();
    tablet.ask("/channel/1/fader", {-60.0F});
    EXPECT_THAT(ana.all(), IsEmpty());
}

TEST_F(Clients32, and_tablets_on_one_fader_end_at_the_same_value) {
    ana.send("/xremote"), ben.send("/xremote");
    ana.all(), ben.all();
    struct {
        Client32& client;
        float shows = 0;
        void hear(const Replies& replies) {
            for (const Reply& reply : of(replies, kFader)) shows = reply.number();
        }
        void move(float to) {
            for (std::string bytes; client.socket().read(bytes, 0); bytes.clear()) hear({decoded(bytes)});
            client.send(kFader, {shows = to});
        }
    } hands[] = {{ana}, {ben}};
    for (int move = 0; move < 200; ++move) {
        hands[0].move(static_cast<float>(move) / 400);
        hands[1].move(1 - static_cast<float>(move) / 300);
        tablet.send("/channel/1/fader", {static_cast<float>(-move) / 10});
    }
    tablet.sync();
    for (auto& hand : hands) hand.hear(hand.client.all());
    const float stands = ana.ask(kFader).number();
    // Who has crossed another is told once more when all has come to rest.
    for (auto& hand : hands) {
        if (std::abs(hand.shows - stands) > 1e-3)
            hand.hear(hand.client.until([&](const Reply& r) { return r.address == kFader && r.number() == stands; }));
        EXPECT_NEAR(hand.shows, stands, 1e-3);
    }
    const float fader = wire::TcpClient(desk).get("/channel/1/fader").number();
    EXPECT_NEAR(stands, fader >= -10 ? (fader + 30) / 40 : fader >= -30 ? (fader + 50) / 80 : (fader + 70) / 160, 1e-3);
}

TEST_F(Clients32, are_clients_of_the_desk) {
    ana.ask("/xinfo");
    std::string protocols;
    for (int n = 1; n < 5; ++n)
        protocols += tablet.get("/session/clients/" + std::to_string(n) + "/protocol").text() + " ";
    EXPECT_THAT(protocols, HasSubstr("x32"));
    desk.forward(40);
    const auto gone = [&] {
        std::string now;
        for (int n = 1; n < 5; ++n) now += tablet.get("/session/clients/" + std::to_string(n) + "/protocol").text();
        return now.find("x32") == std::string::npos;
    };
    bool left = false;
    for (int look = 0; look < 200 && !left; ++look) tablet.listen(50), left = gone();
    EXPECT_TRUE(left);
}

TEST_F(Clients32, change_nothing_by_coming) {
    const auto before = tablet.get("/session/revision").whole();
    for (const char* word : {"/info", "/xinfo", "/status", "/xremote", "/showdump", kFader, "/-stat/selidx"})
        ana.send(word);
    ana.all();
    EXPECT_EQ(tablet.get("/session/revision").whole(), before);
}

// Each in a datagram of its own, none lost, however many there are.
TEST_F(Clients32, are_told_all_of_a_great_change) {
    ana.send("/xremote"), ben.send("/xremote");
    ana.all(), ben.all();
    tablet.ask("/channel/*/{fader,pan}", {0.25F});
    tablet.ask("/channel/*/eq/band/*/gain", {3.0F});
    for (Client32* client : {&ana, &ben}) {
        const int left = 40 * 6;
        std::set<std::string> heard;
        client->until(
            [&](const Reply& reply) { return heard.insert(reply.address), static_cast<int>(heard.size()) >= left; });
        EXPECT_GE(static_cast<int>(heard.size()), left);
    }
}

TEST(Windows32, have_their_channels_and_their_persons_rights) {
    Desk32 desk({.desk = "channels = 48\nbuses = 20\n",
                 .rest = "[[x32]]\nlisten = \"127.0.0.1:0\"\nfirst_channel = 9\nfirst_bus = 3\nuser = \"eve\"\n"
                         "[[x32]]\nlisten = \"127.0.0.1:0\"\nuser = \"gus\"\n"
                         "[[x32]]\nlisten = \"127.0.0.1:0\"\nuser = \"nobody\"\n"
                         "[[user]]\nname = \"eve\"\nrole = \"engineer\"\npin = \"4821\"\n"
                         "[[user]]\nname = \"gus\"\nrole = \"viewer\"\npin = \"4822\"\n"});
    ASSERT_EQ(desk.windows.size(), 3U);
    Client32 whole(desk), eve(desk.windows[0]), gus(desk.windows[1]), nobody(desk.windows[2]);
    wire::TcpClient tablet(desk);
    whole.send("/xremote"), eve.send("/xremote"), gus.send("/xremote");
    whole.all(), eve.all(), gus.all();  // each has a port of its own, and the desk reads them in any order
    eve.send(kFader, {0.75F});
    EXPECT_NEAR(whole.until("/ch/09/mix/fader").back().number(), 0.75F, 1e-3);
    EXPECT_NEAR(gus.until("/ch/09/mix/fader").back().number(), 0.75F, 1e-3);
    EXPECT_NEAR(tablet.get("/channel/9/fader").number(), 0, 0.05);
    eve.send("/ch/01/mix/03/level", {0.5F});
    eve.all();
    EXPECT_NEAR(tablet.get("/channel/9/send/5/level").number(), -10, 0.1);
    // A viewer sees, and gets back what stands where it tries to write.
    gus.send(kFader, {0.75F});
    EXPECT_EQ(gus.until(kFader).back().number(), 0);
    // Nor does it move what is kept for others: those are constants to it, but for what is looked at.
    const float gain = whole.ask("/-prefs/rta/gain").number();
    EXPECT_GT(std::abs(gain - 1), 1e-3);
    gus.send("/-prefs/rta/gain", {1.0F});
    gus.all();
    EXPECT_EQ(gus.ask("/-prefs/rta/gain").number(), gain);
    gus.send("/-stat/eqband", {3});
    EXPECT_EQ(gus.ask("/-stat/eqband").whole(), 3);
    EXPECT_EQ(tablet.get("/channel/1/fader").number(), -90);
    // Whose person is not there: nothing but who the desk is.
    nobody.send(kFader);
    nobody.send(kFader, {0.75F});
    EXPECT_EQ(nobody.ask("/xinfo").text(2), "X32");
    EXPECT_THAT(nobody.all(), IsEmpty());
    tablet.ask("/user/add", {"nobody"sv, "engineer"sv, "4823"sv});
    EXPECT_EQ(nobody.ask(kFader).number(), 0);
}

// The person of a window may come to another monitor, or to the desk, while its clients are here.
struct PersonsWindow32 : testing::Test {
    Desk32 desk{{.desk = "channels = 40\nbuses = 16\nmonitors = 3\n",
                 .rest = "[[x32]]\nlisten = \"127.0.0.1:0\"\nuser = \"eve\"\n"
                         "[[x32]]\nlisten = \"127.0.0.1:0\"\nuser = \"nora\"\n"
                         "[[user]]\nname = \"eve\"\nrole = \"engineer\"\npin = \"4821\"\n"}};
    Client32 eve{desk.windows.at(0)}, nora{desk.windows.at(1)};
    wire::TcpClient tablet{desk};
};

TEST_F(PersonsWindow32, goes_with_them_to_another_monitor) {
    eve.send("/-prefs/rta/gain", {1.0F});
    eve.send("/-stat/solosw/03", {1});
    eve.send("/xremote");
    eve.all();
    EXPECT_EQ(tablet.get("/channel/3/solo/1").whole(), 1);
    tablet.ask("/monitor/2/level", {-12.0F});
    tablet.ask("/user/1/monitor", {2});
    std::set<std::string> told;
    eve.until([&](const Reply& r) {
        if (r.address == "/-stat/solosw/03" && r.whole() == 0) told.insert(r.address);
        if (r.address == "/-stat/solo" && r.whole() == 0) told.insert(r.address);
        if (r.address == "/config/solo/level" && r.number() > 0.4F) told.insert(r.address);
        return told.size() == 3;
    });
    EXPECT_THAT(eve.all(), IsEmpty()) << "what reads as before";
    eve.send("/-stat/solosw/04", {1});
    eve.all();
    EXPECT_EQ(tablet.get("/channel/4/solo/2").whole(), 1);
    EXPECT_EQ(eve.ask("/-prefs/rta/gain").number(), 1) << "what is kept lasts as long as the daemon";
}

TEST_F(PersonsWindow32, is_theirs_once_they_are_there) {
    EXPECT_EQ(nora.ask("/xinfo").text(2), "X32");
    tablet.ask("/user/add", {"nora"sv, "engineer"sv, "4823"sv});
    nora.send("/xremote");
    nora.send("/-stat/selidx", {5});
    nora.all();
    EXPECT_EQ(tablet.get("/user/2/selection").text(), "channel:6");
    tablet.ask("/user/2/selection", {"channel:9"sv});
    EXPECT_EQ(nora.until("/-stat/selidx").back().whole(), 8);
}

TEST_F(PersonsWindow32, loses_nothing_that_its_clients_have_still_to_be_told) {
    eve.send("/xremote");
    eve.all();
    tablet.ask("/channel/*/eq/band/*/{gain,frequency,q}", {3.0F});
    Client32(desk.windows.at(0)).send("/xinfo");
    tablet.ask("/user/1/monitor", {3});
    Client32(desk.windows.at(0)).send("/xinfo");
    std::set<std::string> told;
    eve.until([&](const Reply& r) { return told.insert(r.address), told.size() >= 40 * 12; });
    EXPECT_GE(told.size(), 40U * 12);
}

TEST(Windows32, say_which_port_cannot_be_had) {
    Desk32 desk;
    const wire::Folder folder;
    const std::string at = "127.0.0.1:" + std::to_string(desk.port);
    const auto ended = wire::run_daemon(folder, wire::config_text({.rest = "[[x32]]\nlisten = \"" + at + "\"\n"}));
    EXPECT_EQ(ended.code, 1);
    EXPECT_THAT(ended.said, HasSubstr("x32: " + at));
}

TEST(Windows32, on_the_network_say_where_they_are_and_show_what_guests_may_see) {
    const std::string network = wire::address_in_network();
    if (network.empty()) GTEST_SKIP() << "this machine has no address in a network";
    Desk32 desk({.rest = "[[x32]]\nlisten = \"0.0.0.0:0\"\n"});
    Client32 guest(desk.windows.at(0), network), local(desk.windows.at(0));
    EXPECT_EQ(guest.ask("/xinfo").text(0), network);
    EXPECT_EQ(local.ask("/xinfo").text(0), "127.0.0.1");
    EXPECT_EQ(guest.ask("/status").text(1), network);
    guest.send(kFader, {0.75F});  // a viewer, until it logs in, which this dialect cannot
    EXPECT_EQ(guest.until(kFader).back().number(), 0);
    local.send(kFader, {0.75F});
    EXPECT_NEAR(local.ask(kFader).number(), 0.75F, 1e-3);
}

}  // namespace
}  // namespace tutti::x32
