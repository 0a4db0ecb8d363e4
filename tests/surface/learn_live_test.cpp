// A plain controller on real JACK MIDI is taught two controls, and works with them.
#include <gmock/gmock.h>

#include <fstream>
#include <future>

#include "tests/device/jackd.hpp"
#include "tests/surface/simulated_unit.hpp"
#include "tests/surface/surface_process.hpp"
#include "tests/wire/clients.hpp"

namespace tutti::surface {
namespace {

TEST(SurfaceLearnLive, a_controller_is_taught_and_then_moves_the_desk) {
    ::setenv("JACK_DEFAULT_SERVER", test::Jackd::name().c_str(), 1);
    ::setenv("JACK_NO_START_SERVER", "1", 1);
    test::Jackd jack;
    ASSERT_TRUE(jack.start(2, 2)) << "jackd, which scripts/test installs, does not start";
    wire::DeskProcess desk;
    const wire::Folder folder;
    JackUnit nano("nano");
    nano.plug();
    const std::string learned = (folder.path() / "nano.toml").string();
    const std::vector<std::string> words = {
        "--midi",    "jack",  "--controller", "nano",
        "--learned", learned, "--desk",       "127.0.0.1:" + std::to_string(desk.osc_port())};
    auto teach = words;
    teach.insert(teach.end(), {"--learn", "/channel/1/fader", "/channel/1/mute"});
    auto taught = std::async(std::launch::async, [&] { return run_surface(folder, teach); });
    const auto asked = [&](const std::string& of) {
        std::ifstream log(folder.path() / "surface.log");
        return std::string(std::istreambuf_iterator<char>(log), {}).find("control for " + of) != std::string::npos;
    };
    // Moved again and again until it has understood: a person does the same.
    const auto file_has = [&](const std::string& text) {
        std::ifstream file(learned);
        return std::string(std::istreambuf_iterator<char>(file), {}).find(text) != std::string::npos;
    };
    ASSERT_TRUE(eventually([&] { return asked("/channel/1/fader"); }));
    int place = 20;
    for (int i = 0; i < 100 && !file_has("/channel/1/fader"); ++i) {
        nano.say({'\xB0', '\x07', static_cast<char>(++place)});
        std::this_thread::sleep_for(std::chrono::milliseconds(i < 5 ? 30 : 900));
    }
    ASSERT_TRUE(eventually([&] { return asked("/channel/1/mute"); }));
    for (int i = 0; i < 20 && !file_has("/channel/1/mute"); ++i) {
        nano.say("\x90\x24\x7F");
        std::this_thread::sleep_for(std::chrono::milliseconds(900));
    }
    ASSERT_EQ(taught.get().code, 0);
    EXPECT_TRUE(file_has("sender = \"cc 1 7\"\naddress = \"/channel/1/fader\"\nkind = \"fader\""));

    SurfaceProcess surface(folder, words);
    wire::WsClient page(desk);
    page.ask("/channel/1/fader", {0.0F});
    EXPECT_TRUE(eventually([&] { return nano.lamp(0x24) == 0; })) << surface.log();
    nano.say("\x90\x24\x7F");
    EXPECT_TRUE(eventually([&] { return page.get("/channel/1/mute").values.at(0) == wire::Value(true); }));
    EXPECT_TRUE(eventually([&] { return nano.lamp(0x24) == 0x7F; }));
    // What comes before the key that clears the mute was heard before it.
    nano.release(0x24);
    nano.say("\xB0\x07\x10");
    nano.say("\xB0\x07\x5D");  // two steps below
    nano.say("\x90\x24\x7F");
    EXPECT_TRUE(eventually([&] { return nano.lamp(0x24) == 0; }));
    EXPECT_EQ(page.get("/channel/1/fader").number(), 0) << "not caught yet";
    nano.say("\xB0\x07\x7F");
    EXPECT_TRUE(eventually([&] { return page.get("/channel/1/fader").number() == 10; }));
    EXPECT_EQ(surface.end(), 0);
}

}  // namespace
}  // namespace tutti::surface
