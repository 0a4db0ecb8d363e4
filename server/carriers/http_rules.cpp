#include "server/carriers/http_rules.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <cctype>

namespace tutti {
namespace {

constexpr std::string_view reading_methods = "GET, HEAD";
constexpr std::string_view all_methods = "GET, HEAD, PUT, OPTIONS";

bool same_word(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

struct Target {
    std::string_view path, query;
};

// Origin form, or absolute form without its scheme and host.
Target split(std::string_view target) {
    if (!target.starts_with('/'))
        if (const auto scheme = target.find("://"); scheme != target.npos) {
            const auto slash = target.find('/', scheme + 3);
            target = slash == target.npos ? "/" : target.substr(slash);
        }
    target = target.substr(0, target.find('#'));
    const auto mark = target.find('?');
    if (mark == target.npos) return {target, {}};
    return {target.substr(0, mark), target.substr(mark + 1)};
}

std::string_view bearer_of(std::string_view authorization) {
    constexpr std::string_view scheme = "bearer ";
    if (authorization.size() < scheme.size() || !same_word(authorization.substr(0, scheme.size()), scheme)) return {};
    authorization.remove_prefix(scheme.size());
    while (authorization.starts_with(' ')) authorization.remove_prefix(1);
    while (authorization.ends_with(' ')) authorization.remove_suffix(1);
    return authorization;
}

HttpReply redirect_to_page() {
    HttpReply reply = text_reply(302, "The page is at /app/\n");
    reply.headers.emplace_back("Location", "/app/");
    return reply;
}

HttpReply not_this_method(std::string_view allowed) {
    HttpReply reply = error_reply(405, "not_allowed", "this method is not served here");
    reply.headers.emplace_back("Allow", allowed);
    return reply;
}

// Paths that are never parameters.
bool is_reserved(std::string_view path) {
    return path == "/app" || path.starts_with("/app/") || path == "/healthz" || path == "/metrics" ||
           path == "/favicon.ico";
}

HttpReply answer_reserved(std::string_view path, const HttpRequest& request, const HttpSettings& settings) {
    if (path == "/app") return redirect_to_page();
    if (path == "/healthz") return text_reply(200, "ok\n");
    if (path == "/metrics")
        return settings.metrics ? text_reply(200, settings.metrics()) : text_reply(404, "There are no metrics.\n");
    if (path == "/favicon.ico") return page_file(settings.page, "favicon.ico", request.if_none_match);
    const std::string_view file = path.substr(5);
    return page_file(settings.page, file.empty() ? "index.html" : file, request.if_none_match);
}

HttpReply preflight(const HttpDesk& desk) {
    HttpReply reply;
    reply.status = 204;
    reply.headers.emplace_back("Allow", all_methods);
    if (desk.reading_needs_login()) return reply;
    reply.headers.emplace_back("Access-Control-Allow-Origin", "*");
    reply.headers.emplace_back("Access-Control-Allow-Methods", "GET");
    return reply;
}

HttpReply answer_of_desk(const HttpRequest& request, const Target& target, HttpDesk& desk, const Origin& origin) {
    HttpAnswer answer = desk.answer(
        {request.method, target.path, target.query, request.body, bearer_of(request.authorization), origin});
    HttpReply reply;
    reply.status = answer.status;
    reply.body = std::move(answer.body);
    reply.more = std::move(answer.more);
    if (answer.status != 204) reply.headers.emplace_back("Content-Type", answer.content_type);
    if (target.path == "/") reply.headers.emplace_back("Vary", "Accept");
    reply.headers.emplace_back("Cache-Control", "no-store");
    if (request.method != "PUT" && !desk.reading_needs_login())
        reply.headers.emplace_back("Access-Control-Allow-Origin", "*");
    return reply;
}

}  // namespace

bool host_is_ours(std::string_view host, const std::vector<std::string>& names) {
    std::string_view name = host, port;
    if (host.starts_with('[')) {
        const auto end = host.find(']');
        if (end == host.npos) return false;
        name = host.substr(1, end - 1);
        port = host.substr(end + 1);
    } else if (const auto colon = host.find(':'); colon != host.npos) {
        name = host.substr(0, colon);
        port = host.substr(colon);
    }
    if (!port.empty() && (port[0] != ':' || !std::all_of(port.begin() + 1, port.end(),
                                                         [](unsigned char c) { return std::isdigit(c) != 0; })))
        return false;
    boost::system::error_code no_address;
    boost::asio::ip::make_address(std::string(name), no_address);
    if (!no_address) return true;
    if (name.ends_with('.')) name.remove_suffix(1);
    if (same_word(name, "localhost")) return true;
    return !name.empty() &&
           std::any_of(names.begin(), names.end(), [name](const auto& n) { return same_word(n, name); });
}

bool origin_is_ours(const std::optional<std::string>& origin, std::string_view host) {
    if (!origin) return true;
    for (const std::string_view scheme : {"http://", "https://"})
        if (origin->size() > scheme.size() && same_word(std::string_view(*origin).substr(0, scheme.size()), scheme))
            return same_word(std::string_view(*origin).substr(scheme.size()), host);
    return false;
}

std::optional<std::string> percent_decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            const auto digit = [&](std::size_t at) {
                const int d = at < text.size() ? std::tolower(static_cast<unsigned char>(text[at])) : 0;
                return std::isdigit(d) ? d - '0' : d >= 'a' && d <= 'f' ? d - 'a' + 10 : -1;
            };
            const int high = digit(i + 1), low = digit(i + 2);
            if (high < 0 || low < 0) return std::nullopt;
            c = static_cast<char>(high * 16 + low);
            i += 2;
        }
        if (c == '\0') return std::nullopt;
        out += c;
    }
    return out;
}

