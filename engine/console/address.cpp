#include "engine/console/address.hpp"

#include <charconv>

namespace tutti {
namespace {

// Takes the next component off an address that begins with '/'.
std::string_view take_component(std::string_view& rest) {
    rest.remove_prefix(1);
    const std::size_t end = std::min(rest.find('/'), rest.size());
    const std::string_view component = rest.substr(0, end);
    rest.remove_prefix(end);
    return component;
}

}  // namespace

int address_number(std::string_view component) {
    if (component.empty() || component.size() > 5 || component.front() == '0') return 0;
    int number = 0;
    for (const char c : component) {
        if (c < '0' || c > '9') return 0;
        number = number * 10 + (c - '0');
    }
    return number;
}

AddressTree::AddressTree(const Layout& layout) : nodes_(1) {
    for (int f = 0; f < static_cast<int>(kFamilies); ++f) {
        const FamilyInfo& family = kFamilyInfo[static_cast<std::size_t>(f)];
        const int strips = layout.strips(static_cast<Family>(f));
        if (strips == 0) continue;
        int strip = kRoot;
        for (std::string_view rest = family.name; !rest.empty();) {
            const std::size_t end = std::min(rest.find('/'), rest.size());
            strip = child(strip, rest.substr(0, end), false, f);
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        if (family.counted) {
            strip = child(strip, {}, true, f);
            nodes_[static_cast<std::size_t>(strip)].count = strips;
            nodes_[static_cast<std::size_t>(strip)].counts_strips = true;
        }
        for (std::size_t r = 0; r < family.rows.size(); ++r) {
            const Row& row = family.rows[r];
            if (layout.indices(row) == 0) continue;
            int at = strip;
            for (std::string_view rest = row.path; !rest.empty();) {
                const std::size_t end = std::min(rest.find('/'), rest.size());
                const std::string_view part = rest.substr(0, end);
                rest.remove_prefix(std::min(end + 1, rest.size()));
                const bool number = part.front() == '{';
                at = child(at, number ? std::string_view{} : part, number, f);
                if (number) nodes_[static_cast<std::size_t>(at)].count = layout.indices(row);
            }
            nodes_[static_cast<std::size_t>(at)].row = static_cast<int>(r);
        }
    }
}

int AddressTree::child(int parent, std::string_view name, bool number, int family) {
    for (const int c : node(parent).children)
        if (node(c).name == name && (node(c).count > 0) == number) return c;
    const int made = static_cast<int>(nodes_.size());
    nodes_.push_back({name, family, -1, number ? 1 : 0, false, {}});
    nodes_[static_cast<std::size_t>(parent)].children.push_back(made);
    return made;
}

std::optional<AddressTree::Found> AddressTree::descend(std::string_view address) const {
    if (address.empty() || address.front() != '/') return std::nullopt;
    Found found;
    if (address == "/") return found;
    while (!address.empty()) {
        const std::string_view component = take_component(address);
        const int number = address_number(component);
        int next = -1;
        for (const int c : node(found.node).children) {
            const AddressNode& candidate = node(c);
            if (candidate.count > 0 ? number >= 1 && number <= candidate.count : candidate.name == component) {
                next = c;
                break;
            }
        }
        if (next < 0) return std::nullopt;
        if (node(next).count > 0) (node(next).counts_strips ? found.strip : found.index) = number - 1;
        found.node = next;
    }
    return found;
}

std::optional<Place> AddressTree::find(std::string_view address) const {
    const auto found = descend(address);
    if (!found || node(found->node).row < 0) return std::nullopt;
    const AddressNode& n = node(found->node);
    return Place{static_cast<Family>(n.family), static_cast<std::uint16_t>(n.row), found->strip, found->index};
}

void append_address(std::string& out, const Layout& layout, Slot slot) {
    const Place place = layout.place(slot);
    const FamilyInfo& family = info(place.family);
    const auto append_number = [&out](int number) {
        char digits[12];
        const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
        out.append(digits, end);
    };
    out += '/';
    out += family.name;
    out += '/';
    if (family.counted) {
        append_number(place.strip + 1);
        out += '/';
    }
    const std::string_view path = place.info().path;
    const std::size_t open = path.find('{');
    out += path.substr(0, open);
    if (open == std::string_view::npos) return;
    append_number(place.index + 1);
    out += path.substr(path.find('}') + 1);
}

std::string address_of(const Layout& layout, Slot slot) {
    std::string out;
    append_address(out, layout, slot);
    return out;
}

}  // namespace tutti
