// The one form of JSON this program reads and writes: a flat object from address to value.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "clients/remote/value.hpp"

namespace tutti::cli {

using remote::Bytes;
using remote::Message;
using remote::Value;

using remote::in_words;

std::string to_json(const Value& value);

// {"/channel/1/fader": -6, …}; with `indented` one address a line, as a file to read and edit.
std::string to_json(const std::vector<Message>& messages, bool indented);

// The messages that a dumped object stands for. Throws std::runtime_error with a sentence where it is none.
std::vector<Message> from_json(std::string_view text);

}  // namespace tutti::cli
