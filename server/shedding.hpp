#pragma once
// Whether effects rest because the machine is too slow for everything: where the engineer allows it, once it has been
// too slow for some seconds, and until it has had time to spare for a while; longer each time it was in vain. Nothing
// but a rule over time; state thread only.
#include <algorithm>
#include <chrono>
#include <optional>

namespace tutti {

class Shedding {
public:
    using Clock = std::chrono::steady_clock;
    using Time = Clock::time_point;

    static constexpr float kTooMuch = 0.95F, kSpare = 0.7F;  // of the time between callbacks
    static constexpr std::chrono::seconds kPatience{3}, kRest{10}, kLongestRest{320};
    static constexpr std::chrono::seconds kInVain{30};  // overload again so soon after a rest

    // Told ten times a second the worst load of the last second, 0..1. True: they rest.
    bool follow(bool allowed, float load, Time now) {
        if (!allowed) {
            *this = {};
            return false;
        }
        if (load < kTooMuch || !late_since_) late_since_ = now;
        if (load >= kSpare || !spare_since_) spare_since_ = now;
        if (!rests_ && now - *late_since_ >= kPatience) {
            const bool in_vain = ended_ && now - *ended_ < kInVain;
            rest_ = in_vain ? std::min<Clock::duration>(2 * rest_, kLongestRest) : kRest;
            rests_ = true;
            spare_since_ = now;
        } else if (rests_ && now - *spare_since_ >= rest_) {
            rests_ = false;
            ended_ = late_since_ = now;
        }
        return rests_;
    }

private:
    bool rests_ = false;
    std::optional<Time> late_since_, spare_since_, ended_;
    Clock::duration rest_ = kRest;
};

}  // namespace tutti
