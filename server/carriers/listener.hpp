#pragma once
// A listening TCP socket that hands over what it accepts. An error in accept (no descriptors left, a peer gone before
// its turn) is waited out and tried again; it never ends the daemon. State thread only.
#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <string_view>

#include "server/carriers/net.hpp"

namespace tutti {

class Listener {
public:
    using Accepted = std::function<void(asio::ip::tcp::socket, const asio::ip::tcp::endpoint& peer)>;

    // Throws std::runtime_error where the port cannot be had.
    Listener(asio::io_context& io, std::string_view carrier, const asio::ip::tcp::endpoint& at, Accepted accepted);
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    std::uint16_t port() const;
    void stop();

private:
    struct State;
    std::shared_ptr<State> state_;
};

// What every connection gets: no delay, a short send buffer, an end to peers that have vanished.
void prepare(asio::ip::tcp::socket& socket);

}  // namespace tutti
