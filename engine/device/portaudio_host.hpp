// Finding devices through PortAudio. Everything here is [driver] of PortAudio's thread (driver_thread.hpp). JACK is
// left out of PortAudio's sight, see jack_server.hpp.
#pragma once

#include <string>
#include <vector>

#include "engine/device/device.hpp"

namespace tutti {

// Keeps PortAudio initialised. It sees only what was there when the first of these was made, so nobody holds
// one longer than needed: the next look at the devices is then a fresh one.
class PortAudioLease {
public:
    PortAudioLease();
    ~PortAudioLease();
    PortAudioLease(const PortAudioLease&) = delete;
    PortAudioLease& operator=(const PortAudioLease&) = delete;
};

struct PortAudioChoice {
    int input = -1, output = -1;  // PortAudio's device numbers; -1: that direction has none
    std::string name;
};

// By "HOST API: device", by a beginning that only one device has (an ALSA card's number may change), or the
// default. Both directions belong to one host API: there is one clock. Throws DeviceError naming what is there.
PortAudioChoice choose_portaudio_device(const std::string& name);

// The usual rates that the choice can do with these channels.
std::vector<double> portaudio_rates(const PortAudioChoice& choice, int inputs, int outputs);

std::vector<DeviceListing> portaudio_listing();

// "48000, 96000 Hz"
std::string rates_text(const std::vector<double>& rates);

}  // namespace tutti
