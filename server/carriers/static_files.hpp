#pragma once
// The page's folder, read only: finds the file behind a path of /app/ and says how it is to be served. Nothing outside
// the folder, and nothing whose name starts with a dot, is ever opened. Nothing is compressed here: what the build has
// left beside a file as NAME.gz is sent in its place to those who take it.
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
    bool gzip = false;    // these are the compressed bytes
    bool varies = false;  // there are compressed ones, for others if not for this client
};

class StaticFiles {
public:
    explicit StaticFiles(std::filesystem::path folder) : folder_(std::move(folder)) {}

    // Whether there is a page at all.
    bool present() const;
    // `path` is still percent-encoded, without the leading /app/; empty or a folder = its index.html.
    std::optional<StaticFile> open(std::string_view path, bool takes_gzip) const;

private:
    std::filesystem::path folder_;
};

}  // namespace tutti
