#pragma once
// Rows of a performer's headphone mix: whose it is, its bounds beside the limiter's own ceiling, and the levels that
// move many sends at once. They act while the bus is a cue. Included by rows.hpp only.
#include <array>

#include "engine/console/row.hpp"

// A table, a row a line:
// clang-format off
namespace tutti::rows {

// Families of strips in a cue mix: the eight that have a name on every desk, and words of the studio's own.
inline constexpr int kFamilyNames = 12;

inline constexpr std::array kCue = {
    Row{.path = "cue/limit", .unit = Unit::db, .min = -30, .max = 0, .part = Part::comp, .help = "The performer's own ceiling (dBFS), under limiter/ceiling. A cue bus is limited by it even with its limiter off."},
    Row{.path = "cue/loudness_max", .unit = Unit::lufs, .min = -60, .max = 0, .part = Part::comp, .help = "Most short-term loudness of a cue bus: a gain that moves at most 3 dB a second holds it; 0 is off."},
    Row{.path = "cue/owner", .type = Type::integer, .max = 64, .help = "The user whose mix this is; 0 is nobody."},
    Row{.path = "cue/locked", .type = Type::toggle, .max = 1, .help = "The performer may change nothing in it."},
    Row{.path = "cue/max", .unit = Unit::db, .law = Law::fader, .min = -90, .max = 10, .help = "No level that a performer sets in this mix goes above it."},
    Row{.path = "cue/call", .type = Type::toggle, .max = 1, .passing = true, .help = "The performer calls the engineer."},
    Row{.path = "cue/call_text", .type = Type::text, .form = TextForm::name, .passing = true, .help = "What the performer wants, in short."},
    Row{.path = "cue/me/level", .unit = Unit::db, .law = Law::fader, .min = -90, .max = 10, .part = Part::sends, .help = "Adds to all sends of this mix that are marked as the performer's own (me)."},
    Row{.path = "cue/family/{family}/name", .type = Type::text, .kind = Kind::reading, .index = Index::family, .help = "The family's name: drums, band, keys, vocals, click, fx, talk, other, then the studio's own; empty where none is."},
    Row{.path = "cue/family/{family}/level", .unit = Unit::db, .law = Law::fader, .index = Index::family, .min = -90, .max = 10, .part = Part::sends, .help = "Adds to all sends of this mix whose strip is of the family."},
    Row{.path = "cue/family/{family}/mute", .type = Type::toggle, .index = Index::family, .max = 1, .part = Part::sends, .help = "Takes the family out of this mix."},
    Row{.path = "cue/store", .type = Type::action, .kind = Kind::action, .help = "`,s NAME`: keeps this mix for the performer; the result is its number."},
    Row{.path = "cue/recall", .type = Type::action, .kind = Kind::action, .help = "`,i ID`: brings a kept mix back over a second; 0 is the one before the last recall."},
    Row{.path = "cue/delete", .type = Type::action, .kind = Kind::action, .help = "`,i ID`: forgets a kept mix."},
    Row{.path = "cue/start", .type = Type::action, .kind = Kind::action, .help = "Back to the start mix, over a second."},
    Row{.path = "cue/start/store", .type = Type::action, .kind = Kind::action, .help = "Makes this mix the start mix of this bus."},
};
inline constexpr std::array kInherit = {
    Row{.path = "inherit/source", .type = Type::route, .law = Law::steps, .routes = RouteSet::inherit_source, .part = Part::sends, .help = "A mix that this one follows: each send has that mix's level for its strip, plus its offset."},
};

}  // namespace tutti::rows
