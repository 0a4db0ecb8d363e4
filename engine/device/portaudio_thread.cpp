#include <pthread.h>

#include <thread>

#include "engine/device/portaudio_host.hpp"

namespace tutti {

PortAudioThread& PortAudioThread::instance() {
    static auto* const host = new PortAudioThread;
    return *host;
}

PortAudioThread::PortAudioThread() {
    std::thread([this] { work(); }).detach();
}

void PortAudioThread::work() {
    pthread_setname_np(pthread_self(), "tutti-portaudio");
    std::unique_lock lock(mutex_);
    while (true) {
        wake_.wait(lock, [this] { return !jobs_.empty(); });
        auto job = std::move(jobs_.front());
        jobs_.pop_front();
        lock.unlock();
        job();
        lock.lock();
        // Whoever gave up has let go under this lock, so the result, a stream perhaps, is destroyed here and not there.
        lock.unlock();
        job = nullptr;
        lock.lock();
        if (jobs_.empty()) stuck_ = false;
    }
}

bool PortAudioThread::post(std::function<void()> job, bool even_if_stuck) {
    {
        const std::lock_guard lock(mutex_);
        if (stuck_ && !even_if_stuck) return false;
        jobs_.push_back(std::move(job));
    }
    wake_.notify_one();
    return true;
}

bool PortAudioThread::destroy(std::shared_ptr<void> object, std::chrono::milliseconds deadline) {
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

std::string PortAudioThread::hanging() const {
    const std::lock_guard lock(mutex_);
    return "PortAudio hangs in " + stuck_in_ +
           ": the driver does not answer. It is asked again when it returns; if it never does, restart the daemon";
}

}  // namespace tutti
