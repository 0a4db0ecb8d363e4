#include "engine/console/cue_mix.hpp"

#include <algorithm>

#include "engine/console/laws.hpp"
#include "engine/console/resolve_parts.hpp"

namespace tutti {
namespace {

constexpr int kFollowsMain = 1;  // routes of inherit/source: none, main, buses

template <Family F>
struct CueRows : RowsOf<F> {
    static constexpr auto me = strip_row<F>("send/{bus}/me"), offset = strip_row<F>("send/{bus}/offset"),
                          main = strip_row<F>("to/main");
};

template <class Work>
float of_family(Family family, Work&& work) {
    switch (family) {
        case Family::channel: return work(CueRows<Family::channel>{});
        case Family::bus: return work(CueRows<Family::bus>{});
        default: return work(CueRows<Family::fx>{});
    }
}

int family_of(const Console& c, Sender strip) {
    if (strip.family == Family::channel) return c.families().of_channel(strip.strip);
    return strip.family == Family::bus ? c.families().of_bus(strip.strip) : c.families().of_return(strip.strip);
}

float fader_of(const Console& c, Sender strip) {
    if (strip.family == Family::channel) return fader_gain<Family::channel>(c, strip.strip);
    return strip.family == Family::bus ? fader_gain<Family::bus>(c, strip.strip)
                                       : fader_gain<Family::fx>(c, strip.strip);
}

template <class Rows>
Tap tap_of(const Console& c, Rows, Sender strip, int bus) {
    const int own = static_cast<int>(c.number(Rows::send_tap, strip.strip, bus));
    return static_cast<Tap>(own == 0 ? static_cast<int>(c.number("tap"_bus, bus)) : own - 1);
}

// At most `more` mixes follow each other.
float own_gain(const Console& c, Sender strip, int bus, int more);

float whole_gain(const Console& c, Sender strip, int bus, int more) {
    float gain = own_gain(c, strip, bus, more);
    if (gain == 0) return 0;
    const bool me = of_family(strip.family, [&](auto rows) { return c.number(rows.me, strip.strip, bus); }) != 0;
    if (me) gain *= level_gain(c.heard("cue/me/level"_bus, bus));
    if (const int family = family_of(c, strip); family != Families::kNone) {
        if (c.on("cue/family/{family}/mute"_bus, bus, family)) return 0;
        gain *= level_gain(c.heard("cue/family/{family}/level"_bus, bus, family));
    }
    // The ear hears the sum.
    if (c.number("cue/owner"_bus, bus) != 0) gain = std::min(gain, level_gain(c.number("cue/max"_bus, bus)));
    return gain;
}

int source_of(const Console& c, int bus) {
    return static_cast<int>(c.number("inherit/source"_bus, bus));
}

float gain_of_source(const Console& c, Sender strip, int bus, int source, int more) {
    return of_family(strip.family, [&](auto rows) {
        if (source == kFollowsMain) {
            // What reaches main by way of its groups only, the groups bring. A tap behind the fader has it already.
            if (!c.on(rows.main, strip.strip)) return 0.0F;
            return tap_of(c, rows, strip, bus) == Tap::post_fader ? 1.0F : fader_of(c, strip);
        }
        const int from = source - kFollowsMain - 1;
        if (from < 0 || more <= 0 || !c.on(rows.send_on, strip.strip, from)) return 0.0F;
        if (is_cue(c, from)) return whole_gain(c, strip, from, more - 1);
        return level_gain(c.number(rows.send_level, strip.strip, from));
    });
}

float own_gain(const Console& c, Sender strip, int bus, int more) {
    return of_family(strip.family, [&](auto rows) {
        const float level = level_gain(c.heard(rows.send_level, strip.strip, bus));
        if (!follows(c, bus)) return level;
        const float offset = level_gain(c.heard(rows.offset, strip.strip, bus));
        if (level != 0 || offset == 0) return level * offset;
        return std::min(gain_of_source(c, strip, bus, source_of(c, bus), more) * offset,
                        level_gain(c.number("cue/max"_bus, bus)));
    });
}

}  // namespace

bool is_cue(const Console& c, int bus) {
    return kind_of(c, bus) == BusKind::cue;
}

bool follows_in_circle(const Console& c, int bus, int source) {
    for (int steps = 0; source > kFollowsMain && steps <= c.layout().sizes().buses; ++steps) {
        const int from = source - kFollowsMain - 1;
        if (from == bus) return true;
        source = static_cast<int>(c.number("inherit/source"_bus, from));
    }
    return false;
}

float cue_send_gain(const Console& c, Sender strip, int bus) {
    return whole_gain(c, strip, bus, c.layout().sizes().buses);
}
float cue_own_gain(const Console& c, Sender strip, int bus) {
    return own_gain(c, strip, bus, c.layout().sizes().buses);
}
float followed_gain(const Console& c, Sender strip, int bus) {
    return follows(c, bus) ? gain_of_source(c, strip, bus, source_of(c, bus), c.layout().sizes().buses) : 0;
}

float heard_in_source(const Console& c, Sender strip, int bus, int source) {
    const bool muted = strip.family == Family::channel ? is_muted<Family::channel>(c, strip.strip)
                       : strip.family == Family::bus   ? is_muted<Family::bus>(c, strip.strip)
                                                       : is_muted<Family::fx>(c, strip.strip);
    if (muted && source == kFollowsMain) return 0;
    return gain_of_source(c, strip, bus, source, c.layout().sizes().buses);
}

std::optional<int> cue_of_level(const Console& c, const Place& place) {
    const std::string_view path = place.info().path;
    const bool of_send = path.ends_with("send/{bus}/level") || path.ends_with("send/{bus}/offset");
    const bool of_bus =
        place.is("fader"_bus) || place.is("cue/me/level"_bus) || place.is("cue/family/{family}/level"_bus);
    if (!of_send && !of_bus) return std::nullopt;
    const int bus = of_send ? place.index : place.strip;
    return is_cue(c, bus) ? std::optional(bus) : std::nullopt;
}

float most_of_level(const Console& c, const Place& place, int bus) {
    const float most = c.number("cue/max"_bus, bus);
    if (!place.info().path.ends_with("offset")) return most;
    const Sender strip{place.family, place.strip};
    const float level = of_family(
        place.family, [&](auto rows) { return level_gain(c.number(rows.send_level, place.strip, place.index)); });
    const float under = level != 0 ? level : followed_gain(c, strip, bus);
    return under == 0 ? place.info().max : most - 20 * std::log10(under);
}

float quick_up_to(const Console& c, int bus) {
    // Send, own level, family and fader add up, and each may be as far over 0 dB.
    return Rises::kFloor - 3 * std::max(c.number("cue/max"_bus, bus), 0.0F);
}

unsigned summand_of(const Place& place) {
    if (place.is("cue/me/level"_bus)) return 2;
    if (place.is("cue/family/{family}/level"_bus)) return 4;
    return place.is("fader"_bus) ? 8 : 1;
}

}  // namespace tutti
