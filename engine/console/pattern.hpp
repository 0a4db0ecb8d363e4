#pragma once
// OSC address patterns: * ? [] {} within one component. Matching costs at most a few looks at each position of the
// pattern for each character of the text, whatever the pattern, and allocates nothing. Any thread.
#include <array>
#include <bitset>
#include <cstdint>
#include <string_view>

namespace tutti {

inline constexpr std::size_t kMaxPattern = 255;  // bytes of a whole pattern
inline constexpr int kMaxWildcards = 8;

bool is_pattern(std::string_view address);  // has a wild card
bool pattern_too_large(std::string_view pattern);
bool valid_pattern(std::string_view pattern);  // small enough, brackets and braces closed, none across a '/'
// One component against one component, neither with a '/'. An invalid pattern matches nothing.
bool matches(std::string_view pattern, std::string_view text);

// One component, read once and then held against many names. A machine whose states are positions in the pattern; all
// states are followed at once, so that no pattern makes it try again. The text of the pattern must outlive it.
class Pattern {
public:
    explicit Pattern(std::string_view pattern);

    // Adds to `looks` how many positions of the pattern it has visited, repeatedly where it did: what it has cost.
    bool matches(std::string_view text, std::size_t* looks = nullptr) const;

private:
    using States = std::bitset<kMaxPattern + 1>;
    std::size_t enter(std::size_t p, States& states) const;
    std::size_t step(std::size_t p, char c, States& next) const;

    std::string_view pattern_;
    bool plain_, valid_ = false;  // plain: without wild cards
    // Where it goes on behind the bracket or braces: of each '[', and of each '{', ',' and '}' of braces; 0 =
    // elsewhere.
    std::array<std::uint8_t, kMaxPattern> behind_{};
};

}  // namespace tutti
