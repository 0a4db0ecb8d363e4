#pragma once
// What a pattern selects on this desk: "/channel/*/fader", or a container with all below it. Compiled once, then asked
// per parameter in a few instructions, or walked in slot order.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/console/address.hpp"

namespace tutti {

class Selection {
public:
    // below: a container that matches stands for every parameter in it; all: and for every action.
    enum class Depth { leaves, below, all };

    // An invalid or unmatched pattern selects nothing: empty().
    Selection(const Layout& layout, const AddressTree& tree, std::string_view pattern, Depth depth);

    const std::string& pattern() const { return pattern_; }
    bool empty() const { return empty_; }
    bool everything() const { return pattern_ == "/"; }
    bool contains(const Place& place) const;
    // The first selected slot at or after `from`; kNoSlot at the end. Actions are only selected with
    // Depth::all.
    Slot next(const Layout& layout, Slot from) const;

private:
    using Strips = std::vector<std::uint64_t>;
    // A bit for each index that a row may have: 64 of most things, 1,024 channels.
    using Indices = std::array<std::uint64_t, 16>;
    void walk(const AddressTree& tree, int node, std::string_view rest, Depth depth, const Indices& indices);
    void take(const AddressTree& tree, int node, const Indices& indices, Depth depth);
    static Indices matching_numbers(std::string_view component, int count);

    std::string pattern_;
    bool empty_ = true;
    std::array<Strips, kFamilies> strips_;  // which strips of the family
    // Which indices of each row; 0 = not the row. A row that counts channels is its family's last, and goes on behind
    // it.
    std::array<std::vector<std::uint64_t>, kFamilies> indices_;
};

}  // namespace tutti
