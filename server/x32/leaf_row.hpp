#pragma once
// The form of the X32's table: branches of the address tree, repeated so many times, with a row for each leaf below
// them. A row says how the leaf looks on the wire and which row of the desk it stands for; rows without a meaning are
// answered by a constant, and keep what clients write. Constant data.
#include <cstdint>
#include <span>
#include <string_view>

#include "server/x32/spot.hpp"

namespace tutti::x32 {

// The numbers that the '#' of a path stands for: 01, 02, … or 1-8, 9-16, ….
struct Numbers {
    std::int16_t count = 1;
    std::int16_t first = 1;
    std::int8_t digits = 2;
    std::int8_t step = 1;
    bool span = false;  // "1-8" with a step of 8
};

struct LeafRow {
    std::string_view path;  // below the branch; empty: the branch itself is the leaf
    Grid grid;
    const Meaning* meaning = nullptr;
    std::string_view desk = {};          // the path of the desk's row, below the branch's prefix
    float scale = 1;                     // of numbers: the desk's for one of the X32's unit
    std::span<const float> map = {};     // of lists: the desk's number of each step
    std::int32_t initial = 0;            // the step of a constant, and of what the desk cannot say
    std::int32_t rise = 0;               // by how much each further number's constant is greater
    std::string_view initial_text = {};  // of a constant text
    Numbers numbers = {};                // of the '#' in the path
    bool fixed = false;                  // cannot be set
    bool insists = false;                // said again in a line, since others of the line move it
};
inline constexpr float kNothing = -1000;  // in a map: the desk has no such thing

// Where the strip numbers of a branch begin on the desk.
enum class From : std::uint8_t { first, channel, bus, monitor, user };

struct Branch {
    std::string_view root;  // "ch/#"
    Numbers numbers = {};   // of the '#' in the root
    std::span<const LeafRow> rows;
    Family family = Family::session;
    std::string_view prefix = {};  // ahead of the desk's paths: "return/"
    From from = From::first;
    std::int16_t offset = 0;  // of the first strip
    bool kept = false;        // nothing of it is on the desk
};

// The whole table, in the order of a scene file.
std::span<const Branch> branches();

// The row of `family` whose path is prefix and path together; -1 where there is none.
constexpr int desk_row(Family family, std::string_view prefix, std::string_view path) {
    const auto rows = info(family).rows;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::string_view name = rows[i].path;
        if (name.size() == prefix.size() + path.size() && name.starts_with(prefix) && name.ends_with(path))
            return static_cast<int>(i);
    }
    return -1;
}

}  // namespace tutti::x32
