#include "server/roles.hpp"

#include <array>

namespace tutti {
namespace {
constexpr std::array<std::string_view, 6> kNames = {"none", "viewer", "artist", "technician", "producer", "engineer"};
}

std::string_view role_name(Role role) {
    return kNames[static_cast<std::size_t>(role)];
}

std::optional<Role> role_of(std::string_view name) {
    for (std::size_t i = 0; i < kNames.size(); ++i)
        if (kNames[i] == name) return static_cast<Role>(i);
    return std::nullopt;
}

}  // namespace tutti
