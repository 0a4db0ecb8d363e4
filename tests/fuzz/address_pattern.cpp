// Any pattern against any text, both without '/', with a line feed between them. What matches is what a second,
// slow matcher says that is written the way one explains patterns; where that takes too long only the first is run.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "engine/console/pattern.hpp"
#include "tests/fuzz/require.hpp"

namespace {

using tutti::fuzz::require;

bool in_set(std::string_view set, char c) {
    const bool inverted = set.starts_with('!');  // only the first: in [!!] the second is a character
    if (inverted) set.remove_prefix(1);
    while (!set.empty()) {
        const bool range = set.size() >= 3 && set[1] == '-';
        if (range ? set[0] <= c && c <= set[2] : set[0] == c) return !inverted;
        set.remove_prefix(range ? 3 : 1);
    }
    return inverted;
}

// Tries everything. Nothing where that would take too long.
std::optional<bool> explained(const std::string& pattern, std::string_view text, int& steps) {
    if (++steps > 2000) return std::nullopt;
    if (pattern.empty()) return text.empty();
    const std::string rest = pattern.substr(1);
    switch (pattern[0]) {
        case '*':
            for (std::size_t taken = 0; taken <= text.size(); ++taken)
                if (const auto found = explained(rest, text.substr(taken), steps); !found || *found) return found;
            return false;
        case '?': return text.empty() ? false : explained(rest, text.substr(1), steps);
        case '[': {
            const std::size_t close = rest.find(']');
            if (text.empty() || !in_set(std::string_view(rest).substr(0, close), text[0])) return false;
            return explained(rest.substr(close + 1), text.substr(1), steps);
        }
        case '{': {
            const std::size_t close = rest.find('}');
            for (std::size_t begin = 0; begin <= close;) {
                const std::size_t end = std::min(rest.find(',', begin), close);
                const std::string word = rest.substr(begin, end - begin);
                begin = end + 1;
                if (!text.starts_with(word)) continue;
                const auto found = explained(rest.substr(close + 1), text.substr(word.size()), steps);
                if (!found || *found) return found;
            }
            return false;
        }
        default: return !text.empty() && text[0] == pattern[0] ? explained(rest, text.substr(1), steps) : false;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const std::size_t middle = std::min(input.find('\n'), size);
    const std::string_view pattern = input.substr(0, middle);
    const std::string_view text = input.substr(std::min(middle + 1, size));

    const bool valid = tutti::valid_pattern(pattern);
    if (valid) require(!tutti::pattern_too_large(pattern), "a valid pattern is within the limits");
    if (input.find('/') != std::string_view::npos) return 0;
    const bool matched = tutti::matches(pattern, text);
    if (!tutti::is_pattern(pattern)) {
        require(matched == (pattern == text), "without wild cards it is the same text or no match");
    } else if (!valid) {
        require(!matched, "an invalid pattern matches nothing");
    } else {
        int steps = 0;
        if (const auto expected = explained(std::string(pattern), text, steps))
            require(matched == *expected, "both matchers agree");
    }
    return 0;
}
