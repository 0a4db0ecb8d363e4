// One HTTP connection: reads requests, writes the answers that the rules give. Beast parses; answers are plain text.
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/status.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <ctime>
#include <optional>

#include "server/carriers/http_rules.hpp"
#include "server/carriers/ws_session.hpp"

namespace tutti {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;
constexpr std::uint32_t header_limit = 16 * 1024;
constexpr std::uint64_t body_limit = 1 << 20;
constexpr std::size_t piece_size = 256 * 1024;

std::string date_now() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[40];
    return {text, std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts)};
}

class HttpSession final : public HttpConnection, public std::enable_shared_from_this<HttpSession> {
public:
    HttpSession(const std::shared_ptr<HttpHouse>& house, asio::ip::tcp::socket socket, Origin origin)
        : house_(house), patience_(house->settings.patience), stream_(std::move(socket)), origin_(std::move(origin)) {}

    void end() override {
        ended_ = true;
        reply_.more.reset();
        stream_.close();
        if (const auto house = house_.lock()) house->connections.erase(shared_from_this());
    }

    void read_request() {
        parser_.emplace();
        parser_->header_limit(header_limit);
        parser_->body_limit(body_limit);
        request_ = {};
        stream_.expires_after(patience_);  // for the whole request, however slowly it drips
        http::async_read_header(stream_, buffer_, *parser_, [self = shared_from_this()](error_code error, std::size_t) {
            if (!self->ended_) error ? self->unreadable(error) : self->read_header();
        });
    }

private:
    using Parser = http::request_parser<http::string_body>;

    void unreadable(const error_code& error) {
        const auto refuse = [this](unsigned status, std::string_view code, std::string_view reason) {
            keep_alive_ = false;
            respond(error_reply(status, code, reason));
        };
        if (error == http::error::body_limit) return refuse(413, "too_large", "a body has at most 1 MiB");
        if (error == http::error::header_limit) return refuse(431, "too_large", "the header has at most 16 kB");
        const bool gone = error == http::error::end_of_stream || error == http::error::partial_message;
        if (!gone && error.category() == http::make_error_code(http::error::bad_method).category())
            return refuse(400, "bad_value", "this is no HTTP request");
        end();
    }

    void read_header() {
        const auto& header = parser_->get();
        const auto text = [&](http::field field) { return std::string(header[field]); };
        request_.method = std::string(header.method_string());
        request_.target = std::string(header.target());
        request_.host = header.count(http::field::host) == 1 ? text(http::field::host) : "";
        request_.accept = text(http::field::accept);
        request_.authorization = text(http::field::authorization);
        request_.if_none_match = text(http::field::if_none_match);
        const auto origins = header.count(http::field::origin);
        if (origins > 0) request_.origin = origins == 1 ? text(http::field::origin) : "";
        request_.upgrade = beast::websocket::is_upgrade(header);
        keep_alive_ = header.keep_alive();
        old_ = header.version() < 11;

        const auto house = house_.lock();
        if (!house) return;
        if (header.count(http::field::host) > 1 || (!old_ && header.count(http::field::host) == 0)) {
            keep_alive_ = false;
            return respond(error_reply(400, "bad_value", "a request has one Host header"));
        }
        if (auto refusal = refusal_of(request_, house->settings)) {
            keep_alive_ = keep_alive_ && parser_->is_done();
            return respond(std::move(*refusal));
        }
        if (request_.upgrade) return upgrade(house);
        if (beast::iequals(header[http::field::expect], "100-continue")) return invite_body();
        read_body();
    }

    void invite_body() {
        static const std::string invitation = "HTTP/1.1 100 Continue\r\n\r\n";
        asio::async_write(stream_, asio::buffer(invitation),
                          [self = shared_from_this()](error_code error, std::size_t) {
                              if (!self->ended_) error ? self->end() : self->read_body();
                          });
    }

    void read_body() {
        http::async_read(stream_, buffer_, *parser_, [self = shared_from_this()](error_code error, std::size_t) {
            if (self->ended_) return;
            if (error) return self->unreadable(error);
            const auto house = self->house_.lock();
            if (!house) return;
            self->request_.body = std::move(self->parser_->get().body());
            self->respond(answer_to(self->request_, house->settings, house->desk, self->origin_));
        });
    }

