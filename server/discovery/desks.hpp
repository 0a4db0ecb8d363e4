#pragma once
// This desk in the network's directory, and the others there: says what of it can be reached from elsewhere, and
// carries out /session/desks/list. State thread only; the directory works beside it.
#include <boost/asio/io_context.hpp>
#include <optional>

#include "server/actions.hpp"
#include "server/discovery/directory.hpp"

namespace tutti {

struct DesksSettings {
    std::string mode;  // off, network, all: what of [server] discovery
    std::string name;
    // Where a carrier listens; 0: it does not.
    struct At {
        std::string address;
        std::uint16_t port = 0;
    };
    At http, osc, https;  // https: the port is told to follow()
};

class Desks final : public Actions {
public:
    // Both outlive it.
    Desks(boost::asio::io_context& io, const Console& console, DesksSettings settings);

    // After each turn of the loop: HTTPS comes and goes.
    void follow(std::uint16_t https_port);

    bool knows(std::string_view address) const override;
    // RESULT: of each desk NAME ADDRESS HTTP HTTPS OSC VERSION, ports as numbers, 0 where it has none.
    void act(Client& client, std::string_view address, std::span<const Argument> arguments, Time now,
             Answer answer) override;

private:
    bool reaches(const DesksSettings::At& at) const;
    std::vector<Announced> services(std::uint16_t https_port) const;

    const Console& console_;
    const DesksSettings settings_;
    std::shared_ptr<std::vector<FoundDesk>> found_;  // what was handed over last
    std::optional<std::uint16_t> https_;             // as announced
    std::optional<Directory> directory_;
};

}  // namespace tutti
