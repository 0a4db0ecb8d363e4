#pragma once
// What insert points go through, and that nobody takes what somebody else has: an effect serves one place, a loop's
// outputs and inputs belong to it alone. State thread only.
#include <optional>
#include <unordered_map>

#include "engine/console/console.hpp"

namespace tutti {

// An effect, or a way out of the desk and in again; numbers count from 0, -1 is none.
struct InsertSource {
    int fx = -1;
    int output = -1, input = -1;  // the first of `sockets`
    int sockets = 1;              // 2 for a stereo strip

    bool loops() const { return output >= 0; }
    bool plays(int socket) const { return loops() && socket >= output && socket < output + sockets; }
};

// What row insert/source of this strip means by a value.
InsertSource insert_source(const Layout& layout, Family family, int value);

// The strip's insert as it is heard: nothing while something else has what it names, however that came about.
InsertSource heard_insert(const Console& console, Family family, int strip);
// Which strip (its number in a MixFrame) sends its insert through this effect, or out of this output; -1 is none.
int strip_inserting(const Console& console, int fx);
bool loop_plays(const Console& console, int output);

// Number of a strip that has an insert point in a MixFrame.
int strip_number(const Layout& layout, Family family, int strip);

// Patches set earlier in the same packet, the last of each.
using Patches = std::unordered_map<Slot, int>;
// Whether a new patch would take what something else has.
bool is_patch_of_inserts(const Row& row);
std::optional<Refusal> taken(const Console& console, const Patches& before, const Place& place, int value);

}  // namespace tutti
