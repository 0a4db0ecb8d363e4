#pragma once
// HTTPS in front of the HTTP carrier: takes connections on a port of its own, undoes their TLS, and hands the carrier
// the plain bytes through a pair of sockets, so that one kind of connection serves both. Who speaks plain HTTP to it is
// sent to https. State thread only.
#include <boost/asio/ssl/context.hpp>
#include <functional>
#include <memory>
#include <string>

#include "server/carriers/listener.hpp"

namespace tutti {

class TlsFront {
public:
    // A plain connection, and where its client really is.
    using Accepted = std::function<void(asio::ip::tcp::socket, const asio::ip::tcp::endpoint& peer)>;
    static constexpr std::size_t kMostConnections = 1024;

    // PEM texts. Listens at once; port 0 = any free one. Throws std::runtime_error where it cannot, or where the texts
    // are no certificate and its key.
    TlsFront(asio::io_context& io, const asio::ip::tcp::endpoint& at, const std::string& certificate,
             const std::string& key, Accepted accepted);
    ~TlsFront();  // all its connections end
    TlsFront(const TlsFront&) = delete;
    TlsFront& operator=(const TlsFront&) = delete;

    std::uint16_t port() const { return listener_.port(); }
    // For connections from now on.
    void show(const std::string& certificate, const std::string& key);

private:
    class Connection;
    struct House;
    std::shared_ptr<House> house_;
    Listener listener_;
};

}  // namespace tutti
