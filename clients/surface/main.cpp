// `tutti-surface`: motor faders, on the machine they are plugged into. The words of the command line are here.
#include <CLI/CLI.hpp>
#include <cstdio>

#include "clients/surface/learn/teach.hpp"
#include "clients/surface/program.hpp"

namespace {

using namespace tutti::surface;

constexpr const char* about =
    "Connects control surfaces (Mackie Control by MIDI, X-Touch by network) to a Tutti desk. Runs where the\n"
    "surface is plugged in; desk and surface may come and go.\n";

constexpr const char* more =
    "\nExamples:\n"
    "  tutti-surface --list-ports\n"
    "  tutti-surface --profile x-touch --port X-Touch\n"
    "  tutti-surface --profile x-touch --port 'X-Touch INT' --profile x-touch-extender --port 'X-Touch-Ext'\n"
    "  tutti-surface --desk 192.168.1.10:9000 --profile x-touch-xctl --xctl any\n"
    "  tutti-surface --config surface.toml\n"
    "  tutti-surface --controller nanoKONTROL --learned nano.toml --learn /channel/1/fader /channel/1/mute\n"
    "  tutti-surface --controller nanoKONTROL --learned nano.toml\n"
    "\nExit codes: 0 ended by Ctrl-C or SIGTERM, 2 wrong usage or configuration.\n";

struct CommandLine {
    std::string config, desk, user, pin, token, midi, ready, controller, learned;
    std::vector<std::string> profiles, ports, addresses, learn;
    bool print = false, list_ports = false, list_profiles = false;

    explicit CommandLine(CLI::App& app) {
        app.footer(more);
        app.set_version_flag("--version", "tutti-surface " TUTTI_VERSION);
        app.add_option("--config", config, "A file that says all of this, and what keys do (docs/surface.md)");
        app.add_option("--desk", desk, "The desk's OSC port, HOST:PORT; by default 127.0.0.1:9000")
            ->envname("TUTTI_HOST");
        app.add_option("--user", user, "Whose selection and sends on faders are followed");
        app.add_option("--pin", pin, "That user's PIN")->envname("TUTTI_PIN");
        app.add_option("--token", token, "A login, instead of the one that `tutti login` has kept")
            ->envname("TUTTI_TOKEN");
        app.add_option("--midi", midi, "alsa or jack; by default what the machine has");
        app.add_option("--profile", profiles, "Of each unit, from the left: see --list-profiles");
        app.add_option("--port", ports, "Of each unit: part of the name of its MIDI ports");
        app.add_option("--xctl", addresses, "Of each unit on the network: its address, or any");
        app.add_option("--controller", controller, "A controller without motors: part of the name of its MIDI ports");
        app.add_option("--learned", learned, "The file of what its controls do");
        app.add_option("--learn", learn, "Teach it: for each ADDRESS, move a control; then end");
        app.add_flag("--list-ports", list_ports, "Print the MIDI ports of this machine");
        app.add_flag("--list-profiles", list_profiles, "Print the profiles that come with Tutti");
        app.add_flag("--print", print, "Print what hands do: positions of faders, names of keys");
        app.add_option("--ready-file", ready, "Written once all is open")->group("");
    }

    Settings settings() const {
        Settings settings = config.empty() ? Settings{} : read_settings(config);
        if (!desk.empty()) settings.desk = desk;
        if (!user.empty()) settings.user = user;
        if (!pin.empty()) settings.pin = pin;
        if (!token.empty()) settings.token = token;
        if (!midi.empty()) settings.midi = midi_system_of(midi);
        settings.print = print;
        add_units(settings);
        if (controller.empty() != learned.empty()) throw ConfigError("--controller and --learned belong together");
        if (!controller.empty()) settings.controllers.push_back({controller, learned});
        if (settings.units.empty() && settings.controllers.empty())
            throw ConfigError("there is no unit: give --profile and --port or --xctl, or [[unit]] in --config");
        return settings;
    }

private:
    // The n-th profile is that of the n-th unit; those on the network take --xctl, the others --port.
    void add_units(Settings& settings) const {
        std::size_t port = 0, address = 0;
        std::vector<std::string> all = profiles;
        if (all.empty()) all.assign(ports.size(), "generic");
        for (const std::string& name : all) {
            const bool network = read_profile(profile_file(name)).xctl;
            UnitSettings unit;
            unit.profile = name;
            if (network) unit.xctl = address < addresses.size() ? addresses[address++] : "any";
            if (!network && port >= ports.size()) throw ConfigError("--profile " + name + " wants a --port");
            if (!network) unit.port = ports[port++];
            settings.units.push_back(std::move(unit));
        }
        if (port < ports.size()) throw ConfigError("--port " + ports[port] + " wants a --profile");
        if (address < addresses.size())
            throw ConfigError("--xctl " + addresses[address] +
                              " wants a --profile of a unit on the network: " + "x-touch-xctl");
    }
};

int print_ports(MidiSystem system) {
    MidiPorts midi(system, -1);
    const MidiNames names = midi.names();
    for (const std::string& name : names.inputs) std::printf("from %s\n", name.c_str());
    for (const std::string& name : names.outputs) std::printf("to   %s\n", name.c_str());
    if (names.inputs.empty() && names.outputs.empty()) std::fprintf(stderr, "There are no MIDI ports.\n");
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app(about, "tutti-surface");
    CommandLine line(app);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    try {
        if (line.list_profiles) {
            for (const std::string& name : profile_names())
                std::printf("%-18s %s\n", name.c_str(), read_profile(profile_file(name)).name.c_str());
            return 0;
        }
        if (line.list_ports) return print_ports(midi_system_of(line.midi).value_or(usual_midi_system()));
        if (!line.learn.empty()) return teach(line.settings(), line.learn);
        return run(line.settings(), line.ready);
    } catch (const ConfigError& error) {
        std::fprintf(stderr, "tutti-surface: %s\n", error.what());
        return 2;
    }
}
