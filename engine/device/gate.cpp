#include "engine/device/gate.hpp"

#include <algorithm>
#include <cstring>
#include <thread>

#include "engine/device/callback.hpp"
#include "engine/rt/callback.hpp"

namespace tutti {

using namespace std::chrono_literals;

Gate::Gate(int inputs, int outputs, double rate)
    : inputs_(static_cast<std::size_t>(inputs)), outputs_(static_cast<std::size_t>(outputs)), rate_(rate) {}

void Gate::open(Processor& processor, DeviceCounters& counters) {
    close();
    counters_ = &counters;
    last_ns_ = 0;
    processor_ = &processor;
}

void Gate::close() {
    processor_ = nullptr;
    // Either the callback has seen that, or it is in process(), which is ours and comes out of it.
    while (busy_.load()) std::this_thread::sleep_for(100us);
}

bool Gate::wait_for_first_call(std::chrono::milliseconds longest) const {
    const std::int64_t deadline = monotonic_ns() + longest.count() * 1'000'000;
    while (last_ns_.load(std::memory_order_acquire) == 0) {
        if (monotonic_ns() > deadline) return false;
        std::this_thread::sleep_for(1ms);
    }
    return true;
}

std::int64_t Gate::ns_since_call() const noexcept {
    return monotonic_ns() - last_ns_.load();
}

void Gate::call(const float* const* inputs, float* const* outputs, int frames, bool lost) noexcept {
    const rt::CallbackScope inside;
    const std::int64_t began = monotonic_ns();
    busy_.store(true);
    if (Processor* const processor = processor_.load()) {
        process(*processor, inputs, outputs, frames);
        if (lost) counters_->xruns.fetch_add(1, std::memory_order_relaxed);
        count_callback(*counters_, began, frames, rate_);
        caller_.store(pthread_self(), std::memory_order_relaxed);
        last_ns_.store(began, std::memory_order_release);
    } else {
        for (std::size_t c = 0; c < outputs_.size(); ++c)
            std::memset(outputs[c], 0, static_cast<std::size_t>(frames) * sizeof(float));
    }
    busy_.store(false);
}

void Gate::process(Processor& processor, const float* const* from, float* const* to, int frames) noexcept {
    for (int done = 0; done < frames;) {
        const int step = std::min(frames - done, Processor::max_frames);
        for (std::size_t c = 0; c < inputs_.size(); ++c) inputs_[c] = from ? from[c] + done : silence_.data();
        for (std::size_t c = 0; c < outputs_.size(); ++c) outputs_[c] = to[c] + done;
        processor.process(inputs_.data(), static_cast<int>(inputs_.size()), outputs_.data(),
                          static_cast<int>(outputs_.size()), step);
        done += step;
    }
}

}  // namespace tutti
