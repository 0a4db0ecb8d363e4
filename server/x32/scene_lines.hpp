#pragma once
// A whole window as the text of an X32 scene file: a head line, then a line for each node that is in scenes. Reading is
// Tree::said() for each line. State thread only.
#include <string>
#include <string_view>

#include "server/x32/tree.hpp"

namespace tutti::x32 {

// `#4.0# "name" "note" %000000000 1`, then "/config/chlink OFF OFF …" and so on; every line ends with a line feed.
std::string scene_lines(const Tree& tree, std::string_view name, std::string_view note);

bool is_scene_head(std::string_view line);

// Calls `line` with each line of a text that asks for something, without heads and comments.
template <typename Line>
void each_scene_line(std::string_view text, Line&& line) {
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view one = text.substr(0, end);
        if (!one.empty() && one.front() != '#') line(one);
        if (end == std::string_view::npos) return;
        text.remove_prefix(end + 1);
    }
}

}  // namespace tutti::x32
