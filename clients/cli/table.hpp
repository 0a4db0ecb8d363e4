// What the parameter table says of an address, for the few things that the wire does not tell an OSC client. An address
// that this program does not know, because the desk is newer, is taken for a setting.
#pragma once

#include <string_view>

namespace tutti::cli {

// True for what the machine says of itself: it can be read but not set, so a dump leaves it out.
bool is_reading(std::string_view address);

}  // namespace tutti::cli
