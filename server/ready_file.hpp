#pragma once
// Tells whoever started the daemon that it serves, and where: written aside and renamed, so that it is whole or absent.
#include <filesystem>
#include <string>

namespace tutti {

// Does nothing for an empty path; throws std::runtime_error where it cannot be written.
void write_ready_file(const std::filesystem::path& path, const std::string& http, const std::string& osc);

}  // namespace tutti
