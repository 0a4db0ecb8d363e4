// The sound card, or JACK, through PortAudio: one full-duplex stream, non-interleaved floats, whatever block size the
// device gives (a fixed one would add a block of latency on JACK). PortAudio is used through portaudio_host.hpp only.
#pragma once

#include "engine/device/device.hpp"

namespace tutti {

std::unique_ptr<Device> open_portaudio_device(const DeviceRequest& request);
bool portaudio_device_present(const std::string& name);

}  // namespace tutti
