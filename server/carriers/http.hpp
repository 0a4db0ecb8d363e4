#pragma once
// HTTP and WebSocket on one port: nodes as the desk answers them, the page's files under /app/, and clients that
// upgrade, on any path. Checks Host and Origin where a web page could otherwise reach into the desk. State thread only.
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "server/link.hpp"

namespace tutti {

struct HttpSettings {
    std::filesystem::path page;                  // the folder of the page's files
    std::vector<std::string> hosts;              // further names that a Host header may bear
    std::function<std::string()> metrics;        // the text of /metrics; none: 404
    std::chrono::milliseconds patience{20'000};  // a request that comes, an answer's piece that goes, a silent client
    std::chrono::milliseconds farewell{1'000};   // a WebSocket's closing handshake
    std::size_t sockets = 1024;
};

class HttpCarrier {
public:
    // Throws std::runtime_error where the port cannot be had. Reception and desk outlive the carrier.
    HttpCarrier(boost::asio::io_context& io, const boost::asio::ip::tcp::endpoint& at, Reception& reception,
                HttpDesk& desk, HttpSettings settings);
    ~HttpCarrier();  // all connections end
    HttpCarrier(const HttpCarrier&) = delete;
    HttpCarrier& operator=(const HttpCarrier&) = delete;

    std::uint16_t port() const;

private:
    struct Running;
    std::unique_ptr<Running> running_;
};

}  // namespace tutti
