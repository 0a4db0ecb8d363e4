#include "server/carriers/listener.hpp"

#include <netinet/tcp.h>

#include <spdlog/spdlog.h>
#include <algorithm>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <string>

namespace tutti {

using asio::ip::tcp;
using namespace std::chrono_literals;

struct Listener::State : std::enable_shared_from_this<Listener::State> {
    State(asio::io_context& io, std::string_view name, Accepted then)
        : carrier(name), acceptor(io), pause(io), accepted(std::move(then)) {}

    std::string carrier;
    tcp::acceptor acceptor;
    asio::steady_timer pause;
    Accepted accepted;
    tcp::endpoint peer;
    std::chrono::milliseconds wait = 0ms;
    bool stopped = false;

    void open(const tcp::endpoint& at) {
        error_code error;
        acceptor.open(at.protocol(), error);
        if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
        if (!error && at.address().is_v6()) acceptor.set_option(asio::ip::v6_only(false), error);
        if (!error) acceptor.bind(at, error);
        if (!error) acceptor.listen(128, error);
        if (error) throw_cannot_listen(carrier, at.address(), at.port(), error);
    }

    void accept() {
        acceptor.async_accept(peer, [self = shared_from_this()](error_code error, tcp::socket socket) {
            if (self->stopped) return;
            if (!error) {
                self->wait = 0ms;
                self->accepted(std::move(socket), self->peer);
                return self->stopped ? void() : self->accept();
            }
            self->later(error);
        });
    }

    void later(const error_code& error) {
        if (wait == 0ms) spdlog::warn("{}: cannot accept a connection: {}", carrier, error.message());
        wait = std::clamp<std::chrono::milliseconds>(wait * 2, 20ms, 1000ms);
        pause.expires_after(wait);
        pause.async_wait([self = shared_from_this()](error_code) {
            if (!self->stopped) self->accept();
        });
    }
};

Listener::Listener(asio::io_context& io, std::string_view carrier, const tcp::endpoint& at, Accepted accepted)
    : state_(std::make_shared<State>(io, carrier, std::move(accepted))) {
    state_->open(at);
    state_->accept();
}

Listener::~Listener() {
    stop();
}

std::uint16_t Listener::port() const {
    error_code ignored;
    return state_->acceptor.local_endpoint(ignored).port();
}

void Listener::stop() {
    state_->stopped = true;
    error_code ignored;
    state_->acceptor.close(ignored);
    state_->pause.cancel();
}

void prepare(tcp::socket& socket) {
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    socket.set_option(asio::socket_base::send_buffer_size(256 * 1024), ignored);
    socket.set_option(asio::socket_base::keep_alive(true), ignored);
    const int unanswered_ms = 20'000;
    ::setsockopt(socket.native_handle(), IPPROTO_TCP, TCP_USER_TIMEOUT, &unanswered_ms, sizeof unanswered_ms);
}

}  // namespace tutti
