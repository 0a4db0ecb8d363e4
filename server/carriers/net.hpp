#pragma once
// What the carriers share of the network: names of endpoints, who counts as this machine, the sentence for a port that
// cannot be had. Any thread.
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/system/error_code.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "server/link.hpp"

namespace tutti {

namespace asio = boost::asio;
using boost::system::error_code;

// "127.0.0.1:9000", "[::1]:9000".
std::string text_of(const asio::ip::address& address, std::uint16_t port);

// Loopback, also where IPv6 wraps an IPv4 address.
bool is_this_machine(const asio::ip::address& address);

Origin origin_of(std::string_view protocol, const asio::ip::address& address, std::uint16_t port);

// Throws std::runtime_error with a sentence: "http: 127.0.0.1:8080 is in use by another program".
[[noreturn]] void throw_cannot_listen(std::string_view carrier, const asio::ip::address& address, std::uint16_t port,
                                      const error_code& error);

}  // namespace tutti
