#pragma once
// The desk on the network: follows /session/lan, opens HTTPS while it is on, looks every few seconds at what addresses
// the machine has, and says in /session/network how it can be reached. State thread only.
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/console/console.hpp"
#include "server/lan/key_folder.hpp"
#include "server/lan/tls_front.hpp"

namespace tutti {

struct NetworkSettings {
    asio::ip::tcp::endpoint https;
    std::vector<std::string> hosts;          // further names of the desk
    std::filesystem::path keys;              // the folder of its own certificates
    std::filesystem::path certificate, key;  // the user's own instead, if any
    std::string studio;
    std::optional<asio::ip::tcp::endpoint> plain;  // where plain HTTP is open to the network, if it is
};

class Network {
public:
    // `accepted` gets the plain side of each connection (HttpCarrier::take). Console and io outlive it.
    Network(asio::io_context& io, Console& console, NetworkSettings settings, TlsFront::Accepted accepted);

    // After each turn of the loop: /session/lan may have changed.
    void follow();
    // Of HTTPS; 0 while it is off.
    std::uint16_t port() const { return front_ ? front_->port() : 0; }
    // The page's addresses on the network, the most likely first; those of HTTPS ahead of plain ones.
    std::vector<std::string> addresses() const;
    // PEM, for phones to install; empty where the user's own certificate is shown.
    std::string authority();

private:
    void open();
    void close();
    void renew();
    void look_again();
    KeyAndCertificate pair();
    void tell(const std::string& state);

    asio::io_context& io_;
    Console& console_;
    const NetworkSettings settings_;
    const TlsFront::Accepted accepted_;
    KeyFolder keys_;
    std::optional<TlsFront> front_;
    std::vector<std::string> reachable_;  // the machine's addresses, as they were last looked at
    std::string fingerprint_, shown_;     // of what browsers are to trust; the certificate that is shown
    bool wanted_ = false;
    asio::steady_timer timer_;
};

}  // namespace tutti
