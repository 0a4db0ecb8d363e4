#include "clients/remote/tokens.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <stdexcept>

namespace tutti::remote {

namespace {

std::map<std::string, std::string> all_tokens() {
    std::map<std::string, std::string> tokens;
    std::ifstream in(token_file());
    for (std::string desk, token; in >> desk >> token;) tokens[desk] = token;
    return tokens;
}

[[noreturn]] void fail(const std::filesystem::path& path) {
    throw std::runtime_error(path.string() + ": " + std::strerror(errno));
}

}  // namespace

std::filesystem::path token_file() {
    if (const char* given = std::getenv("XDG_CONFIG_HOME"); given && *given)
        return std::filesystem::path(given) / "tutti" / "tokens";
    const char* home = std::getenv("HOME");
    return std::filesystem::path(home ? home : ".") / ".config" / "tutti" / "tokens";
}

std::string stored_token(const std::string& desk) {
    const auto tokens = all_tokens();
    const auto found = tokens.find(desk);
    return found == tokens.end() ? std::string() : found->second;
}

// Written aside with its mode from the start, then renamed: nobody reads half of it, or any of it.
void store_token(const std::string& desk, const std::string& token) {
    auto tokens = all_tokens();
    tokens.erase(desk);
    if (!token.empty()) tokens[desk] = token;
    std::string text;
    for (const auto& [at, one] : tokens) text += at + " " + one + "\n";
    const std::filesystem::path path = token_file();
    std::error_code error;
    std::filesystem::create_directories(path.parent_path(), error);
    const std::string aside = path.string() + ".part";
    ::unlink(aside.c_str());
    const int file = ::open(aside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) fail(aside);
    const bool whole = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    if (::close(file) != 0 || !whole || ::rename(aside.c_str(), path.c_str()) != 0) fail(path);
}

}  // namespace tutti::remote
