#pragma once
// Tells whoever started the daemon that it serves, and where: written aside and renamed, so that it is whole or absent.
#include <filesystem>
#include <string>
#include <vector>

namespace tutti {

// "127.0.0.1:8080" of each carrier; empty where it is off.
struct Served {
    std::string http, https, osc, x32;
    std::vector<std::string> windows;  // further ports of the X32 dialect, in the order of the configuration
};
// Does nothing for an empty path; throws std::runtime_error where it cannot be written.
void write_ready_file(const std::filesystem::path& path, const Served& served);

}  // namespace tutti
