#pragma once
// The attributes a node can have, and sets of them. Two are ours, LAW and DEFAULT: with them a generic client draws the
// right knob. Names are those of the OSCQuery proposal.
#include <cstdint>
#include <optional>
#include <string_view>

namespace tutti::oscquery {

enum class Attribute : std::uint8_t {
    full_path,
    type,
    access,
    value,
    range,
    unit,
    clip_mode,
    law,
    default_value,
    description,
    tags,
    contents,
    // Defined by the proposal, and answered with 204: this server has no use for them.
    extended_type,
    critical,
    overloads,
    html
};
inline constexpr int kAttributes = 16;

class Attributes {
public:
    constexpr Attributes() = default;
    static constexpr Attributes all() {
        Attributes a;
        a.bits_ = (1U << static_cast<unsigned>(Attribute::extended_type)) - 1;
        return a;
    }
    constexpr bool has(Attribute attribute) const { return (bits_ >> static_cast<unsigned>(attribute) & 1U) != 0; }
    constexpr void add(Attribute attribute) { bits_ |= 1U << static_cast<unsigned>(attribute); }
    constexpr bool empty() const { return bits_ == 0; }
    constexpr bool operator==(const Attributes&) const = default;

private:
    std::uint32_t bits_ = 0;
};

inline constexpr bool is_implemented(Attribute attribute) {
    return attribute < Attribute::extended_type;
}

std::string_view attribute_name(Attribute attribute);
std::optional<Attribute> find_attribute(std::string_view name);

}  // namespace tutti::oscquery
