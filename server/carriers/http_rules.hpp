#pragma once
// The rules of the HTTP port without a socket: which request gets which answer, whose Host and Origin are ours, which
// file of the page a path names. Private to the carrier; no thread of its own, and files are read where it is called.
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/carriers/http.hpp"
#include "server/link.hpp"

namespace tutti {

struct HttpRequest {
    std::string method, target, body;
    std::string host, accept, authorization, if_none_match;
    std::optional<std::string> origin;
    bool upgrade = false;  // to a WebSocket
};

struct HttpReply {
    unsigned status = 200;
    std::vector<std::pair<std::string, std::string>> headers;  // all but Content-Length, Date, Connection
    std::string body;
    std::unique_ptr<HttpAnswer::Pieces> more;
};

// `host` as a Host header has it: an IP address, localhost or one of `names`, with or without a port.
bool host_is_ours(std::string_view host, const std::vector<std::string>& names);
// No Origin at all, or the very Host that was asked.
bool origin_is_ours(const std::optional<std::string>& origin, std::string_view host);
// Percent-decoded; nothing where the encoding is broken or hides a NUL.
std::optional<std::string> percent_decoded(std::string_view text);

// Nothing where the request may go on (a PUT's body may come, a WebSocket may open); else the refusal.
std::optional<HttpReply> refusal_of(const HttpRequest& request, const HttpSettings& settings);
// The answer to a request that was not refused. `more` refers to the desk.
HttpReply answer_to(const HttpRequest& request, const HttpSettings& settings, HttpDesk& desk, const Origin& origin);

// `path` is decoded and relative to the page ("index.html"). Never a file outside the folder.
HttpReply page_file(const std::filesystem::path& page, std::string_view path, std::string_view if_none_match);

HttpReply error_reply(unsigned status, std::string_view code, std::string_view reason);
HttpReply text_reply(unsigned status, std::string_view text);

}  // namespace tutti
