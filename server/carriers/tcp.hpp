#pragma once
// OSC over TCP, with a length ahead (OSC 1.0) or SLIP (OSC 1.1); answers take the framing of the client. What is no OSC
// or too large closes the connection without a word. State thread only.
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "server/link.hpp"

namespace tutti {

class TcpCarrier {
public:
    // Throws std::runtime_error where the port cannot be had. The reception outlives the carrier.
    TcpCarrier(boost::asio::io_context& io, const boost::asio::ip::tcp::endpoint& at, Reception& reception,
               std::size_t most_connections = 1024);
    ~TcpCarrier();  // all connections end
    TcpCarrier(const TcpCarrier&) = delete;
    TcpCarrier& operator=(const TcpCarrier&) = delete;

    std::uint16_t port() const;

private:
    struct House;
    class Session;
    std::shared_ptr<House> house_;
};

}  // namespace tutti
