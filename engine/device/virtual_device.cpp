#include "engine/device/virtual_device.hpp"

#include <time.h>

#include <cerrno>
#include <system_error>

#include "engine/device/callback.hpp"
#include "engine/rt/callback.hpp"

namespace tutti {
namespace {

constexpr int wanted_priority = 50;  // below a real device's thread, should both ever run

void sleep_until(std::int64_t ns) noexcept {
    const timespec when{static_cast<time_t>(ns / 1'000'000'000), static_cast<long>(ns % 1'000'000'000)};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &when, nullptr) == EINTR) {
    }
}

}  // namespace

VirtualDevice::VirtualDevice(const DeviceRequest& request)
    : block_(request.block), stems_(request.stems, request.inputs, request.rate) {
    facts_.name = "virtual";
    facts_.rate = request.rate;
    facts_.inputs = request.inputs;
    facts_.outputs = request.outputs;
    facts_.latency_ms = 0;
    facts_.warnings = stems_.warnings();
    const auto channels = static_cast<std::size_t>(request.inputs + request.outputs);
    samples_.resize(channels * static_cast<std::size_t>(block_));
    for (std::size_t c = 0; c < channels; ++c) {
        auto& side = c < static_cast<std::size_t>(request.inputs) ? inputs_ : outputs_;
        side.push_back(samples_.data() + c * static_cast<std::size_t>(block_));
    }
}

void VirtualDevice::start(Processor& processor) {
    stop();
    stopping_ = false;
    const std::uint32_t before = counters_.callbacks.load(std::memory_order_acquire);
    try {
        thread_ = std::thread([this, &processor] { run(processor); });
    } catch (const std::system_error& error) {
        throw DeviceError(std::string("the virtual device cannot start its clock: ") + error.what());
    }
    counters_.priority = raise_priority(thread_.native_handle(), wanted_priority);
    while (counters_.callbacks.load(std::memory_order_acquire) == before) sleep_until(monotonic_ns() + 100'000);
}

void VirtualDevice::stop() {
    if (!thread_.joinable()) return;
    stopping_ = true;
    thread_.join();
    counters_.priority = 0;
}

void VirtualDevice::run(Processor& processor) {
    pthread_setname_np(pthread_self(), "tutti-clock");
    const double ns_per_block = block_ * 1e9 / facts_.rate;
    std::int64_t origin = monotonic_ns();
    std::int64_t blocks = 0;  // since origin; each deadline is reckoned from there, so that no rounding adds up
    while (!stopping_.load(std::memory_order_relaxed)) {
        const auto due = origin + static_cast<std::int64_t>(static_cast<double>(blocks) * ns_per_block);
        sleep_until(due);
        const rt::CallbackScope inside;
        const std::int64_t began = monotonic_ns();
        if (static_cast<double>(began - due) > ns_per_block) {
            counters_.xruns.fetch_add(1, std::memory_order_relaxed);
            origin = began;
            blocks = 0;
        }
        ++blocks;
        stems_.read(inputs_.data(), block_);
        processor.process(inputs_.data(), facts_.inputs, outputs_.data(), facts_.outputs, block_);
        count_callback(counters_, began, block_, facts_.rate);
    }
}

}  // namespace tutti
