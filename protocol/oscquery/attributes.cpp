#include "protocol/oscquery/attributes.hpp"

namespace tutti::oscquery {
namespace {

constexpr std::string_view kNames[kAttributes] = {
    "FULL_PATH", "TYPE",        "ACCESS", "VALUE",    "RANGE",         "UNIT",     "CLIPMODE",  "LAW",
    "DEFAULT",   "DESCRIPTION", "TAGS",   "CONTENTS", "EXTENDED_TYPE", "CRITICAL", "OVERLOADS", "HTML"};

}  // namespace

std::string_view attribute_name(Attribute attribute) {
    return kNames[static_cast<std::size_t>(attribute)];
}

std::optional<Attribute> find_attribute(std::string_view name) {
    for (int a = 0; a < kAttributes; ++a)
        if (kNames[a] == name) return static_cast<Attribute>(a);
    return std::nullopt;
}

}  // namespace tutti::oscquery
