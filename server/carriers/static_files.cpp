#include "server/carriers/static_files.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <system_error>

namespace tutti {

namespace fs = std::filesystem;

namespace {

class FilePieces final : public HttpAnswer::Pieces {
public:
    explicit FilePieces(std::ifstream file) : file_(std::move(file)) {}

    bool next(std::string& out) override {
        const auto before = out.size();
        out.resize(before + kPiece);
        file_.read(out.data() + before, kPiece);
        out.resize(before + static_cast<std::size_t>(file_.gcount()));
        return file_.good();
    }

private:
    static constexpr std::size_t kPiece = 65536;
    std::ifstream file_;
};

int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::optional<std::string> decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            if (i + 2 >= text.size()) return std::nullopt;
            const int high = hex(text[i + 1]), low = hex(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            c = static_cast<char>(high * 16 + low);
            i += 2;
        }
        if (c == '\0' || c == '\\') return std::nullopt;
        out.push_back(c);
    }
    return out;
}

// No empty segment and none that starts with a dot: neither "..", nor hidden files, nor an absolute path.
bool harmless(std::string_view path) {
    if (path.empty()) return true;
    for (std::size_t at = 0; at <= path.size();) {
        const auto end = std::min(path.find('/', at), path.size());
        if (end == at && end != path.size()) return false;
        if (end > at && path[at] == '.') return false;
        at = end + 1;
    }
    return true;
}

std::string_view content_type(const std::string& extension) {
    using Row = std::pair<std::string_view, std::string_view>;
    static constexpr auto kTypes = std::to_array<Row>({
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
        {".jpeg", "image/jpeg"},
        {".gif", "image/gif"},
        {".webp", "image/webp"},
        {".ico", "image/x-icon"},
        {".woff", "font/woff"},
        {".woff2", "font/woff2"},
        {".ttf", "font/ttf"},
        {".wasm", "application/wasm"},
        {".txt", "text/plain; charset=utf-8"},
        {".md", "text/plain; charset=utf-8"},
    });
    for (const auto& [suffix, type] : kTypes)
        if (suffix == extension) return type;
    return "application/octet-stream";
}

// Built assets carry a hash of eight characters: assets/index-BxYz12ab.js. They never change.
bool hashed(std::string_view path, const std::string& stem) {
    if (!path.starts_with("assets/") || stem.size() < 10) return false;
    const auto mark = stem.size() - 9;
    if (stem[mark] != '-' && stem[mark] != '.') return false;
    return std::all_of(stem.begin() + static_cast<std::ptrdiff_t>(mark) + 1, stem.end(),
                       [](unsigned char c) { return std::isalnum(c) || c == '-' || c == '_'; });
}

// The compressed bytes of a file. Older than the file itself they are of another build; a link could lead anywhere.
std::optional<fs::path> compressed(const fs::path& file) {
    fs::path small = file;
    small += ".gz";
    std::error_code error;
    if (fs::symlink_status(small, error).type() != fs::file_type::regular) return std::nullopt;
    const auto built = fs::last_write_time(file, error);
    if (error || fs::last_write_time(small, error) < built || error) return std::nullopt;
    return small;
}

}  // namespace

bool StaticFiles::present() const {
    std::error_code error;
    return !folder_.empty() && fs::is_regular_file(folder_ / "index.html", error);
}

std::optional<StaticFile> StaticFiles::open(std::string_view path, bool takes_gzip) const {
    const auto name = decoded(path);
    if (folder_.empty() || !name || !harmless(*name)) return std::nullopt;

    std::error_code error;
    const fs::path root = fs::canonical(folder_, error);
    if (error) return std::nullopt;
    fs::path wanted = root / *name;
    if (name->empty() || name->back() == '/') wanted /= "index.html";
    const fs::path file = fs::canonical(wanted, error);  // follows symbolic links, which must stay inside as well
    if (error) return std::nullopt;
    if (std::mismatch(root.begin(), root.end(), file.begin(), file.end()).first != root.end()) return std::nullopt;
    if (!fs::is_regular_file(file, error)) return std::nullopt;
    StaticFile found;
    fs::path sent = file;
    if (const auto small = compressed(file)) {
        found.varies = true;
        found.gzip = takes_gzip;
        if (takes_gzip) sent = *small;
    }
    const auto length = fs::file_size(sent, error);
    if (error) return std::nullopt;
    const auto written = fs::last_write_time(sent, error).time_since_epoch().count();
    if (error) return std::nullopt;

    std::ifstream stream(sent, std::ios::binary);
    if (!stream) return std::nullopt;
    found.pieces = std::make_unique<FilePieces>(std::move(stream));
    found.length = length;
    found.content_type = content_type(wanted.extension().string());
    found.cache_control = hashed(*name, wanted.stem().string()) ? "public, max-age=31536000, immutable" : "no-cache";
    found.etag = "\"" + std::to_string(length) + "-" + std::to_string(written) + (found.gzip ? "-gzip\"" : "\"");
    return found;
}

}  // namespace tutti
