#pragma once
// A node with all that is below it as JSON, a piece at a time: the whole tree of a large desk is hundreds of megabytes,
// and nobody may wait for it. Between two pieces the desk goes on; each value is the one of the moment it is written.
#include <string>
#include <vector>

#include "protocol/oscquery/node_writer.hpp"

namespace tutti::oscquery {

class TreeWriter {
public:
    // `wanted`: of the node itself; what lies below is always written in full. Console and all that `may_write` refers
    // to must outlive this.
    TreeWriter(const Console& console, MayWrite may_write, std::string address, const AddressTree::Found& start,
               Attributes wanted);

    // Appends 64 kB at most. False after the last piece.
    bool next(std::string& out);

private:
    struct Level {
        AddressTree::Found at;
        std::size_t path_length;  // of its own address
        bool opened = false;
        bool first = true;      // no child has been written
        std::size_t child = 0;  // which of the node's children is next,
        int number = 0;         // and where that is a number, how many of it are written
    };
    void open(std::string& out, Level& level);
    bool descend_to_next(std::string& out);
    bool vacant(const AddressNode& node, int number) const;  // of a preset or a person that there never was
    bool empty(const AddressNode& node) const;

    const Console& console_;
    const AddressTree& tree_;
    NodeWriter node_writer_;
    Attributes wanted_;
    std::string path_;
    std::vector<Level> levels_;
};

}  // namespace tutti::oscquery
