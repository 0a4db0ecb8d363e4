#pragma once
// What follows from a change by the rules of a desk: a bus's kind brings its defaults, a send's own pan ends
// pan_follow, an exclusive solo ends the others. And which defaults depend on the state. Called by Console::apply only.
#include <optional>
#include <vector>

#include "engine/console/console.hpp"

namespace tutti {

// Appends the consequences of `changed` (already written) to `out`; none names an address of `explicitly`.
void append_consequences(const Console& console, std::span<const Change> explicitly, std::vector<Change>& out);

// The default of a row that depends on where it stands (patches) or on a bus's kind.
float initial_of(const Layout& layout, const Place& place, BusKind kind_of_bus);

// What is processed before what: groups 0, fx buses 1, aux and cue buses 2.
int stage_of(const Console& console, int bus);

// Whether a value that fits its row would break a rule of the desk: a bus keyed by a bus of a later stage, a link of
// an even channel, a word about a scene that there is not.
std::optional<Refusal> forbidden(const Console& console, const Place& place, const Value& value);

// Words for the reading /…/muted_by at this place: own, input, mutegroup:G, dca:D, sip; empty when open.
std::string muted_by(const Console& console, const Place& reading);

// A switch that lets a monitor hear something else than its source: a solo, or listening to a key.
bool is_solo(const Place& place);

// Solo in place is armed, and has a channel.
bool sip_active(const Console& console);

// All such switches (is_solo) of one monitor, until `test` is true of one: whether it ever was.
template <class Test>
bool any_solo(const Layout& layout, int monitor, Test&& test) {
    const auto any = [&]<Family F>(RowOf<F> row) {
        for (int s = 0; s < layout.strips(F); ++s)
            if (test(layout.slot(row, s, monitor))) return true;
        return false;
    };
    return any("solo/{monitor}"_channel) || any("gate/listen/{monitor}"_channel) ||
           any("comp/listen/{monitor}"_channel) || any("solo/{monitor}"_bus) || any("comp/listen/{monitor}"_bus) ||
           any("solo/{monitor}"_main) || any("comp/listen/{monitor}"_main) || any("solo/{monitor}"_matrix) ||
           any("comp/listen/{monitor}"_matrix) || any("solo/{monitor}"_dca) || any("return/solo/{monitor}"_fx);
}
// Something is soloed on this monitor, or a key listened to.
bool solo_active(const Console& console, int monitor);

}  // namespace tutti
