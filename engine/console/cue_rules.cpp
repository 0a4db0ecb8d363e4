// What follows from a change in a cue mix: of the mix that it follows, of its levels, of whose it is.
#include <algorithm>
#include <cmath>

#include "engine/console/cue_mix.hpp"
#include "engine/console/laws.hpp"

namespace tutti {
namespace {

constexpr float kOffsetMost = 20;
constexpr float kLevelMost = 10;
constexpr float kFirstFader = -20;  // of a new performer

float db_of(float gain) {
    return gain > 0 ? std::max(20 * std::log10(gain), kOffDb) : kOffDb;
}

struct SendSlots {
    Sender strip;
    Slot level, offset;
};

template <class Each>
void for_each_sender(const Layout& layout, int bus, Each&& each) {
    const Sizes& n = layout.sizes();
    for (int s = 0; s < n.channels; ++s)
        each(SendSlots{{Family::channel, s},
                       layout.slot("send/{bus}/level"_channel, s, bus),
                       layout.slot("send/{bus}/offset"_channel, s, bus)});
    for (int s = 0; s < n.buses; ++s)
        each(SendSlots{{Family::bus, s},
                       layout.slot("send/{bus}/level"_bus, s, bus),
                       layout.slot("send/{bus}/offset"_bus, s, bus)});
    for (int s = 0; s < n.fx; ++s)
        each(SendSlots{{Family::fx, s},
                       layout.slot("return/send/{bus}/level"_fx, s, bus),
                       layout.slot("return/send/{bus}/offset"_fx, s, bus)});
}

struct Wanted {
    float level, offset;
};
// Of a mix that follows: from the source as far as an offset reaches, else by a level of its own.
Wanted following(float heard, float source, float most) {
    if (heard == 0) return {kOffDb, source == 0 ? 0 : kOffDb};  // what is not there yet comes in as the source has it
    const float level = db_of(heard), offset = level - db_of(source);
    const bool reached = source > 0 && offset > kOffDb && offset <= kOffsetMost && level <= most + 0.01F;
    return reached ? Wanted{kOffDb, offset} : Wanted{level, 0};
}

}  // namespace

Following::Following(const Console& console, std::span<const Change> changes) {
    const Layout& layout = console.layout();
    if (layout.sizes().buses == 0) return;
    const Slot first = layout.slot("inherit/source"_bus, 0),
               last = layout.slot("inherit/source"_bus, layout.sizes().buses - 1);
    for (const Change& change : changes) {
        if (change.slot < first || change.slot > last) continue;
        const Place place = layout.place(change.slot);
        if (!place.is("inherit/source"_bus) || change.value.number == console.number(change.slot)) continue;
        if (!is_cue(console, place.strip)) continue;
        Heard heard{place.strip, {}};
        for_each_sender(layout, place.strip, [&](const SendSlots& send) {
            heard.gains.push_back(cue_own_gain(console, send.strip, place.strip));
        });
        heard_.push_back(std::move(heard));
    }
}

void Following::append(const Console& console, const Explicit& explicitly, std::vector<Change>& out) const {
    for (const auto& [bus, gains] : heard_) {
        if (!is_cue(console, bus)) continue;
        const float most = console.number("cue/max"_bus, bus);
        std::size_t at = 0;
        const auto set = [&](Slot slot, float number) {
            if (console.number(slot) != number && !explicitly.names(slot)) out.push_back({slot, {number}});
        };
        for_each_sender(console.layout(), bus, [&, b = bus, &all = gains](const SendSlots& send) {
            const float heard = all[at++];
            if (!follows(console, b)) return set(send.level, std::min(db_of(heard), kLevelMost));
            const Wanted wanted = following(heard, followed_gain(console, send.strip, b), most);
            set(send.level, wanted.level);
            set(send.offset, wanted.offset);
        });
    }
}

void append_cue_rules(const Console& console, const Place& place, bool changed, const Explicit& explicitly,
                      std::vector<Change>& out) {
    const Layout& layout = console.layout();
    const auto set = [&](Slot slot, float number) {
        if (console.number(slot) != number && !explicitly.names(slot)) out.push_back({slot, {number}});
    };
    if (place.is("cue/owner"_bus)) {
        const int bus = place.strip;
        if (changed && is_cue(console, bus) && console.number("cue/owner"_bus, bus) != 0)
            set(layout.slot("fader"_bus, bus), std::min(kFirstFader, console.number("cue/max"_bus, bus)));
        return;
    }
    const auto of_sends = [&]<Family F>(RowOf<F> level, RowOf<F> offset) {
        if (!place.is(level) || console.number(level, place.strip, place.index) > kOffDb) return;
        const int bus = place.index;
        const bool stays =
            is_cue(console, bus) && follows(console, bus) && !explicitly.names(layout.slot("inherit/source"_bus, bus));
        if (stays) set(layout.slot(offset, place.strip, bus), kOffDb);
    };
    of_sends("send/{bus}/level"_channel, "send/{bus}/offset"_channel);
    of_sends("send/{bus}/level"_bus, "send/{bus}/offset"_bus);
    of_sends("return/send/{bus}/level"_fx, "return/send/{bus}/offset"_fx);
}

}  // namespace tutti
