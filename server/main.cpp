// tuttid: reads as the list of parts being built.
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <iostream>

#include "engine/device/offline.hpp"
#include "protocol/describe/describe.hpp"
#include "server/carriers/http.hpp"
#include "server/carriers/net.hpp"
#include "server/carriers/tcp.hpp"
#include "server/carriers/udp.hpp"
#include "server/config.hpp"
#include "server/desk.hpp"
#include "server/discovery/desks.hpp"
#include "server/history/history.hpp"
#include "server/lan/invites.hpp"
#include "server/lan/network.hpp"
#include "server/ready_file.hpp"
#include "server/render.hpp"
#include "server/start_values.hpp"
#include "server/supervisor.hpp"
#include "server/tree_news.hpp"
#include "server/x32/describe.hpp"
#include "server/x32/exchange.hpp"
#include "server/x32/ports.hpp"

namespace {

using namespace tutti;

struct Arguments {
    std::filesystem::path config, ready_file, session, render;
    std::string device, describe;
    double seconds = 0;
    bool list_devices = false;
};

int print_devices() {
    const std::vector<DeviceListing> devices = list_devices();
    if (devices.empty()) std::cerr << "tuttid: there are no sound devices here\n";
    for (const DeviceListing& device : devices) {
        std::cout << device.name << (device.is_default ? "  (default)" : "") << "\n    " << device.inputs << " in, "
                  << device.outputs << " out;";
        for (const double rate : device.rates) std::cout << ' ' << rate;
        std::cout << " Hz\n";
    }
    return 0;
}

int describe(const std::string& form) {
    if (form == "typescript")
        std::cout << describe_typescript();
    else if (form == "markdown")
        std::cout << describe_markdown();
    else if (form == "x32")
        std::cout << x32::describe();
    else
        describe_oscquery(std::cout);
    return 0;
}

NetworkSettings network_settings(const Config& config, std::uint16_t http_port) {
    const auto endpoint = [](const ListenAddress& at, std::uint16_t port) {
        return boost::asio::ip::tcp::endpoint(boost::asio::ip::make_address(at.address), port);
    };
    NetworkSettings settings;
    settings.https = endpoint(config.server.https, config.server.https.port);
    settings.hosts = config.server.hosts;
    settings.keys = config.server.session;
    settings.keys += ".keys";
    settings.certificate = config.server.certificate;
    settings.key = config.server.certificate_key;
    settings.studio = config.server.name;
    const auto plain = endpoint(config.server.http, http_port);
    if (!plain.address().is_loopback()) settings.plain = plain;
    return settings;
}

// Page, carriers and supervision around one desk, until SIGINT or SIGTERM.
int serve(const Config& config, const std::filesystem::path& ready_file) {
    boost::asio::io_context io(1);
    OpenedSession session = open_session(config.server.session);
    Desk desk(io, sizes_of(config), first_revision(session.contents), settings_of(config));
    if (const auto complaint = set_start_values(desk, config, session.contents)) throw ConfigError(*complaint);
    const std::vector<Record> records = std::move(session.contents.records);
    SessionKeeper keeper(io, desk.console(), config.server.session, std::move(session));
    desk.set_keeper(keeper, records);
    History history(io, desk.console(), desk.door(), keeper, desk.callers());
    desk.add(history);
    desk.each_turn([&history] { history.follow(); });

    const auto osc_host = boost::asio::ip::make_address(config.server.osc.address);
    std::optional<UdpCarrier> udp;
    std::optional<TcpCarrier> tcp;
    // The same number for both; a number that UDP was given freely may be taken for TCP.
    for (int attempt = 1; !tcp; ++attempt) {
        udp.emplace(io, boost::asio::ip::udp::endpoint{osc_host, config.server.osc.port}, desk);
        try {
            tcp.emplace(io, boost::asio::ip::tcp::endpoint{osc_host, udp->port()}, desk);
        } catch (const std::runtime_error&) {
            if (config.server.osc.port != 0 || attempt == 20) throw;
        }
    }
    HttpSettings settings;
    settings.page = page_folder();
    settings.hosts = config.server.hosts;
    std::optional<Network> network;
    settings.authority = [&network] { return network ? network->authority() : std::string(); };
    const auto http_host = boost::asio::ip::make_address(config.server.http.address);
    HttpCarrier http(io, {http_host, config.server.http.port}, desk, desk, settings);
    desk.set_ports(udp->port(), http.port());
    network.emplace(io, desk.console(), network_settings(config, http.port()),
                    [&http](auto socket, const auto& peer) { http.take(std::move(socket), peer); });
    desk.each_turn([&network] { network->follow(); });
    Invites invites(desk.people(), [&network] { return network->addresses(); });
    desk.add(invites);
    const ServerConfig& at = config.server;
    Desks desks(
        io, desk.console(),
        {at.discovery, at.name, {at.http.address, http.port()}, {at.osc.address, udp->port()}, {at.https.address}});
    desk.add(desks);
    TreeNews news(desk.console(), desk.clients());
    desk.each_turn([&news] { news.follow(Clock::now()); });
    desk.each_turn([&desks, &network] { desks.follow(network->port()); });

    x32::Exchange exchange(desk.door(), desk.console());
    desk.add(exchange);
    x32::Ports x32(io, desk, config);
    desk.each_turn([&x32] { x32.follow(); });

    boost::asio::signal_set signals(io, SIGINT, SIGTERM);
    signals.async_wait([&io](const boost::system::error_code&, int signal) {
        spdlog::info("ending: {}", signal == SIGINT ? "SIGINT" : "SIGTERM");
        io.stop();
    });
    const std::string http_address = text_of(http_host, http.port());
    const std::string osc_address = text_of(osc_host, udp->port());
    const std::string https_address =
        network->port() == 0 ? "" : text_of(network_settings(config, 0).https.address(), network->port());
    // Who comes now waits for the loop, which is about to run.
    write_ready_file(ready_file, {http_address, https_address, osc_address, x32.address(), x32.windows()});
    spdlog::info("{}: page http://{}/app/, OSC {}", config.server.name, http_address, osc_address);
    std::optional<Supervisor> supervisor(
        std::in_place, io, desk.console().layout(), request_of(config), config.device.workers,
        Supervisor::Hooks{[&desk](EngineFacts facts) { desk.set_engine_facts(std::move(facts)); },
                          [&desk](Engine* engine) { desk.attach(engine); }});
    io.run();

    // The supervisor hands its engine back through the loop.
    io.restart();
    std::jthread stopping([&] {
        supervisor.reset();
        io.stop();
    });
    const auto work = boost::asio::make_work_guard(io);
    io.run();
    return 0;
}

int run(const Arguments& arguments) {
    if (arguments.list_devices) return print_devices();
    if (!arguments.describe.empty()) return describe(arguments.describe);
    Config config = load_config(arguments.config);
    if (!arguments.device.empty()) config.device.kind = arguments.device;
    if (!arguments.session.empty()) config.server.session = arguments.session;
    if (!arguments.render.empty()) return render_offline(config, arguments.render, arguments.seconds);
    return serve(config, arguments.ready_file);
}

}  // namespace

