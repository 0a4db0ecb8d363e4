// A device that is only a steady clock: for machines without sound hardware, and to keep the desk running while the
// real device is away. Stems play at its inputs (stems.hpp), its outputs go nowhere. When the machine slept or was too
// busy, the clock counts an xrun and goes on from now: it never makes up for lost time in a burst.
#pragma once

#include <pthread.h>

#include <atomic>
#include <thread>
#include <vector>

#include "engine/device/device.hpp"
#include "engine/device/stems.hpp"

namespace tutti {

class VirtualDevice final : public Device {
public:
    explicit VirtualDevice(const DeviceRequest& request);
    ~VirtualDevice() override { VirtualDevice::stop(); }

    const DeviceFacts& facts() const override { return facts_; }
    void start(Processor& processor) override;
    void stop() override;
    bool alive() const override { return true; }

private:
    void run(Processor& processor);

    int block_;
    Stems stems_;
    DeviceFacts facts_;
    std::vector<float> samples_;  // a block for each input, then for each output
    std::vector<float*> inputs_, outputs_;
    std::thread thread_;
    std::atomic<bool> stopping_{false};
};

}  // namespace tutti
