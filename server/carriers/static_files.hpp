#pragma once
// The page's folder, read only: finds the file behind a path of /app/ and says how it is to be served. Nothing outside
// the folder, and nothing whose name starts with a dot, is ever opened.
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "server/link.hpp"

namespace tutti {

struct StaticFile {
    std::unique_ptr<HttpAnswer::Pieces> pieces;
    std::uint64_t length = 0;
    std::string_view content_type;
    std::string_view cache_control;
    std::string etag;
};

class StaticFiles {
public:
    explicit StaticFiles(std::filesystem::path folder) : folder_(std::move(folder)) {}

    // Whether there is a page at all.
    bool present() const;
    // `path` is still percent-encoded, without the leading /app/; empty or a folder = its index.html.
    std::optional<StaticFile> open(std::string_view path) const;

private:
    std::filesystem::path folder_;
};

}  // namespace tutti
