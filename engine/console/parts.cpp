#include "engine/console/parts.hpp"

#include <algorithm>

namespace tutti {
namespace {

Part part_of_family(Family family) {
    switch (family) {
        case Family::fx: return Part::fx;
        case Family::main: return Part::main;
        case Family::matrix: return Part::matrix;
        case Family::monitor:
        case Family::talkback:
        case Family::oscillator: return Part::monitor;
        default: return Part::none;
    }
}

}  // namespace

std::optional<PartSet> parts_of(std::string_view words) {
    PartSet parts = 0;
    while (!words.empty()) {
        const std::size_t end = std::min(words.find(' '), words.size());
        const std::string_view word = words.substr(0, end);
        words.remove_prefix(std::min(end + 1, words.size()));
        if (word.empty()) continue;
        const auto found = std::find(std::begin(kPartWords), std::end(kPartWords), word);
        if (found == std::end(kPartWords)) return std::nullopt;
        parts |= only(static_cast<Part>(found - std::begin(kPartWords)));
    }
    return parts == 0 ? kAllParts : parts;
}

std::string words_of(PartSet parts) {
    std::string words;
    for (std::size_t p = 1; p < std::size(kPartWords); ++p) {
        if (!(parts & only(static_cast<Part>(p)))) continue;
        if (!words.empty()) words += ' ';
        words += kPartWords[p];
    }
    return words;
}

bool in_parts(PartSet parts, const Place& place) {
    const Row& row = place.info();
    if (row.kind != Kind::setting || row.part == Part::none) return false;
    return (parts & (only(row.part) | only(part_of_family(place.family)))) != 0;
}

}  // namespace tutti
