// The tokens by which `tutti` comes in again: one line a desk, "HOST:PORT TOKEN", in a file of the user's own that
// nobody else may read. Throws std::runtime_error with a sentence where it cannot be written.
#pragma once

#include <filesystem>
#include <string>

namespace tutti::remote {

// $XDG_CONFIG_HOME/tutti/tokens, or below ~/.config
std::filesystem::path token_file();
std::string stored_token(const std::string& desk);                    // empty: none
void store_token(const std::string& desk, const std::string& token);  // empty: forgets it

}  // namespace tutti::remote
