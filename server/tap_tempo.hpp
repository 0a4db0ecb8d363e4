#pragma once
// The beat that a hand taps, one for each effect: the time between the last two taps. A pause begins anew, and what
// comes faster than a hand can tap is the same tap. State thread only.
#include <chrono>
#include <optional>
#include <vector>

#include "server/client.hpp"

namespace tutti {

class TapTempo {
public:
    explicit TapTempo(int count) : last_(static_cast<std::size_t>(count)) {}

    // The beat in ms, if there is one.
    std::optional<float> tap(int number, Time now) {
        std::optional<Time>& last = last_[static_cast<std::size_t>(number)];
        const std::optional<Time> before = last;
        if (before && now - *before < kFastest) return std::nullopt;
        last = now;
        if (!before || now - *before > kSlowest) return std::nullopt;
        return std::chrono::duration<float, std::milli>(now - *before).count();
    }

private:
    static constexpr auto kFastest = std::chrono::milliseconds(60), kSlowest = std::chrono::milliseconds(2000);
    std::vector<std::optional<Time>> last_;
};

}  // namespace tutti
