// A sound card through PortAudio: one full-duplex stream, non-interleaved floats, whatever block size the
// device gives (a fixed one would add a block of latency where the device's own differs).
#pragma once

#include "engine/device/device.hpp"

namespace tutti {

std::unique_ptr<Device> open_portaudio_device(const DeviceRequest& request);
bool portaudio_device_present(const std::string& name);  // throws DeviceError where it cannot be asked
std::vector<DeviceListing> list_portaudio_devices();

}  // namespace tutti
