#include "server/people/attempts.hpp"

#include <algorithm>
#include <array>

namespace tutti {
namespace {

using namespace std::chrono_literals;
constexpr auto kCounts = 60s;
constexpr std::size_t kFree = 5;
constexpr std::array<std::chrono::seconds, 4> kWaits = {2s, 4s, 8s, 15s};

}  // namespace

Attempts::Time Attempts::next(const std::string& who, Time now) {
    const auto found = of_.find(who);
    return found == of_.end() ? now : found->second.next;
}

void Attempts::failed(const std::string& who, Time now) {
    if (of_.size() >= kMost) forget_old(now);
    // So many at once come from many sources: then their persons still wait.
    if (of_.size() >= kMost && !of_.contains(who)) return;
    Failures& failures = of_[who];
    auto& times = failures.last_minute;
    times.push_back(now);
    while (now - times.front() > kCounts) times.pop_front();
    if (times.size() < kFree) return;
    const std::size_t step = std::min(times.size() - kFree, kWaits.size() - 1);
    failures.next = now + kWaits[step];
}

void Attempts::forget_old(Time now) {
    std::erase_if(of_, [now](const auto& one) { return now - one.second.last_minute.back() > kCounts; });
}

}  // namespace tutti
