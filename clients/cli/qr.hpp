// A QR code as text for a terminal.
#pragma once

#include <string>

namespace tutti::cli {

// `code`: rows of 0 (light) and 1 (dark) with line ends between, as /user/{u}/invite answers. Two rows of it are a line
// of half blocks, light where the terminal is dark as scanners want it, in a quiet zone of four modules.
std::string drawn_code(const std::string& code);

}  // namespace tutti::cli
