#pragma once
// OSC address patterns: * ? [] {} within one component. Matching costs at most pattern length times text length,
// whatever the pattern, and allocates nothing. Any thread.
#include <string_view>

namespace tutti {

inline constexpr std::size_t kMaxPattern = 255;  // bytes of a whole pattern
inline constexpr int kMaxWildcards = 8;

bool is_pattern(std::string_view address);      // has a wild card
bool pattern_too_large(std::string_view pattern);
bool valid_pattern(std::string_view pattern);   // small enough, brackets and braces closed, none across a '/'
// One component against one component, neither with a '/'. An invalid pattern matches nothing.
bool matches(std::string_view pattern, std::string_view text);

}  // namespace tutti
