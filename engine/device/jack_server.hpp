// The JACK server, asked directly. PortAudio could do it, but its JACK side (19.6) waits ten minutes when the server is
// killed and ends the whole process by an assertion when the server quits before the stream is closed. Devices keep the
// names that PortAudio gives them: "JACK Audio Connection Kit: system". Everything here is [driver] of JACK's thread.
#pragma once

#include <jack/jack.h>

#include <memory>
#include <string>
#include <vector>

#include "engine/device/device.hpp"

namespace tutti {

inline const std::string jack_prefix = "JACK Audio Connection Kit";

struct CloseJackClient {
    void operator()(jack_client_t* client) const { jack_client_close(client); }
};
using JackClient = std::unique_ptr<jack_client_t, CloseJackClient>;

// Null if no server runs; none is started. Also keeps PortAudio away from JACK from now on.
JackClient connect_to_jack();

// Keeps the libraries' own words off stderr, and PortAudio off JACK. Any thread, before PortAudio or JACK is used.
void prepare_jack();

// The ports of a JACK client in their order: what can be recorded, and what can be played to.
struct JackPorts {
    std::string device;  // the client's name in JACK
    std::vector<std::string> captures, playbacks;
};

// Every client with audio ports, those of hardware first.
std::vector<JackPorts> jack_devices(jack_client_t* client);

// By "JACK Audio Connection Kit: device", by how that begins where it is clear, or the first. Throws DeviceError.
JackPorts choose_jack_device(jack_client_t* client, const std::string& name);

}  // namespace tutti
