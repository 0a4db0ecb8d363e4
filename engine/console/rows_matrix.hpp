#pragma once
// Rows that only matrices have, and of what feeds them from buses and main. Included by rows.hpp only.
#include <array>
#include <string_view>

#include "engine/console/row.hpp"

// A table, a row a line:
// clang-format off
namespace tutti::rows {

// The shapes that all bands have (FilterType), and crossovers.
inline constexpr std::string_view kMatrixFilterTypes[] = {"bell",  "low_shelf", "high_shelf", "low_cut", "high_cut",
                                                          "notch", "lr12",      "lr24",       "bu12",    "bu24"};

template <std::size_t N>
constexpr auto with_crossovers(std::array<Row, N> eq) {
    for (Row& row : eq)
        if (row.path == "eq/band/{band}/type") {
            row.choices = kMatrixFilterTypes;
            row.max = static_cast<float>(std::size(kMatrixFilterTypes) - 1);
            row.help = "The band's shape. lr12, lr24 (Linkwitz-Riley, -6 dB) and bu12, bu24 (Butterworth, -3 dB) are crossovers: low cuts in bands 1 to 3, high cuts in 4 to 6.";
        }
    return eq;
}

// Of main and buses.
inline constexpr std::array kMatrixFeeds = {
    Row{.path = "matrix/{matrix}/on", .type = Type::toggle, .index = Index::matrix, .max = 1, .part = Part::sends, .help = "Feeds this matrix: a bus from behind its limiter, main from ahead of it."},
    Row{.path = "matrix/{matrix}/level", .unit = Unit::db, .law = Law::fader, .index = Index::matrix, .min = -90, .max = 10, .initial = 0, .part = Part::sends, .help = "Level into the matrix; -90 is off."},
};

}  // namespace tutti::rows
