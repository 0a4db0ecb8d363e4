// The hand-written files of a source tree: what was built, installed or generated is left out.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tutti::architecture {

struct SourceFile {
    std::string path;  // from the tree's root, with slashes
    std::vector<std::string> lines;
};

// All files below `root` with one of these endings, in the order of their paths.
std::vector<SourceFile> read_tree(const std::filesystem::path& root, const std::vector<std::string>& endings);

}  // namespace tutti::architecture
