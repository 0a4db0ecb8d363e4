#pragma once
// The target of an HTTP request, taken apart: the address it names and the attributes it asks for. Whatever cannot be
// read is told apart from what is merely not there.
#include <optional>
#include <string>
#include <string_view>

#include "protocol/oscquery/attributes.hpp"

namespace tutti::oscquery {

// %41 is A; nothing where a % is not followed by two hexadecimal digits. '+' stays itself.
std::optional<std::string> percent_decoded(std::string_view text);

// The OSC address of a path: decoded, without a slash at its end. Nothing where it is malformed.
std::optional<std::string> address_of_path(std::string_view path);

struct Query {
    bool host_info = false;
    bool whole_node = true;  // no attribute was named
    Attributes asked;        // of those this server implements
};
// `VALUE&RANGE`; `VALUE=` is VALUE. Nothing where a word is no attribute.
std::optional<Query> parse_query(std::string_view query);

}  // namespace tutti::oscquery
