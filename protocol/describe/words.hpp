#pragma once
// What the enums of a row are called in the reference page, in the page's types and in OSCQuery. Names are part of the
// wire and of generated files: they are written down once, here.
#include <string>
#include <string_view>

#include "engine/console/row.hpp"

namespace tutti {

// The OSC type of the value: 'f', 'i', 's', 'T' or 'h'; 'N' for an action, which has none.
char type_tag(const Row& row);
std::string_view kind_word(Kind kind);
std::string_view unit_word(Unit unit);  // "dB", "Hz", …; empty for none
std::string_view part_word(Part part);  // as scenes spell it; empty for none
// How a knob of it moves: switches, choices and texts go in steps, whatever their row says.
std::string_view law_word(const Row& row);

// Shortest decimal that reads back the same, never with an exponent.
void append_decimal(std::string& out, float number);

// The default as words: "-90", "true", "bell", "none", "#808080". Of bands: that of the first.
std::string default_word(const Row& row);

}  // namespace tutti
