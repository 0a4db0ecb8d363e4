#include "engine/device/portaudio_device.hpp"

#include <portaudio.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <thread>

#include "engine/device/callback.hpp"
#include "engine/device/portaudio_host.hpp"

namespace tutti {
namespace {

using namespace std::chrono_literals;

constexpr int wanted_priority = 60;  // JACK's usual one; above everything of ours, below the interrupts' threads
constexpr std::int64_t silence_means_lost_ns = 500'000'000;

// What the callback knows. It outlives the device where a driver hangs and calls late: then `processor` is null.
struct Call {
    Call(int input_count, int output_count, double sample_rate)
        : inputs(static_cast<std::size_t>(input_count)),
          outputs(static_cast<std::size_t>(output_count)),
          rate(sample_rate) {}

    std::atomic<Processor*> processor{nullptr};
    std::atomic<bool> busy{false};  // inside process(); set before `processor` is read
    std::atomic<bool> finished{false};
    std::atomic<bool> has_thread{false};
    std::atomic<pthread_t> thread{};
    std::atomic<std::int64_t> last_ns{0};
    DeviceCounters* counters = nullptr;  // only while `processor` is set
    std::vector<const float*> inputs;
    std::vector<float*> outputs;
    std::array<float, Processor::max_frames> silence{};  // for an input that the driver leaves out
    double rate;

    void run(const float* const* from, float* const* to, int frames, Processor& target) noexcept {
        for (int done = 0; done < frames;) {
            const int step = std::min(frames - done, Processor::max_frames);
            for (std::size_t c = 0; c < inputs.size(); ++c) inputs[c] = from ? from[c] + done : silence.data();
            for (std::size_t c = 0; c < outputs.size(); ++c) outputs[c] = to[c] + done;
            target.process(inputs.data(), static_cast<int>(inputs.size()), outputs.data(),
                           static_cast<int>(outputs.size()), step);
            done += step;
        }
    }
};

int on_callback(const void* input, void* output, unsigned long frame_count, const PaStreamCallbackTimeInfo*,
                PaStreamCallbackFlags flags, void* user) {
    auto& call = *static_cast<Call*>(user);
    const std::int64_t began = monotonic_ns();
    const int frames = static_cast<int>(frame_count);
    auto* const to = static_cast<float* const*>(output);
    if (!call.has_thread.load(std::memory_order_relaxed)) {
        call.thread.store(pthread_self(), std::memory_order_relaxed);
        call.has_thread.store(true, std::memory_order_release);
    }
    call.busy.store(true);
    if (Processor* const processor = call.processor.load()) {
        call.run(static_cast<const float* const*>(input), to, frames, *processor);
        constexpr PaStreamCallbackFlags lost = paInputUnderflow | paInputOverflow | paOutputUnderflow | paOutputOverflow;
        if (flags & lost) call.counters->xruns.fetch_add(1, std::memory_order_relaxed);
        count_callback(*call.counters, began, frames, call.rate);
    } else {
        for (std::size_t c = 0; to && c < call.outputs.size(); ++c) std::memset(to[c], 0, frame_count * sizeof(float));
    }
    call.busy.store(false);
    call.last_ns.store(began, std::memory_order_release);
    return paContinue;
}

// [portaudio] An open stream; lives and dies on the PortAudio thread.
struct Stream {
    PortAudioLease lease;
    std::shared_ptr<Call> call;
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

// [portaudio]
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
    const auto note_fewer = [&](const char* key, int has, int wanted) {
        if (has < wanted)
            facts.warnings.push_back(choice.name + " has " + std::to_string(has) + " of the " + std::to_string(wanted) +
                                     " channels of device." + key);
    };
    note_fewer("inputs", facts.inputs, request.inputs);
    note_fewer("outputs", facts.outputs, request.outputs);

