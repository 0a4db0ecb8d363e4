// Values that take their time: from where to where, who is told, and what ends them.
#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "tests/wire/clients.hpp"

namespace tutti::wire {
namespace {

using testing::IsEmpty;
using testing::SizeIs;
using namespace std::chrono_literals;
using namespace std::string_view_literals;

constexpr char kFader[] = "/channel/1/fader";
constexpr char kFade[] = "/channel/1/fader/fade";
constexpr char kPan[] = "/channel/1/pan";

struct Fades : testing::Test {
    DeskProcess desk{{.own_clock = true}};
    TcpClient ana{desk}, ben{desk};

    std::string code(const std::string& address, std::initializer_list<Argument> values = {}) {
        const HeardList errors = of(ana.ask(address, values), "/error");
        return errors.empty() ? "" : errors[0].text(1);
    }
    float stored(const char* address) { return TcpClient(desk).get(address).number(); }
    static auto reaches(float value, const char* address = kFader) {
        return [=](const Heard& h) { return h.address == address && h.number() == value; };
    }
    // The fade has ended: however much time passes, the value stays, while another fade begins and ends.
    void expect_still(const char* address) {
        const float now = stored(address);
        desk.forward(700);
        ana.send("/main/fader/fade", {other_ -= 1, 0.05F});
        ana.until(reaches(other_, "/main/fader"));
        EXPECT_EQ(stored(address), now);
    }
    float other_ = 0;
};

TEST_F(Fades, take_their_time_and_end_exactly) {
    ben.ask("/subscribe", {"/channel/1/fader"sv});
    ben.ask("/subscribe", {"/session/revision"sv});
    ana.sync();
    const auto before = ana.revision_of_sync;
    const auto begin = std::chrono::steady_clock::now();
    ana.send(kFade, {-6.3F, 3.0F});
    const HeardList heard = of(ben.until(reaches(-6.3F)), kFader);
    EXPECT_GE(std::chrono::steady_clock::now() - begin, 3s);
    float last = -90;
    std::set<float> on_the_way;
    for (const Heard& one : heard) {
        EXPECT_GE(one.number(), last);
        last = one.number();
        on_the_way.insert(last);
    }
    EXPECT_GE(on_the_way.size(), 3U);
    ben.sync();
    EXPECT_LE(ben.revision_of_sync - before, 61);  // 20 a second, and the end
    EXPECT_EQ(stored(kFader), -6.3F);
}

TEST_F(Fades, tell_their_sender_too) {
    const auto on_the_way_to = [this](float target) {
        const auto between = [=, from = stored(kFader)](const Heard& h) {
            return h.address == kFader && h.number() > std::min(from, target) && h.number() < std::max(from, target);
        };
        ana.send(kFade, {target, 600.0F});
        for (int time = 0; time < 3; ++time) {
            ana.sync();
            desk.forward(150);
            ana.until(between);
        }
        desk.forward(151);
        ana.until(reaches(target));
    };
    on_the_way_to(-6);
    ana.ask("/subscribe", {"/channel/1/fader"sv});
    on_the_way_to(-20);
}

TEST_F(Fades, run_along_the_law) {
    ana.ask("/channel/1/pan", {-1.0F});
    ana.send_packet(bundle({message("/channel/1/pan/fade", {1.0F, 600.0F}), message(kFade, {10.0F, 600.0F}),
                            message("/channel/1/hpf/frequency/fade", {1000.0F, 600.0F})}));
    ana.sync();
    desk.forward(300);
    ana.until([](const Heard& h) { return h.address == kPan && h.number() > -0.5F; });
    EXPECT_NEAR(stored(kPan), 0, 0.1);
    EXPECT_NEAR(stored(kFader), -10, 1.5);  // half of the way of the fader
    EXPECT_NEAR(stored("/channel/1/hpf/frequency"), std::sqrt(80.0 * 1000), 20);
    desk.forward(301);
    ana.until(reaches(1, kPan));
    EXPECT_EQ(stored(kFader), 10);
    EXPECT_EQ(stored("/channel/1/hpf/frequency"), 1000);
}

TEST_F(Fades, of_no_length_are_sets) {
    const HeardList heard = ana.ask(kFade, {-6.0F, 0.0F});
    ASSERT_THAT(heard, SizeIs(1));
    EXPECT_EQ(heard[0].number(), -6);
    EXPECT_EQ(stored(kFader), -6);
}

TEST_F(Fades, clamp_where_they_go) {
    ana.send(kFade, {99.0F, 0.05F});
    ana.until(reaches(10));
    ana.send(kFade, {-std::numeric_limits<float>::infinity(), 0.05F});
    ana.until(reaches(-90));
}

TEST_F(Fades, are_refused_where_they_make_no_sense) {
    EXPECT_EQ(code(kFade, {-6.0F}), "bad_type");
    EXPECT_EQ(code(kFade), "unknown_address");  // a get of an address that nothing has
    EXPECT_EQ(code(kFade, {-6.0F, 1.0F, 1.0F}), "bad_type");
    EXPECT_EQ(code(kFade, {"-6"sv, 1.0F}), "bad_type");
    EXPECT_EQ(code(kFade, {-6.0F, "1"sv}), "bad_type");
    EXPECT_EQ(code(kFade, {-6.0F, -1.0F}), "bad_value");
    EXPECT_EQ(code(kFade, {-6.0F, 600.5F}), "bad_value");
    EXPECT_EQ(code(kFade, {-6.0F, std::nanf("")}), "bad_value");
    EXPECT_EQ(code(kFade, {std::nanf(""), 1.0F}), "bad_value");
    EXPECT_EQ(code(kFade, {std::numeric_limits<float>::infinity(), 1.0F}), "bad_value");
    EXPECT_EQ(code("/channel/1/mute/fade", {true, 1.0F}), "bad_type");
    EXPECT_EQ(code("/channel/1/name/fade", {"Kick"sv, 1.0F}), "bad_type");
    EXPECT_EQ(code("/session/engine/load/fade", {1.0F, 1.0F}), "read_only");
    EXPECT_EQ(code("/no/such/fade", {1.0F, 1.0F}), "unknown_address");
    EXPECT_EQ(stored(kFader), -90);
}

TEST_F(Fades, end_by_whoever_writes) {
    ana.ask("/channel/1/fader", {-60.0F});
    for (const auto& [address, value] :
         std::initializer_list<std::pair<const char*, float>>{{kFader, -20.0F}, {"/channel/1/fader/by", -3.0F}}) {
        ana.send(kFade, {0.0F, 600.0F});
        ben.ask(address, {value});
        expect_still(kFader);
    }
    EXPECT_LT(stored(kFader), -20);
    ana.send(kFade, {0.0F, 600.0F});
    ben.ask("/channel/1/fader/reset");
    expect_still(kFader);
    EXPECT_EQ(stored(kFader), -90);
}

// Nobody set the send itself, but it is the kind's now.
TEST_F(Fades, end_by_what_follows_from_another_change) {
    const char* send = "/channel/1/send/1/level";
    ana.send(std::string(send) + "/fade", {10.0F, 600.0F});
    desk.forward(100);
    ana.sync();
    ben.ask("/bus/1/kind", {"group"sv});
    EXPECT_EQ(stored(send), 0);
    expect_still(send);
}

TEST_F(Fades, end_under_a_hand_where_they_are) {
    ben.ask("/subscribe", {"/"sv});
    for (int time = 0; time < 8; ++time) {
        ana.ask(kFader, {-90.0F});
        ben.sync();
        ana.send(kFade, {10.0F, 100.0F});
        ana.sync();
        desk.forward(50);
        HeardList heard = of(ben.until([](const Heard& h) { return h.address == kFader && h.number() > -60; }), kFader);
        ana.ask("/channel/1/fader/touch", {true});
        const float now = stored(kFader);
        for (Heard& more : of(ben.sync(), kFader)) heard.push_back(more);
        EXPECT_LT(now, 10);
        EXPECT_EQ(heard.back().number(), now);  // what is heard is told
        ana.ask("/channel/1/fader/touch", {false});
    }
    expect_still(kFader);
}

TEST_F(Fades, do_not_end_by_a_hand_that_is_refused) {
    ana.ask("/channel/1/fader/touch", {true});
    ana.send(kFade, {-6.0F, 0.3F});
    EXPECT_EQ(of(ben.ask("/channel/1/fader/touch", {true}), "/error").at(0).text(1), "busy");
    ana.until(reaches(-6));
}

TEST_F(Fades, do_not_end_by_a_set_that_is_refused) {
    WsClient ws(desk);
    ana.send(kFade, {-6.0F, 0.3F});
    ana.sync();
    EXPECT_THAT(ws.command(R"({"COMMAND": "SET", "DATA": {"/channel/1/fader": -50, "/no/such": 1}, "ID": 1})"),
                testing::HasSubstr("ERROR"));
    ana.until(reaches(-6));
}

TEST_F(Fades, are_replaced_by_later_ones) {
    ana.send(kFade, {10.0F, 600.0F});
    ana.send(kFade, {-30.0F, 0.1F});
    ana.until(reaches(-30));
    expect_still(kFader);
    EXPECT_EQ(stored(kFader), -30);
}

TEST_F(Fades, begin_behind_the_sets_before_them) {
    ana.ask(kFader, {-80.0F});
    ben.ask("/subscribe", {"/channel/1/fader"sv});
    ana.send_packet(bundle({message(kFader, {-6.0F}), message(kFade, {-10.0F, 0.2F})}));
    for (const Heard& one : of(ben.until(reaches(-10)), kFader))
        EXPECT_GE(one.number(), -10) << "never below where both are";
    ana.send_packet(bundle({message(kFade, {10.0F, 600.0F}), message(kFader, {-40.0F})}));
    ana.sync();
    expect_still(kFader);
    EXPECT_EQ(stored(kFader), -40);
}

TEST_F(Fades, by_pattern_go_together) {
    ben.ask("/subscribe", {"/channel/*/fader"sv});
    ben.sync();
    ana.send("/channel/*/fader/fade", {-6.0F, 0.2F});
    HeardList heard = ben.until(reaches(-6, "/channel/8/fader"));
    for (Heard& more : ben.sync()) heard.push_back(more);
    std::set<int> packets;
    for (const Heard& one : heard) packets.insert(one.packet);
    EXPECT_EQ(heard.size(), packets.size() * 8);
    EXPECT_EQ(stored("/channel/3/fader"), -6);
}

TEST_F(Fades, go_on_when_their_sender_has_gone) {
    ben.ask("/subscribe", {"/channel/1/fader"sv});
    {
        TcpClient cem(desk);
        cem.ask(kFade, {-6.0F, 0.3F});
    }
    EXPECT_EQ(ben.until(reaches(-6)).back().number(), -6);
}

TEST_F(Fades, leave_out_what_is_held) {
    ben.ask("/channel/1/fader/touch", {true});
    const HeardList heard = ana.ask("/channel/*/fader/fade", {-6.0F, 0.05F});
    EXPECT_EQ(of(heard, kFader).at(0).number(), -90);
    ana.until(reaches(-6, "/channel/2/fader"));
    EXPECT_EQ(stored(kFader), -90);
}

}  // namespace
}  // namespace tutti::wire
