#pragma once
// The parts of a strip by which scenes, safes and copies name its settings: words in a text, sets of them as bits.
// Any thread.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/console/layout.hpp"

namespace tutti {

using PartSet = std::uint32_t;
constexpr PartSet only(Part part) {
    return part == Part::none ? 0 : PartSet{1} << static_cast<unsigned>(part);
}
inline constexpr PartSet kAllParts = ~PartSet{1};

// Words separated by blanks; an empty text is all of them. Nothing where one is no part.
std::optional<PartSet> parts_of(std::string_view words);
std::string words_of(PartSet parts);

// By its row's part, or where everything of its family goes by one name (fx, main, matrix, monitor). Never what is in
// no scene.
bool in_parts(PartSet parts, const Place& place);

}  // namespace tutti
