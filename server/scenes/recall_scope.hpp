#pragma once
// What a recall may touch: the parts of its scope, without what is safe: parts of everything (/scene/safe), parts of a
// strip, and the mixes of performers. State thread only; holds for the state that it was made in.
#include <vector>

#include "engine/console/console.hpp"
#include "engine/console/parts.hpp"

namespace tutti {

// Of scene number `scene`, counted from 0.
PartSet scope_of_scene(const Console& console, int scene);
// The rows scope/… of a scene as they are to be.
void append_scope(const Layout& layout, int scene, PartSet scope, std::vector<Change>& changes);

class RecallScope {
public:
    RecallScope(const Console& console, PartSet parts);

    bool takes(const Place& place) const;
    // What it goes by: whoever keeps one makes a new one when this has changed.
    static bool depends_on(const Place& place);

private:
    bool in_safe_mix(const Place& place) const;

    PartSet parts_, safe_;
    std::vector<PartSet> channels_, buses_;  // what is safe of each
    std::vector<bool> cues_;
};

}  // namespace tutti
