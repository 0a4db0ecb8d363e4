#pragma once
// Pairs of channels: an odd one linked with the next. Both have the same processing, fader, mutes, solos, sends and
// groups; each keeps its names, source, trim, polarity, delay, pan and whatever is plugged into its insert. State
// thread.
#include <optional>
#include <vector>

#include "engine/console/explicit.hpp"

namespace tutti {

// Counted from 0: channels 0 and 1 are a pair. -1 for a last channel that has nobody beside it.
inline int pair_of(const Layout& layout, int channel) {
    return (channel ^ 1) < layout.sizes().channels ? channel ^ 1 : -1;
}
inline bool is_linked(const Console& console, int channel) {
    return pair_of(console.layout(), channel) >= 0 && console.on("link"_channel, channel & ~1);
}
inline bool is_left_of_pair(int channel) {
    return (channel & 1) == 0;
}

// Where the same parameter of the other side lives, if `place` is one that a linked pair has in common.
std::optional<Slot> other_side(const Console& console, const Place& place);

// What follows from the change at `place` (already written) for the other side, or for both where it links or unlinks;
// into `out`. Nothing that `explicitly` names.
void append_link(const Console& console, const Place& place, bool changed, const Explicit& explicitly,
                 std::vector<Change>& out);
// The same for a consequence that is not written yet.
void append_other_side(const Console& console, const Change& change, const Explicit& explicitly,
                       std::vector<Change>& out);

}  // namespace tutti
