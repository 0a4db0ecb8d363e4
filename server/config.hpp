#pragma once
// The configuration file (TOML), checked key by key: a wrong key, type or value is an error with file, line and key.
// Every key of docs/configuration.md is accepted; what is not built yet is named in left_out. Start-up only.
#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

namespace tutti {

// what() is "FILE:LINE: KEY: sentence".
struct ConfigError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct Address {
    std::string host;  // an IP address
    std::uint16_t port = 0;
};

struct Config {
    struct Server {
        std::string name = "Studio A";
        Address http{"127.0.0.1", 8080}, osc{"127.0.0.1", 9000};
        std::string session, local_role = "engineer", lan_role = "viewer";
        std::vector<std::string> hosts;
    } server;
    struct Device {
        std::string kind = "portaudio", name;
        double rate = 48000;
        int block = 64, inputs = 32, outputs = 16;
        std::vector<std::filesystem::path> stems;
    } device;
    struct Desk {
        int channels = 32, buses = 16, matrices = 6, fx = 4, dcas = 8, mutegroups = 6, monitors = 2, talkbacks = 2;
    } desk;
    struct Set {
        std::string address;
        std::variant<bool, std::int64_t, double, std::string> value;
        int line;
    };
    std::vector<Set> set;
    std::vector<std::string> left_out;
    std::filesystem::path file;
};

Config load_config(const std::filesystem::path& file);

}  // namespace tutti
