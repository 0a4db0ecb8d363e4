// What is particular to datagrams: leases, sizes, other ports, and that strangers cost the desk nothing.
#include <gmock/gmock.h>

#include <map>
#include <thread>

#include "tests/wire/clients.hpp"

namespace tutti::wire {
namespace {

using testing::Each;
using testing::Field;
using testing::IsEmpty;
using testing::Le;
using testing::SizeIs;
using namespace std::string_view_literals;

constexpr char kFader[] = "/channel/1/fader";

struct Udp : testing::Test {
    DeskProcess desk{{.own_clock = true}};
    UdpClient ana{desk};
    TcpClient ben{desk};

    std::int32_t port_of(Client& client) { return client.socket().own_port(); }
};

TEST_F(Udp, values_come_in_bundles_of_at_most_1200_bytes) {
    std::map<std::string, int> values;
    ben.ask("/subscribe", {"/"sv});
    for (const Heard& heard : ana.ask("/subscribe", {"/"sv})) {
        EXPECT_LE(heard.packet_size, 1200U);
        ++values[heard.address];
    }
    EXPECT_GT(values.size(), 1000U);
    for (const Heard& heard : ben.ask("/refresh", {"/"sv})) EXPECT_EQ(values.count(heard.address), 1U) << heard.address;
    ben.ask("/channel/*/eq/band/*/gain", {3.0F});
    const HeardList heard = ana.sync();
    EXPECT_GE(heard.size(), 32U);
    EXPECT_THAT(heard, Each(Field(&Heard::packet_size, Le(1200U))));
}

TEST_F(Udp, a_packet_may_have_65507_bytes) {
    std::vector<std::string> sets;
    for (int i = 0; i < 1818; ++i) sets.push_back(message("/channel/8/send/4/level", {static_cast<float>(-i) / 100}));
    sets.push_back(message("/channel/8/name", {std::string_view(std::string(7, 'x'))}));
    std::string packet = bundle(sets);
    ASSERT_LE(packet.size(), 65507U);
    ASSERT_GT(packet.size(), 65507U - 48U);
    ana.send_packet(packet);
    EXPECT_EQ(ana.get("/channel/8/name").text(), "xxxxxxx");
}

TEST_F(Udp, each_source_is_a_client) {
    UdpClient other(desk);
    ana.ask("/subscribe", {"/channel/1/fader"sv});
    other.ask("/subscribe", {"/channel/1/fader"sv});
    EXPECT_THAT(ana.ask(kFader, {-6.0F}), IsEmpty());
    EXPECT_THAT(of(other.sync(), kFader), SizeIs(1));
}

TEST_F(Udp, a_subscription_can_go_to_another_port_while_replies_go_to_the_source) {
    UdpClient ear(desk);
    EXPECT_THAT(ana.ask("/subscribe", {"/channel/1/fader"sv, port_of(ear)}), IsEmpty());
    EXPECT_EQ(ear.until(kFader).back().number(), -90);
    ben.ask(kFader, {-6.0F});
    EXPECT_EQ(ear.until(kFader).back().number(), -6);
    EXPECT_THAT(ana.sync(), IsEmpty());
    EXPECT_EQ(ana.get(kFader).number(), -6);
    EXPECT_EQ(ana.ask("/no/such", {1}).at(0).address, "/error");
    EXPECT_THAT(ana.ask("/refresh", {"/channel/1/pan"sv}), SizeIs(1));
    EXPECT_TRUE(ear.waiting.empty());
}

TEST_F(Udp, the_other_port_is_part_of_the_client) {
    UdpClient ear(desk);
    ana.ask("/subscribe", {"/channel/1"sv, port_of(ear)});
    ear.until("/channel/1/muted_by");
    ana.ask("/channel/1/pan", {0.5F});  // its own: not echoed
    ana.ask(kFader, {99.0F});           // clamped: told to both
    EXPECT_THAT(ear.until(kFader), Each(Field(&Heard::address, testing::Ne("/channel/1/pan"))));
    ana.ask("/unsubscribe", {"/channel/1"sv});
    ben.ask(kFader, {-6.0F});
    ana.ask("/subscribe", {"/channel/2/fader"sv, port_of(ear)});
    EXPECT_THAT(of(ear.until("/channel/2/fader"), kFader), IsEmpty());
}

TEST_F(Udp, one_source_may_serve_several_ports) {
    UdpClient left(desk), right(desk);
    ana.ask("/subscribe", {"/channel/1/fader"sv, port_of(left)});
    ana.ask("/subscribe", {"/channel/2/fader"sv, port_of(right)});
    ana.ask("/subscribe", {"/channel/3/fader"sv});
    left.until(kFader);
    right.until("/channel/2/fader");
    ben.ask("/channel/*/fader", {-6.0F});
    EXPECT_THAT(of(ana.sync(), "/channel/3/fader"), SizeIs(1));
    HeardList heard = left.until(kFader);
    EXPECT_THAT(heard, SizeIs(1));
    heard = right.until("/channel/2/fader");
    EXPECT_THAT(heard, SizeIs(1));
}

TEST_F(Udp, ports_that_do_not_exist_are_refused) {
    const auto code = [](Client& client, const Argument& port) {
        return client.ask("/subscribe", {"/main"sv, port}).at(0).text(1);
    };
    EXPECT_EQ(code(ana, 0), "bad_value");
    EXPECT_EQ(code(ana, 65536), "bad_value");
    EXPECT_EQ(code(ana, -1), "bad_value");
    EXPECT_EQ(code(ana, "9000"sv), "bad_type");
    EXPECT_EQ(code(ben, 9000), "bad_type");
    ben.ask("/main/fader", {-6.0F});
    EXPECT_THAT(ana.sync(), IsEmpty());
}

TEST_F(Udp, a_subscription_is_a_lease_of_a_minute) {
    ana.ask("/subscribe", {"/channel/1/fader"sv});
    desk.forward(50);
    ben.ask(kFader, {-6.0F});
    EXPECT_EQ(ana.until([](const Heard& h) { return h.number() == -6; }).back().address, kFader);
    desk.forward(12);
    // The desk looks ten times a second; each try takes the fader elsewhere, until ana is told of none. What she is
    // told has come when ben has his second answer.
    bool told = true;
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    for (int i = 0; told && std::chrono::steady_clock::now() < end; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        while (ana.listen(0)) continue;
        ben.ask(kFader, {static_cast<float>(-10 - i % 50)});
        ben.sync();
        told = ana.listen(0);
    }
    EXPECT_FALSE(told);
    ana.waiting.clear();
    EXPECT_THAT(ana.sync(), IsEmpty());
    ben.ask(kFader, {-6.0F});
    EXPECT_THAT(ana.sync(), IsEmpty());  // it does not come back by itself
}

TEST_F(Udp, a_lease_is_renewed_by_any_packet) {
    ana.ask("/subscribe", {"/channel/1/fader"sv});
    for (int minute = 0; minute < 3; ++minute) {
        desk.forward(50);
        ana.send("/channel/2/pan");
        ana.until("/channel/2/pan");
        ben.ask(kFader, {static_cast<float>(-minute)});
        EXPECT_EQ(ana.until([=](const Heard& h) { return h.number() == static_cast<float>(-minute); }).back().address,
                  kFader);
    }
    UdpClient quiet(desk);
    quiet.ask("/subscribe", {"/channel/1/fader"sv});
    for (int i = 0; i < 2; ++i) {
        desk.forward(50);
        quiet.send_packet("anything at all");  // no OSC, but a sign of life
        quiet.send("/error", {"/a"sv, "busy"sv, "b"sv});
        ben.sync();
    }
    ben.ask(kFader, {-33.0F});
    EXPECT_EQ(quiet.until([](const Heard& h) { return h.number() == -33; }).back().address, kFader);
}

TEST_F(Udp, all_values_are_sent_again_each_ten_seconds) {
    const std::size_t all = ana.ask("/subscribe", {"/channel/1"sv}).size();
    ana.ask("/subscribe", {"/channel/2/fader"sv});
    for (int time = 0; time < 3; ++time) {
        desk.forward(10.1);
        HeardList again = ana.until("/channel/2/fader");
        EXPECT_GE(again.size(), all + 1);
        EXPECT_THAT(of(again, kFader), SizeIs(1));
        EXPECT_THAT(ana.sync(), IsEmpty());
    }
}

TEST_F(Udp, nothing_is_sent_to_whom_nothing_was_heard_of) {
    UdpClient stranger(desk);
    stranger.send_packet("hello");
    stranger.send_packet(std::string(1200, '\0'));
    ben.ask("/channel/*/fader", {-6.0F});
    UdpClient(desk).ask("/subscribe", {"/"sv});
    EXPECT_FALSE(stranger.listen(0));
    EXPECT_THAT(stranger.sync(), IsEmpty());
}

TEST_F(Udp, so_many_sources_at_most_and_the_idlest_make_room) {
    std::vector<std::unique_ptr<UdpClient>> crowd;
    for (int i = 0; i < 300; ++i) {
        crowd.push_back(std::make_unique<UdpClient>(desk));
        crowd.back()->ask("/subscribe", {"/channel/1/fader"sv});
    }
    ben.ask(kFader, {-6.0F});
    crowd.back()->until([](const Heard& h) { return h.number() == -6; });
    int told = 0;
    for (const auto& client : crowd) told += client->listen(0) || !client->waiting.empty() ? 1 : 0;
    EXPECT_GE(told, 60);
    EXPECT_LE(told, 64);                            // of one host
    EXPECT_EQ(crowd[0]->get(kFader).number(), -6);  // who was forgotten is welcome again
    EXPECT_THAT(crowd[0]->ask("/subscribe", {"/channel/1/fader"sv}), SizeIs(1));
}

TEST_F(Udp, meters_that_fit_no_datagram_are_refused) {
    DeskProcess large({.desk = "channels = 200\n"});
    UdpClient client(large);
    HeardList heard = client.ask("/meters/subscribe", {"channels"sv, 25});
    ASSERT_THAT(of(heard, "/error"), SizeIs(1));
    EXPECT_EQ(of(heard, "/error")[0].text(1), "too_large");
    client.ask("/meters/subscribe", {"channels:1-100"sv, 25});
    EXPECT_LE(client.until("/meters/channels").back().packet_size, 1200U);
}

}  // namespace
}  // namespace tutti::wire
