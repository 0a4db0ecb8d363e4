#include "tests/bench/strip_bench.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <span>

#include "tests/bench/measure_cost.hpp"
#include "tests/bench/player.hpp"
#include "tests/bench/reference_desk.hpp"

namespace tutti::bench {
namespace {

constexpr int kCounts[] = {16, 64, 128, 256, 512, 1024, 2048};
constexpr double kBlockNs = kFrames / kRate * 1e9;
constexpr double kAllowedError = -80;      // dB, of the outputs' power
constexpr double kAllowedReduction = 0.1;  // dB
constexpr double kDecibels = 6.020599913279624;

double block_ns(int channels, RowKind kind) {
    return median(Player(channels, kind, dsp::best_kernels()).costs(std::clamp(200000 / channels, 400, 4000)));
}

struct Difference {
    double error = 0;      // dB: power of the difference to that of the reference, at the worst output
    double reduction = 0;  // dB: most between the gain reductions of any gate or compressor
};

// One second of both.
Difference difference_from_reference(int channels, RowKind kind) {
    Player player(channels, kind, dsp::best_kernels());
    ReferenceDesk reference(player.mix(), goes_straight(kind));
    std::vector<std::vector<double>> wanted(kOutputs, std::vector<double>(kFrames));
    double wrong[2 + kBuses] = {}, right[2 + kBuses] = {};
    constexpr int kBlocks = static_cast<int>(kRate) / kFrames;
    for (int block = 0; block < kBlocks; ++block) {
        if (block == kBlocks - 1) player.engine().meters().ask();  // of all that was
        player.listen();
        const Moved moved = player.move(block);
        reference.move(player.mix(), moved.first, moved.last, moved.step);
        player.process();
        reference.process(player.inputs(), kFrames, wanted);
        for (std::size_t o = 0; o < 2 + kBuses; ++o) {
            const std::size_t side = o < 2 ? o : 2 + 2 * (o - 2);  // a mono bus: its left side
            for (std::size_t t = 0; t < kFrames; ++t) {
                const double difference = wanted[side][t] - double{player.outputs()[o][t]};
                wrong[o] += difference * difference;
                right[o] += wanted[side][t] * wanted[side][t];
            }
        }
    }
    Difference found{-400, 0};
    for (std::size_t o = 0; o < 2 + kBuses; ++o) {
        if (!(right[o] > 0)) return {0, 0};  // a silent reference proves nothing
        if (const double error = 10 * std::log10(wrong[o] / right[o] + 1e-40); !(error <= found.error))
            found.error = error;  // no number at all, too
    }
    const MeterFrame& meters = *player.engine().meters().answer();
    for (int c = 0; c < channels; ++c) {
        const MeterFrame::Channel& channel = meters.channels[static_cast<std::size_t>(c)];
        found.reduction = std::max({found.reduction, std::abs(-kDecibels * double{channel.gate} - reference.gated(c)),
                                    std::abs(-kDecibels * double{channel.comp} - reference.compressed(c))});
    }
    return found;
}

struct Strip {
    double lines = 0, still = 0, curves = 0;
    Difference difference;
};

Strip measure(int channels) {
    Strip strip;
    strip.lines = block_ns(channels, RowKind::strip_lines);
    strip.still = block_ns(channels, RowKind::strip_still);
    strip.curves = block_ns(channels, RowKind::strip_curves);
    for (const RowKind kind : {RowKind::strip_lines, RowKind::strip_still, RowKind::strip_curves}) {
        const Difference found = difference_from_reference(channels, kind);
        if (kind == RowKind::strip_lines || !(found.error <= strip.difference.error))
            strip.difference.error = found.error;
        strip.difference.reduction = std::max(strip.difference.reduction, found.reduction);
    }
    return strip;
}

// A desk without channels whose buses and main are at work: on a tone, whose own cost is taken off.
double empty_ns() {
    return block_ns(1, RowKind::strip_tone) - block_ns(1, RowKind::strip_tone_alone) +
           block_ns(1, RowKind::strip_unplugged);
}

// What a desk with less to do costs, in percent of all that is on and still.
double of_still(int channels, RowKind kind, const Strip& strip) {
    return 100 * block_ns(channels, kind) / strip.still;
}

}  // namespace

int run_strip(int only, bool json) {
    int result = 0;
    const double empty = json ? 0 : empty_ns();
    if (!json)
        std::printf(
            "Strip benchmark: everything on, 16 mono buses, blocks of %d frames at %.0f Hz, vectors: %s\n"
            "Without channels, buses and main at work: %.0f ns\n"
            "%8s %12s %12s %12s %12s %10s %10s %10s %8s %8s %8s\n",
            kFrames, kRate, dsp::best_kernels().name, empty, "channels", "ns/block", "still", "curves", "ns/channel",
            "one more", "x real", "error dB", "plain", "no sends", "no input");
    for (const int n : only != 0 ? std::span<const int>(&only, 1) : std::span<const int>(kCounts)) {
        const Strip strip = measure(n);
        if (!(strip.difference.error <= kAllowedError && strip.difference.reduction <= kAllowedReduction)) result = 1;
        if (json)
            std::printf(
                "{\"channels\":%d,\"ns_per_block\":%.0f,\"ns_per_block_static\":%.0f,\"ns_per_block_curve\":%.0f,"
                "\"error_db\":%.1f}\n",
                n, strip.lines, strip.still, strip.curves, strip.difference.error);
        else
            std::printf("%8d %12.0f %12.0f %12.0f %12.1f %10.1f %10.1f %10.1f %7.0f%% %7.0f%% %7.0f%%\n", n,
                        strip.lines, strip.still, strip.curves, strip.lines / n, (strip.lines - empty) / n,
                        kBlockNs / strip.lines, strip.difference.error, of_still(n, RowKind::strip_plain, strip),
                        of_still(n, RowKind::strip_unsent, strip), of_still(n, RowKind::strip_unplugged, strip));
        std::fflush(stdout);
    }
    if (result) std::fprintf(stderr, "the engine's sound differs from the reference\n");
    return result;
}

}  // namespace tutti::bench
