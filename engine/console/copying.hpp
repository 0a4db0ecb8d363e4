#pragma once
// What of one strip fits another: the same words below both strips mean the same thing, in a channel, a bus, a matrix
// or main, and what one of them has not is left out. Copies and presets go by it. Nothing is written here; state thread
// only.
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/console/console.hpp"
#include "engine/console/parts.hpp"

namespace tutti {

// A strip, or a part of one: /channel/3, /fx/1/return, /bus/2/eq, /main/comp, /channel/3/send/4.
struct Spot {
    Family family = Family::channel;
    int strip = 0;
    bool is_return = false;  // of an effect: a strip of its own
    std::string below;       // of the strip: "eq", "send/4"; empty for all of it

    // The kind of strip as presets are marked with it: channel, bus, fx/return, …
    std::string kind() const;
    // The address of what lies so far below the strip.
    std::string address(std::string_view path) const;
};
std::optional<Spot> spot_of(const AddressTree& tree, std::string_view address);

// Calls `each` with every setting of these parts that lies in the spot, and with what it is called below the strip.
void for_each_setting(const Console& console, const Spot& spot, PartSet parts,
                      const std::function<void(const Place& place, std::string_view path)>& each);

// Where something called so belongs to when it is brought from one spot to another; empty: nowhere.
std::string moved_path(std::string_view path, const Spot& from, const Spot& to);

// What copying writes. A cue bus keeps its own limiter: nobody's ears lose their guard by a copy.
std::vector<Change> copied(const Console& console, const Spot& from, const Spot& to, PartSet parts);
void leave_cue_limiter(const Console& console, std::vector<Change>& changes);

}  // namespace tutti
