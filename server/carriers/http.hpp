#pragma once
// The HTTP and WebSocket carrier: one listening port for nodes, the page under /app/ and upgrades on any path. It moves
// bytes between sockets and the desk and knows no address itself. State thread only: all runs on the io_context given.
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "server/carriers/listener.hpp"
#include "server/link.hpp"

namespace tutti {

struct HttpHouse;

struct HttpSettings {
    std::filesystem::path page;              // the folder served under /app/
    std::vector<std::string> hosts;          // further names that a Host header may bear
    std::function<std::string()> authority;  // for phones to install (PEM, /app/studio-ca.crt); empty: there is none
    // For a whole request to come, for a piece of an answer to go, for a silent WebSocket to answer a ping.
    std::chrono::milliseconds patience{20'000};
    std::size_t most_connections = 1024;
};

class HttpCarrier {
public:
    // Listens at once; port 0 = any free one. Throws std::runtime_error where it cannot. Reception and desk outlive it.
    HttpCarrier(boost::asio::io_context& io, const boost::asio::ip::tcp::endpoint& at, Reception& reception,
                HttpDesk& desk, HttpSettings settings);
    ~HttpCarrier();  // all connections end
    HttpCarrier(const HttpCarrier&) = delete;
    HttpCarrier& operator=(const HttpCarrier&) = delete;

    std::uint16_t port() const;
    // Serves a connection that somebody else has accepted, of this client.
    void take(boost::asio::ip::tcp::socket socket, const boost::asio::ip::tcp::endpoint& peer);

private:
    std::shared_ptr<HttpHouse> house_;
    Listener listener_;
};

}  // namespace tutti
