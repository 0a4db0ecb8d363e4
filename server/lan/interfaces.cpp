#include "server/lan/interfaces.hpp"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace tutti {
namespace {

// Bridges of containers and virtual machines, tunnels.
bool is_inner(std::string_view name) {
    constexpr std::string_view beginnings[] = {"docker", "br-", "virbr", "veth", "tun", "tap", "wg", "lxc", "vmnet"};
    return std::any_of(std::begin(beginnings), std::end(beginnings),
                       [&](std::string_view beginning) { return name.starts_with(beginning); });
}

}  // namespace

std::vector<std::string> network_addresses() {
    ifaddrs* all = nullptr;
    if (::getifaddrs(&all) != 0) return {};
    std::vector<std::pair<bool, std::string>> found;
    for (const ifaddrs* one = all; one; one = one->ifa_next) {
        if (!one->ifa_addr || one->ifa_addr->sa_family != AF_INET) continue;
        if ((one->ifa_flags & IFF_UP) == 0 || (one->ifa_flags & IFF_LOOPBACK) != 0) continue;
        std::array<char, INET_ADDRSTRLEN> text{};
        const auto* address = reinterpret_cast<const sockaddr_in*>(one->ifa_addr);
        if (::inet_ntop(AF_INET, &address->sin_addr, text.data(), text.size()))
            found.emplace_back(is_inner(one->ifa_name), text.data());
    }
    ::freeifaddrs(all);
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::string> addresses;
    for (auto& [inner, address] : found) addresses.push_back(std::move(address));
    return addresses;
}

std::string machine_name() {
    std::array<char, 256> text{};
    if (::gethostname(text.data(), text.size() - 1) != 0) return {};
    std::string name(text.data());
    name.resize(std::min(name.find('.'), name.size()));
    const bool fits =
        !name.empty() && name.size() <= 63 &&
        name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == std::string::npos;
    return fits ? name : std::string();
}

}  // namespace tutti
