#pragma once
// What a send of a cue mix is heard at: its own level, or where it has none and the mix follows another, the level
// there, and then with its offset; with the performer's own level and that of the strip's family; and what follows from
// changing these. Used by resolve, the rules and the door; reads the console only. State thread.
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "engine/console/console.hpp"
#include "engine/console/explicit.hpp"

namespace tutti {

// A strip that sends: a channel, a bus that feeds later ones, or the return of an effect.
struct Sender {
    Family family;
    int strip;
};

bool is_cue(const Console& console, int bus);
inline bool follows(const Console& console, int bus) {
    return console.number("inherit/source"_bus, bus) != 0;
}
// Following each other in a circle, mixes would have no level. Where values say so all the same (a bundle, a file),
// what is behind the circle is silent.
bool follows_in_circle(const Console& console, int bus, int source);

// Linear, for a bus that is a cue: as if the send were on, and nothing of the strip muted.
float cue_send_gain(const Console& console, Sender strip, int bus);
// Without the levels that move many sends at once: what the send itself says.
float cue_own_gain(const Console& console, Sender strip, int bus);
// What the mix that `bus` follows has of this strip.
float followed_gain(const Console& console, Sender strip, int bus);
// What of a strip is heard in a mix, as a send into `bus` would have it; `source` as inherit/source has it.
float heard_in_source(const Console& console, Sender strip, int bus, int source);

// The cue mix that a level lies in, of the levels that performers set.
std::optional<int> cue_of_level(const Console& console, const Place& place);
// The most that a performer may set it to.
float most_of_level(const Console& console, const Place& place, int bus);
// Where it is heard at once, however fast it is raised.
float quick_up_to(const Console& console, int bus);
// Several levels add up in one send: in which of them this one stands, a bit.
unsigned summand_of(const Place& place);

// Who begins to follow another mix, or ends it, hears no difference: offsets, or levels, are set to what was heard.
class Following {
public:
    // Before `changes` are written.
    Following(const Console& console, std::span<const Change> changes);
    bool empty() const { return heard_.empty(); }
    void append(const Console& console, const Explicit& explicitly, std::vector<Change>& out) const;

private:
    struct Heard {
        int bus;
        std::vector<float> gains;  // in the order of all senders
    };
    std::vector<Heard> heard_;
};

// A send that is closed while its mix follows another stays closed, and a new performer starts at a low level.
void append_cue_rules(const Console& console, const Place& place, bool changed, const Explicit& explicitly,
                      std::vector<Change>& out);

}  // namespace tutti
