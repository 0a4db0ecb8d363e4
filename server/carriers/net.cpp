#include "server/carriers/net.hpp"

#include <boost/asio/error.hpp>
#include <cerrno>
#include <stdexcept>

namespace tutti {

namespace {

// ::ffff:192.168.1.7, an IPv4 peer of a socket that serves both, is 192.168.1.7.
asio::ip::address unwrapped(const asio::ip::address& address) {
    if (!address.is_v6() || !address.to_v6().is_v4_mapped()) return address;
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
}

}  // namespace

std::string text_of(const asio::ip::address& address, std::uint16_t port) {
    const std::string host = address.to_string();
    return (address.is_v6() ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

bool is_this_machine(const asio::ip::address& address) {
    return unwrapped(address).is_loopback();
}

Origin origin_of(std::string_view protocol, const asio::ip::address& address, std::uint16_t port) {
    return {std::string(protocol), text_of(unwrapped(address), port), is_this_machine(address), protocol == "udp"};
}

void throw_cannot_listen(std::string_view carrier, const asio::ip::address& address, std::uint16_t port,
                         const error_code& error) {
    std::string sentence = std::string(carrier) + ": " + text_of(address, port);
    if (error == asio::error::address_in_use)
        sentence += " is in use by another program";
    else if (error == asio::error::access_denied)
        sentence += " needs a permission that this program does not have";
    else if (error.value() == EADDRNOTAVAIL)
        sentence += " is no address of this machine";
    else
        sentence += " cannot be opened: " + error.message();
    throw std::runtime_error(sentence);
}

}  // namespace tutti
