#include "engine/measure/measuring.hpp"

#include <pthread.h>

#include <chrono>

namespace tutti {

using namespace std::chrono_literals;

Measuring::~Measuring() {
    if (!thread_.joinable()) return;
    ending_ = true;
    called_.fetch_add(1);
    called_.notify_one();
    thread_.join();
}

void Measuring::order(std::size_t number, const WatchOrder& order) {
    watches_[number].order(order);
    if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
    called_.fetch_add(1);
    called_.notify_one();
}

void Measuring::run() {
    pthread_setname_np(pthread_self(), "tutti-measure");
    while (!ending_) {
        const std::uint32_t seen = called_;
        bool work = false;
        for (Watch& watch : watches_) work |= watch.work();
        if (work)
            std::this_thread::sleep_for(10ms);
        else
            called_.wait(seen);
    }
}

}  // namespace tutti
