#pragma once
// Rows of what guards the ears under a pair of headphones: bounds that act while the bus is a cue, beside the limiter's
// own ceiling. Included by rows.hpp only.
#include <array>

#include "engine/console/row.hpp"

// A table, a row a line:
// clang-format off
namespace tutti::rows {

inline constexpr std::array kCue = {
    Row{.path = "cue/limit", .unit = Unit::db, .min = -30, .max = 0, .part = Part::comp, .help = "The performer's own ceiling (dBFS), under limiter/ceiling. A cue bus is limited by it even with its limiter off."},
    Row{.path = "cue/loudness_max", .unit = Unit::lufs, .min = -60, .max = 0, .part = Part::comp, .help = "Most short-term loudness of a cue bus: a gain that moves at most 3 dB a second holds it; 0 is off."},
};

}  // namespace tutti::rows
