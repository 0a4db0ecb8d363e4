#include "engine/device/callback.hpp"

#include <sched.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <string>

namespace tutti {

std::int64_t monotonic_ns() noexcept {
    timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1'000'000'000LL + now.tv_nsec;
}

void count_callback(DeviceCounters& counters, std::int64_t began_ns, int frames, double rate) noexcept {
    const double busy = static_cast<double>(monotonic_ns() - began_ns) * 1e-9;
    const float load = static_cast<float>(busy * rate / std::max(frames, 1));
    float peak = counters.load_peak.load(std::memory_order_relaxed);
    while (load > peak && !counters.load_peak.compare_exchange_weak(peak, load, std::memory_order_relaxed)) {
    }
    counters.block.store(frames, std::memory_order_relaxed);
    counters.callbacks.fetch_add(1, std::memory_order_release);
}

int raise_priority(pthread_t thread, int wanted) {
    int policy = SCHED_OTHER;
    sched_param param{};
    if (pthread_getschedparam(thread, &policy, &param) != 0) return 0;
    if (policy == SCHED_FIFO || policy == SCHED_RR) return param.sched_priority;
    rlimit limit{};
    const bool limited = getrlimit(RLIMIT_RTPRIO, &limit) == 0 && limit.rlim_cur > 0;
    const int allowed = limited ? static_cast<int>(std::min<rlim_t>(limit.rlim_cur, 99)) : wanted;
    for (const int priority : {wanted, std::min(wanted, allowed)}) {
        param.sched_priority = priority;
        if (pthread_setschedparam(thread, SCHED_FIFO, &param) == 0) return priority;
    }
    return 0;
}

pid_t kernel_thread(pthread_t thread) {
    // Asking the thread itself would be a system call in the callback; the number of its CPU clock contains it (the
    // complement, above three bits of clock type: see clock_getcpuclockid in the kernel's headers).
    clockid_t clock = 0;
    if (pthread_getcpuclockid(thread, &clock) != 0) return 0;
    const pid_t number = ~(clock >> 3);
    return number > 0 ? number : 0;
}

void drop_priority(pid_t kernel_thread) {
    // The number may have been given away since: only ever touch a thread of this process.
    const std::string task = "/proc/self/task/" + std::to_string(kernel_thread);
    if (kernel_thread <= 0 || access(task.c_str(), F_OK) != 0) return;
    const sched_param param{};
    sched_setscheduler(kernel_thread, SCHED_OTHER, &param);
}

void note_fewer_channels(DeviceFacts& facts, const DeviceRequest& request) {
    const auto note = [&](const std::string& key, int has, int wanted) {
        if (has < wanted)
            facts.warnings.push_back(facts.name + " has " + std::to_string(has) + " of the " + std::to_string(wanted) +
                                     " channels of device." + key);
    };
    note("inputs", facts.inputs, request.inputs);
    note("outputs", facts.outputs, request.outputs);
}

void check_request(const DeviceRequest& request) {
    const auto fail = [](const std::string& key, const std::string& must) {
        throw DeviceError("device." + key + " must be " + must);
    };
    if (!(request.rate >= 8000 && request.rate <= 768000)) fail("rate", "between 8000 and 768000 Hz");
    if (request.block < 1 || request.block > Processor::max_frames)
        fail("block", "between 1 and " + std::to_string(Processor::max_frames) + " frames");
    if (request.inputs < 0 || request.inputs > 1024) fail("inputs", "between 0 and 1024");
    if (request.outputs < 0 || request.outputs > 1024) fail("outputs", "between 0 and 1024");
    if (request.inputs + request.outputs == 0) fail("outputs", "at least 1 where there are no inputs");
}

}  // namespace tutti
