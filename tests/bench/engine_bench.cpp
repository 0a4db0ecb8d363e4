#include "tests/bench/engine_bench.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "tests/bench/measure_cost.hpp"
#include "tests/bench/player.hpp"
#include "tests/bench/reference_desk.hpp"

namespace tutti::bench {
namespace {

constexpr int kChannelCounts[] = {16, 64, 128, 256, 512, 1024};
constexpr double kBlockNs = kFrames / kRate * 1e9;
constexpr double kAllowedDifference = -100;  // dBFS; single against double precision, 1,024 channels in one sum

struct Cost {
    double block_ns = 0;    // median
    double worst_ns = 0;    // greatest of the medians of ten neighbours: a burst of moves shows, a context switch not
    double bytes = 0;       // what the engine and its mailboxes take
    double difference = 0;  // dBFS
};

// One second of both; the greatest difference at any output.
double difference_from_reference(int channels, RowKind kind, const dsp::Kernels& kernels) {
    Player player(channels, kind, kernels);
    ReferenceDesk reference(player.mix());
    std::vector<std::vector<double>> wanted(kOutputs, std::vector<double>(kFrames));
    double most = 0;
    for (int block = 0; block < static_cast<int>(kRate) / kFrames; ++block) {
        player.listen();
        // Every third block, so that curves are seen both whole and turned round on their way.
        const Moved moved = block % 3 == 1 ? player.move(block) : Moved{};
        reference.move(player.mix(), moved.first, moved.last, moved.step);
        player.process();
        reference.process(player.inputs(), kFrames, wanted);
        for (std::size_t o = 0; o < kOutputs; ++o)
            for (std::size_t t = 0; t < kFrames; ++t)
                if (const double d = std::abs(wanted[o][t] - double{player.outputs()[o][t]}); !(d <= most))
                    most = d;  // no number at all, too
    }
    return 20 * std::log10(most + 1e-15);
}

Cost measure(int channels, RowKind kind) {
    Cost cost;
    {
        const long before = resident_bytes();
        Player player(channels, kind, dsp::best_kernels());
        player.process();
        cost.bytes = static_cast<double>(resident_bytes() - before);
        const std::vector<double> each = player.costs(std::clamp(100000 / channels, 400, 4000));
        cost.block_ns = median(each);
        for (std::size_t i = 0; i + 10 <= each.size(); i += 10)
            cost.worst_ns = std::max(cost.worst_ns, median({each.begin() + static_cast<std::ptrdiff_t>(i),
                                                            each.begin() + static_cast<std::ptrdiff_t>(i) + 10}));
    }
    cost.difference = difference_from_reference(channels, kind, dsp::best_kernels());
    return cost;
}

void print_row(RowKind kind, int channels, const Cost& cost, bool json) {
    const double channel_ns = cost.block_ns / channels, kilobytes = cost.bytes / channels / 1024;
    if (json)
        std::printf(
            "{\"bench\":\"engine\",\"row\":\"%s\",\"channels\":%d,\"buses\":%d,\"frames\":%d,\"rate\":%.0f,"
            "\"kernels\":\"%s\",\"ns_per_channel\":%.1f,\"ns_per_block\":%.0f,\"worst_ns_per_block\":%.0f,"
            "\"times_real_time\":%.1f,\"kilobytes_per_channel\":%.1f,\"difference_dbfs\":%.1f}\n",
            name_of(kind).data(), channels, kBuses, kFrames, kRate, dsp::best_kernels().name, channel_ns, cost.block_ns,
            cost.worst_ns, kBlockNs / cost.block_ns, kilobytes, cost.difference);
    else
        std::printf("%8d %12.1f %12.1f %12.1f %10.1f %10.1f %12.1f\n", channels, channel_ns, cost.block_ns / 1000,
                    cost.worst_ns / 1000, kBlockNs / cost.block_ns, kilobytes, cost.difference);
    std::fflush(stdout);
}

}  // namespace

int run_engine(bool json) {
    int result = 0;
    if (!json)
        std::printf("Engine::process, %d stereo buses and main, blocks of %d frames at %.0f Hz, vectors: %s\n", kBuses,
                    kFrames, kRate, dsp::best_kernels().name);
    for (const RowKind kind : kRowKinds) {
        if (!json)
            std::printf("\n%s\n%8s %12s %12s %12s %10s %10s %12s\n", name_of(kind).data(), "channels", "ns/channel",
                        "us/block", "worst us", "x real", "kB/chan", "differs dBFS");
        for (const int channels : kChannelCounts) {
            const Cost cost = measure(channels, kind);
            print_row(kind, channels, cost, json);
            if (!(cost.difference <= kAllowedDifference)) result = 1;
        }
    }
    if (result) std::fprintf(stderr, "the engine's sound differs from the reference\n");
    return result;
}

int check_engine(bool json) {
    int result = 0;
    for (const dsp::Kernels* const* kernels = dsp::all_kernels(); *kernels; ++kernels)
        for (const RowKind kind : kRowKinds)
            for (const int channels : {1, 16, 33}) {
                const double difference = difference_from_reference(channels, kind, **kernels);
                if (!(difference <= kAllowedDifference)) result = 1;
                std::printf(json ? "{\"bench\":\"check\",\"kernels\":\"%s\",\"row\":\"%s\",\"channels\":%d,"
                                   "\"difference_dbfs\":%.1f}\n"
                                 : "%-8s %-36s %6d %10.1f dBFS\n",
                            (*kernels)->name, name_of(kind).data(), channels, difference);
            }
    return result;
}

}  // namespace tutti::bench
