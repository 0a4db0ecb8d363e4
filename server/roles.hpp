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
inline bool may_read(Role role) {
    return role != Role::none;
}
// Tests (tones, loops) and microphones are the technician's too, talking the producer's.
inline bool may_write(Role role, const Place& place) {
    if (role == Role::technician)
        return place.family == Family::oscillator || place.is("source"_talkback) ||
               place.info().path == "insert/measure";
    if (role == Role::producer) return place.family == Family::talkback && !place.is("source"_talkback);
    return role == Role::engineer;
}
// Presets belong to the desk, not to one mix.
inline bool may_keep_presets(Role role) {
    return role == Role::engineer;
}

}  // namespace tutti
