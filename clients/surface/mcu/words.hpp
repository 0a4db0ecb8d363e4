#pragma once
// Which of a few words one is: configurations choose by them. Pure, any thread.
#include <algorithm>
#include <iterator>
#include <string_view>

namespace tutti::surface {

template <typename Words>
int place_in(const Words& words, std::string_view word) {  // -1: none of them
    const auto found = std::find(std::begin(words), std::end(words), word);
    return found == std::end(words) ? -1 : static_cast<int>(found - std::begin(words));
}

}  // namespace tutti::surface
