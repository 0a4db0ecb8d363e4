// What drives the console: something that calls a Processor with a block of inputs and outputs at a steady pace. A
// device is opened, started, stopped and destroyed by one supervising thread (none of it by the audio thread, all of it
// may block for some seconds); facts and counters may be read from any thread. A device never comes back by itself:
// when alive() says false, destroy it and open a new one when device_present() says so.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace tutti {

// The engine, or a test. [audio] Called with whatever the device has, never more than max_frames at once; the arrays
// hold one pointer for each channel, outputs must be written in full. An input and an output may not share memory.
class Processor {
public:
    static constexpr int max_frames = 8192;
    virtual void process(const float* const* inputs, int input_count, float* const* outputs, int output_count,
                         int frames) noexcept = 0;

protected:
    ~Processor() = default;
};

struct DeviceRequest {
    std::string kind = "portaudio";  // portaudio | virtual (offline: see offline.hpp)
    std::string name;                // portaudio: "HOST API: device", how it begins, or empty = the default
    double rate = 48000;
    int block = 64;                            // virtual, offline; portaudio takes what the device gives
    int inputs = 32, outputs = 16;             // at most: a smaller device is opened with what it has
    std::vector<std::filesystem::path> stems;  // virtual, offline: input i plays stems[i] looped (stems.hpp);
                                               // none at all makes the silent clock to fall back on
};

struct DeviceFacts {
    std::string name;
    double rate = 0;
    int inputs = 0, outputs = 0;        // what process() is called with
    double latency_ms = 0;              // in and out together, as far as the device tells
    std::vector<std::string> warnings;  // sentences for the log: a stem that could not be read, fewer channels, …
};

struct DeviceCounters {
    std::atomic<std::uint32_t> xruns{0}, callbacks{0};
    std::atomic<int> priority{0};        // SCHED_FIFO priority of the audio thread; 0: ordinary scheduling
    std::atomic<int> block{0};           // frames of the newest callback
    std::atomic<float> load_peak{0.0f};  // busy share of the worst callback since it was last read by exchange(0)
};

class Device {
public:
    virtual ~Device() = default;  // stops
    virtual const DeviceFacts& facts() const = 0;
    // Returns once the callbacks run; the processor must live until stop() has returned. Throws DeviceError.
    virtual void start(Processor& processor) = 0;
    // The processor is not called any more once this has returned, even if the device itself hangs.
    virtual void stop() = 0;
    // False once a started device has stopped calling.
    virtual bool alive() const = 0;
    DeviceCounters& counters() { return counters_; }
    const DeviceCounters& counters() const { return counters_; }

protected:
    DeviceCounters counters_;
};

// what() is a sentence for a person.
struct DeviceError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Throws DeviceError; stems that cannot be played are no error but a warning and a silent input.
std::unique_ptr<Device> open_device(const DeviceRequest& request);

// Whether open_device() would find the device. Cheap enough to be asked each second: it looks closely only when
// something was plugged or started, and each 15 s.
bool device_present(const DeviceRequest& request);

struct DeviceListing {
    std::string name;  // "HOST API: device"
    int inputs = 0, outputs = 0;
    std::vector<double> rates;  // of the usual ones
    bool is_default = false;
};

// What PortAudio sees now; while a PortAudio device is open, what it saw when that was opened.
std::vector<DeviceListing> list_devices();

}  // namespace tutti