    void upgrade(const std::shared_ptr<HttpHouse>& house) {
        ended_ = true;
        stream_.expires_never();
        origin_.protocol = "ws";
        house->connections.erase(shared_from_this());
        start_ws_session(house, stream_.release_socket(), std::move(origin_), parser_->release());
    }

    void respond(HttpReply reply) {
        reply_ = std::move(reply);
        head_only_ = request_.method == "HEAD";
        chunked_ = reply_.more && !old_;
        if (reply_.more && old_) keep_alive_ = false;
        const auto status = http::int_to_status(reply_.status);
        out_ = "HTTP/1.1 " + std::to_string(reply_.status) + " " + std::string(http::obsolete_reason(status)) + "\r\n";
        for (const auto& [name, value] : reply_.headers) out_ += name + ": " + value + "\r\n";
        out_ += "Date: " + date_now() + "\r\nX-Content-Type-Options: nosniff\r\n";
        if (chunked_) {
            out_ += "Transfer-Encoding: chunked\r\n";
        } else if (!reply_.more && reply_.status != 204 && reply_.status != 304) {
            out_ += "Content-Length: " + std::to_string(reply_.body.size()) + "\r\n";
        }
        out_ += keep_alive_ ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
        if (head_only_ || reply_.status == 204 || reply_.status == 304) {
            reply_.body.clear();
            reply_.more.reset();
        }
        sent_ = 0;
        if (!reply_.body.empty()) add_body();
        write();
    }

    // Puts up to a piece of the body behind what is written next.
    void add_body() {
        const std::size_t size = std::min(piece_size, reply_.body.size() - sent_);
        add_piece(std::string_view(reply_.body).substr(sent_, size));
        sent_ += size;
    }

    void add_piece(std::string_view piece) {
        if (!chunked_) {
            out_ += piece;
            return;
        }
        char size[20];
        out_.append(size, static_cast<std::size_t>(std::snprintf(size, sizeof size, "%zx\r\n", piece.size())));
        out_.append(piece).append("\r\n");
    }

    void write() {
        stream_.expires_after(patience_);
        asio::async_write(stream_, asio::buffer(out_), [self = shared_from_this()](error_code error, std::size_t) {
            if (!self->ended_) error ? self->end() : self->wrote();
        });
    }

    // The next piece is made only now that the last one has gone: a big tree never waits in memory.
    void wrote() {
        out_.clear();
        if (sent_ < reply_.body.size()) {
            add_body();
            return write();
        }
        if (!reply_.more) return done();
        piece_.clear();
        const bool goes_on = reply_.more->next(piece_);
        if (!piece_.empty()) add_piece(piece_);
        if (!goes_on) {
            reply_.more.reset();
            if (chunked_) out_ += "0\r\n\r\n";
        }
        // Through the loop even where nothing is written: others are served between two pieces.
        if (!out_.empty()) return write();
        asio::post(stream_.get_executor(), [self = shared_from_this()] {
            if (!self->ended_) self->wrote();
        });
    }

    void done() {
        reply_ = {};
        if (keep_alive_) return read_request();
        error_code ignored;
        stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
        stream_.expires_after(std::min(patience_, std::chrono::milliseconds(2000)));
        see_off();
    }

    // Reads what is still coming, so that closing does not take the answer back.
    void see_off() {
        buffer_.clear();
        stream_.async_read_some(buffer_.prepare(16 * 1024), [self = shared_from_this()](error_code error, std::size_t) {
            if (!self->ended_) error ? self->end() : self->see_off();
        });
    }

    std::weak_ptr<HttpHouse> house_;
    std::chrono::milliseconds patience_;
    beast::tcp_stream stream_;
    beast::flat_buffer buffer_;
    std::optional<Parser> parser_;
    Origin origin_;
    HttpRequest request_;
    HttpReply reply_;
    std::string out_, piece_;
    std::size_t sent_ = 0;
    bool keep_alive_ = false, old_ = false, head_only_ = false, chunked_ = false, ended_ = false;
};

}  // namespace

void start_http_session(const std::shared_ptr<HttpHouse>& house, asio::ip::tcp::socket socket, Origin origin) {
    const auto session = std::make_shared<HttpSession>(house, std::move(socket), std::move(origin));
    house->connections.insert(session);
    session->read_request();
}

}  // namespace tutti
