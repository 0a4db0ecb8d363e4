#pragma once
// The rules of a mixing desk as a pure function of the console, strip by strip: faders, DCAs, mute groups, solo, pan
// laws and patches become the plain gains and coefficients of a MixFrame. State thread only.
#include "engine/console/console.hpp"
#include "engine/console/mix_frame.hpp"

namespace tutti {

// Writes everything that strip number `strip` (the order of MixFrame's stamps) contributes to the frame.
void resolve_strip(const Console& console, int strip, MixFrame& frame);

// Brings a frame up to date: resolves the strips that changed since it was last caught up. Returns how many.
int catch_up(const Console& console, MixFrame& frame);

}  // namespace tutti
