// tutti-surface, a real desk, and units on real JACK MIDI with motors that fall back: moved together with a WebSocket
// and an OSC client, all end at the same value, and no motor is moved under a hand.
#include <gmock/gmock.h>

#include <cmath>
#include <random>

#include "clients/surface/mcu/keys.hpp"
#include "clients/surface/mcu/profile.hpp"
#include "tests/device/jackd.hpp"
#include "tests/surface/simulated_unit.hpp"
#include "tests/surface/surface_process.hpp"
#include "tests/wire/clients.hpp"

namespace tutti::surface {
namespace {

using ::testing::HasSubstr;

class SurfaceLive : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        ::setenv("JACK_DEFAULT_SERVER", test::Jackd::name().c_str(), 1);
        ::setenv("JACK_NO_START_SERVER", "1", 1);
    }
    void SetUp() override { ASSERT_TRUE(jack.start(2, 2)) << "jackd, which scripts/test installs, does not start"; }

    std::vector<std::string> arguments(const wire::DeskProcess& to) const {
        return {"--midi",    "jack",    "--desk", "127.0.0.1:" + std::to_string(to.osc_port()),
                "--profile", "x-touch", "--port", "MainUnit"};
    }
    // All that the unit has said was heard, and what was sent to it before that has come.
    static void settle(SimulatedUnit& unit) {
        const std::string answer("\x00\x00\x66\x10\x02\x41\x42\x43\x44\x45\x46\x47\x35\x16\x0B\x1F", 16);
        const int before = unit.heard(answer);
        unit.say(std::string("\xF0\x00\x00\x66\x10\x01\x41\x42\x43\x44\x45\x46\x47\x11\x22\x33\x04\xF7", 18));
        ASSERT_TRUE(eventually([&] { return unit.heard(answer) > before; }));
    }
    static void touch(SimulatedUnit& unit, int n) {
        unit.touch(n);
        settle(unit);
        unit.noticed(n);
    }
    static std::string fader(int n) { return "/channel/" + std::to_string(n) + "/fader"; }

    test::Jackd jack;
    wire::Folder folder;
    const Scale scale = read_profile(profile_file("x-touch")).scale;
};