std::optional<HttpReply> refusal_of(const HttpRequest& request, const HttpSettings& settings) {
    const bool put = request.method == "PUT";
    if (put || request.upgrade) {
        if (!host_is_ours(request.host, settings.hosts))
            return error_reply(403, "not_allowed", "the Host header names another machine");
        if (!origin_is_ours(request.origin, request.host))
            return error_reply(403, "not_allowed", "a page from elsewhere may not do this");
    }
    if (request.upgrade) return std::nullopt;
    if (!put && request.method != "GET" && request.method != "HEAD" && request.method != "OPTIONS")
        return not_this_method(all_methods);
    if (put && is_reserved(percent_decoded(split(request.target).path).value_or(""))) {
        return not_this_method(reading_methods);
    }
    return std::nullopt;
}

HttpReply answer_to(const HttpRequest& request, const HttpSettings& settings, HttpDesk& desk, const Origin& origin) {
    if (request.method == "OPTIONS") return preflight(desk);
    const Target target = split(request.target);
    const auto path = percent_decoded(target.path);
    if (!path || !path->starts_with('/')) return error_reply(400, "bad_value", "the path is not well formed");
    if (is_reserved(*path)) return answer_reserved(*path, request, settings);
    if (*path == "/" && target.query.empty() && request.method != "PUT" &&
        request.accept.find("text/html") != std::string::npos) {
        HttpReply reply = redirect_to_page();
        reply.headers.emplace_back("Vary", "Accept");
        return reply;
    }
    return answer_of_desk(request, target, desk, origin);
}

HttpReply error_reply(unsigned status, std::string_view code, std::string_view reason) {
    HttpReply reply;
    reply.status = status;
    reply.headers.emplace_back("Content-Type", "application/json");
    reply.body = "{\"ERROR\": \"" + std::string(code) + "\", \"REASON\": \"" + std::string(reason) + "\"}";
    return reply;
}

HttpReply text_reply(unsigned status, std::string_view text) {
    HttpReply reply;
    reply.status = status;
    reply.headers.emplace_back("Content-Type", "text/plain; charset=utf-8");
    reply.headers.emplace_back("Cache-Control", "no-cache");
    reply.body = text;
    return reply;
}

}  // namespace tutti
