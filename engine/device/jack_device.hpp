// A JACK server as a device: a client "tutti" with the ports in_1… and out_1…, connected to the device's own in order.
// The server gives rate, block and priority.
#pragma once

#include "engine/device/device.hpp"

namespace tutti {

// Null if no server runs.
std::unique_ptr<Device> open_jack_device(const DeviceRequest& request);
bool jack_device_present(const std::string& name);
std::vector<DeviceListing> list_jack_devices();

}  // namespace tutti
