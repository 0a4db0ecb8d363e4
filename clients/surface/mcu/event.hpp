#pragma once
// What a hand does on a unit, and what the unit says of itself: the same for Mackie Control over MIDI and for Xctl
// over the network. Plain values, any thread.
#include <array>
#include <cstdint>

namespace tutti::surface {

inline constexpr int kStrips = 8;        // of one unit
inline constexpr int kMaster = 8;        // its ninth fader
inline constexpr int kFaders = 9;        // bits of a unit's touch, places of its motors
inline constexpr int kTop = 16383;       // position of a fader that is all the way up
inline constexpr int kKeys = 128;        // keys and lamps have numbers of notes
inline constexpr int kTouchNotes = 104;  // 0x68: touch of the first fader; the ninth is 0x70

struct Event {
    enum class Kind : std::uint8_t {
        alive,      // anything else that is no rubbish
        ready,      // it is there, shows nothing yet, and its motors stand anywhere
        challenge,  // a Logic Control asks for the answer in `data`: serial number and four bytes
        probe,      // Xctl asks whether a mixer is here
        fader,      // value: 0..kTop
        touch,      // value: 1 or 0
        key,        // index: the note; value: 1 pressed, 0 let go
        turn,       // value: ticks, clockwise positive
        marker      // ours: the cable leads back to us; value: whose
    };
    Kind kind = Kind::alive;
    int index = 0;
    int value = 0;
    std::array<std::uint8_t, 11> data = {};
};

}  // namespace tutti::surface
