#pragma once
// Rows of what makes two sides one: the link of two channels, and the width of a stereo bus. Included by rows.hpp only.
#include <array>
#include <string_view>

#include "engine/console/row.hpp"

// A table, a row a line:
// clang-format off
namespace tutti {

enum class MidSide : std::uint8_t { off, encode, decode };

namespace rows {

inline constexpr std::string_view kMidSides[] = {"off", "encode", "decode"};

inline constexpr std::array kLink = {
    Row{.path = "link", .type = Type::toggle, .max = 1, .part = Part::groups, .help = "Of an odd channel: a pair with the next, which takes its settings; a change to one is then a change to both. Pans go to the sides."},
    Row{.path = "pan_unlinked", .min = -1, .max = 1, .part = Part::pan, .help = "Where pan goes back to when the pair is unlinked."},
    Row{.path = "balance", .min = -1, .max = 1, .part = Part::pan, .help = "Of a linked pair: lowers the far side; 0 leaves both as they are."},
};

inline constexpr std::array kImage = {
    Row{.path = "image", .min = 0, .max = 2, .initial = 1, .part = Part::pan, .help = "Width of a stereo bus, ahead of its processing: 0 is mono, 1 as it comes, 2 has the difference of the sides doubled."},
    Row{.path = "ms", .type = Type::choice, .law = Law::steps, .max = 2, .choices = kMidSides, .part = Part::pan, .help = "Of a stereo bus: encode makes left the middle, (L+R)/2, and right the side, (L-R)/2; decode makes left and right of them again."},
};

}  // namespace rows
}  // namespace tutti
