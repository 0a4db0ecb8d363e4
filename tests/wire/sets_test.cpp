// Getting and setting: who hears what, over every carrier.
#include <gmock/gmock.h>

#include <limits>

#include "tests/wire/clients.hpp"

namespace tutti::wire {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

constexpr char kFader[] = "/channel/1/fader";
constexpr float kInfinity = std::numeric_limits<float>::infinity();

struct Sets : testing::Test {
    DeskProcess desk;
    TcpClient ana{desk}, ben{desk};
};

void sets_and_gets(Client& client, float value) {
    EXPECT_THAT(client.ask(kFader, {value}), IsEmpty());
    EXPECT_EQ(client.get(kFader).number(), value);
}

TEST_F(Sets, work_alike_over_every_carrier) {
    UdpClient udp(desk);
    TcpClient slip(desk, TcpClient::By::slip);
    WsClient ws(desk, "/any/path");
    sets_and_gets(udp, -1);
    sets_and_gets(ana, -2);
    sets_and_gets(slip, -3);
    sets_and_gets(ws, -4);
    EXPECT_EQ(udp.get(kFader).number(), -4);
}

TEST_F(Sets, are_heard_by_others_and_not_echoed) {
    ana.ask("/subscribe", {std::string_view("/channel/1")});
    ben.ask("/subscribe", {std::string_view("/channel/1")});
    EXPECT_THAT(of(ana.ask(kFader, {-6.0F}), kFader), IsEmpty());
    const HeardList heard = of(ben.sync(), kFader);
    ASSERT_THAT(heard, SizeIs(1));
    EXPECT_EQ(heard[0].number(), -6);
}

TEST_F(Sets, that_are_clamped_come_back) {
    HeardList heard = ana.ask(kFader, {50.0F});
    ASSERT_THAT(heard, SizeIs(1));
    EXPECT_EQ(heard[0].number(), 10);
    heard = ana.ask(kFader, {-kInfinity});
    ASSERT_THAT(heard, SizeIs(1));
    EXPECT_EQ(heard[0].number(), -90);
    EXPECT_THAT(ana.ask(kFader, {-90.0F}), IsEmpty());
}

TEST_F(Sets, take_numbers_of_any_type_and_names_by_index) {
    EXPECT_THAT(ana.ask(kFader, {-5}), IsEmpty());
    EXPECT_EQ(ana.get(kFader).number(), -5);
    ana.ask("/channel/1/mute", {1});
    EXPECT_EQ(ana.get("/channel/1/mute").whole(), 1);
    ana.ask("/channel/1/eq/band/1/type", {1});
    EXPECT_EQ(ana.get("/channel/1/eq/band/1/type").text(), "low_shelf");
    ana.ask("/channel/1/input/source", {std::string_view("input:3")});
    EXPECT_EQ(ana.get("/channel/1/input/source").text(), "input:3");
    ana.ask("/channel/1/name", {std::string_view("Kick ü")});
    EXPECT_EQ(ana.get("/channel/1/name").text(), "Kick ü");
}

TEST_F(Sets, that_are_relative_come_back) {
    ana.ask(kFader, {-10.0F});
    HeardList heard = ana.ask("/channel/1/fader/by", {4.0F});
    ASSERT_THAT(heard, SizeIs(1));
    EXPECT_EQ(heard[0].address, kFader);
    EXPECT_EQ(heard[0].number(), -6);
    ana.ask(kFader, {-10.0F});
    heard = ana.ask("/channel/1/fader/turn", {0.25F});  // -10 dB stands at 0.5, 0 dB at 0.75
    ASSERT_THAT(heard, SizeIs(1));
    EXPECT_NEAR(heard[0].number(), 0, 1e-4);
    heard = ana.ask("/channel/1/mute/toggle");
    ASSERT_THAT(heard, testing::Not(IsEmpty()));
    EXPECT_EQ(of(heard, "/channel/1/mute").at(0).whole(), 1);
    heard = ana.ask("/channel/1/fader/reset");
    ASSERT_THAT(heard, SizeIs(1));
    EXPECT_EQ(heard[0].number(), -90);
}

TEST_F(Sets, of_one_bundle_are_one_revision_and_its_gets_come_after_them) {
    ana.sync();
    const std::int64_t before = ana.revision_of_sync;
    ana.send_packet(
        bundle({message(kFader), message(kFader, {-3.0F}), message("/sync", {7}), message("/channel/2/fader", {-4.0F}),
                bundle({message("/channel/2/pan", {0.5F}), message("/channel/2/fader")})}));
    const HeardList heard = ana.sync();
    ASSERT_EQ(of(heard, kFader).size(), 1U);
    EXPECT_EQ(of(heard, kFader)[0].number(), -3);
    EXPECT_EQ(of(heard, "/channel/2/fader").at(0).number(), -4);
    EXPECT_EQ(ana.revision_of_sync, before + 1);
}

TEST_F(Sets, of_a_bundle_land_but_for_the_refused) {
    ana.send_packet(
        bundle({message(kFader, {-3.0F}), message("/no/such", {1.0F}), message("/channel/2/fader", {-4.0F})}));
    const HeardList heard = ana.sync();
    ASSERT_THAT(heard, SizeIs(1));
    EXPECT_EQ(heard[0].address, "/error");
    EXPECT_EQ(ana.get(kFader).number(), -3);
    EXPECT_EQ(ana.get("/channel/2/fader").number(), -4);
}

TEST_F(Sets, by_pattern_reach_all_that_match) {
    EXPECT_THAT(ana.ask("/channel/[1-3]/fader", {-7.0F}), IsEmpty());
    const HeardList heard = ben.ask("/channel/*/fader");
    ASSERT_THAT(heard, SizeIs(8));
    for (const Heard& one : heard) EXPECT_EQ(one.number(), one.address < "/channel/4" ? -7 : -90) << one.address;
    EXPECT_THAT(ben.ask("/channel/{1,2}/{pan,fader}"), SizeIs(4));
    EXPECT_GT(ben.ask("/channel/3").size(), 100U - 60U);
    EXPECT_THAT(ben.ask("/channel/?/hpf/on"), SizeIs(8));
}

TEST_F(Sets, without_a_type_tag_string_are_gets) {
    ana.send_packet(std::string("/channel/1/fader\0\0\0\0", 20));
    EXPECT_EQ(ana.until(kFader).back().number(), -90);
}

TEST_F(Sets, never_change_by_connecting) {
    ana.sync();
    const auto before = ana.revision_of_sync;
    UdpClient udp(desk);
    WsClient ws(desk);
    udp.sync();
    ws.sync();
    EXPECT_EQ(ws.revision_of_sync, before);
}

TEST_F(Sets, of_solos_and_of_listening_to_keys_are_ended_by_clear) {
    const char* each[] = {"/channel/1/solo/1",        "/bus/2/solo/1",        "/channel/2/gate/listen/1",
                          "/channel/3/comp/listen/1", "/bus/1/comp/listen/1", "/main/comp/listen/1"};
    for (const char* address : each) ana.ask(address, {true});
    ana.ask("/channel/1/gate/listen/2", {true});
    for (const char* address : each) EXPECT_EQ(ana.get(address).values.at(0), wire::Value(true)) << address;
    ben.ask("/subscribe", {std::string_view("/channel/2/gate/listen/1")});
    EXPECT_THAT(of(ana.ask("/monitor/1/solo/clear"), "/ok"), SizeIs(1));
    EXPECT_THAT(of(ben.sync(), "/channel/2/gate/listen/1"), SizeIs(1));
    for (const char* address : each) EXPECT_EQ(ana.get(address).values.at(0), wire::Value(false)) << address;
    EXPECT_EQ(ana.get("/channel/1/gate/listen/2").values.at(0), wire::Value(true)) << "of another monitor";
}

TEST_F(Sets, end_with_the_daemon_which_ends_cleanly) {
    EXPECT_EQ(desk.end(), 0);
}

TEST_F(Sets, carried_out_before_a_sync_are_in_its_revision) {
    ana.sync();
    const auto before = ana.revision_of_sync;
    for (int i = 0; i < 50; ++i) ana.send(kFader, {static_cast<float>(-i - 1)});
    ana.sync();
    EXPECT_EQ(ana.revision_of_sync, before + 50);
    ben.sync();
    EXPECT_EQ(ben.revision_of_sync, before + 50);
}

// Rule (c): the desk told ana of ben's value within the last two seconds, so hers may have crossed it.
TEST_F(Sets, that_may_have_crossed_come_back) {
    ana.ask("/subscribe", {std::string_view(kFader)});
    ben.ask(kFader, {-20.0F});
    EXPECT_THAT(ana.sync(), SizeIs(1));
    const HeardList heard = ana.ask(kFader, {-30.0F});
    ASSERT_THAT(heard, SizeIs(1));
    EXPECT_EQ(heard[0].number(), -30);
}

}  // namespace
}  // namespace tutti::wire
