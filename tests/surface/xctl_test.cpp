// tutti-surface and X-Touches on the network: probe and answer, keep-alive, all of it again after a gap, several units.
#include <gmock/gmock.h>

#include "clients/surface/mcu/keys.hpp"
#include "clients/surface/mcu/profile.hpp"
#include "tests/surface/simulated_unit.hpp"
#include "tests/surface/surface_process.hpp"
#include "tests/wire/clients.hpp"

namespace tutti::surface {
namespace {

const std::string kAnswer("\x00\x20\x32\x58\x54\x01", 6), kAlive("\x00\x00\x66\x14\x00", 5);

std::vector<std::string> words(const wire::DeskProcess& desk, const wire::Folder& folder, int units) {
    std::string text = "desk = \"127.0.0.1:" + std::to_string(desk.osc_port()) + "\"\nxctl = \"127.0.0.1:0\"\n";
    for (int i = 0; i < units; ++i) text += "[[unit]]\nprofile = \"x-touch-xctl\"\nxctl = \"any\"\n";
    return {"--config", folder.write("surface.toml", text).string()};
}

TEST(SurfaceXctl, a_unit_asks_is_answered_and_works) {
    wire::DeskProcess desk;
    const wire::Folder folder;
    SurfaceProcess surface(folder, words(desk, folder, 1));
    wire::WsClient page(desk);
    page.ask("/channel/1/fader", {0.0F});
    page.ask("/channel/1/name", {"Kick"});
    NetworkUnit unit(surface.xctl_port());
    unit.probe();
    EXPECT_TRUE(eventually([&] { return unit.heard(kAnswer) == 1; })) << surface.log();
    EXPECT_TRUE(eventually([&] { return unit.told(0) == 12800 && unit.display(0, 0) == "Kick"; }));
    EXPECT_TRUE(eventually([&] { return unit.heard(kAlive) >= 2; })) << "each second";
    unit.touch(0);
    unit.move(0, 8533);
    EXPECT_TRUE(eventually([&] { return std::abs(page.get("/channel/1/fader").number() + 10) < 0.3; }));
    unit.let_go(0);
    EXPECT_TRUE(eventually([&] { return unit.stands_at(0) == 8533; }));
    unit.press(kMuteKeys);
    EXPECT_TRUE(eventually([&] { return unit.lamp(kMuteKeys) == 2; })) << "on is 2, blinking 1";
    page.ask("/dca/1/mute", {true});
    page.ask("/channel/2/dca/1", {true});
    EXPECT_TRUE(eventually([&] { return unit.lamp(kMuteKeys + 1) == 1; })) << "muted by somebody else";
    EXPECT_EQ(surface.end(), 0);
    EXPECT_TRUE(eventually([&] { return unit.display(0, 0).empty() && unit.lamp(kMuteKeys) == 0; })) << "left dark";
}

TEST(SurfaceXctl, after_five_silent_seconds_everything_is_said_again) {
    wire::DeskProcess desk;
    const wire::Folder folder;
    SurfaceProcess surface(folder, words(desk, folder, 1));
    wire::WsClient page(desk);
    page.ask("/channel/1/name", {"Kick"});
    page.ask("/channel/1/fader", {0.0F});
    NetworkUnit unit(surface.xctl_port());
    unit.probe();
    ASSERT_TRUE(eventually([&] { return unit.told(0) == 12800; }));
    unit.touch(0);
    unit.move(0, 13000);
    EXPECT_TRUE(eventually([&] { return page.get("/session/hands").text().find("channel/1") != std::string::npos; }));
    EXPECT_TRUE(eventually([&] { return page.get("/session/hands").text().find("channel/1") == std::string::npos; }))
        << "a hand that has not been heard of for so long is gone";
    unit.power_off();
    unit.probe();
    EXPECT_TRUE(eventually([&] { return unit.display(0, 0) == "Kick" && unit.told(0) > 12800; }));
}

TEST(SurfaceXctl, units_are_told_apart_and_strangers_are_not_answered) {
    wire::DeskProcess desk({.desk = "channels = 24\nbuses = 2\n"});
    const wire::Folder folder;
    SurfaceProcess surface(folder, words(desk, folder, 2));
    wire::WsClient page(desk);
    NetworkUnit first(surface.xctl_port()), second(surface.xctl_port()), stranger(surface.xctl_port());
    first.probe();
    EXPECT_TRUE(eventually([&] { return first.display(0, 0) == "Ch 1"; }));
    second.probe();
    EXPECT_TRUE(eventually([&] { return second.display(0, 0) == "Ch 9"; }));
    stranger.probe();
    page.ask("/channel/9/fader", {0.0F});
    EXPECT_TRUE(eventually([&] { return second.told(0) == 12800; }));
    EXPECT_EQ(first.told(0), 0);
    EXPECT_EQ(stranger.messages(), 0) << "what it would have got came before";
    second.press(key_number("bank_right"));
    EXPECT_TRUE(eventually([&] { return first.display(0, 0) == "Ch 17" && second.display(0, 0).empty(); }));
}

}  // namespace
}  // namespace tutti::surface
