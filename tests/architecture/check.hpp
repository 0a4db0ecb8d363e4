// Reads a source tree as text and reports where it breaks the rules of rules.hpp, and where a document links to a file
// that is not there. Each offence is one line, "file:line: what is wrong", as a compiler would say it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tutti::architecture {

using Offences = std::vector<std::string>;

// Includes that cross a wall, files too long, headers that do not say what they are for.
Offences check_sources(const std::filesystem::path& root);

// Links in *.md to files that do not exist.
Offences check_links(const std::filesystem::path& root);

}  // namespace tutti::architecture
