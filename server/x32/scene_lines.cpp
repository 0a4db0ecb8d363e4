#include "server/x32/scene_lines.hpp"

#include "protocol/x32/text.hpp"

namespace tutti::x32 {
namespace {

constexpr std::string_view kVersion = "#4.0#";
constexpr Grid kName = text(32), kNote = text(255);

}  // namespace

std::string scene_lines(const Tree& tree, std::string_view name, std::string_view note) {
    std::string out(kVersion);
    append_text(out += ' ', kName, {0, shown(kName, name)});
    append_text(out += ' ', kNote, {0, shown(kNote, note)});
    out += " %000000000 1\n";
    for (const Node& node : Addresses::all().nodes())
        if (Tree::leaves()[node.leaves.front()].in_scene()) tree.append_line(out, node.path);
    return out;
}

bool is_scene_head(std::string_view line) {
    const auto words = split(line, 1);
    return !words.empty() && words[0].size() >= 2 && words[0].starts_with('#') && words[0].ends_with('#');
}

}  // namespace tutti::x32
