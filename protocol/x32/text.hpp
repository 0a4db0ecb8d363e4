#pragma once
// The X32's text: how a setting is printed in node lines and scene files and read again, in the units of the field.
// Lines are words with any number of blanks between; a word with blanks stands in quotes. Pure functions, any thread
// but audio; a word that says nothing comes back as nothing.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/x32/grid.hpp"

namespace tutti::x32 {

// "+3.0", "-oo", "1k02", "PEQ", "%00000101", "\"Kick\"".
void append_text(std::string& out, const Grid& grid, const Setting& setting);
// The nearest step; numbers out of range stand at its end.
std::optional<Setting> from_text(const Grid& grid, std::string_view word);

// The words of a line, without their quotes, up to the end of the line; at most `most` of them.
std::vector<std::string_view> split(std::string_view line, std::size_t most);

}  // namespace tutti::x32
