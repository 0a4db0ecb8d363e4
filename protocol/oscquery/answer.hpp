#pragma once
// What a GET of a node is answered, as the OSCQuery proposal has it. Status: 400 for what is malformed or asks for no
// attribute, 404 for an unknown address, 204 for an attribute that is defined but not here, or a VALUE that cannot be
// read; an attribute that the node merely lacks is left out of the object. State thread only.
#include <memory>
#include <string>
#include <string_view>

#include "protocol/oscquery/tree_writer.hpp"

namespace tutti::oscquery {

struct HostInfo {
    std::string name;
    int osc_port = 0;  // UDP; 0 = none
    int ws_port = 0;
};

struct Reply {
    int status = 200;
    std::string body;                  // JSON; empty with 204
    std::unique_ptr<TreeWriter> tree;  // where there is one, it is the body, in pieces
    bool values = false;               // of nodes are in it
};

// `path` and `query` as they stand in the request, the query without its '?'.
Reply answer(const Console& console, const HostInfo& host, std::string_view path, std::string_view query,
             const MayWrite& may_write);

}  // namespace tutti::oscquery
