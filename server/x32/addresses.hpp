#pragma once
// The X32's address space: every leaf and every node of the table (leaf_row.hpp) by its address. It is the same for
// all windows and desks, made at first use and constant afterwards; looking an address up costs one hash. Any thread.
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "server/x32/leaf_row.hpp"

namespace tutti::x32 {

// "007"; and the k-th number of a path: "01", "9-16".
std::string padded(int number, int digits);
std::string nth(const Numbers& numbers, int k);

struct Leaf {
    std::string address;  // "/ch/01/mix/fader"
    const LeafRow* row;
    const Branch* branch;
    std::int16_t strip, item;  // numbers of the branch and of the row's path, from 0
    std::int16_t desk_row;     // in the branch's family; -1: none
    std::uint32_t number, node;

    const Grid& grid() const { return row->grid; }
    // Of the desk's state and of libraries, which are in no scene: "/-stat/…".
    bool in_scene() const { return address[1] != '-'; }
};

// What one line of text is about: the leaves directly below a path, in their order.
struct Node {
    std::string path;  // "/ch/01/mix"
    std::vector<std::uint32_t> leaves;
};

class Addresses {
public:
    static const Addresses& all();

    std::span<const Leaf> leaves() const { return leaves_; }
    std::span<const Node> nodes() const { return nodes_; }
    // With or without the slash in front; nullptr: no such address.
    const Leaf* leaf(std::string_view address) const;
    const Node* node(std::string_view path) const;

private:
    Addresses();
    void add(const Branch& branch, int strip, const std::string& root, const LeafRow& row);

    std::vector<Leaf> leaves_;
    std::vector<Node> nodes_;
    // Keys without the slash in front; views of the addresses, which never move again.
    std::unordered_map<std::string_view, std::uint32_t> leaf_numbers_, node_numbers_;
};

}  // namespace tutti::x32
