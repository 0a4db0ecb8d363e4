#pragma once
// Addresses as text: the tree of their components, made once from the table. Looking one up allocates nothing.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/console/layout.hpp"

namespace tutti {

// One component. A number node stands for all its numbers.
struct AddressNode {
    std::string_view name;       // empty for a number
    int family = -1;             // Family it lies in; -1 for the root
    int row = -1;                // row that ends here; -1 for a container (a node may be both)
    int count = 0;               // number nodes: 1..count exist
    bool counts_strips = false;  // else, of a number node: counts the row's placeholder
    std::vector<int> children;
};

class AddressTree {
public:
    explicit AddressTree(const Layout& layout);

    static constexpr int kRoot = 0;
    const AddressNode& node(int n) const { return nodes_[static_cast<std::size_t>(n)]; }

    // The parameter or action of exactly this address.
    std::optional<Place> find(std::string_view address) const;
    // As far down as the address exists: the node, the strip and index passed on the way; nothing where it does not.
    struct Found {
        int node = kRoot;
        int strip = 0;
        int index = -1;
    };
    std::optional<Found> descend(std::string_view address) const;

private:
    int child(int parent, std::string_view name, bool number, int family);

    std::vector<AddressNode> nodes_;
};

// Appends the address of a slot.
void append_address(std::string& out, const Layout& layout, Slot slot);
std::string address_of(const Layout& layout, Slot slot);

// A number as addresses have it: 1.., no padding; 0 where it is none.
int address_number(std::string_view component);

}  // namespace tutti
