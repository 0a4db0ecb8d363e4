#pragma once
// Rows of the insert point that channels, buses, matrices and main share: a place in the strip where its sound goes
// through an effect of the rack, or out of the desk and in again. Included by rows.hpp.
#include <array>
#include <string_view>

#include "engine/console/row.hpp"

// A table, a row a line:
// clang-format off
namespace tutti {

enum class InsertPosition : std::uint8_t { pre_dynamics, post_dynamics };

namespace rows {

inline constexpr std::string_view kInsertPositions[] = {"pre_dynamics", "post_dynamics"};

inline constexpr std::array kInsert = {
    Row{.path = "insert/on", .type = Type::toggle, .max = 1, .part = Part::insert, .help = "The sound goes through the insert; off, it passes by. A loop is fed either way."},
    Row{.path = "insert/source", .type = Type::route, .law = Law::steps, .routes = RouteSet::insert_source, .part = Part::patch, .help = "none; fx:X, an effect; or loop:O:I, out at output O, in again at input I (a stereo strip takes the next ones too). What something else has is busy."},
    Row{.path = "insert/measure", .type = Type::action, .kind = Kind::action, .help = "Sends an impulse into the loop alone and answers how long it took, in ms; the strip passes by meanwhile."},
    Row{.path = "insert/latency", .kind = Kind::reading, .unit = Unit::ms, .max = 500, .help = "How late the loop comes back, as last measured; 0 = not known."},
    Row{.path = "insert/position", .type = Type::choice, .law = Law::steps, .max = 1, .initial = 1, .choices = kInsertPositions, .part = Part::insert, .help = "Ahead of gate and compressor, or behind compressor and EQ."},
};

}  // namespace rows
}  // namespace tutti
