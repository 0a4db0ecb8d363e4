// Loudness and spectrum as a client gets them from the running daemon: the oscillator plays, bytes come.
#include <gmock/gmock.h>

#include <cmath>

#include "tests/measure/frames.hpp"

namespace tutti::wire {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

enum Value { momentary, short_term, integrated, range, peak_left, peak_right };

struct Measured : testing::Test {
    static Wish wish() {
        Wish wish;
        wish.device = "inputs = 2\noutputs = 2\n", wish.desk = "channels = 10\nbuses = 2\n";
        wish.own_clock = true;
        return wish;
    }
    DeskProcess desk{wish()};
    TcpClient ana{desk};

    // The desk's own sine, -20 dBFS on both sides of main.
    void play(float level = -20) {
        ana.send("/oscillator/level", {level});
        ana.send("/oscillator/to/main", {true});
        ana.ask("/oscillator/on", {true});
    }
    void look(Client& client, std::string_view what, int rate = 25) { client.send("/meters/subscribe", {what, rate}); }
    // Frames of this kind until one is as it should be; the last one.
    Frame until(Client& client, const std::string& kind, const std::function<bool(const Frame&)>& enough) {
        return read_frame(client
                              .until([&](const Heard& heard) {
                                  return heard.address == "/meters/" + kind && enough(read_frame(heard));
                              })
                              .back());
    }
};

auto near(Value which, double expected, double tolerance = 0.1) {
    return [=](const Frame& frame) { return std::abs(frame.values.at(which) - expected) <= tolerance; };
}

TEST_F(Measured, loudness_of_main_is_what_is_played) {
    play();
    look(ana, "loudness:/main");
    const Frame frame = until(ana, "loudness", [](const Frame& f) {
        return near(momentary, -20)(f) && near(short_term, -20)(f) && near(integrated, -20)(f);
    });
    EXPECT_EQ(frame.strip, "/main");
    EXPECT_EQ(frame.length, 6);
    EXPECT_EQ(frame.first, 1);
    ASSERT_THAT(frame.values, SizeIs(6));
    EXPECT_NEAR(frame.values[range], 0, 1);
    EXPECT_NEAR(frame.values[peak_left], -20, 0.1);
    EXPECT_NEAR(frame.values[peak_right], -20, 0.1);
}

TEST_F(Measured, clear_begins_the_programme_anew_for_everybody_and_is_answered) {
    TcpClient ben(desk);
    play();
    look(ana, "loudness:/main");
    look(ben, "loudness:/main", 10);
    until(ben, "loudness", near(integrated, -20));
    ana.ask("/oscillator/level", {-40.0F});
    until(ana, "loudness", near(short_term, -40));
    until(ana, "loudness", near(peak_left, -20));
    ben.sync();
    const auto revision = ben.revision_of_sync;
    const HeardList heard = of(ben.ask("/main/loudness/clear"), "/ok");
    ASSERT_THAT(heard, SizeIs(1));
    EXPECT_EQ(heard[0].text(0), "/main/loudness/clear");
    EXPECT_EQ(heard[0].whole(1), revision) << "it changes nothing of the desk";
    for (Client* client : {static_cast<Client*>(&ana), static_cast<Client*>(&ben)})
        until(*client, "loudness", [](const Frame& f) { return near(integrated, -40)(f) && near(peak_left, -40)(f); });
}

TEST_F(Measured, the_spectrum_of_a_sine_is_one_band) {
    ana.send("/channel/3/input/source", {std::string_view("oscillator")});
    ana.send("/channel/3/fader", {-6.0F});
    ana.send("/oscillator/frequency", {1015.9F});
    play();
    look(ana, "spectrum:/channel/3");
    const Frame frame = until(
        ana, "spectrum", [](const Frame& f) { return std::abs(f.values.at(34) + 26) < 0.1 && f.values.at(12) < -100; });
    EXPECT_EQ(frame.strip, "/channel/3");
    EXPECT_EQ(frame.length, 61);
    EXPECT_EQ(frame.first, 3);
    ASSERT_THAT(frame.values, SizeIs(61));
    for (std::size_t k = 0; k < 61; ++k) EXPECT_LT(frame.values[k], k == 34 ? -25.9 : -26 - 39) << k;
    ana.ask("/oscillator/frequency", {80.0F});
    until(ana, "spectrum",
          [](const Frame& f) { return std::abs(f.values.at(12) + 26) < 0.1 && f.values.at(34) < -60; });
}

TEST_F(Measured, a_return_is_a_strip_too) {
    ana.send("/bus/1/kind", {std::string_view("fx")});
    ana.send("/fx/1/type", {std::string_view("graphic")}), ana.send("/fx/1/source", {std::string_view("bus:1")});
    ana.send("/oscillator/to/bus/1", {true}), ana.send("/fx/1/return/fader", {-5.0F});
    play();
    look(ana, "loudness:/fx/1");
    const Frame frame = until(ana, "loudness", near(momentary, -25));
    EXPECT_NEAR(frame.values[peak_left], -25, 0.1);
}

TEST_F(Measured, a_mono_strip_repeats_its_left_side) {
    ana.send("/channel/2/input/source", {std::string_view("oscillator")});
    ana.send("/channel/2/fader", {0.0F});
    ana.send("/bus/1/width", {std::string_view("mono")});
    ana.send("/oscillator/to/bus/1", {true});
    play();
    look(ana, "loudness:/channel/2");
    Frame frame = until(ana, "loudness", near(momentary, -23));
    EXPECT_EQ(frame.values[peak_left], frame.values[peak_right]);
    ana.send("/meters/unsubscribe", {std::string_view("loudness:/channel/2")});
    ana.sync();
    look(ana, "loudness:/bus/1");
    frame = until(ana, "loudness", near(momentary, -23));
    EXPECT_NEAR(frame.values[peak_right], -20, 0.1);
    look(ana, "strip:/bus/1");
    frame = until(ana, "strip", [](const Frame& f) { return std::abs(f.values.at(0) + 20) < 0.1; });
    EXPECT_EQ(frame.values[0], frame.values[1]);
    EXPECT_EQ(frame.values[4], frame.values[5]);
}

TEST_F(Measured, eight_strips_at_once_however_many_look) {
    TcpClient ben(desk);
    const auto of_channel = [](int n) { return "loudness:/channel/" + std::to_string(n); };
    for (int n = 1; n <= 8; ++n) look(ana, of_channel(n), 1);
    EXPECT_THAT(of(ana.sync(), "/error"), IsEmpty());
    for (int n = 1; n <= 8; ++n) {
        look(ben, of_channel(n), 2);
        look(ben, "spectrum:/channel/" + std::to_string(n), 1);
    }
    EXPECT_THAT(of(ben.sync(), "/error"), IsEmpty()) << "who looks at the same shares it";
    look(ben, "spectrum:/main");
    look(ben, of_channel(9));
    HeardList errors = of(ben.sync(), "/error");
    ASSERT_THAT(errors, SizeIs(2));
    for (const Heard& error : errors) EXPECT_EQ(error.text(1), "busy");
    // One that nobody looks at any more makes room.
    for (const auto& what : {of_channel(4), std::string("spectrum:/channel/4")})
        ben.send("/meters/unsubscribe", {std::string_view(what)});
    look(ben, of_channel(9));
    EXPECT_THAT(of(ben.sync(), "/error"), SizeIs(1)) << "ana still looks";
    ana.send("/meters/unsubscribe", {std::string_view("loudness:/channel/4")});
    ana.sync();
    look(ben, of_channel(9));
    EXPECT_THAT(of(ben.sync(), "/error"), IsEmpty());
    until(ben, "loudness", [](const Frame& f) { return f.strip == "/channel/9"; });
}

TEST_F(Measured, who_leaves_looks_no_longer) {
    for (int round = 0; round < 3; ++round) {
        TcpClient ben(desk);
        for (int n = 1; n <= 8; ++n) look(ben, "spectrum:/channel/" + std::to_string(n + round % 2), 60);
        EXPECT_THAT(of(ben.sync(), "/error"), IsEmpty()) << round;
    }
    // The connection's end is noticed when it is.
    bool room = false;
    for (int i = 0; i < 200 && !room; ++i) {
        look(ana, "spectrum:/main");
        room = of(ana.sync(), "/error").empty();
        if (!room) ana.listen(50);
    }
    EXPECT_TRUE(room);
}

// Who turns a page and comes back finds the programme still counted; who comes back later begins anew.
TEST_F(Measured, the_programme_goes_on_for_a_minute_after_the_last_look) {
    play(-10);
    look(ana, "loudness:/main");
    until(ana, "loudness", near(integrated, -10));
    const auto leave = [&] {
        ana.send("/meters/unsubscribe", {std::string_view("loudness:/main")});
        ana.sync();
    };
    leave();
    ana.ask("/oscillator/level", {-40.0F});
    desk.forward(30);
    look(ana, "loudness:/main");
    until(ana, "loudness", [](const Frame& f) {
        return near(momentary, -40)(f) && near(peak_left, -10)(f) && f.values[integrated] > -20;
    });
    leave();
    desk.forward(61);
    look(ana, "loudness:/main");
    const Frame frame = until(ana, "loudness", near(integrated, -40));
    EXPECT_NEAR(frame.values[peak_left], -40, 0.1);
}

TEST_F(Measured, what_cannot_be_measured_is_refused) {
    for (const char* what :
         {"loudness:", "loudness:/channel/11", "loudness:/channel", "loudness:/channel/1/fader", "spectrum:/dca/1",
          "spectrum:/output/1", "spectrum:/", "spectrum:main", "loudness", "spectrum", "loud:/main"}) {
        look(ana, what);
        const HeardList errors = of(ana.sync(), "/error");
        ASSERT_THAT(errors, SizeIs(1)) << what;
        EXPECT_EQ(errors[0].text(1), "bad_value") << what;
    }
}

TEST_F(Measured, comes_over_udp_and_by_text_command_too) {
    play();
    UdpClient udp(desk);
    look(udp, "spectrum:/main", 10);
    until(udp, "spectrum", [](const Frame& f) { return std::abs(f.values.at(34) + 20) < 0.5; });
    WsClient ws(desk);
    EXPECT_THAT(ws.command(R"({"COMMAND": "METERS", "DATA": {"WHAT": "loudness:/main", "RATE": 60}, "ID": 1})"),
                testing::HasSubstr("\"OK\": true"));
    until(ws, "loudness", near(momentary, -20));
    EXPECT_THAT(ws.command(R"({"COMMAND": "DO", "DATA": ["/bus/1/loudness/clear"], "ID": 2})"),
                testing::HasSubstr("\"OK\": true"));
}

}  // namespace
}  // namespace tutti::wire
