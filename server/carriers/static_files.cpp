// The page's files. What a path may name is decided twice: by its words, and by where the file really lies.
#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>

#include "server/carriers/http_rules.hpp"

namespace tutti {
namespace {

namespace fs = std::filesystem;
constexpr std::uintmax_t largest_file = 64 << 20;

constexpr std::array<std::pair<std::string_view, std::string_view>, 19> content_types = {{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".map", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".avif", "image/avif"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".woff", "font/woff"},
    {".wasm", "application/wasm"},
    {".txt", "text/plain; charset=utf-8"},
    {".md", "text/plain; charset=utf-8"},
    {".pdf", "application/pdf"},
}};

std::string_view content_type_of(const fs::path& file) {
    const std::string extension = file.extension().string();
    for (const auto& [known, type] : content_types)
        if (known == extension) return type;
    return "application/octet-stream";
}

// Every part a plain name: not empty, not beginning with a dot, without a backslash.
bool is_plain(std::string_view path) {
    while (true) {
        const auto slash = path.find('/');
        const std::string_view part = path.substr(0, slash);
        if (part.empty() || part[0] == '.' || part.find('\\') != part.npos) return false;
        if (slash == path.npos) return true;
        path.remove_prefix(slash + 1);
    }
}

// "assets/index-BkX3fz9a.js": its content never changes under this name.
bool is_hashed(std::string_view path) {
    if (!path.starts_with("assets/")) return false;
    const auto dot = path.rfind('.');
    if (dot == path.npos || dot < 9 || path[dot - 9] != '-') return false;
    const std::string_view hash = path.substr(dot - 8, 8);
    return std::all_of(hash.begin(), hash.end(),
                       [](unsigned char c) { return std::isalnum(c) || c == '_' || c == '-'; });
}

bool lies_in(const fs::path& file, const fs::path& folder) {
    return std::mismatch(folder.begin(), folder.end(), file.begin(), file.end()).first == folder.end();
}

}  // namespace

HttpReply page_file(const fs::path& page, std::string_view path, std::string_view if_none_match) {
    std::error_code error;
    const fs::path folder = page.empty() ? fs::path() : fs::canonical(page, error);
    if (error || folder.empty() || !fs::is_directory(folder, error))
        return text_reply(503,
                          "The page of this desk is not installed: its folder is missing.\n"
                          "The desk itself is running; OSC, OSCQuery and WebSocket clients are served.\n");
    if (!is_plain(path)) return text_reply(404, "There is no such file.\n");
    const fs::path file = fs::canonical(folder / fs::path(path), error);
    if (error || !lies_in(file, folder) || !fs::is_regular_file(file, error) || error)
        return text_reply(404, "There is no such file.\n");

    const auto size = fs::file_size(file, error);
    const auto written = fs::last_write_time(file, error);
    if (error || size > largest_file) return text_reply(404, "There is no such file.\n");
    const std::string tag =
        "\"" + std::to_string(size) + "-" + std::to_string(written.time_since_epoch().count()) + "\"";

    HttpReply reply;
    reply.headers.emplace_back("Cache-Control", is_hashed(path) ? "public, max-age=31536000, immutable" : "no-cache");
    reply.headers.emplace_back("ETag", tag);
    if (if_none_match.find(tag) != if_none_match.npos) {
        reply.status = 304;
        return reply;
    }
    std::ifstream in(file, std::ios::binary);
    if (!in) return text_reply(404, "There is no such file.\n");
    reply.body.resize(size);
    in.read(reply.body.data(), static_cast<std::streamsize>(size));
    reply.body.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
    reply.headers.emplace_back("Content-Type", content_type_of(file));
    reply.headers.emplace_back("Content-Security-Policy", "frame-ancestors 'self'");
    return reply;
}

}  // namespace tutti
