#include "server/x32/tree.hpp"

#include <algorithm>

#include "protocol/x32/text.hpp"

namespace tutti::x32 {
namespace {

int first_strip(const Branch& branch, const Window& window) {
    switch (branch.from) {
        case From::channel: return window.first_channel - 1 + branch.offset;
        case From::bus: return window.first_bus - 1 + branch.offset;
        case From::monitor: return window.monitor - 1;
        case From::user: return window.user - 1;
        case From::first: break;
    }
    return branch.offset;
}

}  // namespace

Tree::Tree(Window window, const Console& console) : window_(std::move(window)), console_(console) {
    find_slots();
    const Leaf& name = *find("/-prefs/name");
    kept_[name.number] = {0, shown(name.grid(), window_.name)};
}

void Tree::find_slots() {
    on_desk_.assign(leaves().size(), false);
    shown_.clear();
    std::vector<Slot> slots;
    for (const Leaf& leaf : leaves()) {
        slots.clear();
        append_slots(leaf, slots);
        on_desk_[leaf.number] = !slots.empty();
        for (const Slot slot : slots) shown_.push_back({slot, leaf.number});
    }
    std::stable_sort(shown_.begin(), shown_.end(), [](const Shown& a, const Shown& b) { return a.slot < b.slot; });
}

void Tree::append_slots(const Leaf& leaf, std::vector<Slot>& out) const {
    if (leaf.row->meaning && !leaf.branch->kept) leaf.row->meaning->slots(spot(leaf), out);
}

std::vector<std::uint32_t> Tree::look_through(Window window) {
    std::vector<Setting> before;
    before.reserve(leaves().size());
    for (const Leaf& leaf : leaves()) before.push_back(get(leaf));
    window_ = std::move(window);
    find_slots();
    std::vector<std::uint32_t> others;
    for (const Leaf& leaf : leaves())
        if (get(leaf) != before[leaf.number]) others.push_back(leaf.number);
    return others;
}

Spot Tree::spot(const Leaf& leaf) const {
    return {console_, window_, leaf, first_strip(*leaf.branch, window_) + leaf.strip};
}

bool Tree::on_desk(const Leaf& leaf) const {
    if (!on_desk_[leaf.number]) return false;
    const auto grid = leaf.row->meaning->grid;
    return !grid || grid(spot(leaf));
}

const Grid& Tree::grid_now(const Leaf& leaf) const {
    const bool fixed = !on_desk_[leaf.number] || !leaf.row->meaning->grid;
    const Grid* now = fixed ? nullptr : leaf.row->meaning->grid(spot(leaf));
    return now ? *now : leaf.grid();
}

Setting Tree::get(const Leaf& leaf) const {
    if (on_desk(leaf)) return leaf.row->meaning->read(spot(leaf));
    if (const auto kept = kept_.find(leaf.number); kept != kept_.end()) return kept->second;
    const LeafRow& row = *leaf.row;
    return {row.initial + row.rise * (leaf.item / row.numbers.step), std::string(row.initial_text)};
}

Tree::Outcome Tree::set(const Leaf& leaf, const Setting& wanted, std::vector<Set>& out) {
    if (leaf.row->fixed || get(leaf) == wanted) return Outcome::nothing;
    if (!on_desk(leaf)) return keep(leaf, wanted) ? Outcome::kept : Outcome::nothing;
    return leaf.row->meaning->write(spot(leaf), wanted, out) ? Outcome::desk : Outcome::nothing;
}

Tree::Outcome Tree::set(const Wanted& wanted, std::vector<Set>& out) {
    const Leaf& leaf = *wanted.leaf;
    if (!wanted.insists || !on_desk(leaf)) return set(leaf, wanted.setting, out);
    return leaf.row->meaning->write(spot(leaf), wanted.setting, out) ? Outcome::desk : Outcome::nothing;
}

bool Tree::keep(const Leaf& leaf, Setting setting) {
    if (get(leaf) == setting) return false;
    kept_[leaf.number] = std::move(setting);
    return true;
}

std::span<const Tree::Shown> Tree::leaves_of(Slot slot) const {
    const auto before = [](const Shown& shown, Slot s) { return shown.slot < s; };
    const auto behind = [](Slot s, const Shown& shown) { return s < shown.slot; };
    const auto first = std::lower_bound(shown_.begin(), shown_.end(), slot, before);
    return {first, std::upper_bound(first, shown_.end(), slot, behind)};
}

bool Tree::append_line(std::string& out, std::string_view path) const {
    if (const Leaf* leaf = find(path)) {
        (out += leaf->address) += ' ';
        append_text(out, grid_now(*leaf), get(*leaf));
        out += '\n';
        return true;
    }
    const Node* node = Addresses::all().node(path);
    if (node) append_node(out, *node);
    return node != nullptr;
}

void Tree::append_node(std::string& out, const Node& node) const {
    out += node.path;
    for (const std::uint32_t number : node.leaves) {
        out += ' ';
        append_text(out, grid_now(leaves()[number]), get(leaves()[number]));
    }
    out += '\n';
}

std::vector<Tree::Wanted> Tree::wanted(std::string_view line) const {
    std::vector<Wanted> out = said(line);
    std::erase_if(out, [](const Wanted& one) { return one.stands && !one.insists; });
    return out;
}

std::vector<Tree::Wanted> Tree::said(std::string_view line) const {
    const auto path = split(line, 1);
    if (path.empty()) return {};
    const Leaf* leaf = find(path[0]);
    const Node* node = leaf ? nullptr : Addresses::all().node(path[0]);
    if (!leaf && !node) return {};
    const std::size_t leaves_below = node ? node->leaves.size() : 1;
    const auto words = split(line, leaves_below + 1);
    std::vector<Wanted> out;
    std::string stands;
    bool moves = false;
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        const Leaf& at = node ? leaves()[node->leaves[i]] : *leaf;
        const Grid& grid = grid_now(at);
        auto setting = from_text(grid, words[i + 1]);
        if (!setting) continue;
        // Text is coarser than some grids: what reads the same is the same.
        std::string as_text;
        stands.clear();
        append_text(stands, grid, get(at));
        append_text(as_text, grid, *setting);
        const bool same = stands == as_text || stands == words[i + 1];
        out.push_back({&at, std::move(*setting), same && moves && at.row->insists, same});
        moves |= !same;
    }
    return out;
}

}  // namespace tutti::x32
