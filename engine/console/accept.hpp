#pragma once
// The edge between what clients send and what the desk stores: an Argument of any dialect becomes a Value in the
// parameter's own unit, or a refusal with a code and a sentence. Nothing is written here.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "engine/console/layout.hpp"

namespace tutti {

using Blob = std::span<const std::byte>;
// OSC's N and I are monostate. Views live as long as the packet or document they came from.
using Argument = std::variant<std::monostate, bool, std::int32_t, std::int64_t, float, double, std::string_view, Blob>;

enum class Code : std::uint8_t {
    unknown_address,
    bad_type,
    bad_value,
    read_only,
    not_allowed,
    not_logged_in,
    too_large,
    busy
};
std::string_view code_name(Code code);

// Why something was not done. `reason` is a sentence for a person.
struct Refusal {
    Code code;
    std::string reason;
};

// What a parameter holds: `number` for all but texts (switches 0/1, choices and routes by index). `text` is borrowed.
struct Value {
    float number = 0;
    std::string_view text = {};
};

// What `argument` means for this row: numbers clamped to the range and to the row's steps (-inf dB becomes -90),
// names looked up, texts checked for length and form. A refusal where it fits in no way.
std::variant<Value, Refusal> accept(const Layout& layout, const Row& row, const Argument& argument);

// A number brought into the row's range and onto its steps. NaN must have been refused before.
float settle(const Row& row, float number);

// The names of a route, in the order of their indices: "none", "input:1", … Empty text where the index is too great.
std::string route_name(const Layout& layout, RouteSet set, int index);
std::optional<int> route_index(const Layout& layout, RouteSet set, std::string_view name);
int route_count(const Layout& layout, RouteSet set);

// A value as clients see it: texts, choices and routes as words (routes are written into `scratch`).
std::string_view value_word(const Layout& layout, const Row& row, float number, std::string& scratch);

}  // namespace tutti
