#include "server/x32/addresses.hpp"

namespace tutti::x32 {
namespace {

std::string_view without_slash(std::string_view address) {
    if (address.starts_with('/')) address.remove_prefix(1);
    return address;
}

std::string_view parent(std::string_view address) {
    return address.substr(0, address.rfind('/'));
}

// `path` with the k-th of its numbers.
std::string numbered(std::string_view path, const Numbers& numbers, int k) {
    const std::size_t at = path.find('#');
    if (at == std::string_view::npos) return std::string(path);
    return std::string(path.substr(0, at)) + nth(numbers, k) + std::string(path.substr(at + 1));
}

int count(std::string_view path, const Numbers& numbers) {
    return path.find('#') == std::string_view::npos ? 1 : numbers.count;
}

}  // namespace

std::string padded(int number, int digits) {
    std::string out = std::to_string(number);
    if (out.size() < static_cast<std::size_t>(digits))
        out.insert(0, static_cast<std::size_t>(digits) - out.size(), '0');
    return out;
}

std::string nth(const Numbers& numbers, int k) {
    const int number = numbers.first + k * numbers.step;
    std::string out = padded(number, numbers.digits);
    if (numbers.span) (out += '-') += std::to_string(number + numbers.step - 1);
    return out;
}

const Addresses& Addresses::all() {
    static const Addresses addresses;
    return addresses;
}

Addresses::Addresses() {
    for (const Branch& branch : branches())
        for (int strip = 0; strip < count(branch.root, branch.numbers); ++strip)
            for (const LeafRow& row : branch.rows)
                add(branch, strip * branch.numbers.step, '/' + numbered(branch.root, branch.numbers, strip), row);
    std::unordered_map<std::string, std::uint32_t> nodes;
    for (Leaf& leaf : leaves_) {
        const auto [node, fresh] =
            nodes.try_emplace(std::string(parent(leaf.address)), static_cast<std::uint32_t>(nodes_.size()));
        if (fresh) nodes_.push_back({node->first, {}});
        leaf.node = node->second;
        nodes_[leaf.node].leaves.push_back(leaf.number);
    }
    for (const Leaf& leaf : leaves_) leaf_numbers_.emplace(without_slash(leaf.address), leaf.number);
    for (std::uint32_t n = 0; n < nodes_.size(); ++n) node_numbers_.emplace(without_slash(nodes_[n].path), n);
}

void Addresses::add(const Branch& branch, int strip, const std::string& root, const LeafRow& row) {
    const int items = count(row.path, row.numbers);
    const int desk = row.desk.empty() || branch.kept ? -1 : desk_row(branch.family, branch.prefix, row.desk);
    for (int k = 0; k < items; ++k) {
        std::string address = root;
        if (!row.path.empty()) (address += '/') += numbered(row.path, row.numbers, k);
        leaves_.push_back({std::move(address), &row, &branch, static_cast<std::int16_t>(strip),
                           static_cast<std::int16_t>(k * row.numbers.step), static_cast<std::int16_t>(desk),
                           static_cast<std::uint32_t>(leaves_.size()), 0});
    }
}

const Leaf* Addresses::leaf(std::string_view address) const {
    const auto found = leaf_numbers_.find(without_slash(address));
    return found == leaf_numbers_.end() ? nullptr : &leaves_[found->second];
}

const Node* Addresses::node(std::string_view path) const {
    const auto found = node_numbers_.find(without_slash(path));
    return found == node_numbers_.end() ? nullptr : &nodes_[found->second];
}

}  // namespace tutti::x32
