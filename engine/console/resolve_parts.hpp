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

void resolve_oscillator(const Console& c, MixFrame& frame);

}  // namespace tutti
