#include "tests/bench/bundle_bench.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <vector>

#include "engine/console/resolve.hpp"
#include "engine/mix/engine.hpp"
#include "tests/bench/measure_cost.hpp"
#if defined(TUTTI_BENCH_WIRE)
#include "tests/bench/bundle_jack.hpp"
#endif

namespace tutti::bench {
namespace {

constexpr int kFrames = 64, kSocketCount = 32, kRounds = 24, kBlocksEach = 40;
constexpr double kRate = 48000, kDeadlineNs = kFrames / kRate * 1e9;

Sizes sizes() {
    Sizes s;
    s.channels = 256, s.inputs = s.outputs = kSocketCount;
    return s;
}

// Every setting of every channel at one end of its range, or at the other.
std::vector<Change> all_of(const Layout& layout, bool highest) {
    std::vector<Change> changes;
    for (Slot slot = 0; slot < layout.slot_count(); ++slot) {
        const Place place = layout.place(slot);
        const Row& row = place.info();
        if (place.family != Family::channel || row.kind != Kind::setting || row.type == Type::text) continue;
        if (place.is("input/source"_channel))
            changes.push_back({slot, {static_cast<float>(1 + (place.strip + (highest ? 1 : 0)) % kSocketCount)}});
        else if (row.type != Type::route)
            changes.push_back({slot, {highest ? row.max : row.min}});
    }
    return changes;
}

struct Worst {
    double steady = 0, moved = 0;  // ns: the median block, and the worst of those that follow a bundle
    std::size_t changes = 0;
};

// Each round the same blocks: of the costs of a block in all rounds the median, so that an interruption of this process
// is not counted; of those the greatest.
Worst measure() {
    Console console(sizes());
    Engine engine(console.layout(), kRate);
    std::vector<std::vector<float>> sound(2 * kSocketCount, std::vector<float>(kFrames, 0.1F));
    std::vector<const float*> in;
    std::vector<float*> out;
    for (std::size_t i = 0; i < kSocketCount; ++i)
        in.push_back(sound[i].data()), out.push_back(sound[kSocketCount + i].data());
    const double reading = clock_ns();
    const auto process = [&] {
        const double begin = cpu_ns();
        engine.process(in.data(), kSocketCount, out.data(), kSocketCount, kFrames);
        return cpu_ns() - begin - reading;
    };
    Worst worst;
    std::vector<std::vector<double>> costs(kBlocksEach);
    std::vector<double> steady;
    for (int round = 0; round < kRounds; ++round) {
        const std::vector<Change> changes = all_of(console.layout(), round % 2 == 0);
        worst.changes = changes.size();
        console.apply(changes, 1);
        catch_up(console, engine.mixes().back());
        engine.mixes().publish();
        for (auto& each : costs) {
            const double cost = process();
            if (round > 0) each.push_back(cost);
        }
        for (int block = 0; block < kBlocksEach; ++block) steady.push_back(process());
    }
    for (const auto& each : costs) worst.moved = std::max(worst.moved, median(each));
    worst.steady = median(steady);
    return worst;
}

}  // namespace

int run_bundle(bool json) {
    const Worst worst = measure();
    std::printf(json ? "{\"bench\":\"bundle\",\"changes\":%zu,\"ns_per_block\":%.0f,\"worst_ns_per_block\":%.0f,"
                       "\"deadline_ns\":%.0f}\n"
                     : "one bundle of %zu values: %.0f ns a block, the worst behind it %.0f ns, deadline %.0f ns\n",
                worst.changes, worst.steady, worst.moved, kDeadlineNs);
    std::fflush(stdout);
    int result = worst.moved <= kDeadlineNs ? 0 : 1;
#if defined(TUTTI_BENCH_WIRE)
    result |= run_bundle_on_jack(json);
#endif
    return result;
}

}  // namespace tutti::bench