    PaStreamParameters in{}, out{};
    in.device = choice.input;
    in.channelCount = facts.inputs;
    in.suggestedLatency = in_info ? in_info->defaultLowInputLatency : 0;
    out.device = choice.output;
    out.channelCount = facts.outputs;
    out.suggestedLatency = out_info ? out_info->defaultLowOutputLatency : 0;
    in.sampleFormat = out.sampleFormat = paFloat32 | paNonInterleaved;
    opened->call = std::make_shared<Call>(facts.inputs, facts.outputs, request.rate);
    const PaError error = Pa_OpenStream(&opened->stream, facts.inputs > 0 ? &in : nullptr,
                                        facts.outputs > 0 ? &out : nullptr, request.rate,
                                        paFramesPerBufferUnspecified, paDitherOff, on_callback, opened->call.get());
    if (error != paNoError) opened->stream = nullptr;
    if (error == paInvalidSampleRate)
        throw DeviceError("portaudio: " + choice.name + " cannot run at " + rates_text({request.rate}) + "; it can do " +
                          rates_text(portaudio_rates(choice, facts.inputs, facts.outputs)));
    if (error != paNoError) fail(choice.name, "opened", error);
    Pa_SetStreamFinishedCallback(opened->stream, [](void* user) { static_cast<Call*>(user)->finished = true; });

    const PaStreamInfo* info = Pa_GetStreamInfo(opened->stream);
    facts.rate = info ? info->sampleRate : request.rate;
    facts.latency_ms = info ? (info->inputLatency + info->outputLatency) * 1000 : 0;
    return {std::move(opened), std::move(facts)};
}

class PortAudioDevice final : public Device {
public:
    explicit PortAudioDevice(Opened opened)
        : facts_(std::move(opened.facts)), stream_(std::move(opened.stream)), call_(stream_->call) {
        call_->counters = &counters_;
    }

    ~PortAudioDevice() override {
        PortAudioDevice::stop();
        // A thread that spins in a driver for a device that is gone would take a core, at real-time priority, for ever.
        if (!PortAudioThread::instance().destroy(std::move(stream_), 3s)) drop_priority(kernel_thread_);
    }

    const DeviceFacts& facts() const override { return facts_; }

    void start(Processor& processor) override {
        stop();
        call_->finished = false;
        call_->has_thread = false;
        call_->last_ns = 0;
        call_->processor = &processor;
        started_ = true;
        try {
            PortAudioThread::instance().run("starting the device", 5s, [stream = stream_, name = facts_.name] {
                const PaError error = Pa_StartStream(stream->stream);
                if (error != paNoError) fail(name, "started", error);
            });
            const std::int64_t deadline = monotonic_ns() + 2'000'000'000;
            while (call_->last_ns.load(std::memory_order_acquire) == 0) {
                if (monotonic_ns() > deadline) throw DeviceError("portaudio: " + facts_.name + " started but is silent");
                std::this_thread::sleep_for(1ms);
            }
        } catch (...) {
            stop();
            throw;
        }
        const pthread_t thread = call_->thread.load();
        kernel_thread_ = kernel_thread(thread);
        counters_.priority = raise_priority(thread, wanted_priority);
    }

    void stop() override {
        call_->processor = nullptr;
        // Either the callback has seen that, or it is in process() and comes out of it: that is ours and returns.
        while (call_->busy.load()) std::this_thread::sleep_for(100us);
        if (!started_) return;
        started_ = false;
        try {
            PortAudioThread::instance().run("stopping the device", 3s,
                                            [stream = stream_] { Pa_AbortStream(stream->stream); });
        } catch (const DeviceError&) {
            drop_priority(kernel_thread_);
        }
        counters_.priority = 0;
    }

    bool alive() const override {
        if (!started_) return true;
        return !call_->finished && monotonic_ns() - call_->last_ns.load() < silence_means_lost_ns;
    }

private:
    DeviceFacts facts_;
    std::shared_ptr<Stream> stream_;
    std::shared_ptr<Call> call_;
    std::atomic<bool> started_{false};
    pid_t kernel_thread_ = 0;
};

}  // namespace

std::unique_ptr<Device> open_portaudio_device(const DeviceRequest& request) {
    return std::make_unique<PortAudioDevice>(
        PortAudioThread::instance().run("opening the device", 10s, [request] { return open_stream(request); }));
}

}  // namespace tutti
