#include "server/lan/network.hpp"

#include <spdlog/spdlog.h>

#include <chrono>

#include "server/lan/interfaces.hpp"

namespace tutti {
namespace {

constexpr auto kLookEach = std::chrono::seconds(3);

std::string url(std::string_view scheme, const std::string& host, std::uint16_t port) {
    const bool v6 = host.find(':') != std::string::npos;
    return std::string(scheme) + "://" + (v6 ? "[" + host + "]" : host) + ":" + std::to_string(port) + "/app/";
}

// What clients reach that listen here: one address, or all that the machine has.
std::vector<std::string> behind(const asio::ip::address& listening, const std::vector<std::string>& machine) {
    if (listening.is_unspecified()) return machine;
    return {listening.to_string()};
}

}  // namespace

Network::Network(asio::io_context& io, Console& console, NetworkSettings settings, TlsFront::Accepted accepted)
    : io_(io),
      console_(console),
      settings_(std::move(settings)),
      accepted_(std::move(accepted)),
      keys_(settings_.keys, settings_.studio),
      timer_(io) {
    reachable_ = network_addresses();
    tell("off");
    follow();
}

void Network::follow() {
    const bool wanted = console_.on("lan"_session);
    if (wanted == wanted_) return;
    wanted_ = wanted;
    wanted ? open() : close();
}

KeyAndCertificate Network::pair() {
    if (!settings_.certificate.empty()) {
        KeyAndCertificate own{text_of_file(settings_.key), text_of_file(settings_.certificate)};
        fingerprint_ = fingerprint(own.certificate);
        return own;
    }
    std::vector<std::string> names = {"localhost"};
    if (const std::string name = machine_name(); !name.empty()) names.insert(names.end(), {name, name + ".local"});
    names.insert(names.end(), settings_.hosts.begin(), settings_.hosts.end());
    std::vector<std::string> addresses = behind(settings_.https.address(), reachable_);
    addresses.emplace_back("127.0.0.1");
    fingerprint_ = fingerprint(keys_.authority().certificate);
    return keys_.certificate_for(names, addresses);
}

void Network::open() {
    try {
        const KeyAndCertificate shown = pair();
        front_.emplace(io_, settings_.https, shown.certificate, shown.key, accepted_);
        shown_ = shown.certificate;
        spdlog::info("the desk is on the network: https, port {}", front_->port());
        tell("on");
        look_again();
    } catch (const std::exception& error) {
        front_.reset();
        spdlog::error("the desk is not on the network: {}", error.what());
        tell(error.what());
    }
}

void Network::close() {
    timer_.cancel();
    if (front_) spdlog::info("the desk is on this machine only");
    front_.reset();
    tell("off");
}

// Wi-Fi comes and goes, and addresses with it; a certificate that does not name the new one would be refused.
void Network::look_again() {
    timer_.expires_after(kLookEach);
    timer_.async_wait([this](const boost::system::error_code& error) {
        if (error || !front_) return;
        if (auto now = network_addresses(); now != reachable_) {
            reachable_ = std::move(now);
            renew();
        }
        look_again();
    });
}

void Network::renew() {
    try {
        const KeyAndCertificate shown = pair();
        if (shown.certificate != shown_) front_->show(shown.certificate, shown.key);
        shown_ = shown.certificate;
        tell("on");
    } catch (const std::exception& error) {
        spdlog::error("https: {}", error.what());
        tell(error.what());
    }
}

std::vector<std::string> Network::addresses() const {
    std::vector<std::string> all;
    if (front_)
        for (const std::string& host : behind(settings_.https.address(), reachable_))
            all.push_back(url("https", host, front_->port()));
    if (settings_.plain)
        for (const std::string& host : behind(settings_.plain->address(), reachable_))
            all.push_back(url("http", host, settings_.plain->port()));
    return all;
}

std::string Network::authority() {
    if (!settings_.certificate.empty() || !front_) return {};
    return keys_.authority().certificate;
}

void Network::tell(const std::string& state) {
    const Layout& layout = console_.layout();
    std::string words;
    for (const std::string& address : addresses()) words += (words.empty() ? "" : " ") + address;
    console_.publish(layout.slot("network/state"_session), {0, state});
    console_.publish(layout.slot("network/addresses"_session), {0, words});
    console_.publish(layout.slot("network/fingerprint"_session), {0, front_ ? std::string_view(fingerprint_) : ""});
}

}  // namespace tutti
