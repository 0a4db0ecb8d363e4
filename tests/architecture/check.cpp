#include "tests/architecture/check.hpp"

#include <algorithm>
#include <optional>
#include <regex>
#include <string_view>

#include "tests/architecture/rules.hpp"
#include "tests/architecture/tree.hpp"

namespace tutti::architecture {

namespace fs = std::filesystem;

namespace {

bool lies_under(std::string_view path, std::string_view room) {
    return path.starts_with(room) && (path.size() == room.size() || path[room.size()] == '/');
}

const Room* room_of(std::string_view path) {
    const Room* found = nullptr;
    for (const Room& room : rooms)
        if (lies_under(path, room.path) && (!found || room.path.size() > found->path.size())) found = &room;
    return found;
}

template <typename List>
bool contains(const List& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

template <typename List>
bool begins_with_one_of(std::string_view word, const List& beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(), [&](auto one) { return word.starts_with(one); });
}

struct Include {
    std::string name;
    bool in_quotes;
};

std::optional<Include> include_on(const std::string& line) {
    static const std::regex form(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
    std::smatch match;
    if (!std::regex_search(line, match, form)) return std::nullopt;
    return Include{match[2], match[1] == "\""};
}

// What is wrong with this include in this room, or nothing.
std::string wrong_with(const Include& include, const Room& room, const fs::path& root) {
    if (include.in_quotes) {
        if (include.name.ends_with(".cpp")) return "includes a .cpp file: " + include.name;
        if (!fs::exists(root / include.name)) return "is not a path from the repository's root: " + include.name;
        if (lies_under(include.name, room.path)) return {};
        for (std::string_view other : room.may_include)
            if (lies_under(include.name, other)) return {};
        return std::string(room.path) + " may not include " + include.name;
    }
    const bool standard = contains(standard_headers, include.name) || contains(processor_headers, include.name);
    if (room.libraries == Libraries::standard && !standard)
        return std::string(room.path) + " includes the standard library only, not <" + include.name + ">";
    if (room.libraries != Libraries::any && begins_with_one_of(include.name, socket_headers))
        return std::string(room.path) + " may not touch a socket: <" + include.name + ">";
    return {};
}

// A header says what it is for before it declares or includes anything.
bool opens_with_a_comment(const SourceFile& file) {
    for (const std::string& line : file.lines) {
        if (line.starts_with("//")) return true;
        if (!line.empty() && !line.starts_with("#pragma once")) return false;
    }
    return false;
}

std::string at(const SourceFile& file, std::size_t line) {
    return file.path + ":" + std::to_string(line) + ": ";
}

}  // namespace

Offences check_sources(const fs::path& root) {
    Offences offences;
    for (const SourceFile& file : read_tree(root, {".cpp", ".hpp", ".ipp", ".ts", ".svelte", ".mjs"})) {
        const Room* room = room_of(file.path);
        if (!room) continue;
        if (file.lines.size() > longest_file && !contains(long_files, file.path))
            offences.push_back(at(file, longest_file) + "is " + std::to_string(file.lines.size()) +
                               " lines long; more than " + std::to_string(longest_file) + " are two ideas");
        if (file.path.ends_with(".hpp") && !opens_with_a_comment(file))
            offences.push_back(at(file, 1) + "does not open with a sentence on what it is for");
        if (!file.path.ends_with("pp")) continue;
        for (std::size_t line = 0; line < file.lines.size(); ++line)
            if (const auto include = include_on(file.lines[line]))
                if (const std::string wrong = wrong_with(*include, *room, root); !wrong.empty())
                    offences.push_back(at(file, line + 1) + wrong);
    }
    return offences;
}

Offences check_links(const fs::path& root) {
    static const std::regex form(R"(\]\(([^)#\s]+)[^)]*\))");
    static const std::regex code("`[^`]*`");  // a lambda looks like a link
    Offences offences;
    for (const SourceFile& file : read_tree(root, {".md"})) {
        bool in_code = false;
        for (std::size_t line = 0; line < file.lines.size(); ++line) {
            if (file.lines[line].starts_with("```")) in_code = !in_code;
            if (in_code) continue;
            const std::string text = std::regex_replace(file.lines[line], code, "");
            for (std::sregex_iterator link(text.begin(), text.end(), form), end; link != end; ++link) {
                const std::string target = (*link)[1];
                if (target.find(':') != std::string::npos) continue;  // an address, not a file
                if (!fs::exists(root / fs::path(file.path).parent_path() / target))
                    offences.push_back(at(file, line + 1) + "links to " + target + ", which does not exist");
            }
        }
    }
    return offences;
}

}  // namespace tutti::architecture
