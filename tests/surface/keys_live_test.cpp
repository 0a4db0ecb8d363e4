// Keys, meters and logins of a unit on real JACK MIDI, at a real desk; and a JACK server that dies and comes back.
#include <gmock/gmock.h>

#include "clients/surface/mcu/keys.hpp"
#include "clients/surface/mcu/profile.hpp"
#include "tests/device/jackd.hpp"
#include "tests/surface/simulated_unit.hpp"
#include "tests/surface/surface_process.hpp"
#include "tests/wire/clients.hpp"

namespace tutti::surface {
namespace {

using ::testing::HasSubstr;

class SurfaceKeysLive : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        ::setenv("JACK_DEFAULT_SERVER", test::Jackd::name().c_str(), 1);
        ::setenv("JACK_NO_START_SERVER", "1", 1);
    }
    void SetUp() override {
        ASSERT_TRUE(jack.start(2, 2)) << "jackd, which scripts/test installs, does not start";
        unit.plug();
    }
    static std::vector<std::string> words(const wire::DeskProcess& desk, std::vector<std::string> more = {}) {
        more.insert(more.begin(), {"--midi", "jack", "--desk", "127.0.0.1:" + std::to_string(desk.osc_port()),
                                   "--profile", "x-touch", "--port", "MainUnit"});
        return more;
    }
    // On a busy machine the desk may just then be silent for the second after which a press is nothing, and the second
    // press comes late: a person presses again.
    bool presses(int key, const std::function<bool()>& holds, int times = 1) {
        for (int attempt = 0; attempt < 4; ++attempt) {
            for (int i = 0; i < times; ++i) {
                unit.press(key);
                unit.release(key);
            }
            if (eventually(holds, std::chrono::seconds(5))) return true;
        }
        return false;
    }
    bool presses(const char* key, const std::function<bool()>& holds, int times = 1) {
        return presses(key_number(key), holds, times);
    }
    static auto is(wire::Client& client, const std::string& address, bool on) {
        return [&client, address, on] { return client.get(address).values.at(0) == wire::Value(on); };
    }

    test::Jackd jack;
    wire::Folder folder;
    JackUnit unit{"MainUnit"};
};

TEST_F(SurfaceKeysLive, undo_talk_panic_and_scenes) {
    wire::DeskProcess desk;
    SurfaceProcess surface(folder, words(desk));
    wire::WsClient page(desk);
    ASSERT_TRUE(eventually([&] { return unit.display(0, 0) == "Ch 1"; })) << surface.log();
    EXPECT_TRUE(presses(kMuteKeys, is(page, "/channel/1/mute", true)));
    EXPECT_TRUE(presses("undo", is(page, "/channel/1/mute", false))) << "one's own last step";
    EXPECT_TRUE(eventually([&] { return unit.lamp(kMuteKeys) == 0; }));

    EXPECT_TRUE(eventually([&] {
        unit.press(key_number("click"));
        return is(page, "/talkback/1/on", true)();
    }));
    EXPECT_TRUE(eventually([&] { return unit.lamp(key_number("click")) == 0x7F; }));
    unit.release(key_number("click"));
    EXPECT_TRUE(eventually(is(page, "/talkback/1/on", false)));

    EXPECT_TRUE(presses("cancel", [&] { return unit.was_lit(key_number("cancel")); })) << "asks for a second press";
    EXPECT_TRUE(is(page, "/session/panic", false)());
    EXPECT_TRUE(presses("cancel", is(page, "/session/panic", true), 2));
    unit.press(key_number("shift"));
    EXPECT_TRUE(presses("cancel", is(page, "/session/panic", false)));
    unit.release(key_number("shift"));

    for (const float db : {-30.0F, -10.0F}) {
        page.ask("/channel/1/fader", {db});
        page.send("/scene/store", {"scene"});
        page.until("/ok");
    }
    unit.press(key_number("shift"));
    EXPECT_TRUE(presses("marker", [&] { return page.get("/channel/1/fader").number() == -30; })) << "the scene before";
    EXPECT_TRUE(eventually([&] { return unit.told(0) == 4267; }));
}

TEST_F(SurfaceKeysLive, somebody_who_is_logged_in_has_one_selection_on_all_devices) {
    wire::DeskProcess desk({.rest = "[[user]]\nname = \"ana\"\nrole = \"producer\"\npin = \"4821\"\nmonitor = 2\n"});
    SurfaceProcess surface(folder, words(desk, {"--user", "ana", "--pin", "4821"}));
    wire::WsClient page(desk);
    ASSERT_TRUE(eventually([&] { return unit.display(0, 0) == "Ch 1"; })) << surface.log();
    EXPECT_THAT(surface.log(), HasSubstr("as producer"));
    EXPECT_TRUE(presses(kSelectKeys + 2, [&] { return page.get("/user/1/selection").text() == "channel:3"; }));
    page.ask("/user/1/selection", {"channel:5"});
    EXPECT_TRUE(eventually([&] { return unit.lamp(kSelectKeys + 4) == 0x7F && unit.lamp(kSelectKeys + 2) == 0; }));
    EXPECT_TRUE(presses(kSoloKeys, is(page, "/channel/1/solo/2", true))) << "where ana sits";
    page.ask("/channel/1/send/3/level", {0.0F});
    page.ask("/user/1/flip", {"bus:3"});
    EXPECT_TRUE(eventually([&] { return unit.told(0) == 12800 && unit.lamp(kFlipKey) == 1; }));
    EXPECT_TRUE(eventually([&] { return unit.display(0, 1) == ">Bus3" || unit.display(0, 1) == ">Bus 3"; }));
    EXPECT_TRUE(presses("flip", [&] { return page.get("/user/1/flip").text() == "none"; }));
    EXPECT_TRUE(eventually([&] { return unit.told(0) == 0 && unit.lamp(kFlipKey) == 0; })) << "channel 1 again";
}

