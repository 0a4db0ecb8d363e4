#pragma once
// What a desk holds: all that is set, as a client reads it, and as its session file has it for anybody with SQLite.
#include "tests/wire/follower.hpp"

namespace tutti::wire {

// Everything that is set, a line each: address and values.
std::vector<std::string> picture(const DeskProcess& desk);

// Waits until the desk says that all of it is saved; stops the test when it does not.
void wait_until_saved(Client& client);

// Addresses of the file whose value there is not that of the picture, or that the picture lacks, as sentences.
std::vector<std::string> differences_from_file(const std::filesystem::path& session, const Picture& desk);

}  // namespace tutti::wire
