#pragma once
// The measuring thread: works on all watched strips a hundred times a second while there are any, and sleeps otherwise.
// Made by the state thread, which owns it; the audio thread knows only the rings.
#include <array>
#include <atomic>
#include <cstdint>
#include <thread>

#include "engine/measure/watch.hpp"

namespace tutti {

class Measuring {
public:
    static constexpr std::size_t kWatches = 8;

    Measuring() = default;
    ~Measuring();

    // [state]
    Watch& watch(std::size_t number) { return watches_[number]; }
    void order(std::size_t number, const WatchOrder& order);

private:
    void run();

    std::array<Watch, kWatches> watches_;
    std::atomic<std::uint32_t> called_{0};
    std::atomic<bool> ending_{false};
    std::thread thread_;  // from the first order on
};

}  // namespace tutti
