#include "engine/device/portaudio_device.hpp"

#include <portaudio.h>

#include <algorithm>

#include "engine/device/callback.hpp"
#include "engine/device/driver_thread.hpp"
#include "engine/device/gate.hpp"
#include "engine/device/portaudio_host.hpp"

namespace tutti {
namespace {

using namespace std::chrono_literals;

constexpr int wanted_priority = 60;  // JACK's usual one; above everything of ours, below the interrupts' threads
constexpr std::int64_t silence_means_lost_ns = 500'000'000;

int on_callback(const void* input, void* output, unsigned long frames, const PaStreamCallbackTimeInfo*,
                PaStreamCallbackFlags flags, void* user) {
    constexpr PaStreamCallbackFlags lost = paInputUnderflow | paInputOverflow | paOutputUnderflow | paOutputOverflow;
    static_cast<Gate*>(user)->call(static_cast<const float* const*>(input), static_cast<float* const*>(output),
                                   static_cast<int>(frames), (flags & lost) != 0);
    return paContinue;
}

// [driver] An open stream; lives and dies on PortAudio's driver thread.
struct Stream {
    PortAudioLease lease;
    std::shared_ptr<Gate> gate;
    PaStream* stream = nullptr;

    ~Stream() {
        if (stream) Pa_CloseStream(stream);
    }
};

struct Opened {
    std::shared_ptr<Stream> stream;
    DeviceFacts facts;
};

[[noreturn]] void fail(const std::string& name, const std::string& doing, PaError error) {
    std::string why = Pa_GetErrorText(error);
    if (error == paUnanticipatedHostError)
        if (const PaHostErrorInfo* host = Pa_GetLastHostErrorInfo(); host && host->errorText && *host->errorText)
            why = host->errorText;
    throw DeviceError("portaudio: " + name + " cannot be " + doing + ": " + why);
}

// [driver]
Opened open_stream(const DeviceRequest& request) {
    auto opened = std::make_shared<Stream>();
    const PortAudioChoice choice = choose_portaudio_device(request.name);
    const PaDeviceInfo* in_info = choice.input >= 0 ? Pa_GetDeviceInfo(choice.input) : nullptr;
    const PaDeviceInfo* out_info = choice.output >= 0 ? Pa_GetDeviceInfo(choice.output) : nullptr;
    DeviceFacts facts;
    facts.name = choice.name;
    facts.inputs = std::min(request.inputs, in_info ? in_info->maxInputChannels : 0);
    facts.outputs = std::min(request.outputs, out_info ? out_info->maxOutputChannels : 0);
    if (facts.inputs + facts.outputs == 0)
        throw DeviceError("portaudio: " + choice.name + " has none of the channels asked for");
    note_fewer_channels(facts, request);

    PaStreamParameters in{}, out{};
    in.device = choice.input;
    in.channelCount = facts.inputs;
    in.suggestedLatency = in_info ? in_info->defaultLowInputLatency : 0;
    out.device = choice.output;
    out.channelCount = facts.outputs;
    out.suggestedLatency = out_info ? out_info->defaultLowOutputLatency : 0;
    in.sampleFormat = out.sampleFormat = paFloat32 | paNonInterleaved;
    opened->gate = std::make_shared<Gate>(facts.inputs, facts.outputs, request.rate);
    const PaError error =
        Pa_OpenStream(&opened->stream, facts.inputs > 0 ? &in : nullptr, facts.outputs > 0 ? &out : nullptr,
                      request.rate, paFramesPerBufferUnspecified, paDitherOff, on_callback, opened->gate.get());
    if (error != paNoError) opened->stream = nullptr;
    if (error == paInvalidSampleRate)
        throw DeviceError("portaudio: " + choice.name + " cannot run at " + rates_text({request.rate}) +
                          "; it can do " + rates_text(portaudio_rates(choice, facts.inputs, facts.outputs)));
    if (error != paNoError) fail(choice.name, "opened", error);
    const PaStreamInfo* info = Pa_GetStreamInfo(opened->stream);
    facts.rate = info ? info->sampleRate : request.rate;
    facts.latency_ms = info ? (info->inputLatency + info->outputLatency) * 1000 : 0;
    return {std::move(opened), std::move(facts)};
}

class PortAudioDevice final : public Device {
public:
    explicit PortAudioDevice(Opened opened)
        : facts_(std::move(opened.facts)), stream_(std::move(opened.stream)), gate_(stream_->gate) {}

    ~PortAudioDevice() override {
        PortAudioDevice::stop();
        // A thread that spins in a driver for a device that is gone would take a core, at real-time priority, for ever.
        if (!DriverThread::portaudio().destroy(std::move(stream_), 3s)) drop_priority(kernel_thread_);
    }

    const DeviceFacts& facts() const override { return facts_; }

    void start(Processor& processor) override {
        stop();
        gate_->open(processor, counters_);
        started_ = true;
        try {
            DriverThread::portaudio().run("starting", 5s, [stream = stream_, name = facts_.name] {
                const PaError error = Pa_StartStream(stream->stream);
                if (error != paNoError) fail(name, "started", error);
            });
            if (!gate_->wait_for_first_call(2s))
                throw DeviceError("portaudio: " + facts_.name + " started but never calls");
        } catch (...) {
            stop();
            throw;
        }
        kernel_thread_ = kernel_thread(gate_->caller());
        counters_.priority = raise_priority(gate_->caller(), wanted_priority);
    }

    void stop() override {
        gate_->close();
        if (!started_) return;
        const auto patience = alive() ? 3000ms : 300ms;  // the fallback waits for us
        started_ = false;
        counters_.priority = 0;
        try {
            DriverThread::portaudio().run("stopping", patience, [stream = stream_] { Pa_AbortStream(stream->stream); });
        } catch (const DeviceError&) {
            drop_priority(kernel_thread_);  // it hangs; the gate is closed, and closing the stream waits behind it
        }
    }

    // PortAudio has no word for a device that is gone: the only sure sign is that it no longer calls.
    bool alive() const override { return !started_ || gate_->ns_since_call() < silence_means_lost_ns; }

private:
    DeviceFacts facts_;
    std::shared_ptr<Stream> stream_;
    std::shared_ptr<Gate> gate_;
    std::atomic<bool> started_{false};
    pid_t kernel_thread_ = 0;
};

}  // namespace

std::unique_ptr<Device> open_portaudio_device(const DeviceRequest& request) {
    return std::make_unique<PortAudioDevice>(
        DriverThread::portaudio().run("opening", 10s, [request] { return open_stream(request); }));
}

bool portaudio_device_present(const std::string& name) {
    return DriverThread::portaudio().run("looking for devices", 10s, [name] {
        const PortAudioLease lease;
        choose_portaudio_device(name);
        return true;
    });
}

std::vector<DeviceListing> list_portaudio_devices() {
    // Asking every ALSA device for every rate opens each of them in turn.
    return DriverThread::portaudio().run("listing devices", 30s, [] { return portaudio_listing(); });
}

}  // namespace tutti
