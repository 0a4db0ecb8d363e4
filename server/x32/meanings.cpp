#include "server/x32/meanings.hpp"

#include <algorithm>
#include <cmath>

#include "server/x32/palette.hpp"

namespace tutti::x32 {
namespace {

Slot slot_of(const Spot& spot, int row, int index) {
    const Family family = spot.leaf.branch->family;
    if (row < 0 || spot.strip < 0 || spot.strip >= spot.layout().strips(family)) return kNoSlot;
    const Place place{family, static_cast<std::uint16_t>(row), spot.strip, index};
    if (index < 0 || index >= spot.layout().indices(place.info())) return kNoSlot;
    return spot.layout().slot(place);
}

// Which of what the leaf's own row counts its n-th is.
int index_of(const Spot& spot, int n) {
    switch (info(spot.leaf.branch->family).rows[static_cast<std::size_t>(spot.leaf.desk_row)].index) {
        case Index::bus: return spot.bus(n);
        case Index::monitor: return spot.window.monitor - 1;
        case Index::none: return 0;
        default: return n;
    }
}

float number(const Spot& spot) {
    return spot.console.number(spot.slot());
}
const std::string& words(const Spot& spot) {
    return spot.console.text(spot.slot());
}

// ---- numbers ----

Setting read_number(const Spot& spot) {
    const LeafRow& row = *spot.leaf.row;
    return {nearest(row.grid, static_cast<double>(number(spot)) / row.scale)};
}
bool write_number(const Spot& spot, const Setting& wanted, std::vector<Set>& out) {
    const LeafRow& row = *spot.leaf.row;
    out.push_back({spot.slot(), static_cast<float>(unit(row.grid, wanted.step) * row.scale)});
    return true;
}

Setting read_switch(const Spot& spot) {
    return {number(spot) != 0 ? 1 : 0};
}
bool write_switch(const Spot& spot, const Setting& wanted, std::vector<Set>& out) {
    out.push_back({spot.slot(), wanted.step != 0});
    return true;
}
Setting read_open(const Spot& spot) {
    return {number(spot) != 0 ? 0 : 1};
}
bool write_open(const Spot& spot, const Setting& wanted, std::vector<Set>& out) {
    out.push_back({spot.slot(), wanted.step == 0});
    return true;
}
// A depth of the desk as a switch.
Setting read_depth(const Spot& spot) {
    return {number(spot) < 0 ? 1 : 0};
}
bool write_depth(const Spot& spot, const Setting& wanted, std::vector<Set>& out) {
    const Slot slot = spot.slot();
    out.push_back({slot, wanted.step == 0 ? 0.0F : spot.layout().row(slot).initial});
    return true;
}

// ---- one of a list ----

Setting read_choice(const Spot& spot) {
    const LeafRow& row = *spot.leaf.row;
    const auto found = std::find(row.map.begin(), row.map.end(), number(spot));
    return {found == row.map.end() ? row.initial : static_cast<std::int32_t>(found - row.map.begin())};
}
bool write_choice(const Spot& spot, const Setting& wanted, std::vector<Set>& out) {
    const float chosen = spot.leaf.row->map[static_cast<std::size_t>(wanted.step)];
    const Row& desk = spot.layout().row(spot.slot());
    if (chosen == kNothing || (desk.type == Type::choice && chosen > desk.max)) return false;
    out.push_back({spot.slot(), static_cast<std::int32_t>(chosen)});
    return true;
}

// Ratios: as far apart as their logarithms are.
Setting read_listed(const Spot& spot) {
    const auto map = spot.leaf.row->map;
    const float now = std::max(number(spot), 0.001F);
    const auto farther = [&](float a, float b) { return std::abs(std::log(a / now)) < std::abs(std::log(b / now)); };
    return {static_cast<std::int32_t>(std::min_element(map.begin(), map.end(), farther) - map.begin())};
}
bool write_listed(const Spot& spot, const Setting& wanted, std::vector<Set>& out) {
    out.push_back({spot.slot(), spot.leaf.row->map[static_cast<std::size_t>(wanted.step)]});
    return true;
}

// ---- texts ----

Setting read_name(const Spot& spot) {
    return {0, shown(spot.leaf.grid(), words(spot))};
}
bool write_name(const Spot& spot, const Setting& wanted, std::vector<Set>& out) {
    out.push_back({spot.slot(), std::string_view(wanted.text)});
    return true;
}
Setting read_colour(const Spot& spot) {
    return {nearest_colour(words(spot))};
}
bool write_colour(const Spot& spot, const Setting& wanted, std::vector<Set>& out) {
    out.push_back({spot.slot(), kColours[static_cast<std::size_t>(wanted.step)]});
    return true;
}
Setting read_icon(const Spot& spot) {
    const auto found = std::find(std::begin(kIcons), std::end(kIcons), words(spot));
    return {found == std::end(kIcons) ? 0 : static_cast<std::int32_t>(found - std::begin(kIcons))};
}
bool write_icon(const Spot& spot, const Setting& wanted, std::vector<Set>& out) {
    out.push_back({spot.slot(), kIcons[static_cast<std::size_t>(wanted.step)]});
    return true;
}

// ---- bits ----

Slot member(const Spot& spot, int bit) {
    return bit < kBuses ? slot_of(spot, spot.leaf.desk_row, index_of(spot, bit)) : kNoSlot;
}
void member_slots(const Spot& spot, std::vector<Slot>& out) {
    for (int bit = 0; bit < spot.leaf.grid().steps; ++bit) add(out, member(spot, bit));
}
Setting read_members(const Spot& spot) {
    Setting map;
    for (int bit = 0; bit < spot.leaf.grid().steps; ++bit) {
        const Slot slot = member(spot, bit);
        if (slot != kNoSlot && spot.console.number(slot) != 0) map.step |= 1 << bit;
    }
    return map;
}
bool write_members(const Spot& spot, const Setting& wanted, std::vector<Set>& out) {
    const std::int32_t differs = wanted.step ^ read_members(spot).step;
    const std::size_t before = out.size();
    for (int bit = 0; bit < spot.leaf.grid().steps; ++bit) {
        const Slot slot = member(spot, bit);
        if (slot != kNoSlot && (differs >> bit & 1) != 0) out.push_back({slot, (wanted.step >> bit & 1) != 0});
    }
    return out.size() > before;
}

}  // namespace

Slot Spot::slot(std::string_view path, int index) const {
    return slot_of(*this, desk_row(leaf.branch->family, leaf.branch->prefix, path), index);
}

Slot Spot::slot() const {
    if (leaf.desk_row < 0) return kNoSlot;
    return slot_of(*this, leaf.desk_row, index_of(*this, leaf.item));
}

void own_slot(const Spot& spot, std::vector<Slot>& out) {
    add(out, spot.slot());
}

bool write_nothing(const Spot&, const Setting&, std::vector<Set>&) {
    return false;
}

const Meaning kNumber{own_slot, read_number, write_number};
const Meaning kSwitch{own_slot, read_switch, write_switch};
const Meaning kOpen{own_slot, read_open, write_open, "turned over"};
const Meaning kChoice{own_slot, read_choice, write_choice, "the words that the desk has"};
const Meaning kListed{own_slot, read_listed, write_listed, "the nearest"};
const Meaning kName{own_slot, read_name, write_name, "the first 12 bytes"};
const Meaning kColour{own_slot, read_colour, write_colour, "the nearest of sixteen paints"};
const Meaning kIcon{own_slot, read_icon, write_icon, "by name"};
const Meaning kReading{own_slot, read_switch, write_nothing};
const Meaning kTalkDim{own_slot, read_depth, write_depth, "any depth is ON"};
const Meaning kMembers{member_slots, read_members, write_members, "a switch for each bit"};

}  // namespace tutti::x32
