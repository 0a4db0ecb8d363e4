#include "engine/console/selection.hpp"

#include <algorithm>

#include "engine/console/pattern.hpp"

namespace tutti {
namespace {

constexpr bool counts_channels(const Row& row) {
    return row.index == Index::channel;
}

// Of the pattern: the component behind as many as the name has; empty where it ends before.
std::string_view component_behind(std::string_view pattern, std::string_view name) {
    for (auto words = std::count(name.begin(), name.end(), '/') + 1; words >= 0; --words) {
        const std::size_t next = pattern.find('/');
        if (next == std::string_view::npos) return {};
        pattern.remove_prefix(next + 1);
    }
    return pattern.substr(0, pattern.find('/'));
}

consteval bool only_last_rows_count_channels() {
    for (const FamilyInfo& family : kFamilyInfo)
        for (std::size_t r = 0; r + 1 < family.rows.size(); ++r)
            if (counts_channels(family.rows[r])) return false;
    return true;
}
static_assert(only_last_rows_count_channels());

}  // namespace

Selection::Indices Selection::matching_numbers(std::string_view component, int count) {
    Indices found{};
    const auto put = [&found](int i) { found[static_cast<std::size_t>(i) / 64] |= std::uint64_t{1} << (i % 64); };
    if (const int number = address_number(component)) {
        if (number <= count) put(number - 1);
        return found;
    }
    const Pattern pattern(component);
    for (int i = 0; i < count; ++i)
        if (pattern.matches(std::to_string(i + 1))) put(i);
    return found;
}

Selection::Selection(const Layout& layout, const AddressTree& tree, std::string_view pattern, Depth depth)
    : pattern_(pattern) {
    for (std::size_t f = 0; f < kFamilies; ++f) {
        const auto& rows = kFamilyInfo[f].rows;
        indices_[f].assign(rows.size() + (counts_channels(rows.back()) ? std::tuple_size_v<Indices> - 1 : 0), 0);
        strips_[f].assign(static_cast<std::size_t>(layout.strips(static_cast<Family>(f)) + 63) / 64, 0);
    }
    if (!valid_pattern(pattern) || pattern.empty() || pattern.front() != '/') return;
    if (pattern.find("//") != std::string_view::npos) return;  // an empty component is nothing's name
    if (pattern_.size() > 1 && pattern_.back() == '/') pattern_.pop_back();
    const std::string_view rest = pattern_;
    for (std::size_t f = 0; f < kFamilies; ++f) {
        // Everything of a family lies in the same strips: those its number component matches.
        const std::string_view number = component_behind(rest, kFamilyInfo[f].name);
        const int exact = address_number(number);
        const Pattern numbers(number);
        const int strips = layout.strips(static_cast<Family>(f));
        for (int s = 0; s < strips; ++s)
            if (!kFamilyInfo[f].counted || number.empty() || exact == s + 1 ||
                (exact == 0 && numbers.matches(std::to_string(s + 1))))
                strips_[f][static_cast<std::size_t>(s) / 64] |= std::uint64_t{1} << (s % 64);
    }
    Indices all;
    all.fill(~std::uint64_t{0});
    walk(tree, AddressTree::kRoot, rest == "/" ? std::string_view{} : rest, depth, all);
    empty_ = next(layout, 0) == kNoSlot;
}

void Selection::walk(const AddressTree& tree, int n, std::string_view rest, Depth depth, const Indices& indices) {
    if (rest.empty()) return take(tree, n, indices, depth);
    rest.remove_prefix(1);
    const std::size_t end = std::min(rest.find('/'), rest.size());
    const std::string_view component = rest.substr(0, end);
    rest.remove_prefix(end);
    const Pattern pattern(component);
    for (const int c : tree.node(n).children) {
        const AddressNode& child = tree.node(c);
        if (child.counts_strips) {
            walk(tree, c, rest, depth, indices);  // which numbers match is in strips_
        } else if (child.count > 0) {
            if (const Indices numbers = matching_numbers(component, child.count); numbers != Indices{})
                walk(tree, c, rest, depth, numbers);
        } else if (pattern.matches(child.name)) {
            walk(tree, c, rest, depth, indices);
        }
    }
}

void Selection::take(const AddressTree& tree, int n, const Indices& indices, Depth depth) {
    const AddressNode& node = tree.node(n);
    const auto f = static_cast<std::size_t>(node.family), r = static_cast<std::size_t>(node.row);
    if (node.row >= 0 && (depth == Depth::all || kFamilyInfo[f].rows[r].kind != Kind::action)) {
        const std::size_t words = counts_channels(kFamilyInfo[f].rows[r]) ? indices.size() : 1;
        for (std::size_t w = 0; w < words; ++w) indices_[f][r + w] |= indices[w];
    }
    if (depth == Depth::leaves) return;
    for (const int c : node.children) take(tree, c, indices, depth);
}

bool Selection::contains(const Place& place) const {
    const auto f = static_cast<std::size_t>(place.family);
    const auto index = static_cast<std::size_t>(place.index < 0 ? 0 : place.index);
    return (indices_[f][place.row + index / 64] >> (index % 64) & 1) != 0 &&
           (strips_[f][static_cast<std::size_t>(place.strip) / 64] >> (place.strip % 64) & 1) != 0;
}

Slot Selection::next(const Layout& layout, Slot from) const {
    if (from >= layout.slot_count()) return kNoSlot;
    const Place start = layout.place(from);
    for (auto f = static_cast<std::size_t>(start.family); f < kFamilies; ++f) {
        const bool first_family = f == static_cast<std::size_t>(start.family);
        const auto& rows = kFamilyInfo[f].rows;
        const int strips = layout.strips(static_cast<Family>(f));
        for (int s = first_family ? start.strip : 0; s < strips; ++s) {
            if ((strips_[f][static_cast<std::size_t>(s) / 64] >> (s % 64) & 1) == 0) continue;
            const bool first_strip = first_family && s == start.strip;
            for (std::size_t r = first_strip ? start.row : 0; r < rows.size(); ++r) {
                const std::uint64_t* words = &indices_[f][r];
                const int count = layout.indices(rows[r]);
                if (count <= 64 && words[0] == 0) continue;
                const int first = first_strip && r == start.row && start.index > 0 ? start.index : 0;
                for (int i = first; i < count; ++i)
                    if (words[i / 64] >> (i % 64) & 1)
                        return layout.slot(Place{static_cast<Family>(f), static_cast<std::uint16_t>(r), s,
                                                 rows[r].index == Index::none ? -1 : i});
            }
        }
    }
    return kNoSlot;
}

}  // namespace tutti
