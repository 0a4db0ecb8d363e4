#include "server/scenes/recall.hpp"

#include <algorithm>

#include "engine/console/delay_pool.hpp"
#include "engine/console/inserts.hpp"
#include "engine/console/link.hpp"
#include "protocol/json/text.hpp"

namespace tutti {
namespace {

bool differs(const Console& console, Slot slot, const Value& value) {
    if (console.layout().row(slot).type == Type::text) return console.text(slot) != value.text;
    return console.number(slot) != value.number;
}

// A kind or a link that changes has consequences, and they stop at what the same list names.
bool has_consequences(const Console& console, const Change& change) {
    const Place place = console.layout().place(change.slot);
    return (place.is("kind"_bus) || place.is("link"_channel)) && differs(console, change.slot, change.value);
}

bool gives_back(const Place& place, const Value& value) {
    return value.number == 0 && (is_patch_of_inserts(place.info()) || delay_pieces(place) > 0);
}

// All that the scene says to what a recall may touch, in the order of the slots.
class Wanted {
public:
    Wanted(const Console& console, const ParsedScene& scene, const Takes& takes) : console_(console) {
        for (const SceneValue& value : scene.values.values)
            if (takes(console.layout().place(value.slot)))
                all_.push_back({value.slot, {value.number, scene.values.text_of(value)}});
    }
    std::vector<Change> changes() const {
        std::vector<Change> changes;
        for (const Change& change : all_) {
            const Place place = console_.layout().place(change.slot);
            if (!is_guard(place) && !follows(place)) changes.push_back(change);
        }
        return changes;
    }

private:
    const Change* find(Slot slot) const {
        const auto at = std::lower_bound(all_.begin(), all_.end(), slot,
                                         [](const Change& change, Slot wanted) { return change.slot < wanted; });
        return at != all_.end() && at->slot == slot ? &*at : nullptr;
    }
    // Whose bus becomes a cue mix gets the limiter of one.
    bool is_guard(const Place& place) const {
        if (place.family != Family::bus || !place.info().path.starts_with("limiter/")) return false;
        const Change* kind = find(console_.layout().slot("kind"_bus, place.strip));
        return kind && kind->value.number == static_cast<float>(BusKind::cue);
    }
    // Of a pair that stays linked the right side follows the left one.
    bool follows(const Place& place) const {
        if (place.family != Family::channel || is_left_of_pair(place.strip)) return false;
        const auto left = other_side(console_, place);
        if (!left || !find(*left)) return false;
        const Change* link = find(console_.layout().slot("link"_channel, place.strip - 1));
        return !link || link->value.number != 0;
    }

    const Console& console_;
    std::vector<Change> all_;
};

// What of it is worth a word to the door: what differs, is on its way elsewhere, or is in somebody's hand.
std::vector<Change> to_bring(const Console& console, Door& door, const Wanted& wanted) {
    std::vector<Change> changes = wanted.changes();
    const bool all = std::any_of(changes.begin(), changes.end(),
                                 [&](const Change& change) { return has_consequences(console, change); });
    if (!all)
        std::erase_if(changes, [&](const Change& change) {
            return !differs(console, change.slot, change.value) && !door.fades().contains(change.slot) &&
                   (door.hands().empty() || !door.hands().holder(change.slot));
        });
    order_for_bringing(console.layout(), changes);
    return changes;
}

}  // namespace

void order_for_bringing(const Layout& layout, std::vector<Change>& changes) {
    std::stable_partition(changes.begin(), changes.end(),
                          [&](const Change& change) { return gives_back(layout.place(change.slot), change.value); });
}

std::variant<Recalled, Refusal> recall(Console& console, Door& door, Client& client, const ParsedScene& scene,
                                       const Takes& takes, double seconds, Time now) {
    const Layout& layout = console.layout();
    const std::vector<Change> changes = to_bring(console, door, Wanted(console, scene, takes));
    Recalled recalled;
    recalled.left_out = scene.left_out;
    Door::Visit visit(door, client, now);
    std::vector<const Change*> brought;
    std::optional<Refusal> forbidden;
    for (const Change& change : changes) {
        const std::size_t held = recalled.held.size();
        auto refusal = visit.bring(change, recalled.held, seconds);
        if (!refusal) {
            if (recalled.held.size() == held) brought.push_back(&change);
            continue;
        }
        if (!differs(console, change.slot, change.value)) continue;
        recalled.left_out.add(address_of(layout, change.slot) + ": " + refusal->reason);
        if (!forbidden) forbidden = std::move(refusal);
    }
    if (forbidden && brought.empty() && recalled.held.empty()) return *forbidden;
    recalled.revision = visit.finish_for_all();
    for (const Change* change : brought) {
        if (!differs(console, change->slot, change->value)) continue;
        if (door.fades().contains(change->slot))
            recalled.on_the_way.values.push_back({change->slot, change->value.number, -1});
        else
            recalled.left_out.add(address_of(layout, change->slot) + ": the desk does not allow it now");
    }
    return recalled;
}

std::string differences(const Console& console, const ParsedScene& scene, const Takes& takes, std::size_t most) {
    const Layout& layout = console.layout();
    std::string out = "{", strip;
    int more = 0;
    for (const Change& change : Wanted(console, scene, takes).changes()) {
        if (!differs(console, change.slot, change.value)) continue;
        if (out.size() > most) {
            ++more;
            continue;
        }
        const Place place = layout.place(change.slot);
        const Row& row = place.info();
        if (const std::string address = strip_address(place); address != strip) {
            if (!strip.empty()) out += "\n},";
            (out += '\n') += json::quoted(strip = address);
            out += ": {\n ";
        } else {
            out += ",\n ";
        }
        json::append_quoted(out, path_below(place));
        out += ": {\"now\": ";
        append_scene_value(out, layout, row, console.number(change.slot),
                           row.type == Type::text ? std::string_view(console.text(change.slot)) : std::string_view{});
        out += ", \"then\": ";
        append_scene_value(out, layout, row, change.value.number, change.value.text);
        out += '}';
    }
    if (!strip.empty()) out += "\n}";
    if (more > 0) out += ",\n\"more\": " + std::to_string(more);
    return out + "\n}\n";
}

}  // namespace tutti
