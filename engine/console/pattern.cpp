#include "engine/console/pattern.hpp"

#include <algorithm>
#include <bitset>

namespace tutti {
namespace {

bool is_wildcard(char c) { return c == '*' || c == '?' || c == '[' || c == '{'; }

// Whether `c` is in the set that begins behind '[' and ends before `end`: abc, a-z, !abc.
bool in_set(std::string_view set, char c) {
    const bool inverted = !set.empty() && set.front() == '!';
    if (inverted) set.remove_prefix(1);
    for (std::size_t i = 0; i < set.size(); ++i) {
        if (i + 2 < set.size() && set[i + 1] == '-') {
            if (set[i] <= c && c <= set[i + 2]) return !inverted;
            i += 2;
        } else if (set[i] == c) {
            return !inverted;
        }
    }
    return inverted;
}

// The pattern as a machine whose states are positions in it; all states are followed at once, so that no pattern
// makes it try again.
class Machine {
public:
    explicit Machine(std::string_view pattern) : pattern_(pattern) {}

    bool matches(std::string_view text) {
        States now;
        enter(0, now);
        for (const char c : text) {
            States next;
            for (std::size_t p = 0; p < pattern_.size(); ++p)
                if (now[p]) step(p, c, next);
            now = next;
            if (now.none()) return false;
        }
        return now[pattern_.size()];
    }

private:
    using States = std::bitset<kMaxPattern + 1>;

    // Reaches position p and all that can be reached from it without reading a character.
    void enter(std::size_t p, States& states) const {
        if (states[p]) return;
        states.set(p);
        if (p == pattern_.size()) return;
        if (pattern_[p] == '*') enter(p + 1, states);
        if (pattern_[p] == '{') {
            const std::size_t close = pattern_.find('}', p);
            enter(p + 1, states);
            for (std::size_t i = p + 1; i < close; ++i)
                if (pattern_[i] == ',') enter(i + 1, states);
        }
        if ((pattern_[p] == ',' && in_braces(p)) || pattern_[p] == '}') enter(pattern_.find('}', p) + 1, states);
    }

    void step(std::size_t p, char c, States& next) const {
        const char here = pattern_[p];
        if (here == '*') return enter(p, next);
        if (here == '{' || here == '}' || (here == ',' && in_braces(p))) return;
        if (here == '?') return enter(p + 1, next);
        if (here == '[') {
            const std::size_t close = pattern_.find(']', p);
            if (in_set(pattern_.substr(p + 1, close - p - 1), c)) enter(close + 1, next);
            return;
        }
        if (here == c) enter(p + 1, next);
    }

    bool in_braces(std::size_t p) const {
        const std::size_t open = pattern_.substr(0, p).rfind('{');
        return open != std::string_view::npos && pattern_.find('}', open) > p;
    }

    std::string_view pattern_;
};

}  // namespace

bool is_pattern(std::string_view address) { return std::any_of(address.begin(), address.end(), is_wildcard); }

bool pattern_too_large(std::string_view pattern) {
    return pattern.size() > kMaxPattern || std::count_if(pattern.begin(), pattern.end(), is_wildcard) > kMaxWildcards;
}

bool valid_pattern(std::string_view pattern) {
    if (pattern_too_large(pattern)) return false;
    char open = 0;
    for (const char c : pattern) {
        if (open == 0) {
            if (c == '[' || c == '{') open = c;
            if (c == ']' || c == '}') return false;
        } else if (c == '/' || c == '[' || c == '{' || (open == '{' && (c == '*' || c == '?'))) {
            return false;
        } else if ((open == '[' && c == ']') || (open == '{' && c == '}')) {
            open = 0;
        }
    }
    return open == 0;
}

bool matches(std::string_view pattern, std::string_view text) {
    if (!is_pattern(pattern)) return pattern == text;
    return valid_pattern(pattern) && Machine(pattern).matches(text);
}

}  // namespace tutti
