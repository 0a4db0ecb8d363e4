#include "server/scenes/recall_scope.hpp"

#include <algorithm>

#include "server/scenes/scene_text.hpp"

namespace tutti {
namespace {

constexpr std::string_view kSafe = "safe/", kScope = "scope/";

// Calls `each` with the row and part of every switch of a part that this family has: safe/eq, scope/fader.
void each_switch(Family family, std::string_view prefix, auto&& each) {
    const auto rows = info(family).rows;
    for (std::uint16_t r = 0; r < rows.size(); ++r) {
        if (!rows[r].path.starts_with(prefix)) continue;
        const auto word = std::find(std::begin(kPartWords), std::end(kPartWords), rows[r].path.substr(prefix.size()));
        each(r, only(static_cast<Part>(word - std::begin(kPartWords))));
    }
}

PartSet switched_on(const Console& console, Family family, int strip, std::string_view prefix) {
    PartSet parts = 0;
    each_switch(family, prefix, [&](std::uint16_t row, PartSet part) {
        if (console.number(console.layout().slot({family, row, strip, -1})) != 0) parts |= part;
    });
    return parts;
}

bool is_cue(const Console& console, int bus) {
    return static_cast<BusKind>(static_cast<int>(console.number("kind"_bus, bus))) == BusKind::cue;
}

}  // namespace

PartSet scope_of_scene(const Console& console, int scene) {
    return switched_on(console, Family::scene, scene, kScope);
}

void append_scope(const Layout& layout, int scene, PartSet scope, std::vector<Change>& changes) {
    each_switch(Family::scene, kScope, [&](std::uint16_t row, PartSet part) {
        changes.push_back({layout.slot({Family::scene, row, scene, -1}), {(scope & part) != 0 ? 1.0F : 0.0F}});
    });
}

RecallScope::RecallScope(const Console& console, PartSet parts)
    : parts_(parts), safe_(switched_on(console, Family::scene_list, 0, kSafe)) {
    const Sizes& n = console.layout().sizes();
    for (int c = 0; c < n.channels; ++c) channels_.push_back(switched_on(console, Family::channel, c, kSafe));
    for (int b = 0; b < n.buses; ++b) {
        buses_.push_back(switched_on(console, Family::bus, b, kSafe));
        cues_.push_back(is_cue(console, b));
    }
}

bool RecallScope::takes(const Place& place) const {
    if (!is_in_scenes(place) || !in_parts(parts_, place) || in_parts(safe_, place)) return false;
    const PartSet part = only(place.info().part);
    const auto strip = static_cast<std::size_t>(place.strip);
    if (place.family == Family::channel && (channels_[strip] & part) != 0) return false;
    if (place.family == Family::bus) {
        if ((buses_[strip] & part) != 0) return false;
        if (cues_[strip] && place.info().path.starts_with("limiter/")) return false;
    }
    return !in_safe_mix(place);
}

// What leads into a performer's mix belongs to it.
bool RecallScope::in_safe_mix(const Place& place) const {
    if (place.info().index != Index::bus) return false;
    const auto bus = static_cast<std::size_t>(place.index);
    return cues_[bus] && (buses_[bus] & only(Part::sends)) != 0;
}

bool RecallScope::depends_on(const Place& place) {
    return place.is("kind"_bus) || place.info().path.starts_with(kSafe) || place.info().path.starts_with(kScope);
}

}  // namespace tutti
