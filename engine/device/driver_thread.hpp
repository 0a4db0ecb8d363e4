// A thread on which a sound driver's calls run, one after the other, because they are not thread-safe and some of them
// may never return (a USB device pulled out under ALSA, a JACK server that is stopped). Whoever needs such a call waits
// only until a deadline. PortAudio has one, JACK has another; everything named [driver] runs there only.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <type_traits>
#include <variant>

#include "engine/device/device.hpp"

namespace tutti {

class DriverThread {
public:
    // These live as long as the process, so that a hanging call never blocks its end.
    static DriverThread& portaudio();
    static DriverThread& jack();

    // Runs the job there and returns its result. Throws DeviceError if it takes longer than the deadline, and at once
    // while an earlier job hangs. What an overdue job returns in the end is destroyed on the driver's thread.
    template <class Job>
    auto run(const std::string& what, std::chrono::milliseconds deadline, Job job) -> std::invoke_result_t<Job> {
        using Result = std::invoke_result_t<Job>;
        auto task = std::make_shared<std::packaged_task<Outcome<Result>()>>(
            [job = std::move(job)]() mutable { return outcome_of<Result>(job); });
        std::future<Outcome<Result>> future = task->get_future();
        if (!post([task] { (*task)(); }, false)) throw DeviceError(hanging());
        task.reset();
        if (future.wait_for(deadline) != std::future_status::ready && give_up(what, future))
            throw DeviceError(hanging());
        Outcome<Result> outcome = future.get();
        if (!outcome.value) throw DeviceError(outcome.error);
        if constexpr (!std::is_void_v<Result>) return std::move(*outcome.value);
    }

    // Destroys the object there, now or once a hanging job has returned; true if it was done within the deadline.
    bool destroy(std::shared_ptr<void> object, std::chrono::milliseconds deadline);

private:
    // Errors cross as text: an exception object shared by two threads is a race in the eyes of the thread sanitizer.
    template <class Result>
    struct Outcome {
        std::optional<std::conditional_t<std::is_void_v<Result>, std::monostate, Result>> value;
        std::string error;
    };

    template <class Result, class Job>
    static Outcome<Result> outcome_of(Job& job) {
        try {
            if constexpr (std::is_void_v<Result>) {
                job();
                return {std::monostate{}, {}};
            } else {
                return {job(), {}};
            }
        } catch (const std::exception& error) {
            return {std::nullopt, error.what()};
        }
    }

    explicit DriverThread(const std::string& name);
    void work();
    bool post(std::function<void()> job, bool even_if_stuck);
    std::string hanging() const;

    template <class Result>
    bool give_up(const std::string& what, std::future<Outcome<Result>>& future) {
        const std::lock_guard lock(mutex_);
        if (future.wait_for(std::chrono::seconds(0)) == std::future_status::ready) return false;
        future = {};
        stuck_ = true;
        stuck_in_ = what;
        return true;
    }

    const std::string name_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> jobs_;
    bool stuck_ = false;
    std::string stuck_in_;
};

}  // namespace tutti
