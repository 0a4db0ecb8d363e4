#include "engine/console/pattern.hpp"

#include <algorithm>

namespace tutti {
namespace {

bool is_wildcard(char c) {
    return c == '*' || c == '?' || c == '[' || c == '{';
}

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

}  // namespace

bool is_pattern(std::string_view address) {
    return std::any_of(address.begin(), address.end(), is_wildcard);
}

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

Pattern::Pattern(std::string_view pattern) : pattern_(pattern), plain_(!is_pattern(pattern)) {
    valid_ = plain_ || valid_pattern(pattern);
    if (plain_ || !valid_) return;
    for (std::size_t p = 0; p < pattern_.size(); ++p) {
        const char open = pattern_[p];
        if (open != '[' && open != '{') continue;
        const std::size_t close = pattern_.find(open == '[' ? ']' : '}', p);
        const auto behind = static_cast<std::uint8_t>(close + 1);
        behind_[p] = behind;
        for (std::size_t i = p + 1; open == '{' && i <= close; ++i)
            if (pattern_[i] == ',' || i == close) behind_[i] = behind;
        p = close;
    }
}

bool Pattern::matches(std::string_view text, std::size_t* looks) const {
    if (plain_ || !valid_) return valid_ && pattern_ == text;
    States now;
    std::size_t looked = enter(0, now);
    for (const char c : text) {
        States next;
        for (std::size_t p = 0; p < pattern_.size(); ++p, ++looked)
            if (now[p]) looked += step(p, c, next);
        now = next;
        if (now.none()) break;
    }
    if (looks) *looks += looked;
    return now[pattern_.size()];
}

// Reaches position p and all that can be reached from it without reading a character.
std::size_t Pattern::enter(std::size_t p, States& states) const {
    std::size_t looked = 1;
    if (states[p]) return looked;
    states.set(p);
    if (p == pattern_.size()) return looked;
    const char here = pattern_[p];
    if (here == '*') return looked + enter(p + 1, states);
    if (here == '{') {
        looked += enter(p + 1, states);
        for (std::size_t i = p + 1; i < behind_[p]; ++i, ++looked)
            if (pattern_[i] == ',') looked += enter(i + 1, states);
    } else if (here != '[' && behind_[p] != 0) {
        looked += enter(behind_[p], states);  // an alternative ends here
    }
    return looked;
}

// Reads one character at position p.
std::size_t Pattern::step(std::size_t p, char c, States& next) const {
    const char here = pattern_[p];
    if (here == '*') return enter(p, next);
    if (here == '[') {
        const std::string_view set = pattern_.substr(p + 1, behind_[p] - p - 2);
        return set.size() + (in_set(set, c) ? enter(behind_[p], next) : 0);
    }
    if (behind_[p] != 0) return 0;  // passed without reading
    return here == '?' || here == c ? enter(p + 1, next) : 0;
}

bool matches(std::string_view pattern, std::string_view text) {
    return Pattern(pattern).matches(text);
}

}  // namespace tutti
