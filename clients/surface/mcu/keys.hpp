#pragma once
// The keys of a Mackie Control by name. A strip's own keys and touches are no names: they are numbers below and above.
#include <string_view>

namespace tutti::surface {

// Notes of the first strip's keys; those of the others follow.
inline constexpr int kRecordKeys = 0x00, kSoloKeys = 0x08, kMuteKeys = 0x10, kSelectKeys = 0x18, kPushKeys = 0x20;
inline constexpr int kFirstNamed = 0x28, kLastNamed = 0x67;
inline constexpr int kFlipKey = 0x32, kRudeSolo = 0x73;

int key_number(std::string_view name);  // -1: no such key
std::string_view key_name(int key);     // empty: none of the named ones

}  // namespace tutti::surface
