#pragma once
// PINs and tokens, by libsodium. A PIN is kept as an Argon2id hash that takes a twentieth of a second and 32 MB to make
// or to try, a token, which nobody could guess, as a plain hash. Any thread. Throws std::runtime_error where the system
// has no randomness or no memory.
#include <string>
#include <string_view>

namespace tutti {

// Takes its time: not for the state thread.
std::string hash_of_pin(std::string_view pin);
bool pin_fits(const std::string& hash, std::string_view pin);

std::string new_token();  // 43 letters, digits, - and _
std::string hash_of_token(std::string_view token);

}  // namespace tutti
