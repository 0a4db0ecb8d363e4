#pragma once
// What tutti-surface is told at start: by a file, and by the command line over it. Throws ConfigError with file, line
// and key.
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "clients/surface/mcu/profile.hpp"
#include "clients/surface/ports/midi_port.hpp"

namespace tutti::surface {

struct UnitSettings {
    std::string profile = "generic";  // a name or a file
    std::string port;                 // part of the name of its MIDI ports, or
    std::string xctl;                 // its address, or "any"
    KeyWords keys = {};
};

// A controller without motors, and what it was taught.
struct ControllerSettings {
    std::string port;               // part of the name of its MIDI ports
    std::filesystem::path learned;  // a file of learn/controls.hpp
};

struct Settings {
    std::string desk = "127.0.0.1:9000";
    std::string user, pin, token;
    bool follow = true;
    int monitor = 0;
    std::vector<std::string> own;        // strips of the layer "own"
    std::string xctl = "0.0.0.0:10111";  // where units on the network find us
    std::optional<MidiSystem> midi;      // none: what the machine has
    KeyWords keys = {};
    bool print = false;  // what hands do, to set keys and scales up by
    std::vector<UnitSettings> units = {};
    std::vector<ControllerSettings> controllers = {};
};

Settings read_settings(const std::filesystem::path& file);
std::optional<MidiSystem> midi_system_of(const std::string& word);  // throws for any but alsa, jack and ""

// Of what the units are, with their keys.
std::vector<Profile> profiles_of(const Settings& settings);

}  // namespace tutti::surface
