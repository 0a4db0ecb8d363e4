#pragma once
// Who may do what. The one door (door.hpp) asks here, for every protocol.
#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/console/layout.hpp"

namespace tutti {

enum class Role : std::uint8_t { none, viewer, artist, technician, producer, engineer };  // lowest first

std::string_view role_name(Role role);
std::optional<Role> role_of(std::string_view name);

// Until people exist, only the engineer mixes; every role but none reads.
inline bool may_read(Role role) { return role != Role::none; }
// Tests are the technician's too.
inline bool may_write(Role role, const Place& place) {
    return role == Role::engineer || (role == Role::technician && place.family == Family::oscillator);
}

}  // namespace tutti
