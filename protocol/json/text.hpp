#pragma once
// Writing JSON by hand where it is hot: quoted texts and the shortest number that reads back as the same float.
#include <string>
#include <string_view>

namespace tutti::json {

// Always valid JSON; bytes that are no UTF-8 become U+FFFD.
void append_quoted(std::string& out, std::string_view text);
std::string quoted(std::string_view text);
// Shortest decimal that reads back as the same float; null where it is not finite.
void append_number(std::string& out, float number);

}  // namespace tutti::json
