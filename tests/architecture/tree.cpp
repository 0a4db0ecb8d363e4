#include "tests/architecture/tree.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <string_view>

namespace tutti::architecture {

namespace fs = std::filesystem;

namespace {

bool is_hand_written(const fs::path& directory) {
    constexpr std::array<std::string_view, 5> others = {"build", "node_modules", "dist", "generated", "coverage"};
    const std::string name = directory.filename().string();
    return !name.starts_with('.') && std::find(others.begin(), others.end(), name) == others.end();
}

std::vector<std::string> read_lines(const fs::path& file) {
    std::vector<std::string> lines;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

}  // namespace

std::vector<SourceFile> read_tree(const fs::path& root, const std::vector<std::string>& endings) {
    std::vector<SourceFile> files;
    for (auto entry = fs::recursive_directory_iterator(root); entry != fs::recursive_directory_iterator(); ++entry) {
        if (entry->is_directory()) {
            if (!is_hand_written(entry->path())) entry.disable_recursion_pending();
        } else if (std::find(endings.begin(), endings.end(), entry->path().extension()) != endings.end()) {
            files.push_back({fs::relative(entry->path(), root).generic_string(), read_lines(entry->path())});
        }
    }
    std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return files;
}

}  // namespace tutti::architecture
