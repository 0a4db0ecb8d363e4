// What units are shown, byte by byte: only what differs, the important things first, within what a cable can carry.
#include <gmock/gmock.h>

#include "clients/surface/mcu/keys.hpp"
#include "clients/surface/mcu/writer.hpp"
#include "tests/surface/bytes.hpp"

namespace tutti::surface {
namespace {

void put(std::array<char, kColumns>& cells, const std::string& text) {
    cells.fill(' ');
    std::copy_n(text.begin(), std::min<std::size_t>(text.size(), kColumns), cells.begin());
}

struct Unit {
    explicit Unit(std::unique_ptr<Dialect> with, bool blinks = true)
        : dialect(std::move(with)), writer(*dialect, blinks) {
        writer.write(first, face, nullptr, 1'000'000);
    }
    std::string shown(std::size_t budget = 1'000'000, const MeterRow* meters = nullptr, bool lit = true) {
        std::string out;
        writer.write(out, face, meters, budget, lit);
        return in_hex(out);
    }
    std::unique_ptr<Dialect> dialect;
    Face face;
    std::string first;
    Writer writer;
};
Unit mackie(Colors colors = Colors::none) {
    return Unit(mackie_dialect(0x14, colors));
}

TEST(SurfaceWrite, a_motor_is_told_once) {
    Unit unit = mackie();
    unit.face.faders[0] = 12800;
    unit.face.faders[8] = 16383;
    EXPECT_EQ(unit.shown(), "E0 00 64 E8 7F 7F");
    EXPECT_EQ(unit.shown(), "");
    unit.face.faders[0] = kHold;
    EXPECT_EQ(unit.shown(), "") << "held, whatever it was";
    unit.face.faders[0] = 12800;
    EXPECT_EQ(unit.shown(), "");
    unit.writer.again(0);
    EXPECT_EQ(unit.shown(), "E0 00 64") << "let go of: it would fall back to where it was told to be";
}

TEST(SurfaceWrite, lamps_on_off_blinking) {
    Unit unit = mackie();
    unit.face.lamps[kMuteKeys + 2] = Lamp::on;
    unit.face.lamps[kFlipKey] = Lamp::blink;
    EXPECT_EQ(unit.shown(), "90 12 7F 90 32 01");
    unit.face.lamps[kMuteKeys + 2] = Lamp::off;
    EXPECT_EQ(unit.shown(), "90 12 00");
    Unit network(xctl_dialect());
    network.face.lamps[kMuteKeys + 2] = Lamp::on;
    network.face.lamps[kFlipKey] = Lamp::blink;
    EXPECT_EQ(network.shown(), "90 12 02 90 32 01");
}

TEST(SurfaceWrite, a_unit_that_cannot_blink_is_blinked) {
    Unit unit(mackie_dialect(0x14, Colors::none), false);
    unit.face.lamps[kFlipKey] = Lamp::blink;
    EXPECT_EQ(unit.shown(), "90 32 7F");
    EXPECT_EQ(unit.shown(), "");
    EXPECT_EQ(unit.shown(1000, nullptr, false), "90 32 00");
    EXPECT_EQ(unit.shown(1000, nullptr, true), "90 32 7F");
}

TEST(SurfaceWrite, rings) {
    Unit unit = mackie();
    unit.face.rings[0] = {Ring::Mode::from_middle, 6};
    unit.face.rings[1] = {Ring::Mode::bar, 11};
    EXPECT_EQ(unit.shown(), "B0 30 56 B0 31 2B");
    Unit network(xctl_dialect());
    network.face.rings[0] = {Ring::Mode::from_middle, 6};
    network.face.rings[1] = {Ring::Mode::bar, 11};
    network.face.rings[2] = {Ring::Mode::dot, 1};
    EXPECT_EQ(network.shown(), "B0 30 40 38 00 B0 31 7F 39 3F B0 32 01 3A 00");
}

TEST(SurfaceWrite, only_changed_cells_of_a_display) {
    Unit unit = mackie();
    put(unit.face.scribbles[1].top, "Kick");
    EXPECT_EQ(unit.shown(), "F0 00 00 66 14 12 07 4B 69 63 6B F7");
    put(unit.face.scribbles[1].top, "Kirk");
    EXPECT_EQ(unit.shown(), "F0 00 00 66 14 12 09 72 F7");
    put(unit.face.scribbles[0].bottom, "-6.0");
    put(unit.face.scribbles[7].bottom, "x");
    EXPECT_EQ(unit.shown(), "F0 00 00 66 14 12 38 2D 36 2E 30 F7 F0 00 00 66 14 12 69 78 F7");
}

TEST(SurfaceWrite, colours_of_an_x_touch_and_an_icon) {
    Unit unit = mackie(Colors::x_touch);
    EXPECT_THAT(in_hex(unit.first), ::testing::HasSubstr("F0 00 00 66 14 72 07 07 07 07 07 07 07 07 F7"));
    unit.face.scribbles[0].color = 0xE03020;
    unit.face.scribbles[1].color = 0x808080;
    unit.face.scribbles[2].color = 0x2050D0;
    unit.face.scribbles[3].color = 0xE0C020;
    EXPECT_EQ(unit.shown(), "F0 00 00 66 14 72 01 07 04 03 07 07 07 07 F7");
    EXPECT_EQ(unit.shown(), "");
    Unit icon = mackie(Colors::icon);
    icon.face.scribbles[0].color = 0xFF8002;
    EXPECT_EQ(icon.shown(),
              "F0 00 02 4E 16 14 7F 40 01 7F 7F 7F 7F 7F 7F 7F 7F 7F 7F 7F 7F 7F 7F 7F 7F 7F 7F 7F 7F 7F F7");
    Unit plain = mackie();
    plain.face.scribbles[0].color = 0xFF8002;
    EXPECT_EQ(plain.shown(), "") << "a Mackie has no colours";
}

TEST(SurfaceWrite, a_scribble_strip_of_xctl_is_one_message) {
    Unit unit(xctl_dialect());
    put(unit.face.scribbles[2].top, "Kick");
    put(unit.face.scribbles[2].bottom, "-6.0 dB");
    unit.face.scribbles[2].color = 0xFF0000;
    EXPECT_EQ(unit.shown(), "F0 00 00 66 58 22 01 4B 69 63 6B 20 20 20 2D 36 2E 30 20 64 42 F7");
    EXPECT_EQ(in_hex(unit.dialect->keep_alive()), "F0 00 00 66 14 00 F7");
}

TEST(SurfaceWrite, digits) {
    Unit unit = mackie();
    unit.face.digits[0] = 'P';
    unit.face.digits[1] = '3';
    unit.face.digits[11] = '7';
    EXPECT_EQ(unit.shown(), "B0 4B 10 B0 4A 33 B0 40 37");
    Unit network(xctl_dialect());
    network.face.digits[0] = 'P';
    network.face.digits[11] = '7';
    EXPECT_EQ(network.shown(), "B0 60 73 B0 6B 07");
}

TEST(SurfaceWrite, meters_are_sent_again_while_there_is_sound) {
    Unit unit = mackie();
    MeterRow row;
    row.fill(kDark);
    row[0] = -15;
    row[7] = 1;
    const std::string quiet = " D0 10 D0 20 D0 30 D0 40 D0 50 D0 60";
    EXPECT_EQ(unit.shown(1000, &row), "D0 05" + quiet + " D0 7D") << "the first time all of them, to be sure";
    EXPECT_EQ(unit.shown(1000, &row), "D0 05 D0 7D") << "they fall by themselves";
    row[0] = kDark;
    EXPECT_EQ(unit.shown(1000, &row), "D0 00 D0 7D");
    EXPECT_EQ(unit.shown(1000, &row), "D0 7D");
}

TEST(SurfaceWrite, a_slow_cable_gets_faders_before_texts_before_meters) {
    Unit unit = mackie();
    MeterRow row;
    row.fill(-10);
    put(unit.face.scribbles[0].top, "Vocals");
    unit.face.faders[3] = 100;
    unit.face.lamps[kMuteKeys] = Lamp::on;
    EXPECT_EQ(unit.shown(4, &row), "E3 64 00");
    EXPECT_EQ(unit.shown(6, &row), "90 10 7F") << "a display needs more than that";
    EXPECT_FALSE(unit.writer.all_shown());
    EXPECT_EQ(unit.shown(11, &row), "F0 00 00 66 14 12 00 56 6F 63 F7");
    unit.face.faders[3] = 200;
    EXPECT_EQ(unit.shown(14, &row), "E3 48 01 F0 00 00 66 14 12 03 61 6C 73 F7");
    EXPECT_EQ(unit.shown(4, &row), "D0 07 D0 17");
    EXPECT_TRUE(unit.writer.all_shown());
}

TEST(SurfaceWrite, a_cable_is_never_asked_for_more_than_it_carries) {
    Budget budget(3000);
    std::size_t spent = 0;
    for (int tick = 0; tick <= 1000; ++tick) {
        const std::size_t now = std::min<std::size_t>(budget.left(5 + tick / 1000.0), 40);
        budget.spend(now);
        spent += now;
    }
    EXPECT_NEAR(static_cast<double>(spent), 3000 + 180, 5) << "a second's worth, and what the queue held at first";
    Budget unbounded(0);
    EXPECT_GT(unbounded.left(1), 100'000U);
}

TEST(SurfaceWrite, a_unit_that_comes_back_is_told_everything) {
    Unit unit = mackie();
    unit.face.faders[0] = 12800;
    put(unit.face.scribbles[0].top, "Kick");
    unit.face.lamps[kMuteKeys] = Lamp::on;
    unit.shown();
    unit.writer.forget();
    const std::string again = unit.shown();
    EXPECT_THAT(again, ::testing::StartsWith("E0 00 64 90 00 00"));
    EXPECT_THAT(again, ::testing::HasSubstr("90 10 7F"));
    EXPECT_THAT(again, ::testing::HasSubstr("F0 00 00 66 14 12 00 4B 69 63 6B 20 "));
    EXPECT_EQ(unit.shown(), "");
}

}  // namespace
}  // namespace tutti::surface
