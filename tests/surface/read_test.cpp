// What units say, byte by byte as the data sheets have it.
#include <gmock/gmock.h>

#include "clients/surface/mcu/keys.hpp"
#include "tests/surface/bytes.hpp"

namespace tutti::surface {
namespace {

using Kind = Event::Kind;
const auto mackie = mackie_dialect(0x14, Colors::none);
const auto xctl = xctl_dialect();

std::string said(const std::vector<Event>& events) {
    static constexpr const char* words[] = {"alive", "ready", "challenge", "probe", "fader",
                                            "touch", "key",   "turn",      "marker"};
    std::string text;
    for (const Event& event : events)
        text += (text.empty() ? "" : ", ") + std::string(words[static_cast<int>(event.kind)]) + " " +
                std::to_string(event.index) + " " + std::to_string(event.value);
    return text;
}
std::string mackie_says(const std::string& bytes) {
    return said(events_of(*mackie, bytes));
}
std::string xctl_says(const std::string& bytes) {
    return said(events_of(*xctl, bytes));
}

TEST(SurfaceRead, fader_moved_by_a_finger) {
    EXPECT_EQ(mackie_says("90 68 7F  E0 00 64  E0 10 64  90 68 00"),
              "touch 0 1, fader 0 12800, fader 0 12816, touch 0 0");
    EXPECT_EQ(mackie_says("90 70 7F E8 7F 7F 80 70 40"), "touch 8 1, fader 8 16383, touch 8 0");
}

TEST(SurfaceRead, knobs_in_both_directions) {
    EXPECT_EQ(mackie_says("B0 10 01 B0 17 43 B0 3C 41 B0 3C 05"), "turn 0 1, turn 7 -3, alive 0 0, alive 0 0")
        << "the wheel";
    EXPECT_EQ(mackie_says("B0 10 00 B0 10 40"), "turn 0 1, turn 0 -1") << "no ticks count as one";
    EXPECT_EQ(xctl_says("B0 11 02 B0 11 42 B0 11 32"), "turn 1 2, turn 1 -2, turn 1 2") << "Xctl: four bits";
    EXPECT_EQ(mackie_says("B0 2E 40"), "alive 0 0");
}

TEST(SurfaceRead, keys_down_and_up_both_ways) {
    EXPECT_EQ(mackie_says("90 12 7F 90 12 00 90 2F 7F 80 2F 00"), "key 18 1, key 18 0, key 47 1, key 47 0");
    EXPECT_EQ(key_number("bank_right"), 0x2F);
    EXPECT_EQ(key_number("user_b"), 0x67);
    EXPECT_EQ(key_number("f8"), 0x3D);
    EXPECT_EQ(key_number("undo"), 0x51);
    EXPECT_EQ(key_number("record"), 0x5F);
    EXPECT_EQ(key_number("bank"), -1);
}

TEST(SurfaceRead, running_status_and_clock_in_between) {
    EXPECT_EQ(mackie_says("E0 00 F8 40 01 40 FE 02 40"), "fader 0 8192, fader 0 8193, fader 0 8194");
}

TEST(SurfaceRead, a_unit_that_comes_up_is_ready) {
    EXPECT_EQ(mackie_says("F0 00 00 66 14 01 31 32 33 34 35 36 37 01 02 03 04 F7"), "ready 20 0");
    EXPECT_EQ(mackie_says("F0 00 00 66 15 01 31 32 33 34 35 36 37 01 02 03 04 F7"), "ready 21 0");
    EXPECT_EQ(mackie_says("F0 00 00 66 14 06 F7"), "ready 20 0") << "X-Touch Compact";
    EXPECT_EQ(mackie_says("F0 00 00 66 14 14 33 2E 30 2E 30 F7"), "alive 20 0") << "its version";
}

TEST(SurfaceRead, a_logic_control_is_answered_its_challenge) {
    const auto events = events_of(*mackie, "F0 00 00 66 10 01 41 42 43 44 45 46 47 11 22 33 04 F7");
    ASSERT_EQ(said(events), "challenge 16 0");
    // r0 = 11 + (22^0A) - 04 = 35; r1 = (33>>4) ^ 15 = 16; r2 = (04 - CC) ^ 33 = 0B & 7F; r3 = 22 - 33 + (F0 ^ 40) = 1F
    EXPECT_EQ(in_hex(mackie->answer(events[0])), "F0 00 00 66 10 02 41 42 43 44 45 46 47 35 16 0B 1F F7");
}

TEST(SurfaceRead, xctl_probe_and_serial) {
    const auto events = events_of(*xctl, "F0 00 20 32 58 54 00 F7");
    ASSERT_EQ(said(events), "probe 0 0");
    EXPECT_EQ(in_hex(xctl->answer(events[0])), "F0 00 20 32 58 54 01 F7");
    EXPECT_EQ(xctl_says("F0 00 00 66 58 01 30 31 32 33 F7"), "alive 0 0");
    EXPECT_EQ(xctl->answer(events_of(*xctl, "F0 00 00 66 58 01 30 F7")[0]), "");
}

TEST(SurfaceRead, our_own_marker) {
    EXPECT_EQ(mackie_says(in_hex(marker(0x25))), "marker 0 37");
}

TEST(SurfaceRead, rubbish_is_passed_over_and_what_follows_is_heard) {
    EXPECT_EQ(mackie_says("00 01 7F 40 90 10 7F"), "key 16 1") << "data without a status";
    EXPECT_EQ(mackie_says("F0 00 00 66 90 10 7F"), "key 16 1") << "a system exclusive message cut off";
    EXPECT_EQ(mackie_says("E0 10 90 10 7F"), "key 16 1") << "half a fader move";
    EXPECT_EQ(mackie_says("E9 00 40 EF 00 40 91 10 7F B1 10 01 A0 10 10 D0 10 C0 10 F2 01 02 05 F7 90 10 7F"),
              "key 16 1");
    EXPECT_EQ(mackie_says("F0 00 00 66 14 01 31 F7 F0 F7 F0 00 00 F7"), "ready 20 0");
    EXPECT_EQ(mackie_says("F0 00 00 66 10 01 31 F7"), "") << "a challenge without its bytes";
    std::string endless = "F0 7D 54 55 54 01";
    for (int i = 0; i < 5000; ++i) endless += " 11";
    EXPECT_EQ(mackie_says(endless + " F7 90 10 7F"), "key 16 1") << "longer than anything that is said";
}

TEST(SurfaceRead, pieces_of_any_size_are_the_same) {
    const std::string bytes = hex("F0 00 00 66 14 06 F7 E0 00 64 01 64 90 68 7F");
    for (std::size_t piece = 1; piece < bytes.size(); ++piece) {
        MidiReader reader;
        std::vector<Event> events;
        for (std::size_t at = 0; at < bytes.size(); at += piece)
            reader.feed(midi(bytes).subspan(at, std::min(piece, bytes.size() - at)), [&](const MidiMessage& message) {
                if (const auto event = mackie->read(message)) events.push_back(*event);
            });
        EXPECT_EQ(said(events), "ready 20 0, fader 0 12800, fader 0 12801, touch 0 1") << piece;
    }
}

}  // namespace
}  // namespace tutti::surface
