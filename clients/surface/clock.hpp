#pragma once
// Seconds of a clock that only grows, for those who give the time to what has no clock. Any thread.
#include <chrono>

namespace tutti::surface {

inline double clock_now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace tutti::surface