int main(int count, char** words) {
    spdlog::set_default_logger(spdlog::stderr_color_mt("tuttid"));
    spdlog::set_pattern("%H:%M:%S %^%l%$ %v");
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);  // a file over its limit is an error of the write, not the end of the sound
    Arguments arguments;
    CLI::App app{"tuttid: the mixing console's daemon"};
    app.set_version_flag("--version", TUTTI_VERSION);
    const auto* config = app.add_option("--config", arguments.config, "configuration file (TOML)");
    app.add_option("--ready-file", arguments.ready_file, "written once all is served: addresses as JSON");
    app.add_option("--session", arguments.session, "session file, instead of the configured one");
    app.add_option("--device", arguments.device, "portaudio, virtual or offline, instead of the configured kind")
        ->check(CLI::IsMember({"portaudio", "virtual", "offline"}));
    app.add_option("--render", arguments.render, "render offline to this WAV file and exit");
    app.add_option("--seconds", arguments.seconds, "length of the render");
    app.add_flag("--list-devices", arguments.list_devices, "print what PortAudio sees and exit");
    app.add_option("--describe", arguments.describe, "print the parameter table and exit")
        ->check(CLI::IsMember({"markdown", "typescript", "oscquery", "x32"}));
    try {
        app.parse(count, words);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;  // --help and --version come this way too
    }
    if (!*config && !arguments.list_devices && arguments.describe.empty()) {
        std::cerr << "tuttid: --config FILE is missing (see --help)\n";
        return 2;
    }
    if (!arguments.render.empty() && !(arguments.seconds > 0)) {
        std::cerr << "tuttid: --render needs --seconds\n";
        return 2;
    }
    try {
        return run(arguments);
    } catch (const ConfigError& error) {
        std::cerr << "tuttid: " << error.what() << "\n";
        return 2;
    } catch (const std::exception& error) {
        std::cerr << "tuttid: " << error.what() << "\n";
        return 1;
    }
}
