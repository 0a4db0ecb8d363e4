#include "clients/cli/table.hpp"

#include <algorithm>

#include "engine/console/rows.hpp"

namespace tutti::cli {

namespace {

// Cuts the first word off "a/b/c".
std::string_view take_word(std::string_view& path) {
    const std::size_t slash = path.find('/');
    const std::string_view word = path.substr(0, slash);
    path.remove_prefix(slash == path.npos ? path.size() : slash + 1);
    return word;
}

// "send/3/level" is the row "send/{bus}/level".
bool fits(std::string_view path, std::string_view row) {
    while (!path.empty() && !row.empty()) {
        const std::string_view word = take_word(path), wanted = take_word(row);
        if (word != wanted && !wanted.starts_with('{')) return false;
    }
    return path.empty() && row.empty();
}

}  // namespace

bool is_reading(std::string_view address) {
    for (const FamilyInfo& info : kFamilyInfo) {
        std::string_view path = address.substr(std::min<std::size_t>(1, address.size()));
        if (!path.starts_with(info.name) || path.substr(info.name.size(), 1) != "/") continue;
        path.remove_prefix(info.name.size() + 1);
        if (info.counted) take_word(path);
        for (const Row& row : info.rows)
            if (fits(path, row.path)) return row.kind == Kind::reading;
    }
    return false;
}

}  // namespace tutti::cli
