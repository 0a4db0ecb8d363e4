// PortAudio's calls are not thread-safe, and some of them may never return (a USB device pulled out under ALSA). So all of
// them run on one thread of ours, one after the other, and whoever needs one waits only until a deadline. Used by
// portaudio_device and by the lists of devices; everything named [portaudio] runs on that thread only.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <type_traits>
#include <vector>

#include "engine/device/device.hpp"

namespace tutti {

class PortAudioThread {
public:
    static PortAudioThread& instance();  // lives as long as the process, so that a hanging call never blocks its end

    // Runs the job there and returns its result. Throws DeviceError if it takes longer than the deadline, and at once
    // while an earlier job hangs. What an overdue job returns in the end is destroyed on the PortAudio thread.
    template <class Job>
    auto run(const std::string& what, std::chrono::milliseconds deadline, Job job) -> std::invoke_result_t<Job> {
        using Result = std::invoke_result_t<Job>;
        auto task = std::make_shared<std::packaged_task<Result()>>(std::move(job));
        std::future<Result> future = task->get_future();
        if (!post([task] { (*task)(); }, false)) throw DeviceError(hanging());
        task.reset();
        if (future.wait_for(deadline) != std::future_status::ready && give_up(what, future)) throw DeviceError(hanging());
        return future.get();
    }

    // Destroys the object there, now or once a hanging job has returned; true if it was done within the deadline.
    bool destroy(std::shared_ptr<void> object, std::chrono::milliseconds deadline);

private:
    PortAudioThread();
    void work();
    bool post(std::function<void()> job, bool even_if_stuck);
    std::string hanging() const;

    template <class Result>
    bool give_up(const std::string& what, std::future<Result>& future) {
        const std::lock_guard lock(mutex_);
        if (future.wait_for(std::chrono::seconds(0)) == std::future_status::ready) return false;
        future = {};
        stuck_ = true;
        stuck_in_ = what;
        return true;
    }

    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> jobs_;
    bool stuck_ = false;
    std::string stuck_in_;
};

// [portaudio] Keeps PortAudio initialised. It sees only what was there when the first of these was made, so nobody holds
// one longer than needed: the next look at the devices is then a fresh one.
class PortAudioLease {
public:
    PortAudioLease();
    ~PortAudioLease();
    PortAudioLease(const PortAudioLease&) = delete;
    PortAudioLease& operator=(const PortAudioLease&) = delete;
};

struct PortAudioChoice {
    int input = -1, output = -1;  // PortAudio's device numbers; -1: that direction has none
    std::string name;
};

// [portaudio] By "HOST API: device", by a beginning that only one device has (an ALSA card's number may change), or the
// default. Both directions belong to one host API: there is one clock. Throws DeviceError naming what is there.
PortAudioChoice choose_portaudio_device(const std::string& name);

// [portaudio] The usual rates that the choice can do with these channels.
std::vector<double> portaudio_rates(const PortAudioChoice& choice, int inputs, int outputs);

// "48000, 96000 Hz"
std::string rates_text(const std::vector<double>& rates);

}  // namespace tutti
