#pragma once
// What the tests of OSCQuery share: a small desk, requests as a client makes them, replies as Boost.JSON values, and
// every node of a tree with the address at which it was found.
#include <boost/json.hpp>
#include <functional>
#include <string>
#include <string_view>

#include "protocol/oscquery/answer.hpp"

namespace tutti::oscquery::test {

namespace json = boost::json;

inline Sizes small_desk() {
    return {.inputs = 4, .outputs = 3, .channels = 3, .buses = 2, .dcas = 2, .mutegroups = 1, .monitors = 1};
}

struct Answer {
    int status = 0;
    std::string body;
    std::size_t longest_piece = 0;
    json::value parsed() const { return json::parse(body); }
};

inline Answer get(const Console& console, std::string_view path, std::string_view query = {}, bool may_write = true) {
    Reply reply = answer(console, {.name = "studio \"A\"", .osc_port = 9000, .ws_port = 8080}, path, query,
                         [may_write](const Place&) { return may_write; });
    Answer answer{reply.status, std::move(reply.body), 0};
    if (!reply.tree) return answer;
    for (bool more = true; more;) {
        const std::size_t before = answer.body.size();
        more = reply.tree->next(answer.body);
        answer.longest_piece = std::max(answer.longest_piece, answer.body.size() - before);
    }
    return answer;
}

using Visit = std::function<void(const std::string& address, const json::object& node)>;

// Calls `visit` with `node` and all below it, each with the address made of the names on the way.
inline void walk(const std::string& address, const json::value& node, const Visit& visit) {
    visit(address, node.as_object());
    const auto* contents = node.as_object().if_contains("CONTENTS");
    if (!contents) return;
    for (const auto& [name, child] : contents->as_object())
        walk((address == "/" ? address : address + '/') + std::string(name), child, visit);
}

inline bool is_leaf(const json::object& node) {
    return !node.contains("CONTENTS");
}

}  // namespace tutti::oscquery::test
