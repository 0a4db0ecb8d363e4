// What every device does around a callback: read the clock, count, measure the load; and, from outside, give the
// calling thread its real-time priority. Only devices use this.
#pragma once

#include <pthread.h>
#include <sys/types.h>

#include <cstdint>

#include "engine/device/device.hpp"

namespace tutti {

// Nanoseconds of the monotonic clock. [audio] No system call: the kernel answers through the vDSO.
std::int64_t monotonic_ns() noexcept;

// [audio] Counts one callback that began at `began_ns` and is now done.
void count_callback(DeviceCounters& counters, std::int64_t began_ns, int frames, double rate) noexcept;

// Asks SCHED_FIFO for a running thread unless it has a real-time policy already (JACK gives its own), with `wanted` or
// what the limits allow. Returns the priority it has now, 0 if none. [control] It is a system call, hence from outside.
int raise_priority(pthread_t thread, int wanted);

// The kernel's number of a running thread of this process, 0 if unknown; unlike a pthread_t it can be used safely when
// the thread may have ended since.
pid_t kernel_thread(pthread_t thread);

// Back to ordinary scheduling, for a thread that spins in a driver and must not take a core from everybody.
void drop_priority(pid_t kernel_thread);

// A warning where the device has fewer channels than were asked for.
void note_fewer_channels(DeviceFacts& facts, const DeviceRequest& request);

// Throws DeviceError where rate, block or channels make no sense.
void check_request(const DeviceRequest& request);

}  // namespace tutti
