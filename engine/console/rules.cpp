#include "engine/console/rules.hpp"

#include <algorithm>

#include "engine/console/cue_mix.hpp"
#include "engine/console/dynamics_design.hpp"
#include "engine/console/link.hpp"

namespace tutti {
namespace {

// Of a bus: no recall touches a performer's mix, unless the engineer says so.
constexpr std::uint16_t kFirstSafe = ("safe/eq"_bus).row, kLastSafe = ("safe/insert"_bus).row;
static_assert(kLastSafe - kFirstSafe + 1 == rows::kBusSafes.size());

void append_kind_defaults(const Console& console, int bus, const Explicit& explicitly, std::vector<Change>& out) {
    const Layout& layout = console.layout();
    const auto reset = [&](Slot slot) {
        if (!explicitly.names(slot)) out.push_back({slot, {console.initial_number(layout.place(slot))}});
    };
    // Nobody gets a test tone into the headphones by a change of kind.
    if (static_cast<BusKind>(static_cast<int>(console.number("kind"_bus, bus))) == BusKind::cue)
        reset(layout.slot("to/bus/{bus}"_oscillator, 0, bus));
    reset(layout.slot("tap"_bus, bus));
    reset(layout.slot("follow/mute"_bus, bus));
    reset(layout.slot("to/main"_bus, bus));
    reset(layout.slot("limiter/on"_bus, bus));
    reset(layout.slot("limiter/ceiling"_bus, bus));
    for (std::uint16_t safe = kFirstSafe; safe <= kLastSafe; ++safe) reset(layout.slot(RowOf<Family::bus>{safe}, bus));
    for (int c = 0; c < layout.sizes().channels; ++c) {
        reset(layout.slot("send/{bus}/on"_channel, c, bus));
        reset(layout.slot("send/{bus}/level"_channel, c, bus));
    }
    for (int b = 0; b < layout.sizes().buses; ++b) {
        reset(layout.slot("send/{bus}/on"_bus, b, bus));
        reset(layout.slot("send/{bus}/level"_bus, b, bus));
    }
    for (int x = 0; x < layout.sizes().fx; ++x) {
        reset(layout.slot("return/send/{bus}/on"_fx, x, bus));
        reset(layout.slot("return/send/{bus}/level"_fx, x, bus));
    }
}

// Setting a send's own pan ends that it follows the strip's.
std::optional<Slot> pan_follow_of(const Layout& layout, const Place& place) {
    if (place.is("send/{bus}/pan"_channel))
        return layout.slot("send/{bus}/pan_follow"_channel, place.strip, place.index);
    if (place.is("send/{bus}/pan"_bus)) return layout.slot("send/{bus}/pan_follow"_bus, place.strip, place.index);
    if (place.is("return/send/{bus}/pan"_fx))
        return layout.slot("return/send/{bus}/pan_follow"_fx, place.strip, place.index);
    return std::nullopt;
}

void append_cause(std::string& words, const std::string& cause) {
    if (!words.empty()) words += ' ';
    words += cause;
}

template <Family F>
void append_group_causes(const Console& console, RowOf<F> mutegroup, RowOf<F> dca, int strip, std::string& words) {
    const Sizes& n = console.layout().sizes();
    for (int g = 0; g < n.mutegroups; ++g)
        if (console.on(mutegroup, strip, g) && console.on("on"_mutegroup, g))
            append_cause(words, "mutegroup:" + std::to_string(g + 1));
    for (int d = 0; d < n.dcas; ++d)
        if (console.on(dca, strip, d) && console.on("mute"_dca, d)) append_cause(words, "dca:" + std::to_string(d + 1));
}

}  // namespace

void append_consequences(const Console& console, std::span<const Change> explicit_changes, std::vector<Change>& out) {
    const Explicit explicitly(explicit_changes);
    const Layout& layout = console.layout();
    const auto end = [&](Slot slot) {
        if (console.number(slot) != 0 && !explicitly.names(slot)) out.push_back({slot, {0}});
    };
    std::vector<Change> of_pairs;  // last: it holds against an exclusive solo's end of the others
    unsigned soloed = 0;           // a bit for each monitor
    for (const Slot slot : explicitly.slots()) {
        const Place place = layout.place(slot);
        const bool changed = console.changes().revision(slot) == console.revision();
        append_link(console, place, changed, explicitly, of_pairs);
        append_cue_rules(console, place, changed, explicitly, out);
        if (place.is("kind"_bus) && changed) append_kind_defaults(console, place.strip, explicitly, out);
        if (const auto follow = pan_follow_of(layout, place); follow && !explicitly.names(*follow))
            out.push_back({*follow, {0}});
        // Armed the next time, it is to find nobody out of main.
        if (place.is("sip/armed"_session) && changed && console.number(slot) == 0)
            for (int c = 0; c < layout.sizes().channels; ++c) end(layout.slot("sip/channel/{channel}"_session, 0, c));
        if (is_solo(place) && changed && console.number(slot) != 0) soloed |= 1U << place.index;
    }
    for (int m = 0; m < layout.sizes().monitors; ++m)
        if (soloed >> m & 1 && console.on("exclusive"_monitor, m))
            any_solo(layout, m, [&](Slot slot) {
                end(slot);
                return false;
            });
    for (std::size_t n = 0, count = out.size(); n < count; ++n)
        append_other_side(console, Change(out[n]), explicitly, out);
    out.insert(out.end(), of_pairs.begin(), of_pairs.end());
}

float initial_of(const Layout& layout, const Place& place, BusKind kind) {
    const Row& row = place.info();
    if (place.is("input/source"_channel))
        return place.strip < layout.sizes().inputs ? static_cast<float>(place.strip + 1) : 0.0F;
    if (place.is("source"_output)) return place.strip < 2 ? static_cast<float>(place.strip + 1) : 0.0F;
    if (place.is("tap"_bus))
        return static_cast<float>(kind == BusKind::group || kind == BusKind::fx ? Tap::post_fader : Tap::pre_fader);
    if (place.is("follow/mute"_bus)) return kind == BusKind::cue ? 0.0F : 1.0F;
    if (place.is("to/main"_bus)) return kind == BusKind::group ? 1.0F : 0.0F;
    if (place.is("limiter/on"_bus)) return kind == BusKind::cue ? 1.0F : 0.0F;
    if (place.is("limiter/ceiling"_bus) && kind == BusKind::cue) return -6.0F;
    if (place.family == Family::bus && place.row >= kFirstSafe && place.row <= kLastSafe)
        return kind == BusKind::cue ? 1.0F : 0.0F;
    if (kind == BusKind::group) {
        if (place.is("send/{bus}/on"_channel) || place.is("send/{bus}/on"_bus)) return 0.0F;
        if (place.is("send/{bus}/level"_channel) || place.is("send/{bus}/level"_bus)) return 0.0F;
        if (place.is("return/send/{bus}/on"_fx) || place.is("return/send/{bus}/level"_fx)) return 0.0F;
    }
    if (!row.initials.empty()) return row.initials[static_cast<std::size_t>(std::max(place.index, 0))];
    return row.initial;
}

int stage_of(const Console& console, int bus) {
    const auto kind = static_cast<BusKind>(static_cast<int>(console.number("kind"_bus, bus)));
    return kind == BusKind::group ? 0 : kind == BusKind::fx ? 1 : 2;
}

std::optional<Refusal> forbidden(const Console& console, const Place& place, const Value& value) {
    if (place.family == Family::scene) {  // a setting like others, but of a scene that was stored
        if (console.text(console.layout().slot("name"_scene, place.strip)).empty())
            return Refusal{Code::bad_value, "there is no scene " + std::to_string(place.strip + 1)};
        if (place.is("name"_scene) && value.text.empty()) return Refusal{Code::bad_value, "a scene has a name"};
    }
    if (place.is("link"_channel) && value.number != 0 &&
        !(is_left_of_pair(place.strip) && pair_of(console.layout(), place.strip) >= 0))
        return Refusal{Code::bad_value, "only an odd channel can be linked, with the next"};
    if (place.is("inherit/source"_bus) && follows_in_circle(console, place.strip, static_cast<int>(value.number)))
        return Refusal{Code::bad_value, "that mix follows this one"};
    if (!place.is("comp/key"_bus)) return std::nullopt;
    const Signal key = key_signal(console.layout(), static_cast<int>(value.number));
    if (key.from == Signal::From::bus && stage_of(console, key.index) > stage_of(console, place.strip))
        return Refusal{Code::bad_value, "that bus is mixed later than this one"};
    return std::nullopt;
}

bool sip_active(const Console& console) {
    if (!console.on("sip/armed"_session)) return false;
    for (int c = 0; c < console.layout().sizes().channels; ++c)
        if (console.on("sip/channel/{channel}"_session, 0, c)) return true;
    return false;
}

std::string muted_by(const Console& console, const Place& reading) {
    const int strip = reading.strip;
    std::string words;
    const auto causes = [&]<Family F>(RowOf<F> own, RowOf<F> mutegroup, RowOf<F> dca) {
        if (console.on(own, strip)) append_cause(words, "own");
        if (F == Family::channel && console.on("input/mute"_channel, strip)) append_cause(words, "input");
        append_group_causes(console, mutegroup, dca, strip, words);
    };
    switch (reading.family) {
        case Family::channel:
            causes("mute"_channel, "mutegroup/{mutegroup}"_channel, "dca/{dca}"_channel);
            if (!console.on("sip/channel/{channel}"_session, 0, strip) && sip_active(console))
                append_cause(words, "sip");
            break;
        case Family::bus: causes("mute"_bus, "mutegroup/{mutegroup}"_bus, "dca/{dca}"_bus); break;
        case Family::fx: causes("return/mute"_fx, "return/mutegroup/{mutegroup}"_fx, "return/dca/{dca}"_fx); break;
        case Family::matrix: causes("mute"_matrix, "mutegroup/{mutegroup}"_matrix, "dca/{dca}"_matrix); break;
        default: break;
    }
    return words;
}

bool is_solo(const Place& place) {
    const std::string_view path = place.info().path;
    return path.ends_with("solo/{monitor}") || path.ends_with("listen/{monitor}");
}

bool solo_active(const Console& console, int monitor) {
    return any_solo(console.layout(), monitor, [&](Slot slot) { return console.number(slot) != 0; });
}

}  // namespace tutti
