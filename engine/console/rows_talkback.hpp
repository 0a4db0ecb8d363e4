#pragma once
// Rows of what the desk itself brings into the mix: talkback and the oscillator. Included by rows.hpp only. No row that
// opens something (`on`) is in a part: no scene, file or undo may open it.
#include <array>

#include "engine/console/row.hpp"

// A table, a row a line:
// clang-format off
namespace tutti {

enum class OscillatorKind : std::int32_t { sine, pink, white };

namespace rows {

inline constexpr std::string_view kOscillatorKinds[] = {"sine", "pink", "white"};

inline constexpr std::string_view kTalkModes[] = {"momentary", "latched"};

inline constexpr std::array kTalkback = {
    Row{.path = "on", .type = Type::toggle, .max = 1, .passing = true, .help = "Talking; never stored. Momentary: ends on release, when its client goes, and 2 s after that client's last packet."},
    Row{.path = "mode", .type = Type::choice, .law = Law::steps, .max = 1, .choices = kTalkModes, .part = Part::monitor, .help = "momentary: open while a hand holds it; latched: until it is closed."},
    Row{.path = "source", .type = Type::route, .law = Law::steps, .routes = RouteSet::talkback_source, .part = Part::monitor, .help = "The microphone."},
    Row{.path = "level", .unit = Unit::db, .law = Law::fader, .min = -90, .max = 10, .initial = -20, .part = Part::monitor, .help = "Level of the microphone wherever it is heard; -90 is off."},
    Row{.path = "dim", .unit = Unit::db, .min = -40, .max = 0, .initial = -20, .part = Part::monitor, .help = "By how much the programme of the addressed buses and monitors is lowered, in 50 ms."},
    Row{.path = "to/bus/{bus}", .type = Type::toggle, .index = Index::bus, .max = 1, .part = Part::monitor, .help = "Talks into this bus, ahead of its fader and limiter."},
    Row{.path = "to/monitor/{monitor}", .type = Type::toggle, .index = Index::monitor, .max = 1, .part = Part::monitor, .help = "Talks into this monitor, ahead of its level."},
    Row{.path = "send/{bus}/level", .unit = Unit::db, .law = Law::fader, .index = Index::bus, .min = -90, .max = 10, .initial = 0, .part = Part::monitor, .help = "How loud it is in this bus; a performer cannot turn it under -20."},
    Row{.path = "talker/monitor", .type = Type::integer, .kind = Kind::reading, .max = 8, .help = "The monitor of who talks, which dims meanwhile; 0 = none."},
};

inline constexpr std::array kOscillator = {
    Row{.path = "on", .type = Type::toggle, .max = 1, .passing = true, .help = "The oscillator sounds; never stored."},
    Row{.path = "kind", .type = Type::choice, .law = Law::steps, .max = 2, .choices = kOscillatorKinds, .part = Part::monitor, .help = "sine, pink noise (-3 dB an octave from 20 Hz to 20 kHz) or white noise."},
    Row{.path = "frequency", .unit = Unit::hz, .law = Law::log, .min = 20, .max = 20000, .initial = 1000, .part = Part::monitor, .help = "Of the sine; it glides to a new one without a break."},
    Row{.path = "level", .unit = Unit::db, .law = Law::fader, .min = -90, .max = 0, .initial = -30, .part = Part::monitor, .help = "RMS in dBFS as AES17 counts it, a full-scale sine being 0: a sine peaks at it, noise is as strong as that sine. -90 is off."},
    Row{.path = "to/bus/{bus}", .type = Type::toggle, .index = Index::bus, .max = 1, .part = Part::monitor, .help = "Feeds this bus, on all of its sides; a cue bus only for the engineer."},
    Row{.path = "to/main", .type = Type::toggle, .max = 1, .part = Part::monitor, .help = "Feeds the main mix."},
};

}  // namespace rows
}  // namespace tutti
