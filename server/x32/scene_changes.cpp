#include "server/x32/scene_changes.hpp"

#include <algorithm>

#include "engine/console/accept.hpp"
#include "engine/console/link.hpp"
#include "protocol/x32/text.hpp"
#include "server/scenes/recall.hpp"
#include "server/x32/scene_lines.hpp"

namespace tutti::x32 {
namespace {

bool is_parameters(std::string_view line) {
    const auto path = split(line, 1);
    return !path.empty() && path[0].find("fx/") < 2 && path[0].find("/par") != std::string_view::npos;
}

}  // namespace

SceneChanges::SceneChanges(Tree& tree, const Console& console, std::string_view text, Of which) : console_(console) {
    each_scene_line(text, [&](std::string_view line) {
        if (is_parameters(line) == (which == Of::parameters)) said_.push_back(tree.said(line));
    });
    find_moves(tree);
    if (!moves_.empty()) find_stays(tree);
}

void SceneChanges::find_moves(Tree& tree) {
    std::vector<Set> sets;
    for (const auto& line : said_)
        for (const Tree::Wanted& one : line)
            if (!one.stands || one.insists) tree.set(one, sets);
    for (const Set& set : sets) {
        const auto value = accept(console_.layout(), console_.layout().row(set.slot), set.value);
        if (const auto* accepted = std::get_if<Value>(&value)) moves_.push_back({set.slot, *accepted});
    }
    order_for_bringing(console_.layout(), moves_);
}

// The desk's numbers as they are, which text would round.
void SceneChanges::find_stays(const Tree& tree) {
    const Layout& layout = console_.layout();
    std::vector<bool> paired(static_cast<std::size_t>(layout.sizes().channels) + 1);
    for (int channel = 0; channel < layout.sizes().channels; ++channel)
        paired[static_cast<std::size_t>(channel)] = is_linked(console_, channel);
    std::vector<Slot> moved, slots;
    for (const Change& change : moves_) {
        moved.push_back(change.slot);
        const Place place = layout.place(change.slot);
        if (!place.is("link"_channel) || change.value.number == 0) continue;
        paired[static_cast<std::size_t>(place.strip)] = paired[static_cast<std::size_t>(place.strip) + 1] = true;
    }
    for (const auto& line : said_)
        for (const Tree::Wanted& one : line)
            if (one.leaf->branch->family == Family::channel) tree.append_slots(*one.leaf, slots);
    for (auto* all : {&moved, &slots}) std::sort(all->begin(), all->end());
    slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
    for (const Slot slot : slots) {
        const Place place = layout.place(slot);
        const bool follows = place.family == Family::channel && paired[static_cast<std::size_t>(place.strip)];
        if (follows && place.info().type != Type::text && !std::binary_search(moved.begin(), moved.end(), slot))
            stays_.push_back({slot, console_.value(slot)});
    }
}

}  // namespace tutti::x32
