#include "engine/device/driver_thread.hpp"

#include <thread>

namespace tutti {

DriverThread& DriverThread::portaudio() {
    static auto* const thread = new DriverThread("PortAudio");
    return *thread;
}

DriverThread& DriverThread::jack() {
    static auto* const thread = new DriverThread("JACK");
    return *thread;
}

DriverThread::DriverThread(const std::string& name) : name_(name) {
    std::thread([this] { work(); }).detach();
}

void DriverThread::work() {
    std::unique_lock lock(mutex_);
    while (true) {
        wake_.wait(lock, [this] { return !jobs_.empty(); });
        auto job = std::move(jobs_.front());
        jobs_.pop_front();
        lock.unlock();
        job();
        // Whoever gives up lets go of the result under this lock; so either they have it, or it is destroyed here.
        lock.lock();
        lock.unlock();
        job = nullptr;
        lock.lock();
        if (jobs_.empty()) stuck_ = false;
    }
}

bool DriverThread::post(std::function<void()> job, bool even_if_stuck) {
    {
        const std::lock_guard lock(mutex_);
        if (stuck_ && !even_if_stuck) return false;
        jobs_.push_back(std::move(job));
    }
    wake_.notify_one();
    return true;
}

bool DriverThread::destroy(std::shared_ptr<void> object, std::chrono::milliseconds deadline) {
    {
        const std::lock_guard lock(mutex_);
        if (stuck_) deadline = std::chrono::milliseconds(0);  // it has been waited for already
    }
    auto done = std::make_shared<std::promise<void>>();
    std::future<void> future = done->get_future();
    post(
        [object = std::move(object), done]() mutable {
            object.reset();
            done->set_value();
        },
        true);
    if (future.wait_for(deadline) == std::future_status::ready) return true;
    const std::lock_guard lock(mutex_);
    if (future.wait_for(std::chrono::seconds(0)) == std::future_status::ready) return true;
    if (!stuck_) stuck_in_ = "closing the device";
    stuck_ = true;
    return false;
}

std::string DriverThread::hanging() const {
    const std::lock_guard lock(mutex_);
    return name_ + " hangs in " + stuck_in_ +
           ": the driver does not answer. It is asked again once it returns; if it never does, restart the daemon";
}

}  // namespace tutti
