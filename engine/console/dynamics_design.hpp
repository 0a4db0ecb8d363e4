#pragma once
// From a gate's and a compressor's parameters to what the engine follows, in double. A time is that in which the gain
// goes 63 % (1 - 1/e) of its way in dB. Keys and their filters are there for a processor that is
// off too: monitors may listen to them. State thread only (uses exp and log).
#include "engine/console/console.hpp"
#include "engine/console/mix_frame.hpp"

namespace tutti {

// The gate of a channel, at `rate` Hz.
DynamicsFrame design_gate(const Console& console, int channel, double rate);

// The compressor of a channel, bus or main.
template <Family F>
CompressorFrame design_compressor(const Console& console, int strip, double rate);

// Where a `gate/key` or `comp/key` points to.
Signal key_signal(const Layout& layout, int index);

}  // namespace tutti
