// What the desk itself brings into the mix: talkback, and what gives way to it; the oscillator.
#include <algorithm>

#include "engine/console/laws.hpp"
#include "engine/console/resolve_parts.hpp"

namespace tutti {

namespace {

template <class Row>
float programme(const Console& c, Row to, int index) {
    float left = 1;
    for (int t = 0; t < c.layout().sizes().talkbacks; ++t)
        if (c.on("on"_talkback, t) && c.on(to, t, index)) left = std::min(left, trim_gain(c.number("dim"_talkback, t)));
    return left;
}

}  // namespace

float programme_of_bus(const Console& c, int bus) {
    return programme(c, "to/bus/{bus}"_talkback, bus);
}
float programme_of_monitor(const Console& c, int monitor) {
    return programme(c, "to/monitor/{monitor}"_talkback, monitor);
}

bool talks_at(const Console& c, int monitor) {
    for (int t = 0; t < c.layout().sizes().talkbacks; ++t)
        if (c.on("on"_talkback, t) && static_cast<int>(c.number("talker/monitor"_talkback, t)) == monitor + 1)
            return true;
    return false;
}

// Whether it is open is in the gain, so that its other ways, channels and outputs, open and close with it.
void resolve_talkback(const Console& c, int n, MixFrame& frame) {
    TalkbackFrame& out = frame.talkbacks[static_cast<std::size_t>(n)];
    const int source = static_cast<int>(c.number("source"_talkback, n));
    out.source =
        source == 0 ? Signal{} : Signal{Signal::From::input, Tap::post_fader, Signal::Side::left, 0, source - 1};
    out.gain = c.on("on"_talkback, n) ? level_gain(c.number("level"_talkback, n)) : 0.0F;
    for (int b = 0; b < frame.bus_count; ++b) {
        const bool to = c.on("to/bus/{bus}"_talkback, n, b);
        const float gain = to ? level_gain(c.number("send/{bus}/level"_talkback, n, b)) : 0.0F;
        const std::size_t at = static_cast<std::size_t>(n * frame.stride + b);
        frame.talk_left[at] = gain;
        frame.talk_right[at] = is_mono(c, b) ? 0.0F : gain;
    }
    for (int m = 0; m < frame.monitor_count; ++m)
        frame.talk_monitor[static_cast<std::size_t>(n * frame.monitor_count + m)] =
            c.number("to/monitor/{monitor}"_talkback, n, m);
}

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