TEST_F(SurfaceLive, units_and_clients_move_together_and_end_at_the_same_values) {
    wire::DeskProcess desk({.desk = "channels = 16\nbuses = 2\n"});
    JackUnit main("MainUnit"), extender("OtherUnit");
    main.plug();
    extender.plug();
    auto words = arguments(desk);
    words.insert(words.end(), {"--profile", "x-touch-extender", "--port", "OtherUnit"});
    SurfaceProcess surface(folder, words);
    wire::WsClient page(desk);
    wire::UdpClient script(desk);
    for (wire::Client* client : {static_cast<wire::Client*>(&page), static_cast<wire::Client*>(&script)})
        client->ask("/subscribe", {"/channel/*/fader"});

    page.send(fader(1), {0.0F});
    script.send(fader(9), {-10.0F});
    EXPECT_TRUE(eventually([&] { return main.told(0) == 12800; })) << surface.log();
    EXPECT_TRUE(eventually([&] { return extender.told(0) == scale.position(-10); }));

    // Two hands on the surface, a page and a script on the same faders and others.
    std::mt19937 random(5);
    const auto position = [&] { return static_cast<int>(random() % 16384); };
    for (int round = 0; round < 6; ++round) {
        touch(main, 0);
        touch(extender, 3);
        for (int move = 0; move < 40; ++move) {
            main.move(0, position());
            extender.move(3, position());
            for (const int n : {1, 2, 9, 12}) {
                const auto db = static_cast<float>(scale.db(position()));
                move % 2 ? page.send(fader(n), {db}) : script.send(fader(n), {db});
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
        main.let_go(0);
        extender.let_go(3);
    }
    page.sync();
    script.sync();
    // The desk's values, as both clients are told them, are where the motors stand.
    for (int n = 1; n <= 16; ++n) {
        const SimulatedUnit& unit = n <= 8 ? static_cast<SimulatedUnit&>(main) : extender;
        EXPECT_TRUE(eventually([&] {
            const float db = page.get(fader(n)).number();
            return script.get(fader(n)).number() == db && unit.stands_at((n - 1) % 8) == scale.position(db) &&
                   unit.told((n - 1) % 8) == scale.position(db);
        })) << n
            << ": " << page.get(fader(n)).number() << " dB, motor at " << unit.stands_at((n - 1) % 8);
    }
    EXPECT_EQ(main.moved_under_hands() + extender.moved_under_hands(), 0);
    EXPECT_EQ(surface.end(), 0);
    for (SimulatedUnit* unit : {static_cast<SimulatedUnit*>(&main), static_cast<SimulatedUnit*>(&extender)})
        EXPECT_TRUE(eventually([&] {
            for (int strip = 0; strip < 8; ++strip)
                if (!unit->display(strip, 0).empty() || !unit->display(strip, 1).empty()) return false;
            return unit->lamp(key_number("pan")) == 0;
        })) << "left dark";
}

TEST_F(SurfaceLive, a_hand_moves_what_all_others_see) {
    wire::DeskProcess desk;
    JackUnit unit("MainUnit");
    unit.plug();
    SurfaceProcess surface(folder, arguments(desk));
    wire::WsClient page(desk);
    page.ask("/subscribe", {"/channel/1"});
    ASSERT_TRUE(eventually([&] { return unit.display(0, 0) == "Ch 1"; })) << surface.log();
    touch(unit, 0);
    unit.move(0, 12800);
    const auto heard =
        page.until([](const wire::Heard& one) { return one.address == "/channel/1/fader" && one.number() > -1; });
    EXPECT_NEAR(heard.back().number(), 0, 0.001);
    EXPECT_TRUE(eventually([&] { return unit.display(0, 1) == "0.0"; }));
    // Somebody of the same role cannot take it out of the hand; the motor stays in the hand's place.
    page.send("/channel/1/fader", {-20.0F});
    page.sync();
    unit.let_go(0);
    EXPECT_TRUE(eventually([&] { return unit.stands_at(0) == 12800; })) << unit.stands_at(0);
    EXPECT_NEAR(page.get("/channel/1/fader").number(), 0, 0.001);

    unit.press(kMuteKeys);
    unit.release(kMuteKeys);
    page.until("/channel/1/mute");
    EXPECT_TRUE(eventually([&] { return unit.lamp(kMuteKeys) == 0x7F; }));
    page.send("/channel/1/name", {"Kick"});
    page.send("/channel/1/color", {"#ff0000"});
    EXPECT_TRUE(eventually([&] { return unit.display(0, 0) == "Kick"; }));
    EXPECT_TRUE(eventually(
        [&] { return unit.heard(std::string("\x00\x00\x66\x14\x72\x01\x07\x07\x07\x07\x07\x07\x07", 13)) > 0; }));
    EXPECT_EQ(unit.moved_under_hands(), 0);
}

TEST_F(SurfaceLive, a_unit_that_comes_back_is_whole_again) {
    wire::DeskProcess desk;
    JackUnit unit("MainUnit");
    SurfaceProcess surface(folder, arguments(desk));
    wire::WsClient page(desk);
    page.ask("/channel/2/fader", {0.0F});
    page.ask("/channel/2/name", {"Snare"});
    for (int round = 0; round < 3; ++round) {
        unit.plug();  // also: it was not there when we were started
        EXPECT_TRUE(eventually([&] { return unit.told(1) == 12800 && unit.display(1, 0) == "Snare"; })) << round;
        EXPECT_TRUE(eventually([&] { return unit.lamp(key_number("pan")) == 0x7F; }));
        unit.touch(1);
        unit.move(1, 12000);
        EXPECT_TRUE(
            eventually([&] { return page.get("/session/hands").text().find("channel/2") != std::string::npos; }));
        unit.unplug();
        EXPECT_TRUE(eventually([&] {
            return page.get("/session/hands").text().find("channel/2") == std::string::npos;
        })) << "a hold of a unit that is gone";
        page.ask("/channel/2/fader", {0.0F});
    }
}

TEST_F(SurfaceLive, without_a_desk_it_says_so_and_on_return_takes_what_the_desk_has) {
    wire::DeskProcess desk;
    JackUnit unit("MainUnit");
    unit.plug();
    SurfaceProcess surface(folder, arguments(desk));
    wire::UdpClient(desk).ask("/channel/1/fader", {0.0F});
    ASSERT_TRUE(eventually([&] { return unit.told(0) == 12800; })) << surface.log();
    ::kill(desk.pid(), SIGSTOP);  // a link that is silent, not closed
    EXPECT_TRUE(eventually([&] { return unit.display(0, 0) == "no desk"; }));
    const int motor_bytes = unit.motor_bytes();
    unit.touch(0);
    unit.move(0, 2000);
    unit.let_go(0);
    settle(unit);
    EXPECT_TRUE(eventually([&] { return surface.log().find("no desk") != std::string::npos; }));
    EXPECT_EQ(unit.motor_bytes(), motor_bytes) << "motors hold";
    ::kill(desk.pid(), SIGCONT);
    EXPECT_TRUE(eventually([&] { return unit.display(0, 0) == "Ch 1"; }));
    EXPECT_TRUE(eventually([&] { return unit.stands_at(0) == 12800; }));
    EXPECT_EQ(wire::UdpClient(desk).get("/channel/1/fader").number(), 0)
        << "what was moved meanwhile is not sent later";
}

TEST_F(SurfaceLive, two_units_of_one_name_are_two) {
    wire::DeskProcess desk({.desk = "channels = 16\nbuses = 2\n"});
    JackUnit first("MainUnit"), second("MainUnit");
    first.plug();
    auto words = arguments(desk);
    words.insert(words.end(), {"--profile", "x-touch-extender", "--port", "MainUnit"});
    SurfaceProcess surface(folder, words);
    ASSERT_TRUE(eventually([&] { return first.display(0, 0) == "Ch 1"; })) << surface.log();
    second.plug();
    EXPECT_TRUE(eventually([&] { return second.display(0, 0) == "Ch 9"; }));
    first.unplug();
    wire::UdpClient script(desk);
    script.ask(fader(9), {0.0F});
    EXPECT_TRUE(eventually([&] { return second.told(0) == 12800; }));
    first.plug();
    EXPECT_TRUE(eventually([&] { return first.display(0, 0) == "Ch 1"; }));
    EXPECT_EQ(second.display(0, 0), "Ch 9");
}

TEST_F(SurfaceLive, a_cable_that_leads_back_is_left_alone) {
    wire::DeskProcess desk({.desk = "channels = 16\nbuses = 2\n"});
    JackUnit unit("MainUnit"), other("OtherUnit");
    unit.lead_back();
    unit.plug();
    other.plug();
    auto words = arguments(desk);
    words.insert(words.end(), {"--profile", "x-touch-extender", "--port", "OtherUnit"});
    SurfaceProcess surface(folder, words);
    ASSERT_TRUE(eventually([&] { return surface.log().find("leads back to us") != std::string::npos; }))
        << surface.log();
    wire::UdpClient script(desk);
    script.ask(fader(1), {-30.0F});
    script.ask(fader(9), {-30.0F});
    const int there = scale.position(-30);
    EXPECT_TRUE(eventually([&] { return other.told(0) == there; })) << "the other one works on";
    EXPECT_NE(unit.told(0), there) << "what came before that would have been sent before that";
    const std::string log = surface.log();
    EXPECT_EQ(log.find("leads back"), log.rfind("leads back")) << "said once";
    EXPECT_EQ(surface.end(), 0);
}

TEST(SurfaceProgram, says_what_is_wrong_and_ends_with_2) {
    const wire::Folder folder;
    const auto says = [&](const std::vector<std::string>& words) {
        const wire::Ended ended = run_surface(folder, words);
        EXPECT_EQ(ended.code, 2);
        return ended.said;
    };
    EXPECT_THAT(says({}), HasSubstr("there is no unit"));
    EXPECT_THAT(says({"--port"}), HasSubstr("--port"));
    EXPECT_THAT(says({"--profile", "nobody", "--port", "x"}), HasSubstr("nobody.toml: there is no such file"));
    EXPECT_THAT(says({"--profile", "generic"}), HasSubstr("wants a --port"));
    const std::string file =
        folder.write("surface.toml", "desk = \"x\"\n[[unit]]\nport = \"a\"\nxctl = \"any\"\n").string();
    EXPECT_THAT(says({"--config", file}),
                HasSubstr("surface.toml:2: unit: wants either port (MIDI) or xctl (network)"));
    const std::string keys = folder.write("keys.toml", "[keys]\nf1 = \"dance\"\n[[unit]]\nport = \"a\"\n").string();
    EXPECT_THAT(says({"--config", keys}), HasSubstr("keys.toml:2: keys.f1: nothing is called 'dance'"));
    const auto with = [&](const std::string& text) {
        return says({"--config", folder.write("wrong.toml", text + "[[unit]]\nport = \"a\"\n").string()});
    };
    EXPECT_THAT(with("\n[keys]\nf2 = \"set /monitr/1/level -20\"\n"),
                HasSubstr("wrong.toml:3: keys.f2: no desk has a setting /monitr/1/level"));
    EXPECT_THAT(with("[keys]\nf2 = \"toggle /channel/1/fader\"\n"), HasSubstr("/channel/1/fader is no switch"));
    for (const char* own : {"/channel/Kick", "/channel/1/fader", "/monitor/1", "channel"})
        EXPECT_THAT(with("own = [\"" + std::string(own) + "\"]\n"), HasSubstr("wrong.toml:1: own: wants addresses"));
    EXPECT_THAT(with("midi = \"coreaudio\"\n"), HasSubstr("wrong.toml:1: midi: is alsa or jack"));
    EXPECT_THAT(with("pin = \"4821\"\n"), HasSubstr("a PIN wants its user"));
    EXPECT_THAT(says({"--xctl", "any"}), HasSubstr("--xctl any wants a --profile of a unit on the network"));
    EXPECT_THAT(says({"--profile", "x-touch-xctl", "--xctl", "10.0.0.1", "--xctl", "10.0.0.2"}),
                HasSubstr("--xctl 10.0.0.2 wants a --profile"));
    EXPECT_EQ(run_surface(folder, {"--list-profiles"}).code, 0);
    EXPECT_EQ(run_surface(folder, {"--help"}).code, 0);
}

}  // namespace
}  // namespace tutti::surface
