#include "server/carriers/http.hpp"

#include <algorithm>

#include "server/carriers/http_session.hpp"
#include "server/carriers/net.hpp"

namespace tutti {

namespace {

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

std::string_view HttpHouse::refusal(const http::fields& headers) const {
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

HttpCarrier::HttpCarrier(net::io_context& io, const net::ip::tcp::endpoint& at, Reception& reception, HttpDesk& desk,
                         HttpSettings settings)
    : house_(std::make_shared<HttpHouse>(reception, desk, std::move(settings))),
      listener_(io, "http", at, [this](net::ip::tcp::socket socket, const net::ip::tcp::endpoint& peer) {
          prepare(socket);
          take(std::move(socket), peer);
      }) {}

void HttpCarrier::take(net::ip::tcp::socket socket, const net::ip::tcp::endpoint& peer) {
    if (house_->connections.size() >= house_->settings.most_connections) return;  // closes it
    const auto session =
        std::make_shared<HttpSession>(house_, std::move(socket), origin_of("http", peer.address(), peer.port()));
    house_->connections.insert(session);
    session->read();
}

HttpCarrier::~HttpCarrier() {
    listener_.stop();
    while (!house_->connections.empty()) std::shared_ptr(*house_->connections.begin())->stop();
}

std::uint16_t HttpCarrier::port() const {
    return listener_.port();
}

}  // namespace tutti
