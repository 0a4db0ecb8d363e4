// Layouts for generic controllers, made from the parameter table: what is on a page of strips, and the two programs'
// files it becomes. Pure functions; the addresses are those of a desk with that many channels and buses.
#pragma once

#include <string>
#include <vector>

#include "engine/console/row.hpp"

namespace tutti::cli {

struct LayoutWish {
    int channels = 16;
    int bus = 0;             // the faders send into this bus; 0: they are the channels' own
    int answer_port = 9001;  // where TouchOSC listens
};

// One control: an address of the desk, and the row of the table that says what it takes.
struct Control {
    std::string address;
    const Row* row;
};
struct StripControls {
    std::string id;  // "channel_3", without blanks or slashes
    std::string label;
    Control name, mute, fader;
    std::vector<Control> pan;  // one, or none
};
// The channels, and behind them the strip they lead to: main, or the bus.
std::vector<StripControls> strips_of(const LayoutWish& wish);
// What must be subscribed so that the layout shows the desk, as patterns.
std::vector<std::string> patterns_of(const LayoutWish& wish);

// A TouchOSC document (.tosc: zlib around XML, as TouchOSC 1.1 and newer read it).
std::string touchosc_layout(const LayoutWish& wish);
// A session of Open Stage Control (.json).
std::string stage_layout(const LayoutWish& wish);

}  // namespace tutti::cli
