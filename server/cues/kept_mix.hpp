#pragma once
// A performer's mix as it is kept: what differs from an empty one, by words that hold for any cue bus, so that it can
// come back in another one and on a desk of another size. How loud the whole is (the bus's fader), its EQ and its
// limits are no part of it. State thread only.
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/console/console.hpp"

namespace tutti {

struct KeptMix {
    std::string name;
    int user = 0, bus = 0;  // whose it is; of a mix of nobody: of which bus. As on the wire
    std::string follows = "none";
    std::map<std::string, float, std::less<>> values;  // "channel/3/level", "family/drums/mute", "me/level"
};

KeptMix mix_of(const Console& console, int bus);
// What makes the bus sound like that, as far as it differs: what is to move there, and what is to be switched first.
struct WayToMix {
    std::vector<Change> first, moves;
};
WayToMix way_to(const Console& console, int bus, const KeptMix& mix);
// All of it at once.
std::vector<Change> at_once(const WayToMix& way);

// JSON, as it stands in the session file.
std::string text_of(const KeptMix& mix);
std::optional<KeptMix> kept_mix(std::string_view text);

// Another mix as it is heard, so many dB louder; `source` as inherit/source has it: 1 is main, then buses.
KeptMix heard_mix(const Console& console, int bus, int source, float db);

}  // namespace tutti
