#include "engine/console/copying.hpp"

#include <algorithm>

namespace tutti {
namespace {

constexpr std::string_view kReturn = "return";

bool lies_in(std::string_view path, std::string_view container) {
    return container.empty() || path == container ||
           (path.starts_with(container) && path.size() > container.size() && path[container.size()] == '/');
}

std::string path_of(const Row& row, int index) {
    std::string path(row.path);
    if (const std::size_t open = path.find('{'); open != std::string::npos)
        path.replace(open, path.find('}') - open + 1, std::to_string(index + 1));
    return path;
}

// The same thing in another row: choices and routes by their words, numbers as they are.
std::optional<Value> fitted(const Console& console, Slot from, const Row& to) {
    const Row& row = console.layout().row(from);
    const Value value = console.value(from);
    const bool words = row.type == Type::choice || row.type == Type::route;
    const bool wants_words = to.type == Type::choice || to.type == Type::route;
    if (words != wants_words || (row.type == Type::text) != (to.type == Type::text)) return std::nullopt;
    std::string scratch;
    Argument argument = value.number;
    if (row.type == Type::text) argument = value.text;
    if (words) argument = value_word(console.layout(), row, value.number, scratch);
    const auto accepted = accept(console.layout(), to, argument);
    if (const auto* fits = std::get_if<Value>(&accepted)) return *fits;
    return std::nullopt;
}

}  // namespace

std::string Spot::kind() const {
    return std::string(info(family).name) + (is_return ? "/return" : "");
}

std::string Spot::address(std::string_view path) const {
    std::string out(1, '/');
    out += info(family).name;
    if (info(family).counted) (out += '/') += std::to_string(strip + 1);
    if (is_return) (out += '/') += kReturn;
    if (!path.empty()) (out += '/') += path;
    return out;
}

std::optional<Spot> spot_of(const AddressTree& tree, std::string_view address) {
    const auto found = tree.descend(address);
    if (!found || found->node == AddressTree::kRoot) return std::nullopt;
    Spot spot{static_cast<Family>(tree.node(found->node).family), found->strip, false, {}};
    if (spot.family >= Family::session) return std::nullopt;
    const std::string strip = spot.address({});
    if (address.size() < strip.size()) return std::nullopt;  // /channel
    spot.below = address.substr(std::min(strip.size() + 1, address.size()));
    if (spot.family == Family::fx && lies_in(spot.below, kReturn)) {
        spot.is_return = true;
        spot.below.erase(0, kReturn.size() + 1);
    }
    return spot;
}

void for_each_setting(const Console& console, const Spot& spot, PartSet parts,
                      const std::function<void(const Place&, std::string_view)>& each) {
    const auto rows = info(spot.family).rows;
    for (std::uint16_t r = 0; r < rows.size(); ++r) {
        const Row& row = rows[r];
        if (!in_parts(parts, {spot.family, r, spot.strip, -1})) continue;
        for (int i = 0; i < console.layout().indices(row); ++i) {
            std::string path = path_of(row, i);
            if (spot.family == Family::fx && lies_in(path, kReturn) != spot.is_return) continue;
            if (spot.is_return) path.erase(0, kReturn.size() + 1);
            if (lies_in(path, spot.below)) each({spot.family, r, spot.strip, row.index == Index::none ? -1 : i}, path);
        }
    }
}

std::string moved_path(std::string_view path, const Spot& from, const Spot& to) {
    if (from.below.empty() || to.below.empty()) return lies_in(path, to.below) ? std::string(path) : std::string();
    return to.below + std::string(path.substr(from.below.size()));
}

std::vector<Change> copied(const Console& console, const Spot& from, const Spot& to, PartSet parts) {
    std::vector<Change> changes;
    for_each_setting(console, from, parts, [&](const Place& place, std::string_view path) {
        const std::string there = moved_path(path, from, to);
        const auto target = there.empty() ? std::nullopt : console.tree().find(to.address(there));
        if (!target || !in_parts(kAllParts, *target)) return;
        const auto value = fitted(console, console.layout().slot(place), target->info());
        if (value) changes.push_back({console.layout().slot(*target), *value});
    });
    leave_cue_limiter(console, changes);
    return changes;
}

void leave_cue_limiter(const Console& console, std::vector<Change>& changes) {
    const auto is_cue = [&](int bus) {
        float kind = console.number("kind"_bus, bus);
        for (const Change& change : changes)
            if (change.slot == console.layout().slot("kind"_bus, bus)) kind = change.value.number;
        return static_cast<BusKind>(static_cast<int>(kind)) == BusKind::cue;
    };
    const auto is_guard = [](std::string_view path) {
        return path.starts_with("limiter/") || path.starts_with("cue/");
    };
    std::erase_if(changes, [&](const Change& change) {
        const Place place = console.layout().place(change.slot);
        return place.family == Family::bus && is_guard(place.info().path) && is_cue(place.strip);
    });
}

}  // namespace tutti
