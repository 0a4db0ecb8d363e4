#pragma once
// The configuration file of the daemon, read and checked as a whole: whoever gets a Config need not check it again.
// What is wrong is told with file, line and key. Any one thread.
#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/console/layout.hpp"

namespace tutti {

// what() is "FILE:LINE: KEY: sentence".
struct ConfigError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// An IP address in writing ("127.0.0.1", "::1") and a port; 0 = any free one.
struct ListenAddress {
    std::string address;
    std::uint16_t port = 0;
};

struct ServerConfig {
    std::string name = "Studio A";
    ListenAddress http{"127.0.0.1", 8080};
    ListenAddress https{"0.0.0.0", 8443};                // while /session/lan is on
    std::filesystem::path certificate, certificate_key;  // for HTTPS, instead of the desk's own; both or none
    ListenAddress osc{"127.0.0.1", 9000};
    std::optional<ListenAddress> x32;
    std::filesystem::path session = "studio-a.tutti";
    std::string local_role = "engineer", lan_role = "viewer";
    std::vector<std::string> hosts;
    std::string discovery = "network";  // off, network, all: also what only this machine reaches
};

struct DeviceConfig {
    std::string kind = "portaudio", name;
    int rate = 48000, block = 64, inputs = 32, outputs = 16, workers = 0;
    std::vector<std::filesystem::path> stems;
};

struct X32Config {
    ListenAddress listen;
    int first_channel = 1, first_bus = 1;
    std::string user;
};

struct UserConfig {
    std::string name, role, pin;
    int cue = 0, monitor = 0;
};

struct SetConfig {
    std::string address;
    std::variant<bool, std::int64_t, double, std::string> value;
    int line = 0;
};

struct Config {
    std::filesystem::path file;
    ServerConfig server;
    DeviceConfig device;
    Sizes desk;  // but for inputs and outputs, which are the device's
    std::vector<X32Config> x32;
    std::vector<UserConfig> users;
    std::vector<SetConfig> set;      // in the order of the file
    std::vector<std::string> given;  // all keys of the file but those of [set]: "server.name", "user.pin"

    // "FILE:LINE: set.ADDRESS: sentence", for whoever finds out later that a first value does not fit.
    std::string at(const SetConfig& value, const std::string& sentence) const;
};

// Throws ConfigError. Relative paths of the file come back relative to its folder.
Config load_config(const std::filesystem::path& file);

}  // namespace tutti