TEST_F(SurfaceKeysLive, what_the_role_may_not_write_goes_back_to_where_the_desk_has_it) {
    wire::DeskProcess desk({.server = "local_role = \"viewer\"\n"});
    SurfaceProcess surface(folder, words(desk));
    wire::WsClient page(desk);
    ASSERT_TRUE(eventually([&] { return unit.display(0, 0) == "Ch 1"; })) << surface.log();
    unit.touch(0);
    unit.move(0, 12800);
    EXPECT_TRUE(eventually([&] { return unit.has_displayed(0, 1, "0.0"); })) << "what the hand has set";
    EXPECT_TRUE(eventually([&] { return unit.display(0, 1) == "off"; })) << unit.display(0, 1);
    int motor_bytes = unit.motor_bytes();
    unit.let_go(0);
    EXPECT_TRUE(eventually([&] { return unit.motor_bytes() > motor_bytes; })) << "where the desk has it";
    EXPECT_EQ(unit.told(0), 0);
    // More than the desk tells refusals of in a second.
    unit.touch(1);
    for (int i = 1; i <= 200; ++i) {
        unit.move(1, 60 * i);
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    EXPECT_TRUE(eventually([&] { return unit.texts_displayed(1, 1) > 10; })) << "some of these moves";
    motor_bytes = unit.motor_bytes();
    unit.let_go(1);
    EXPECT_TRUE(eventually([&] { return unit.motor_bytes() > motor_bytes; }));
    EXPECT_TRUE(eventually([&] { return unit.told(1) == 0 && unit.stands_at(1) == 0; })) << unit.told(1);
    for (const int key : {kMuteKeys, kMuteKeys + 1}) EXPECT_TRUE(presses(key, [&] { return unit.was_lit(key); }));
    EXPECT_TRUE(eventually([&] { return unit.lamp(kMuteKeys) == 0 && unit.lamp(kMuteKeys + 1) == 0; }));
    EXPECT_EQ(page.get("/channel/1/fader").number(), -90);
    EXPECT_THAT(surface.log(), HasSubstr("the desk refuses /channel/1/fader: "));
}

TEST_F(SurfaceKeysLive, meters_show_what_is_heard) {
    wire::DeskProcess desk;
    SurfaceProcess surface(folder, words(desk));
    wire::WsClient page(desk);
    page.ask("/channel/1/input/source", {"oscillator"});
    page.ask("/channel/1/fader", {0.0F});
    page.ask("/oscillator/level", {-12.0F});
    ASSERT_TRUE(eventually([&] { return unit.display(0, 0) == "Ch 1"; })) << surface.log();
    page.ask("/oscillator/on", {true});
    EXPECT_TRUE(eventually([&] { return unit.meter(0) == 6; })) << unit.meter(0) << ": -12 dB is between -14 and -10";
    EXPECT_EQ(unit.meter(1), 0);
    page.ask("/channel/2/input/source", {"oscillator"});
    page.ask("/channel/2/fader", {0.0F});
    EXPECT_TRUE(eventually([&] { return unit.meter(1) == 6; })) << "a meter that was dark till then";
    page.ask("/oscillator/on", {false});
    EXPECT_TRUE(eventually([&] { return unit.meter(0) == 0 && unit.meter(1) == 0; })) << "told once that it is dark";
    page.ask("/oscillator/on", {true});
    EXPECT_TRUE(presses("outputs", [&] { return unit.display(0, 0) == "Main" && unit.meter(0) >= 4; }));
}

TEST_F(SurfaceKeysLive, a_jack_server_that_dies_and_comes_back) {
    wire::DeskProcess desk;
    SurfaceProcess surface(folder, words(desk));
    wire::WsClient page(desk);
    ASSERT_TRUE(eventually([&] { return unit.display(0, 0) == "Ch 1"; })) << surface.log();
    unit.let_go_of_jack();
    jack.stop();
    page.ask("/channel/1/name", {"Kick"});
    ASSERT_TRUE(jack.start(2, 2));
    unit.plug();
    EXPECT_TRUE(eventually([&] { return unit.display(0, 0) == "Kick"; })) << surface.log();
    EXPECT_EQ(surface.end(), 0);
}

TEST_F(SurfaceKeysLive, it_says_which_ports_there_are_and_what_hands_do) {
    const wire::Ended ports = run_surface(folder, {"--list-ports", "--midi", "jack"});
    EXPECT_EQ(ports.code, 0);
    EXPECT_THAT(ports.said, HasSubstr("from MainUnit:out"));
    wire::DeskProcess desk;
    SurfaceProcess surface(folder, words(desk, {"--print"}));
    ASSERT_TRUE(eventually([&] { return unit.display(0, 0) == "Ch 1"; })) << surface.log();
    unit.move(2, 12800);
    EXPECT_TRUE(presses("flip", [&] { return surface.log().find("key flip (50) up") != std::string::npos; }));
    EXPECT_THAT(surface.log(), HasSubstr("unit 1: fader 3 at 12800"));
}

}  // namespace
}  // namespace tutti::surface
