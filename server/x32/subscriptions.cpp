#include "server/x32/subscriptions.hpp"

#include <algorithm>

namespace tutti::x32 {
namespace {

// Clients name what they have subscribed with and without the slash.
std::string_view bare(std::string_view name) {
    if (name.starts_with('/')) name.remove_prefix(1);
    return name;
}

}  // namespace

int time_factor(std::int32_t asked) {
    return asked >= 1 && asked <= 99 ? asked : 1;
}

void Subscriptions::set(std::string_view name, Subscribed wanted) {
    const std::string key(name);
    if (all_.contains(key) || all_.size() < kMost) all_[key] = std::move(wanted);
}

void Subscriptions::renew(std::string_view name, Time until) {
    for (auto& [key, one] : all_)
        if (name.empty() || bare(key) == bare(name)) one.until = until;
}

void Subscriptions::end(std::string_view name) {
    std::erase_if(all_, [name](const auto& one) { return name.empty() || bare(one.first) == bare(name); });
}

void Subscriptions::expire(Time now) {
    std::erase_if(all_, [now](const auto& one) { return one.second.until <= now; });
}

}  // namespace tutti::x32
