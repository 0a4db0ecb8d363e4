#include "server/discovery/desks.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>

#include "server/door.hpp"

namespace tutti {

Desks::Desks(boost::asio::io_context& io, const Console& console, DesksSettings settings)
    : console_(console), settings_(std::move(settings)), found_(std::make_shared<std::vector<FoundDesk>>()) {
    if (settings_.mode == "off") return;
    directory_.emplace(settings_.name, [&io, kept = std::weak_ptr(found_)](std::vector<FoundDesk> desks) {
        boost::asio::post(io, [kept, desks = std::move(desks)]() mutable {
            if (const auto found = kept.lock()) *found = std::move(desks);
        });
    });
}

// To announce to the network what only this machine reaches would be a lie.
bool Desks::reaches(const DesksSettings::At& at) const {
    if (at.port == 0) return false;
    return settings_.mode == "all" || !boost::asio::ip::make_address(at.address).is_loopback();
}

std::vector<Announced> Desks::services(std::uint16_t https_port) const {
    const DesksSettings::At secure{settings_.https.address, https_port};
    const bool http = reaches(settings_.http), https = reaches(secure), osc = reaches(settings_.osc);
    std::vector<Announced> all;
    const std::string version = "tutti=" TUTTI_VERSION;
    const auto with = [](std::string_view key, bool there, std::uint16_t port, std::vector<std::string>& text) {
        if (there) text.push_back(std::string(key) + "=" + std::to_string(port));
    };
    if (http) {
        std::vector<std::string> text = {version};
        with("https", https, https_port, text);
        with("osc", osc, settings_.osc.port, text);
        all.push_back({"_oscjson._tcp", settings_.http.port, std::move(text)});
        all.push_back({"_http._tcp", settings_.http.port, {"path=/app/", version}});
    }
    if (osc) all.push_back({"_osc._udp", settings_.osc.port, {"txtvers=1", "version=1.1", "types=ifsbhdTF", version}});
    if (https) all.push_back({"_https._tcp", https_port, {"path=/app/", version}});
    return all;
}

void Desks::follow(std::uint16_t https_port) {
    if (!directory_ || https_ == https_port) return;
    https_ = https_port;
    directory_->announce(services(https_port));
}

bool Desks::knows(std::string_view address) const {
    return address == "/session/desks/list";
}

void Desks::act(Client& client, std::string_view, std::span<const Argument> arguments, Time, Answer answer) {
    if (const auto refusal = check_read(client)) return answer(client, *refusal);
    if (!arguments.empty()) return answer(client, Refusal{Code::bad_type, "this takes no argument"});
    if (!directory_) return answer(client, Refusal{Code::busy, "discovery is switched off in the configuration"});
    Outcome outcome{console_.revision(), {}};
    for (const FoundDesk& desk : *found_) {
        outcome.result.emplace_back(desk.name);
        outcome.result.emplace_back(desk.address);
        for (const int port : {desk.http, desk.https, desk.osc}) outcome.result.emplace_back(port);
        outcome.result.emplace_back(desk.version);
    }
    answer(client, outcome);
}

}  // namespace tutti
