#pragma once
// How often somebody has tried a wrong PIN or token: each source and each person may five times a minute; whatever
// comes then waits, longer each time. Bounded. State thread only.
#include <chrono>
#include <deque>
#include <string>
#include <unordered_map>

namespace tutti {

class Attempts {
public:
    using Time = std::chrono::steady_clock::time_point;

    // When this one may try: not later than now where it need not wait.
    Time next(const std::string& who, Time now);
    void failed(const std::string& who, Time now);

private:
    struct Failures {
        std::deque<Time> last_minute;
        Time next{};
    };
    void forget_old(Time now);

    static constexpr std::size_t kMost = 4096;
    std::unordered_map<std::string, Failures> of_;
};

}  // namespace tutti
