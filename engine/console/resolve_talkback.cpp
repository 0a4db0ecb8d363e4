// What the desk itself brings into the mix: the oscillator.
#include "engine/console/laws.hpp"
#include "engine/console/resolve_parts.hpp"

namespace tutti {

void resolve_oscillator(const Console& c, MixFrame& frame) {
    OscillatorFrame& out = frame.oscillator;
    out.kind = static_cast<OscillatorKind>(static_cast<int>(c.number("kind"_oscillator)));
    out.frequency = c.number("frequency"_oscillator);
    out.gain = c.on("on"_oscillator) ? level_gain(c.number("level"_oscillator)) : 0.0F;
    out.main = c.number("to/main"_oscillator);
    for (int b = 0; b < frame.bus_count; ++b) {
        const float gain = c.number("to/bus/{bus}"_oscillator, 0, b);
        frame.oscillator_left[static_cast<std::size_t>(b)] = gain;
        frame.oscillator_right[static_cast<std::size_t>(b)] = is_mono(c, b) ? 0.0F : gain;
    }
}

}  // namespace tutti
