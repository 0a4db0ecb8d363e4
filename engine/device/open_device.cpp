#include "engine/device/callback.hpp"
#include "engine/device/device.hpp"
#include "engine/device/portaudio_device.hpp"
#include "engine/device/virtual_device.hpp"

namespace tutti {

std::unique_ptr<Device> open_device(const DeviceRequest& request) {
    check_request(request);
    if (request.kind == "portaudio") return open_portaudio_device(request);
    if (request.kind == "virtual") return std::make_unique<VirtualDevice>(request);
    if (request.kind == "offline") throw DeviceError("device.kind \"offline\" has no clock: it is for --render");
    throw DeviceError("device.kind must be portaudio, virtual or offline, not \"" + request.kind + "\"");
}

bool device_present(const DeviceRequest& request) {
    return request.kind == "portaudio" ? portaudio_device_present(request.name) : request.kind == "virtual";
}

}  // namespace tutti
