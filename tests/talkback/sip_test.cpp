// Solo in place over the wire: it is armed by a client, and disarmed with it.
#include <gmock/gmock.h>

#include "tests/wire/clients.hpp"

namespace tutti::wire {
namespace {

constexpr char kArmed[] = "/session/sip/armed";

void hear_it_disarmed(Client& client) {
    client.until([](const Heard& heard) { return heard.address == kArmed && heard.whole() == 0; });
}

struct SoloInPlace : testing::Test {
    static Wish with_own_clock() {
        Wish wish;
        wish.own_clock = true;
        return wish;
    }
    DeskProcess desk{with_own_clock()};
    TcpClient ben{desk};
    SoloInPlace() { ben.ask("/subscribe", {std::string_view("/session/sip")}); }
};

TEST_F(SoloInPlace, says_why_the_others_are_silent) {
    ben.ask("/subscribe", {std::string_view("/channel/*/muted_by")});
    ben.send_packet(bundle({message(kArmed, {true}), message("/session/sip/channel/2", {true})}));
    ben.until([](const Heard& heard) { return heard.address == "/channel/8/muted_by" && heard.text() == "sip"; });
    EXPECT_EQ(ben.get("/channel/1/muted_by").text(), "sip");
    EXPECT_EQ(ben.get("/channel/2/muted_by").text(), "");
    ben.ask(kArmed, {false});
    ben.until([](const Heard& heard) { return heard.address == "/channel/8/muted_by" && heard.text().empty(); });
    EXPECT_FALSE(ben.get("/session/sip/channel/2").whole()) << "nobody is out of main when it is armed again";
}

TEST_F(SoloInPlace, goes_off_when_its_client_goes) {
    {
        TcpClient ana(desk);
        ana.ask(kArmed, {true});
        ana.ask("/session/sip/channel/3", {true});
        EXPECT_TRUE(ben.get("/session/sip/channel/3").whole());
    }
    hear_it_disarmed(ben);
    EXPECT_FALSE(ben.get("/session/sip/channel/3").whole());
    UdpClient ana(desk);
    ana.ask(kArmed, {true});
    EXPECT_TRUE(ben.get(kArmed).whole());
    desk.forward(61);  // a datagram source is there for a minute after its last packet
    hear_it_disarmed(ben);
}

TEST_F(SoloInPlace, needs_no_sign_of_life_from_a_connection) {
    TcpClient ana(desk);
    ana.ask(kArmed, {true});
    desk.forward(120);
    ben.listen(150);  // longer than the desk looks
    EXPECT_TRUE(ben.get(kArmed).whole());
}

TEST_F(SoloInPlace, is_not_armed_by_who_cannot_stay) {
    const HttpReply reply = http(desk, "PUT /session/sip/armed", "Host: 127.0.0.1\r\n", "{\"VALUE\": [true]}");
    EXPECT_EQ(reply.status, 204) << reply.body;
    hear_it_disarmed(ben);
}

TEST(SoloInPlaceOnALargeDesk, has_every_channel) {
    Wish wish;
    wish.desk = "channels = 200\nbuses = 4\n";
    const DeskProcess desk(wish);
    TcpClient ana(desk);
    ana.ask("/session/sip/channel/15?", {true});
    EXPECT_TRUE(ana.get("/session/sip/channel/159").whole());
    EXPECT_FALSE(ana.get("/session/sip/channel/160").whole());
    EXPECT_EQ(of(ana.ask("/session/sip/channel/201"), "/error").size(), 1U);
}

}  // namespace
}  // namespace tutti::wire
