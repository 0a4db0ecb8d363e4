#include "tests/bench/crew_bench.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <thread>
#include <vector>

#include "tests/bench/measure_cost.hpp"
#include "tests/bench/player.hpp"

namespace tutti::bench {
namespace {

constexpr int kCounts[] = {256, 1024, 2048};
constexpr int kBlocks = 2000;

// One block after the other, as they come from a device that is always late: the crew does not fall asleep.
double wall_ns(int channels, int workers) {
    using Clock = std::chrono::steady_clock;
    Player player(channels, RowKind::strip_still, dsp::best_kernels(), workers);
    player.listen();
    std::vector<double> costs;
    for (int block = 0; block < kBlocks; ++block) {
        const auto begin = Clock::now();
        player.process();
        costs.push_back(std::chrono::duration<double, std::nano>(Clock::now() - begin).count());
    }
    return median(std::move(costs));
}

}  // namespace

int run_crew(bool json) {
    const int most = std::clamp(static_cast<int>(std::thread::hardware_concurrency()) - 1, 1, 7);
    if (!json)
        std::printf("Crew: strips on, nothing moving, by the clock\n%8s %8s %12s %8s\n", "channels", "workers",
                    "ns/block", "of one");
    for (const int channels : kCounts) {
        const double alone = wall_ns(channels, 0);
        for (int workers = 0; workers <= most; workers = workers == 0 ? 1 : 2 * workers) {
            const double cost = workers == 0 ? alone : wall_ns(channels, workers);
            if (json)
                std::printf("{\"channels\":%d,\"workers\":%d,\"ns_per_block\":%.0f}\n", channels, workers, cost);
            else
                std::printf("%8d %8d %12.0f %7.0f%%\n", channels, workers, cost, 100 * cost / alone);
        }
    }
    return 0;
}

}  // namespace tutti::bench
