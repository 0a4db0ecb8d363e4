// What travels in a message, owned: the client keeps values longer than the packet they came in. Also how values look
// to a person, and how a person's words become values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tutti::remote {

using Bytes = std::vector<std::byte>;
using Value = std::variant<std::monostate, bool, std::int32_t, std::int64_t, float, double, std::string, Bytes>;

struct Message {
    std::string address;
    std::vector<Value> arguments = {};
};

// "-6", "on", "Kick": one line, numbers as the shortest decimal that reads back as the same float.
std::string in_words(const Value& value);

// OSC's letter for it: f, s, T, F…
char type_letter(const Value& value);

// `word` as a value of the same type as `like`; nothing where it is none. "off" and "-inf" are levels too.
std::optional<Value> word_like(std::string_view word, const Value& like);

// `word` as what it looks like: 3 is an integer, 3.0 a float, true and false switches, all else a text. A type letter
// ahead decides instead: s:12, f:3, i:3, h:3, d:3.
std::optional<Value> word_alone(std::string_view word);

}  // namespace tutti::remote
