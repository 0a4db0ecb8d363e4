#include "server/carriers/http.hpp"

#include "server/carriers/http_house.hpp"
#include "server/carriers/listener.hpp"

namespace tutti {

using asio::ip::tcp;

struct HttpCarrier::Running {
    Running(asio::io_context& io, const tcp::endpoint& at, std::shared_ptr<HttpHouse> shared)
        : house(std::move(shared)),
          listener(io, "http", at, [weak = std::weak_ptr(house)](tcp::socket socket, const tcp::endpoint& peer) {
              const auto here = weak.lock();
              if (!here || here->connections.size() >= here->settings.sockets) return;
              prepare(socket);
              start_http_session(here, std::move(socket), origin_of("http", peer.address(), peer.port()));
          }) {}

    std::shared_ptr<HttpHouse> house;
    Listener listener;
};

HttpCarrier::HttpCarrier(asio::io_context& io, const tcp::endpoint& at, Reception& reception, HttpDesk& desk,
                         HttpSettings settings)
    : running_(std::make_unique<Running>(io, at, std::make_shared<HttpHouse>(reception, desk, std::move(settings)))) {}

HttpCarrier::~HttpCarrier() {
    running_->listener.stop();
    auto& connections = running_->house->connections;
    while (!connections.empty()) {
        const auto connection = *connections.begin();
        connection->end();
        connections.erase(connection);
    }
}

std::uint16_t HttpCarrier::port() const {
    return running_->listener.port();
}

}  // namespace tutti
