// Two hands on one control: who is heard, who is told, and when a hand is gone.
#include <gmock/gmock.h>

#include <thread>

#include "tests/wire/clients.hpp"

namespace tutti::wire {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::SizeIs;
using namespace std::string_view_literals;

constexpr char kFader[] = "/channel/1/fader";
constexpr char kTouch[] = "/channel/1/fader/touch";

struct Hands : testing::Test {
    DeskProcess desk{{.own_clock = true}};
    TcpClient ana{desk}, ben{desk}, cem{desk};

    void SetUp() override {
        for (Client* client : {&ana, &ben}) client->ask("/subscribe", {"/channel"sv});
    }
    float stored() { return cem.get(kFader).number(); }
    std::string code(Client& client, const std::string& address, std::initializer_list<Argument> values = {}) {
        const HeardList errors = of(client.ask(address, values), "/error");
        return errors.empty() ? "" : errors[0].text(1);
    }
    // Waits until somebody, or nobody, is told to hold the fader.
    void until_held(bool held) {
        cem.ask("/subscribe", {"/session/hands"sv});
        if ((cem.get("/session/hands").text().find(kFader) != std::string::npos) == held) return;
        cem.until([held](const Heard& h) {
            return h.address == "/session/hands" && (h.text().find(kFader) != std::string::npos) == held;
        });
    }
};

TEST_F(Hands, hold_a_fader_against_the_sets_of_others) {
    ana.ask(kFader, {-10.0F});
    EXPECT_THAT(ana.ask(kTouch, {true}), IsEmpty());
    const HeardList heard = of(ben.ask(kFader, {-50.0F}), kFader);
    ASSERT_THAT(heard, testing::Not(IsEmpty()));
    EXPECT_EQ(heard.back().number(), -10);  // the sender gets the held value back
    EXPECT_EQ(stored(), -10);
    EXPECT_THAT(ana.sync(), IsEmpty());
    EXPECT_THAT(of(ben.ask("/channel/1/fader/reset"), kFader), SizeIs(1));
    ben.ask("/channel/1/fader/fade", {-50.0F, 0.0F});
    EXPECT_EQ(stored(), -10);
    ana.ask(kFader, {-11.0F});  // the holder's own are taken
    EXPECT_EQ(of(ben.sync(), kFader).back().number(), -11);
    EXPECT_EQ(stored(), -11);
}

TEST_F(Hands, let_go_and_are_told_what_is_stored) {
    ana.ask(kTouch, {true});
    ben.ask("/channel/1/fader/by", {50.0F});
    EXPECT_THAT(of(ana.sync(), kFader), IsEmpty());
    const HeardList heard = of(ana.ask(kTouch, {false}), kFader);
    ASSERT_THAT(heard, SizeIs(1));
    EXPECT_EQ(heard[0].number(), -40);
    ben.ask(kFader, {-20.0F});
    EXPECT_EQ(stored(), -20);
    EXPECT_EQ(of(ana.sync(), kFader).back().number(), -20);
    EXPECT_THAT(ana.ask(kTouch, {false}), IsEmpty());  // of one who holds nothing
}

TEST_F(Hands, on_one_side_of_a_linked_pair_hold_both) {
    constexpr char other[] = "/channel/2/fader";
    ana.ask("/channel/1/link", {true});
    ana.ask(kTouch, {true});
    ana.ask(kFader, {-10.0F});
    const HeardList heard = of(ben.ask(other, {-50.0F}), other);
    ASSERT_THAT(heard, testing::Not(IsEmpty()));
    EXPECT_EQ(heard.back().number(), -10);  // the sender gets the held value back
    EXPECT_EQ(code(ben, "/channel/2/fader/touch", {true}), "busy");
    ben.ask("/channel/2/fader/fade", {-50.0F, 0.1F});
    EXPECT_EQ(stored(), -10);
    // The other side of a change goes to the sender too.
    EXPECT_EQ(of(ana.ask(kFader, {-11.0F}), other).back().number(), -11);
    EXPECT_EQ(code(ben, "/channel/2/link", {true}), "bad_value");
    ana.ask(kTouch, {false});
    ben.ask(other, {-30.0F});
    EXPECT_EQ(stored(), -30);
    // A set of one side ends a fade of the other.
    ana.ask("/channel/1/fader/fade", {0.0F, 30.0F});
    ben.ask(other, {-40.0F});
    ana.ask("/channel/1/mute", {true});
    EXPECT_EQ(stored(), -40);
}

TEST_F(Hands, add_up_relative_moves_of_everybody) {
    ana.ask(kTouch, {true});
    ana.ask(kFader, {-20.0F});
    ben.ask("/channel/1/fader/by", {3.0F});
    ana.ask("/channel/1/fader/by", {2.0F});
    EXPECT_EQ(stored(), -15);
    ben.ask("/channel/1/fader/turn", {0.0625F});  // of a way of 80 dB here
    EXPECT_NEAR(stored(), -10, 1e-4);
}

TEST_F(Hands, are_one_on_a_control_among_equals) {
    ana.ask(kTouch, {true});
    EXPECT_EQ(code(ben, kTouch, {true}), "busy");
    EXPECT_EQ(code(ana, kTouch, {true}), "");  // renews
    EXPECT_THAT(ben.ask(kTouch, {false}), IsEmpty());
    EXPECT_EQ(code(ben, kTouch, {true}), "busy");  // ben's release was not ana's
    ana.ask(kTouch, {false});
    EXPECT_EQ(code(ben, kTouch, {true}), "");
}

TEST_F(Hands, end_with_their_connection) {
    auto tcp = std::make_unique<TcpClient>(desk);
    tcp->ask(kTouch, {true});
    until_held(true);
    tcp.reset();
    until_held(false);
    auto ws = std::make_unique<WsClient>(desk);
    ws->ask(kTouch, {true});
    until_held(true);
    ben.ask(kFader, {-50.0F});
    EXPECT_EQ(stored(), -90);
    ws.reset();
    until_held(false);
    ben.ask(kFader, {-50.0F});
    EXPECT_EQ(stored(), -50);
}

TEST_F(Hands, end_five_seconds_after_their_last_sign) {
    ana.ask(kTouch, {true});
    for (int i = 0; i < 3; ++i) {
        desk.forward(3);
        if (i == 1)
            ana.ask(kTouch, {true});
        else
            ana.ask(kFader, {static_cast<float>(-i)});
        ben.ask(kFader, {-50.0F});
        EXPECT_GE(stored(), -2);
    }
    until_held(true);  // readings are told ten times a second: only then does its end mean something
    desk.forward(5.2);
    until_held(false);
    EXPECT_EQ(of(ana.sync(), kFader).back().number(), -2);  // as on release
    ben.ask(kFader, {-50.0F});
    EXPECT_EQ(stored(), -50);
}

TEST_F(Hands, are_not_kept_alive_by_others) {
    ana.ask(kTouch, {true});
    desk.forward(3);
    const auto disturb = [this] {
        ben.ask(kFader, {-50.0F});
        ben.ask("/channel/1/fader/by", {3.0F});
        return code(ben, kTouch, {true});
    };
    EXPECT_EQ(disturb(), "busy");
    until_held(true);
    desk.forward(2.2);
    // Ben goes on until the fader is his, which takes as long as the desk takes to look.
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (disturb() == "busy" && std::chrono::steady_clock::now() < end)
        std::this_thread::sleep_for(std::chrono::milliseconds(60));  // twenty errors a second are told
    EXPECT_EQ(code(ben, kTouch, {true}), "");
    EXPECT_EQ(code(ana, kTouch, {true}), "busy");
}

TEST_F(Hands, are_told_to_everybody) {
    EXPECT_EQ(cem.get("/session/hands").text(), "{}");
    WsClient ws(desk);
    ws.ask(kTouch, {true});
    ana.ask("/main/fader/touch", {true});
    cem.send("/subscribe", {"/session/hands"sv});
    const Heard heard = cem.until([](const Heard& h) {
                               return h.address == "/session/hands" && h.text().find("main") != std::string::npos;
                           })
                            .back();
    EXPECT_THAT(heard.text(), MatchesRegex(R"(\{"/channel/1/fader": "ws [0-9]+", "/main/fader": "tcp [0-9]+"\})"));
    EXPECT_EQ(code(ana, "/session/hands", {"{}"sv}), "read_only");
}

TEST_F(Hands, are_on_faders_and_knobs_but_not_on_switches) {
    EXPECT_THAT(ana.ask("/channel/1/mute/touch", {true}), IsEmpty());
    ben.ask("/channel/1/mute", {true});
    EXPECT_EQ(cem.get("/channel/1/mute").whole(), 1);
    EXPECT_EQ(code(ana, "/channel/1/eq/band/1/frequency/touch", {1}), "");  // 1 is as good as T
    ben.ask("/channel/1/eq/band/1/frequency", {500.0F});
    EXPECT_EQ(cem.get("/channel/1/eq/band/1/frequency").number(), 80);
    EXPECT_THAT(of(ana.ask("/channel/1/eq/band/1/frequency/touch", {0}), "/channel/1/eq/band/1/frequency"), SizeIs(1));
}

TEST_F(Hands, are_put_on_single_controls_that_exist) {
    EXPECT_EQ(code(ana, "/no/such/touch", {true}), "unknown_address");
    EXPECT_EQ(code(ana, "/channel/1/touch", {true}), "unknown_address");
    EXPECT_EQ(code(ana, "/channel/*/fader/touch", {true}), "bad_value");
    EXPECT_EQ(code(ana, "/session/engine/load/touch", {true}), "read_only");
    EXPECT_EQ(code(ana, kTouch, {"T"sv}), "bad_type");
    EXPECT_EQ(code(ana, kTouch, {true, true}), "bad_type");
    EXPECT_EQ(cem.get("/session/hands").text(), "{}");
}

TEST_F(Hands, of_one_client_are_256_at_most) {
    std::vector<std::string> touches;
    for (int band = 1; band <= 4; ++band)
        for (const char* knob : {"frequency", "gain", "q"})
            for (int channel = 1; channel <= 8; ++channel)
                touches.push_back("/channel/" + std::to_string(channel) + "/eq/band/" + std::to_string(band) + "/" +
                                  knob);
    for (int bus = 1; bus <= 4; ++bus)
        for (int channel = 1; channel <= 8; ++channel)
            for (const char* knob : {"level", "pan"})
                touches.push_back("/channel/" + std::to_string(channel) + "/send/" + std::to_string(bus) + "/" + knob);
    for (int band = 1; band <= 6; ++band)
        for (const char* knob : {"frequency", "gain", "q"})
            for (int bus = 1; bus <= 4; ++bus)
                touches.push_back("/bus/" + std::to_string(bus) + "/eq/band/" + std::to_string(band) + "/" + knob);
    for (int channel = 1; channel <= 8; ++channel)
        for (const char* knob : {"fader", "pan", "input/trim", "hpf/frequency"})
            touches.push_back("/channel/" + std::to_string(channel) + "/" + knob);
    ASSERT_GT(touches.size(), 257U);
    for (std::size_t i = 0; i < 256; ++i) ana.send(touches[i] + "/touch", {true});
    EXPECT_THAT(of(ana.sync(), "/error"), IsEmpty());
    EXPECT_EQ(code(ana, touches[256] + "/touch", {true}), "busy");
    EXPECT_EQ(code(ben, touches[256] + "/touch", {true}), "");
}

TEST_F(Hands, in_a_set_by_pattern_are_left_out) {
    ana.ask(kTouch, {true});
    const HeardList heard = ben.ask("/channel/*/fader", {-50.0F});
    EXPECT_EQ(of(heard, kFader).back().number(), -90);
    EXPECT_EQ(stored(), -90);
    EXPECT_EQ(cem.get("/channel/2/fader").number(), -50);
}

// A motor fader that the desk moves under a finger is what touch is there to prevent.
TEST_F(Hands, are_not_disturbed_by_the_repetitions_of_udp) {
    UdpClient surface(desk);
    surface.ask("/subscribe", {"/channel/1/fader"sv});
    surface.ask(kTouch, {true});
    ben.ask("/channel/1/fader/by", {50.0F});
    surface.ask("/subscribe", {"/channel/2/fader"sv});
    for (int i = 0; i < 6; ++i) {
        desk.forward(2);
        surface.send(kTouch, {true});
        surface.ask("/refresh", {"/channel/3/fader"sv});
    }
    const HeardList heard = surface.until("/channel/2/fader");
    EXPECT_THAT(of(heard, kFader), IsEmpty());
    EXPECT_THAT(of(surface.sync(), kFader), IsEmpty());
    EXPECT_EQ(surface.get(kFader).number(), -40);  // who asks is told
    EXPECT_THAT(of(surface.ask(kTouch, {false}), kFader), SizeIs(1));
}

}  // namespace
}  // namespace tutti::wire
