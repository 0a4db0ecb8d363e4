#pragma once
// The text of one member of a JSON object as it was sent, for what is given back word for word. Only for text that a
// parser has found valid.
#include <string_view>

namespace tutti::json {

// Empty where there is no such member; of several the last, as parsers have it.
std::string_view member_text(std::string_view object, std::string_view key);

}  // namespace tutti::json
