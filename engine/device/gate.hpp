// Between a driver's thread and the Processor. While it is open, call() lets the driver in; once closed, a driver that
// calls late, or hangs and comes back, finds silence instead of an engine that is gone. It outlives the device for
// that.
#pragma once

#include <pthread.h>
#include <sys/types.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <vector>

#include "engine/device/device.hpp"

namespace tutti {

class Gate {
public:
    Gate(int inputs, int outputs, double rate);

    // [control]
    void open(Processor& processor, DeviceCounters& counters);
    void close();  // returns once the driver is outside, and never lets it in again until opened
    bool wait_for_first_call(std::chrono::milliseconds longest) const;
    std::int64_t ns_since_call() const noexcept;
    pthread_t caller() const { return caller_.load(); }  // valid from the first call on, while the driver runs

    // [audio] One callback of the driver; a missing input plays silence. `lost`: the driver reports an xrun with it.
    void call(const float* const* inputs, float* const* outputs, int frames, bool lost) noexcept;

private:
    void process(Processor& processor, const float* const* from, float* const* to, int frames) noexcept;

    std::atomic<Processor*> processor_{nullptr};
    std::atomic<bool> busy_{false};  // in process(); set before processor_ is read, and both in one total order
    std::atomic<std::int64_t> last_ns_{0};
    std::atomic<pthread_t> caller_{};
    DeviceCounters* counters_ = nullptr;  // touched only while processor_ is set
    std::vector<const float*> inputs_;
    std::vector<float*> outputs_;
    std::array<float, Processor::max_frames> silence_{};
    double rate_;
};

}  // namespace tutti
