#include "server/carriers/http.hpp"

#include <algorithm>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <stdexcept>
#include <vector>

#include "server/carriers/http_session.hpp"
#include "server/carriers/listener.hpp"

namespace tutti {

namespace {

constexpr auto kAcceptAgain = std::chrono::milliseconds(100);

std::string written_out(const net::ip::tcp::endpoint& end) {
    const auto text = end.address().to_string();
    return (end.address().is_v6() ? "[" + text + "]" : text) + ":" + std::to_string(end.port());
}

Origin origin_of(net::ip::tcp::endpoint end) {
    if (end.address().is_v6() && end.address().to_v6().is_v4_mapped())
        end.address(net::ip::make_address_v4(net::ip::v4_mapped, end.address().to_v6()));
    return {.protocol = "http", .address = written_out(end), .local = end.address().is_loopback()};
}

// "name:8080" -> "name", "[::1]:8080" -> "::1"; empty when it is neither.
std::string_view name_of(std::string_view host) {
    std::string_view name, behind;
    if (host.starts_with('[')) {
        const auto end = host.find(']');
        if (end == host.npos) return {};
        name = host.substr(1, end - 1);
        behind = host.substr(end + 1);
    } else {
        const auto end = std::min(host.find(':'), host.size());
        name = host.substr(0, end);
        behind = host.substr(end);
    }
    if (!behind.empty() && (behind[0] != ':' || behind.find_first_not_of("0123456789", 1) != behind.npos)) return {};
    return name;
}

std::string_view view(beast::string_view text) {
    return {text.data(), text.size()};
}

}  // namespace

std::string_view HttpShop::refusal(const http::fields& headers) const {
    if (headers.count(http::field::host) != 1 || headers.count(http::field::origin) > 1)
        return "one Host and at most one Origin header";
    const auto host = view(headers[http::field::host]);
    const auto name = name_of(host);
    boost::system::error_code error;
    net::ip::make_address(std::string(name), error);
    bool known = !name.empty() && (!error || beast::iequals(name, "localhost"));
    for (const auto& more : settings.hosts) known = known || (!name.empty() && beast::iequals(name, more));
    if (!known) return "this host name is not configured: see `hosts`";

    if (headers.count(http::field::origin) == 0) return {};
    const auto origin = view(headers[http::field::origin]);
    for (const std::string_view scheme : {"http://", "https://"})
        if (origin.size() == scheme.size() + host.size() && beast::iequals(origin.substr(0, scheme.size()), scheme) &&
            beast::iequals(origin.substr(scheme.size()), host))
            return {};
    return "the request comes from another site's page";
}

class HttpCarrier::Listener : public std::enable_shared_from_this<HttpCarrier::Listener> {
public:
    Listener(net::io_context& io, const std::string& address, std::uint16_t port, std::shared_ptr<HttpShop> shop)
        : acceptor_(io), again_(io), shop_(std::move(shop)) {
        boost::system::error_code error;
        const auto ip = net::ip::make_address(address == "localhost" ? "127.0.0.1" : address, error);
        if (error) throw std::runtime_error("http: '" + address + "' is not an IP address");
        const net::ip::tcp::endpoint end(ip, port);
        acceptor_.open(end.protocol(), error);
        if (!error) acceptor_.set_option(net::socket_base::reuse_address(true), error);
        if (!error) acceptor_.bind(end, error);
        if (!error) acceptor_.listen(net::socket_base::max_listen_connections, error);
        if (error == net::error::address_in_use)
            throw std::runtime_error("http: " + written_out(end) + " is in use by another program");
        if (error) throw std::runtime_error("http: " + written_out(end) + ": " + error.message());
        port_ = acceptor_.local_endpoint().port();
    }

    std::uint16_t port() const { return port_; }

    void accept() {
        acceptor_.async_accept(
            [self = shared_from_this()](boost::system::error_code error, net::ip::tcp::socket socket) {
                if (self->stopped_) return;
                if (error) return self->accept_later();
                self->welcome(std::move(socket));
                self->accept();
            });
    }

    void stop() {
        stopped_ = true;
        boost::system::error_code ignored;
        acceptor_.close(ignored);
        again_.cancel();
        const std::vector<HttpConnection*> all(shop_->connections.begin(), shop_->connections.end());
        for (auto* connection : all) connection->stop();
    }

private:
    void accept_later() {
        again_.expires_after(kAcceptAgain);
        again_.async_wait([self = shared_from_this()](boost::system::error_code error) {
            if (!error && !self->stopped_) self->accept();
        });
    }

    void welcome(net::ip::tcp::socket socket) {
        if (shop_->connections.size() >= kMostSockets) return;  // closes it
        boost::system::error_code error;
        const auto from = socket.remote_endpoint(error);
        if (error) return;
        prepare(socket);
        std::make_shared<HttpSession>(shop_, std::move(socket), origin_of(from))->read();
    }

    net::ip::tcp::acceptor acceptor_;
    net::steady_timer again_;
    std::shared_ptr<HttpShop> shop_;
    std::uint16_t port_ = 0;
    bool stopped_ = false;
};

HttpCarrier::HttpCarrier(net::io_context& io, const std::string& address, std::uint16_t port, Reception& reception,
                         HttpDesk& desk, HttpSettings settings) {
    StaticFiles files(settings.page);
    auto shop = std::make_shared<HttpShop>(HttpShop{reception, desk, std::move(settings), std::move(files), {}});
    listener_ = std::make_shared<Listener>(io, address, port, std::move(shop));
    listener_->accept();
}

HttpCarrier::~HttpCarrier() {
    listener_->stop();
}

std::uint16_t HttpCarrier::port() const {
    return listener_->port();
}

}  // namespace tutti
