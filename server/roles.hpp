#pragma once
// The roles. What each of them may do stands in one table (people/rights.cpp). Any thread.
#include <cstdint>
#include <optional>
#include <string_view>

namespace tutti {

enum class Role : std::uint8_t { none, viewer, artist, technician, producer, engineer };  // lowest first

std::string_view role_name(Role role);
std::optional<Role> role_of(std::string_view name);

// Every role but none.
inline bool may_read(Role role) {
    return role != Role::none;
}
}  // namespace tutti
