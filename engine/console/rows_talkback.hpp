#pragma once
// Rows of what the desk itself brings into the mix: the oscillator. Included by rows.hpp only. No row that opens
// something (`on`) is in a part: no scene, file or undo may open it.
#include <array>

#include "engine/console/row.hpp"

namespace tutti {

enum class OscillatorKind : std::int32_t { sine, pink, white };

namespace rows {

inline constexpr std::string_view kOscillatorKinds[] = {"sine", "pink", "white"};

inline constexpr std::array kOscillator = {
    Row{.path = "on", .type = Type::toggle, .max = 1, .help = "The oscillator sounds; never stored."},
    Row{.path = "kind", .type = Type::choice, .law = Law::steps, .max = 2, .choices = kOscillatorKinds, .part = Part::monitor, .help = "sine, pink noise (-3 dB an octave from 20 Hz to 20 kHz) or white noise."},
    Row{.path = "frequency", .unit = Unit::hz, .law = Law::log, .min = 20, .max = 20000, .initial = 1000, .part = Part::monitor, .help = "Of the sine; it glides to a new one without a break."},
    Row{.path = "level", .unit = Unit::db, .law = Law::fader, .min = -90, .max = 0, .initial = -30, .part = Part::monitor, .help = "RMS in dBFS as AES17 counts it, a full-scale sine being 0: a sine peaks at it, noise is as strong as that sine. -90 is off."},
    Row{.path = "to/bus/{bus}", .type = Type::toggle, .index = Index::bus, .max = 1, .part = Part::monitor, .help = "Feeds this bus, on all of its sides; a cue bus only for the engineer."},
    Row{.path = "to/main", .type = Type::toggle, .max = 1, .part = Part::monitor, .help = "Feeds the main mix."},
};

}  // namespace rows
}  // namespace tutti
