#pragma once
// Who changed what when: each parameter stands in one intrusive list, newest last, with the revision and author of its
// last change. A change moves it to the end: O(1), no allocation. A listener holds a revision; what it has missed is
// the tail behind it, each parameter once. Readings have a list of their own, counted in ticks. State thread only.
#include <cstdint>
#include <vector>

#include "engine/console/layout.hpp"

namespace tutti {

using Revision = std::uint64_t;
using Author = std::uint32_t;  // a client, or 0: the desk itself

class ChangeList {
public:
    enum class Of : std::uint8_t { settings, readings };

    explicit ChangeList(Slot slots) : nodes_(slots) {}

    void touch(Of which, Slot slot, Revision revision, Author author) {
        Node& node = nodes_[slot];
        if (node.author != author) node.other_revision = node.revision;
        node.revision = revision;
        node.author = author;
        Slot& newest = newest_[static_cast<std::size_t>(which)];
        if (newest == slot) return;
        if (node.newer != kNoSlot) nodes_[node.newer].older = node.older;
        if (node.older != kNoSlot) nodes_[node.older].newer = node.newer;
        node.older = newest;
        node.newer = kNoSlot;
        if (newest != kNoSlot) nodes_[newest].newer = slot;
        newest = slot;
    }

    // Walks from the newest towards the oldest; 0 = never changed.
    Slot newest(Of which) const { return newest_[static_cast<std::size_t>(which)]; }
    Slot older(Slot slot) const { return nodes_[slot].older; }
    Revision revision(Slot slot) const { return nodes_[slot].revision; }
    Author author(Slot slot) const { return nodes_[slot].author; }
    // The newest change by somebody else than the author of the last one.
    Revision other_revision(Slot slot) const { return nodes_[slot].other_revision; }

private:
    struct Node {
        Revision revision = 0, other_revision = 0;
        Slot older = kNoSlot, newer = kNoSlot;
        Author author = 0;
    };
    std::vector<Node> nodes_;
    Slot newest_[2] = {kNoSlot, kNoSlot};
};

}  // namespace tutti
