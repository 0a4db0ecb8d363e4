#pragma once
// What is particular to one make of unit, as config/surfaces/*.toml has it: its words, its printed scale, how its
// displays are coloured, which keys do what. Read at start; throws ConfigError with file, line and key.
#include <filesystem>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "clients/surface/mcu/dialect.hpp"
#include "clients/surface/mcu/scale.hpp"

namespace tutti::surface {

struct ConfigError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// What a key does, in words (model/actions.hpp), and where that is said: "surface.toml:3: keys.f1".
struct KeyWord {
    std::string words = {}, where = {};
    KeyWord() = default;
    KeyWord(const char* said) : words(said) {}
    KeyWord(std::string said, std::string at) : words(std::move(said)), where(std::move(at)) {}
};
using KeyWords = std::map<int, KeyWord>;  // by note

struct Profile {
    std::string name;
    bool xctl = false;
    std::uint8_t id = 0x14;  // of its system exclusive messages
    Colors colors = Colors::none;
    int strips = kStrips;
    bool master = true;        // a ninth fader
    bool handshake = true;     // it answers to hello; else it is there as soon as its port is
    bool touch = true;         // faders feel a finger
    bool blinks = true;        // lamps blink by themselves
    int columns = kColumns;    // of a strip's display that can be seen
    int bytes_per_second = 0;  // 0: no bound worth keeping
    int steps = 1024;          // that its faders can tell apart
    Scale scale;
    KeyWords keys;
};

Profile read_profile(const std::filesystem::path& file);

// A file that is there, or the name of one of those that come with Tutti.
std::filesystem::path profile_file(const std::string& name);
std::vector<std::string> profile_names();
std::unique_ptr<Dialect> dialect_of(const Profile& profile);

}  // namespace tutti::surface
