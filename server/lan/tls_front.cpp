#include "server/lan/tls_front.hpp"

#include <sys/socket.h>

#include <array>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <set>
#include <stdexcept>

namespace tutti {

using asio::ip::tcp;

namespace {

constexpr auto kPatience = std::chrono::seconds(10);  // for a handshake, for a plain request
constexpr std::size_t kLongestRequest = 4096;
constexpr std::uint8_t kHandshake = 0x16;  // the first byte of TLS

std::shared_ptr<asio::ssl::context> context_of(const std::string& certificate, const std::string& key) {
    auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
    error_code error;
    context->set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                         asio::ssl::context::no_tlsv1_1 | asio::ssl::context::no_compression);
    context->use_certificate_chain(asio::buffer(certificate), error);
    if (!error) context->use_private_key(asio::buffer(key), asio::ssl::context::pem, error);
    if (error) throw std::runtime_error("https: the certificate or its key does not fit: " + error.message());
    return context;
}

// Where a plain request wanted to go, as https; only what may stand in a header.
std::string elsewhere(std::string_view request) {
    const auto printable = [](std::string_view text) {
        for (const char c : text)
            if (c <= ' ' || c == '\x7f' || static_cast<unsigned char>(c) >= 0x80) return false;
        return true;
    };
    const std::size_t first = request.find(' '), second = request.find(' ', first + 1);
    std::string_view path = second == request.npos ? "/" : request.substr(first + 1, second - first - 1);
    std::size_t host = request.find("\r\nHost:");
    if (host == request.npos) host = request.find("\r\nhost:");
    if (host == request.npos) return {};
    std::string_view name = request.substr(host + 7);
    name = name.substr(0, name.find('\r'));
    while (name.starts_with(' ')) name.remove_prefix(1);
    if (name.empty() || !path.starts_with('/') || !printable(name) || !printable(path)) return {};
    return "https://" + std::string(name) + std::string(path);
}

}  // namespace

struct TlsFront::House {
    std::shared_ptr<asio::ssl::context> context;
    Accepted accepted;
    std::set<std::shared_ptr<Connection>> connections;
};

class TlsFront::Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(std::shared_ptr<House> house, tcp::socket socket, const tcp::endpoint& peer)
        : house_(std::move(house)),
          context_(house_->context),
          stream_(std::move(socket), *context_),
          inner_(stream_.get_executor()),
          deadline_(stream_.get_executor()),
          peer_(peer) {}

    void begin() {
        limit();
        stream_.next_layer().async_receive(asio::buffer(first_), tcp::socket::message_peek,
                                           [self = shared_from_this()](error_code error, std::size_t) {
                                               if (error) return self->stop();
                                               self->first_[0] == kHandshake ? self->shake() : self->read_plain();
                                           });
    }

    void stop() {
        error_code ignored;
        deadline_.cancel();
        stream_.next_layer().close(ignored);
        inner_.close(ignored);
        house_->connections.erase(shared_from_this());
    }

private:
    void limit() {
        deadline_.expires_after(kPatience);
        deadline_.async_wait([self = shared_from_this()](error_code error) {
            if (!error) self->stop();
        });
    }

    void shake() {
        stream_.async_handshake(asio::ssl::stream_base::server, [self = shared_from_this()](error_code error) {
            if (error || !self->connect()) return self->stop();
            self->deadline_.cancel();
            self->inward();
            self->outward();
        });
    }

    // The carrier's end looks like any connection to it.
    bool connect() {
        std::array<int, 2> pair{};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0) return false;
        error_code error;
        tcp::socket theirs(stream_.get_executor());
        inner_.assign(tcp::v4(), pair[0], error);
        theirs.assign(tcp::v4(), pair[1], error);
        if (error) return false;
        house_->accepted(std::move(theirs), peer_);
        return true;
    }

    void inward() {
        stream_.async_read_some(asio::buffer(in_), [self = shared_from_this()](error_code error, std::size_t size) {
            if (error) return self->end_inward();
            asio::async_write(self->inner_, asio::buffer(self->in_, size),
                              [self](error_code failed, std::size_t) { failed ? self->stop() : self->inward(); });
        });
    }
    // The other way may still have an answer under way.
    void end_inward() {
        error_code ignored;
        inner_.shutdown(tcp::socket::shutdown_send, ignored);
    }

    void outward() {
        inner_.async_read_some(asio::buffer(out_), [self = shared_from_this()](error_code error, std::size_t size) {
            if (error) return self->end_outward();
            asio::async_write(self->stream_, asio::buffer(self->out_, size),
                              [self](error_code failed, std::size_t) { failed ? self->stop() : self->outward(); });
        });
    }
    void end_outward() {
        limit();
        stream_.async_shutdown([self = shared_from_this()](error_code) { self->stop(); });
    }

    void read_plain() {
        stream_.next_layer().async_read_some(
            asio::buffer(out_.data() + read_, kLongestRequest - read_),
            [self = shared_from_this()](error_code error, std::size_t size) {
                if (error) return self->stop();
                self->read_ += size;
                const std::string_view request(self->out_.data(), self->read_);
                if (request.find("\r\n\r\n") != request.npos || self->read_ == kLongestRequest)
                    return self->send_elsewhere(elsewhere(request));
                self->read_plain();
            });
    }
    void send_elsewhere(const std::string& address) {
        if (address.empty()) return stop();
        answer_ = "HTTP/1.1 307 Temporary Redirect\r\nLocation: " + address +
                  "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        asio::async_write(stream_.next_layer(), asio::buffer(answer_),
                          [self = shared_from_this()](error_code, std::size_t) { self->stop(); });
    }

    std::shared_ptr<House> house_;
    std::shared_ptr<asio::ssl::context> context_;  // lives as long as its streams
    asio::ssl::stream<tcp::socket> stream_;
    tcp::socket inner_;
    asio::steady_timer deadline_;
    tcp::endpoint peer_;
    std::array<std::uint8_t, 1> first_{};
    std::array<char, 16384> in_, out_;
    std::size_t read_ = 0;
    std::string answer_;
};

TlsFront::TlsFront(asio::io_context& io, const tcp::endpoint& at, const std::string& certificate,
                   const std::string& key, Accepted accepted)
    : house_(std::make_shared<House>(House{context_of(certificate, key), std::move(accepted), {}})),
      listener_(io, "https", at, [house = house_](tcp::socket socket, const tcp::endpoint& peer) {
          if (house->connections.size() >= kMostConnections) return;  // closes it
          prepare(socket);
          const auto connection = std::make_shared<Connection>(house, std::move(socket), peer);
          house->connections.insert(connection);
          connection->begin();
      }) {}

TlsFront::~TlsFront() {
    listener_.stop();
    while (!house_->connections.empty()) std::shared_ptr(*house_->connections.begin())->stop();
}

void TlsFront::show(const std::string& certificate, const std::string& key) {
    house_->context = context_of(certificate, key);
}

}  // namespace tutti
