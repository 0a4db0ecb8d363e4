#pragma once
// All that one unit shows: where its motors stand, its lamps, rings, texts and digits. The model fills one in, the
// writer sends what differs from what the unit already shows. Plain values, any thread.
#include <array>
#include <cstdint>

#include "clients/surface/mcu/event.hpp"

namespace tutti::surface {

enum class Lamp : std::uint8_t { off, blink, on };

// A ring has eleven lamps. value 0 is dark; 1..11 is a place on it, 6 the middle.
struct Ring {
    enum class Mode : std::uint8_t { dot, from_middle, bar, spread };
    Mode mode = Mode::dot;
    std::uint8_t value = 0;
    bool operator==(const Ring&) const = default;
};

inline constexpr int kColumns = 7;  // of a strip's display, in two rows

struct Scribble {
    std::array<char, kColumns> top = {' ', ' ', ' ', ' ', ' ', ' ', ' '};
    std::array<char, kColumns> bottom = {' ', ' ', ' ', ' ', ' ', ' ', ' '};
    std::uint32_t color = 0xFFFFFF;  // 0xRRGGBB, as the desk has it
    bool operator==(const Scribble&) const = default;
};

inline constexpr int kHold = -1;      // a motor that is left where it is
inline constexpr int kDigits = 12;    // two of assignment, ten of time, from the left
inline constexpr float kDark = -200;  // a meter that shows nothing

struct Face {
    std::array<int, kFaders> faders = {kHold, kHold, kHold, kHold, kHold, kHold, kHold, kHold, kHold};
    std::array<Lamp, kKeys> lamps = {};
    std::array<Ring, kStrips> rings = {};
    std::array<Scribble, kStrips> scribbles = {};
    std::array<char, kDigits> digits = {' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' '};
};

using MeterRow = std::array<float, kStrips>;  // dB, kDark for none

}  // namespace tutti::surface
