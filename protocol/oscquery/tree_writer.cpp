#include "protocol/oscquery/tree_writer.hpp"

namespace tutti::oscquery {
namespace {

// Then no further node is begun. The longest node, an output of the largest desk with the names of all its sources,
// has 31 kB.
constexpr std::size_t kEnough = 32 * 1024;

}  // namespace

TreeWriter::TreeWriter(const Console& console, MayWrite may_write, std::string address, const AddressTree::Found& start,
                       Attributes wanted)
    : console_(console),
      tree_(console.tree()),
      node_writer_(console, std::move(may_write)),
      wanted_(wanted),
      path_(std::move(address)) {
    levels_.push_back({start, path_.size()});
}

bool TreeWriter::next(std::string& out) {
    const std::size_t enough = out.size() + kEnough;
    while (!levels_.empty() && out.size() < enough) {
        Level& level = levels_.back();
        if (!level.opened) {
            open(out, level);
        } else if (!descend_to_next(out)) {
            out += tree_.node(level.at.node).children.empty() ? "}" : "}}";
            levels_.pop_back();
        }
    }
    return !levels_.empty();
}

// Everything of a node up to its first child.
void TreeWriter::open(std::string& out, Level& level) {
    level.opened = true;
    const bool top = levels_.size() == 1;
    Members members(out += '{');
    node_writer_.append(members, path_, place_of(tree_, level.at), top ? wanted_ : Attributes::all());
    if (!tree_.node(level.at.node).children.empty()) members.key("CONTENTS") += '{';
}

bool TreeWriter::vacant(const AddressNode& node, int number) const {
    if (!node.counts_strips) return false;
    return console_.vacant(console_.layout().slot(Place{static_cast<Family>(node.family), 0, number, -1}));
}
// A container of presets, say, while there are none.
bool TreeWriter::empty(const AddressNode& node) const {
    if (node.children.size() != 1) return false;
    const AddressNode& only = tree_.node(node.children[0]);
    for (int number = 0; number < only.count; ++number)
        if (!vacant(only, number)) return false;
    return only.counts_strips;
}

// Begins the next child of the last level. False where all are written.
bool TreeWriter::descend_to_next(std::string& out) {
    Level& level = levels_.back();
    const std::vector<int>& children = tree_.node(level.at.node).children;
    path_.resize(level.path_length);
    while (level.child < children.size()) {
        const AddressNode& node = tree_.node(children[level.child]);
        AddressTree::Found at = level.at;
        at.node = children[level.child];
        if (!path_.ends_with('/')) path_ += '/';
        const std::size_t name = path_.size();
        if (node.count == 0) {
            ++level.child;
            if (empty(node)) {
                path_.resize(level.path_length);
                continue;
            }
            path_ += node.name;
        } else if (level.number < node.count) {
            const int number = level.number++;
            if (vacant(node, number)) {
                path_.resize(level.path_length);
                continue;
            }
            (node.counts_strips ? at.strip : at.index) = number;
            path_ += std::to_string(level.number);
        } else {
            ++level.child;
            level.number = 0;
            continue;
        }
        if (!level.first) out += ',';
        level.first = false;
        ((out += '"') += std::string_view(path_).substr(name)) += "\":";
        levels_.push_back({at, path_.size()});
        return true;
    }
    return false;
}

}  // namespace tutti::oscquery
