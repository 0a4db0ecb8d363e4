#pragma once
// Writes what one node says of itself: everything but its CONTENTS. All of it comes from the parameter's row, the value
// from the desk as it is at the moment of writing.
#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "engine/console/console.hpp"
#include "protocol/oscquery/attributes.hpp"

namespace tutti::oscquery {

// Whether whoever asks may set this parameter, or do this action.
using MayWrite = std::function<bool(const Place&)>;

// The parameter that ends at a node; none for a container.
std::optional<Place> place_of(const AddressTree& tree, const AddressTree::Found& found);

// Appends the members of JSON objects: `"KEY":` with a comma before all but the first.
class Members {
public:
    explicit Members(std::string& out) : out_(out) {}
    std::string& key(std::string_view name);

private:
    std::string& out_;
    bool first_ = true;
};

class NodeWriter {
public:
    NodeWriter(const Console& console, MayWrite may_write);

    // `place`: the parameter that ends at `path`; none for a container.
    void append(Members& members, std::string_view path, const std::optional<Place>& place, Attributes wanted);
    // 0 nothing, 1 reading, 2 writing, 3 both.
    int access(const Place& place) const;

private:
    void append_parameter(Members& members, const Place& place, Attributes wanted);
    void append_value(std::string& out, const Place& place);
    void append_stored(std::string& out, const Row& row, const Value& value);
    void append_range(std::string& out, const Row& row);
    const std::string& route_names(RouteSet set);

    const Console& console_;
    MayWrite may_write_;
    std::array<std::string, kRouteSets> route_names_;  // of each RouteSet as a JSON array, made when first needed
    std::string scratch_;
};

}  // namespace tutti::oscquery
