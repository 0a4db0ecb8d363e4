#include "engine/device/callback.hpp"
#include "engine/device/device.hpp"
#include "engine/device/jack_device.hpp"
#include "engine/device/jack_server.hpp"
#include "engine/device/portaudio_device.hpp"
#include "engine/device/scan.hpp"
#include "engine/device/virtual_device.hpp"

namespace tutti {
namespace {

std::unique_ptr<Device> open_real_device(const DeviceRequest& request) {
    if (may_be_jack(request.name))
        if (auto device = open_jack_device(request)) return device;
    if (may_be_portaudio(request.name)) return open_portaudio_device(request);
    throw DeviceError("portaudio: no such device: " + request.name + "; no JACK server is running");
}

}  // namespace

bool may_be_jack(const std::string& name) {
    return name.empty() || name.rfind(jack_prefix, 0) == 0;
}
bool may_be_portaudio(const std::string& name) {
    return name.empty() || name.rfind(jack_prefix, 0) != 0;
}

std::unique_ptr<Device> open_device(const DeviceRequest& request) {
    check_request(request);
    if (request.kind == "portaudio") return open_real_device(request);
    if (request.kind == "virtual") return std::make_unique<VirtualDevice>(request);
    if (request.kind == "offline") throw DeviceError("device.kind \"offline\" has no clock: it is for --render");
    throw DeviceError("device.kind must be portaudio, virtual or offline, not \"" + request.kind + "\"");
}

bool device_present(const DeviceRequest& request) {
    return request.kind == "portaudio" ? real_device_present(request.name) : request.kind == "virtual";
}

std::vector<DeviceListing> list_devices() {
    std::vector<DeviceListing> list = list_jack_devices();
    const bool jack_has_default = !list.empty();
    for (DeviceListing& device : list_portaudio_devices()) {
        device.is_default = device.is_default && !jack_has_default;
        list.push_back(std::move(device));
    }
    return list;
}

}  // namespace tutti
