#include "engine/device/jack_server.hpp"

#include <algorithm>
#include <cstdlib>
#include <mutex>

namespace tutti {
namespace {

std::string server_name = "default";

std::vector<std::string> ports_of(jack_client_t* client, unsigned long flags) {
    std::vector<std::string> names;
    if (const char** ports = jack_get_ports(client, nullptr, JACK_DEFAULT_AUDIO_TYPE, flags)) {
        for (const char** port = ports; *port; ++port) names.emplace_back(*port);
        jack_free(ports);
    }
    return names;
}

}  // namespace

void prepare_jack() {
    static std::once_flag once;
    std::call_once(once, [] {
        if (const char* name = std::getenv("JACK_DEFAULT_SERVER"); name && *name) server_name = name;
        // PortAudio asks for the default server; we name ours. So it finds none and has nothing to trip over.
        setenv("JACK_DEFAULT_SERVER", "none-for-portaudio", 1);
        // JACK is somebody else's: a mixer does not start servers.
        setenv("JACK_NO_START_SERVER", "1", 0);
        jack_set_error_function([](const char*) {});
        jack_set_info_function([](const char*) {});
    });
}

JackClient connect_to_jack() {
    prepare_jack();
    jack_status_t status{};
    const auto options = static_cast<jack_options_t>(JackNoStartServer | JackServerName);
    return JackClient(jack_client_open("tutti", options, &status, server_name.c_str()));
}

std::vector<JackPorts> jack_devices(jack_client_t* client) {
    std::vector<JackPorts> devices;
    const auto sort_in = [&](unsigned long flags, std::vector<std::string> JackPorts::*side) {
        for (std::string& port : ports_of(client, flags)) {
            const std::string owner = port.substr(0, port.find(':'));
            if (owner == jack_get_client_name(client)) continue;
            auto device = std::find_if(devices.begin(), devices.end(), [&](auto& d) { return d.device == owner; });
            if (device == devices.end()) device = devices.insert(devices.end(), JackPorts{owner, {}, {}});
            auto& ports = (*device).*side;
            if (std::find(ports.begin(), ports.end(), port) == ports.end()) ports.push_back(std::move(port));
        }
    };
    sort_in(JackPortIsInput | JackPortIsPhysical, &JackPorts::playbacks);
    sort_in(JackPortIsOutput | JackPortIsPhysical, &JackPorts::captures);
    sort_in(JackPortIsInput, &JackPorts::playbacks);
    sort_in(JackPortIsOutput, &JackPorts::captures);
    return devices;
}

JackPorts choose_jack_device(jack_client_t* client, const std::string& name) {
    const std::vector<JackPorts> devices = jack_devices(client);
    std::string names;
    std::vector<const JackPorts*> alike;
    for (const JackPorts& device : devices) {
        const std::string full = jack_prefix + ": " + device.device;
        if (full == name) return device;
        if (full.compare(0, name.size(), name) == 0) alike.push_back(&device);
        names += (names.empty() ? "" : "; ") + full;
    }
    const bool any = name.empty() || name == jack_prefix;
    if (!alike.empty() && (any || alike.size() == 1)) return *alike.front();
    throw DeviceError(
        "JACK: " + std::string(alike.empty() ? "no such device: " : "more than one device begins with: ") + name +
        "; " + (names.empty() ? "it has none" : "it has: " + names));
}

}  // namespace tutti
