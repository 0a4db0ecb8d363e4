#include "server/carriers/http_session.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <charconv>
#include <chrono>
#include <sstream>

#include "server/carriers/encoding.hpp"
#include "server/carriers/ws_session.hpp"

namespace tutti {

namespace {

constexpr std::uint32_t kLongestHeader = 16 * 1024;
constexpr std::uint64_t kLongestBody = 1u << 20;
constexpr std::size_t kLingerBytes = 4u << 20;
constexpr auto kLinger = std::chrono::seconds(2);

std::string_view view(beast::string_view text) {
    return {text.data(), text.size()};
}

// The token of `Authorization: Bearer TOKEN`.
std::string_view bearer_of(std::string_view header) {
    constexpr std::string_view kScheme = "Bearer ";
    if (header.size() < kScheme.size() || !beast::iequals(header.substr(0, kScheme.size()), kScheme)) return {};
    header.remove_prefix(kScheme.size());
    const auto start = header.find_first_not_of(' ');
    return start == header.npos ? std::string_view{} : header.substr(start);
}

// "http://host/path" (as proxies are asked) -> "/path".
std::string_view origin_form(std::string_view target) {
    if (target.starts_with('/')) return target;
    const auto scheme = target.find("://");
    if (scheme == target.npos) return {};
    const auto slash = target.find('/', scheme + 3);
    return slash == target.npos ? std::string_view("/") : target.substr(slash);
}

}  // namespace

HttpSession::HttpSession(std::shared_ptr<HttpHouse> house, net::ip::tcp::socket socket, Origin origin)
    : house_(std::move(house)), stream_(std::move(socket)), origin_(std::move(origin)) {}

void HttpSession::stop() {
    drop();
}

void HttpSession::drop() {
    gone_ = true;
    more_.reset();
    boost::system::error_code ignored;
    stream_.socket().close(ignored);
    house_->connections.erase(shared_from_this());
}

// --- Reading

void HttpSession::read() {
    parser_.emplace();
    parser_->header_limit(kLongestHeader);
    parser_->body_limit(kLongestBody);
    stream_.expires_after(house_->settings.patience);
    http::async_read_header(
        stream_, buffer_, *parser_,
        [self = shared_from_this()](beast::error_code error, std::size_t) { self->on_header(error); });
}

void HttpSession::on_header(beast::error_code error) {
    if (gone_) return;
    if (error) return refuse_broken(error);
    const auto& request = parser_->get();
    if (beast::websocket::is_upgrade(request)) return upgrade();
    if (!beast::iequals(request[http::field::expect], "100-continue")) return read_body();
    static constexpr std::string_view kGoOn = "HTTP/1.1 100 Continue\r\n\r\n";
    net::async_write(stream_, net::buffer(kGoOn), [self = shared_from_this()](beast::error_code failed, std::size_t) {
        if (failed) return self->drop();
        if (!self->gone_) self->read_body();
    });
}

void HttpSession::read_body() {
    stream_.expires_after(house_->settings.patience);
    http::async_read(stream_, buffer_, *parser_,
                     [self = shared_from_this()](beast::error_code error, std::size_t) { self->on_request(error); });
}

void HttpSession::on_request(beast::error_code error) {
    if (gone_) return;
    if (error) return refuse_broken(error);
    keep_ = parser_->get().keep_alive();
    answer();
}

// What is not understood is answered, where it can be, and ends the connection.
void HttpSession::refuse_broken(beast::error_code failed) {
    keep_ = false;
    if (failed == http::error::body_limit)
        return error(http::status::payload_too_large, "too_large", "a body has at most 1 MiB");
    if (failed == http::error::header_limit || failed == http::error::buffer_overflow)
        return error(http::status::request_header_fields_too_large, "too_large", "a header has at most 16 kB");
    const bool broken = failed.category() == make_error_code(http::error::bad_method).category();
    if (broken && failed != http::error::end_of_stream && failed != http::error::partial_message)
        return error(http::status::bad_request, "bad_value", "this is no HTTP request");
    drop();
}

void HttpSession::upgrade() {
    keep_ = parser_->get().keep_alive();
    const auto reason = house_->refusal(parser_->get());
    if (!reason.empty()) {
        keep_ = false;
        return error(http::status::forbidden, "not_allowed", reason);
    }
    gone_ = true;
    const auto session = std::make_shared<WsSession>(house_, std::move(stream_), origin_);
    house_->connections.insert(session);
    house_->connections.erase(shared_from_this());
    session->accept(parser_->release());
}

// --- Finding the answer

void HttpSession::answer() {
    const auto& request = parser_->get();
    const auto method = request.method();
    if (method == http::verb::options) return answer_options();
    const auto target = origin_form(view(request.target()));
    const auto mark = std::min(target.find('?'), target.size());
    const auto path = target.substr(0, mark);
    const auto query = target.substr(std::min(mark + 1, target.size()));
    if (path.empty()) return error(http::status::bad_request, "bad_value", "this is no path");

    if (path == "/app") return only_reading() ? redirect(query) : void();
    if (path == "/app/studio-ca.crt") return only_reading() ? answer_authority() : void();
    if (path.starts_with("/app/")) return only_reading() ? answer_file(path.substr(5), false) : void();
    if (path == "/favicon.ico") return only_reading() ? answer_file("favicon.ico", true) : void();
    if (path == "/healthz") return only_reading() ? text(http::status::ok, "ok") : void();
    if (path == "/metrics") return text(http::status::not_found, "there are no metrics here\n");

    if (method == http::verb::put) {
        const auto reason = house_->refusal(request);
        if (!reason.empty()) return error(http::status::forbidden, "not_allowed", reason);
    } else if (method != http::verb::get && method != http::verb::head) {
        head_.set(http::field::allow, "GET, HEAD, PUT, OPTIONS");
        return error(http::status::method_not_allowed, "not_allowed", "only GET, HEAD, PUT and OPTIONS");
    } else if (path == "/") {
        head_.set(http::field::vary, "Accept");
        if (query.empty() && view(request[http::field::accept]).find("text/html") != std::string_view::npos)
            return redirect(query);
    }
    answer_node(path, query);
}

bool HttpSession::only_reading() {
    const auto method = parser_->get().method();
    if (method == http::verb::get || method == http::verb::head) return true;
    head_.set(http::field::allow, "GET, HEAD, OPTIONS");
    error(http::status::method_not_allowed, "not_allowed", "only GET and HEAD");
    return false;
}

void HttpSession::answer_node(std::string_view path, std::string_view query) {
    const auto& request = parser_->get();
    auto found = house_->desk.answer({.method = view(request.method_string()),
                                      .path = path,
                                      .query = query,
                                      .body = request.body(),
                                      .bearer = bearer_of(view(request[http::field::authorization])),
                                      .origin = origin_});
    head_.result(found.status);
    if (found.status == 405) head_.set(http::field::allow, "GET, HEAD, OPTIONS");
    head_.set(http::field::cache_control, "no-store");
    if (found.status != 204) head_.set(http::field::content_type, found.content_type);
    if (request.method() != http::verb::put && !house_->desk.reading_needs_login())
        head_.set(http::field::access_control_allow_origin, "*");
    body_ = std::move(found.body);
    more_ = std::move(found.more);
    if (more_) return reply(std::nullopt);
    reply(body_.size());
}

void HttpSession::answer_file(std::string_view path, bool favicon) {
    if (!favicon && !house_->files.present())
        return text(http::status::service_unavailable, "The page is not installed here; the desk itself is running.\n");
    auto file = house_->files.open(path, takes_gzip(view(parser_->get()[http::field::accept_encoding])));
    if (!file) return text(http::status::not_found, "no such file\n");
    if (file->varies) head_.set(http::field::vary, "Accept-Encoding");
    if (file->gzip) head_.set(http::field::content_encoding, "gzip");
    head_.set(http::field::cache_control, file->cache_control);
    head_.set(http::field::etag, file->etag);
    if (parser_->get()[http::field::if_none_match] == file->etag) {
        head_.result(http::status::not_modified);
        return reply(std::nullopt);
    }
    head_.set(http::field::content_type, file->content_type);
    more_ = std::move(file->pieces);
    reply(file->length);
}

void HttpSession::answer_authority() {
    std::string certificate = house_->settings.authority ? house_->settings.authority() : std::string();
    if (certificate.empty()) return text(http::status::not_found, "this desk has no certificate of its own\n");
    head_.set(http::field::content_type, "application/x-x509-ca-cert");
    head_.set(http::field::cache_control, "no-store");
    body_ = std::move(certificate);
    reply(body_.size());
}

// A page of another site may read while everybody may; it may never write.
void HttpSession::answer_options() {
    head_.result(http::status::no_content);
    head_.set(http::field::allow, "GET, HEAD, PUT, OPTIONS");
    if (!house_->desk.reading_needs_login()) {
        head_.set(http::field::access_control_allow_origin, "*");
        head_.set(http::field::access_control_allow_methods, "GET");
    }
    reply(std::nullopt);
}

void HttpSession::error(http::status status, std::string_view code, std::string_view reason) {
    head_.result(status);
    head_.set(http::field::content_type, "application/json");
    body_ = R"({"ERROR":")" + std::string(code) + R"(","REASON":")" + std::string(reason) + R"("})";
    reply(body_.size());
}

void HttpSession::text(http::status status, std::string_view body) {
    head_.result(status);
    head_.set(http::field::content_type, "text/plain; charset=utf-8");
    head_.set(http::field::cache_control, "no-store");
    body_ = body;
    reply(body_.size());
}

void HttpSession::redirect(std::string_view query) {
    head_.result(http::status::found);
    head_.set(http::field::location, query.empty() ? std::string("/app/") : "/app/?" + std::string(query));
    reply(0);
}

// --- Writing

// `length`: of the body, which is body_ or comes from more_; without it more_ is chunked, or there is no body.
void HttpSession::reply(std::optional<std::uint64_t> length) {
    const unsigned version = parser_ && parser_->is_header_done() ? parser_->get().version() : 11;
    const bool head_only = parser_ && parser_->is_header_done() && parser_->get().method() == http::verb::head;
    const unsigned status = head_.result_int();
    const bool bodiless = status == 204 || status == 304;

    by_length_ = length.has_value() && more_ != nullptr;
    still_ = length.value_or(0);
    chunked_ = more_ && !length && version >= 11;
    if (more_ && !length && !chunked_) keep_ = false;  // HTTP/1.0: the end of the connection ends the body
    if (head_only || bodiless) {
        body_.clear();
        more_.reset();
    }
    head_.version(version);
    head_.set(http::field::server, "tuttid");
    head_.set("X-Content-Type-Options", "nosniff");
    if (length && !bodiless) head_.set(http::field::content_length, std::to_string(*length));
    if (chunked_ && !bodiless) head_.set(http::field::transfer_encoding, "chunked");
    if (!keep_ || version < 11) head_.set(http::field::connection, keep_ ? "keep-alive" : "close");

    std::ostringstream text;
    text << head_;
    out_ = std::move(text).str();
    head_ = {};
    if (!more_) out_ += body_;
    body_.clear();
    stream_.expires_after(house_->settings.patience);
    net::async_write(stream_, net::buffer(out_),
                     [self = shared_from_this(), last = !more_](beast::error_code failed, std::size_t) {
                         self->written(failed, last);
                     });
}

// One piece at a time; the next is made when the kernel has taken this one and everybody else had a turn.
void HttpSession::next_piece() {
    if (gone_ || !more_) return;
    body_.clear();
    const bool last = !more_->next(body_);
    out_.clear();
    if (chunked_) {
        std::array<char, 16> size{};
        const auto end = std::to_chars(size.data(), size.data() + size.size(), body_.size(), 16).ptr;
        if (!body_.empty()) out_.append(size.data(), end).append("\r\n").append(body_).append("\r\n");
        if (last) out_ += "0\r\n\r\n";
    } else {
        if (by_length_ && body_.size() > still_) body_.resize(static_cast<std::size_t>(still_));
        if (by_length_) still_ -= body_.size();
        out_.swap(body_);
    }
    if (last) {
        if (by_length_ && still_ != 0) keep_ = false;  // the file has become shorter meanwhile
        more_.reset();
    }
    stream_.expires_after(house_->settings.patience);
    net::async_write(
        stream_, net::buffer(out_),
        [self = shared_from_this(), last](beast::error_code failed, std::size_t) { self->written(failed, last); });
}

void HttpSession::written(beast::error_code failed, bool last) {
    if (gone_) return;
    if (failed) return drop();
    if (!last) return net::post(stream_.get_executor(), [self = shared_from_this()] { self->next_piece(); });
    body_ = {};
    out_ = {};
    if (keep_) return read();
    boost::system::error_code ignored;
    stream_.socket().shutdown(net::ip::tcp::socket::shutdown_send, ignored);
    stream_.expires_after(kLinger);
    linger();
}

// Closing while the other side still writes would destroy the answer on its way: so read on for a moment.
void HttpSession::linger() {
    buffer_.clear();
    stream_.async_read_some(buffer_.prepare(65536),
                            [self = shared_from_this()](beast::error_code failed, std::size_t size) {
                                self->lingered_ += size;
                                if (failed || self->lingered_ > kLingerBytes) return self->drop();
                                if (!self->gone_) self->linger();
                            });
}

}  // namespace tutti
