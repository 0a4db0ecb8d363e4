#pragma once
// Bringing the desk to a scene: one list of changes through the one door, as one revision; and what such a recall would
// change. What a hand holds, what this client may not write and what the desk's rules forbid is left as it is, and
// told. State thread only.
#include <functional>

#include "server/door.hpp"
#include "server/scenes/scene_text.hpp"

namespace tutti {

// Puts first what gives back a patch or a piece of memory: the same list may give it to somebody else.
void order_for_bringing(const Layout& layout, std::vector<Change>& changes);

using Takes = std::function<bool(const Place& place)>;

struct Recalled {
    Revision revision = 0;
    std::vector<Slot> held;
    LeftOut left_out;
    SceneValues on_the_way;  // what is there by a fade
};
// Levels go to their values in `seconds`, everything else is there at once. Refused where the client may write nothing
// of what differs.
std::variant<Recalled, Refusal> recall(Console& console, Door& door, Client& client, const ParsedScene& scene,
                                       const Takes& takes, double seconds, Time now);

// {"/channel/1": {"fader": {"now": -6, "then": -3}, …}, …} of what differs; beyond `most` bytes "more": how many.
std::string differences(const Console& console, const ParsedScene& scene, const Takes& takes, std::size_t most);

}  // namespace tutti
