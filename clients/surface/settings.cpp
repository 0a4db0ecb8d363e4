#include "clients/surface/settings.hpp"

#include "clients/surface/mcu/toml_section.hpp"
#include "clients/surface/model/mirror.hpp"
#include "engine/console/layout.hpp"

namespace tutti::surface {
namespace {

void read_own(Section& section, Settings& settings) {
    const toml::array* list = section.list("own");
    if (!list) return;
    for (const toml::node& node : *list) {
        const std::string strip = node.value<std::string>().value_or("");
        if (strip.empty() || strip_of(strip) != strip || !row_of(strip + "/fader"))
            section.fail("own", node, "wants addresses of strips: \"/channel/3\"");
        settings.own.push_back(strip);
    }
}

void read_units(Section& section, Settings& settings) {
    section.each("unit", [&](Section& one, const toml::node& node) {
        UnitSettings unit;
        one.text("profile", unit.profile);
        one.text("port", unit.port);
        one.text("xctl", unit.xctl);
        one.keys("keys", unit.keys);
        if (unit.port.empty() == unit.xctl.empty())
            section.fail("unit", node, "wants either port (MIDI) or xctl (network)");
        settings.units.push_back(std::move(unit));
    });
}

void read_controllers(Section& section, const std::filesystem::path& file, Settings& settings) {
    section.each("controller", [&](Section& one, const toml::node& node) {
        ControllerSettings controller;
        std::string learned;
        one.text("port", controller.port);
        one.text("learned", learned);
        if (controller.port.empty() || learned.empty()) section.fail("controller", node, "wants port and learned");
        controller.learned = file.parent_path() / learned;
        settings.controllers.push_back(std::move(controller));
    });
}

constexpr const char* kWhichMidi = "is alsa or jack";

// False: there is no such system.
bool find_midi_system(const std::string& word, std::optional<MidiSystem>& system) {
    if (word == "alsa") system = MidiSystem::alsa;
    if (word == "jack") system = MidiSystem::jack;
    return system || word.empty();
}

}  // namespace

std::optional<MidiSystem> midi_system_of(const std::string& word) {
    std::optional<MidiSystem> system;
    if (!find_midi_system(word, system)) throw ConfigError("midi: " + std::string(kWhichMidi) + ", not '" + word + "'");
    return system;
}

Settings read_settings(const std::filesystem::path& file) {
    const toml::table table = parse_toml(file);
    Section section(table, file);
    Settings settings;
    std::string midi;
    section.text("desk", settings.desk);
    section.text("user", settings.user);
    section.text("pin", settings.pin);
    section.text("token", settings.token);
    section.flag("follow", settings.follow);
    section.whole("monitor", settings.monitor, 0, Sizes::largest().monitors);
    section.text("xctl", settings.xctl);
    section.text("midi", midi);
    if (!find_midi_system(midi, settings.midi)) section.fail("midi", *table.get("midi"), kWhichMidi);
    section.keys("keys", settings.keys);
    read_own(section, settings);
    read_units(section, settings);
    read_controllers(section, file, settings);
    section.done();
    return settings;
}

std::vector<Profile> profiles_of(const Settings& settings) {
    std::vector<Profile> profiles;
    for (const UnitSettings& unit : settings.units) {
        Profile profile = read_profile(profile_file(unit.profile));
        if (profile.xctl == unit.xctl.empty())
            throw ConfigError(
                profile.name + ": " +
                (profile.xctl ? "is on the network: xctl instead of port" : "has MIDI ports: port instead of xctl"));
        for (const auto& [key, words] : unit.keys) profile.keys[key] = words;
        profiles.push_back(std::move(profile));
    }
    return profiles;
}

}  // namespace tutti::surface
