#pragma once
// What a fuzz target says when something is wrong that no sanitizer sees: it stops, and libFuzzer keeps the input.
#include <cstdio>
#include <cstdlib>

namespace tutti::fuzz {

inline void require(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

}  // namespace tutti::fuzz
