#pragma once
// What the files of resolve share: small questions to the console, and the strips that have a file of their own.
// Included by resolve*.cpp only; state thread.
#include "engine/console/console.hpp"
#include "engine/console/mix_frame.hpp"

namespace tutti {

inline BusKind kind_of(const Console& c, int bus) {
    return static_cast<BusKind>(static_cast<int>(c.number("kind"_bus, bus)));
}
inline bool is_mono(const Console& c, int bus) { return !c.on("width"_bus, bus); }

// What talk leaves of the programme of a bus or a monitor that it is addressed to; 1 while nobody talks.
float programme_of_bus(const Console& c, int bus);
float programme_of_monitor(const Console& c, int monitor);
// Somebody who sits at this monitor talks.
bool talks_at(const Console& c, int monitor);

void resolve_talkback(const Console& c, int n, MixFrame& frame);
void resolve_oscillator(const Console& c, MixFrame& frame);

}  // namespace tutti
