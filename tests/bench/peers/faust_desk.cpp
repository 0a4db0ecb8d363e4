// The strip benchmark (docs/benchmark.md) of code that Faust has generated for strip, bus and main from desk.lib,
// between them a plain matrix of gains, each going in a line over the block. Prints ns of processor time for one block.
// compare.mjs generates the three headers, scalar or in vectors, and builds this.
#include <pmmintrin.h>
#include <xmmintrin.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <vector>

#include "tests/bench/measure_cost.hpp"
#include "tests/bench/programme.hpp"

// What generated code asks of its surroundings.
#define FAUSTFLOAT float
struct Meta {
    void declare(const char*, const char*) {}
};
struct dsp {
    virtual ~dsp() = default;
};
struct UI {
    void openVerticalBox(const char*) {}
    void openHorizontalBox(const char*) {}
    void closeBox() {}
    void declare(float*, const char*, const char*) {}
    void addCheckButton(const char*, float*) {}
    void addHorizontalSlider(const char*, float*, float, float, float, float) {}
    void addHorizontalBargraph(const char*, float*, float, float) {}
};
// Generated:
#include <bus.hpp>
#include <main.hpp>
#include <strip.hpp>

namespace {

using tutti::bench::kFrames;
constexpr int kBuses = 16, kOutputs = 2 + kBuses, kBlocks = 256;  // of prepared input, played round and round

struct Block {
    float samples[kFrames];
};

template <class Part>
std::vector<std::unique_ptr<Part>> made(int count) {
    std::vector<std::unique_ptr<Part>> parts;
    for (int i = 0; i < count; ++i) {
        parts.push_back(std::make_unique<Part>());
        parts.back()->init(static_cast<int>(tutti::bench::kRate));
    }
    return parts;
}

class Desk {
public:
    explicit Desk(std::size_t channels)
        : strips_(made<Strip>(static_cast<int>(channels))),
          inputs_(channels * kBlocks),
          faded_(channels),
          gains_(channels * kOutputs, 0.1F),
          nexts_(channels * kOutputs, 0.11F) {
        for (std::size_t c = 0; c < channels; ++c) {
            tutti::bench::Programme programme(static_cast<int>(c));
            for (std::size_t b = 0; b < kBlocks; ++b) programme.fill(inputs_[b * channels + c].samples);
        }
    }

    void play() {
        Block* inputs = &inputs_[block_++ % kBlocks * strips_.size()];
        for (std::size_t c = 0; c < strips_.size(); ++c) {
            float *in = inputs[c].samples, *out = faded_[c].samples;
            strips_[c]->compute(kFrames, &in, &out);
        }
        mix();
        float* sides[] = {outputs_[0].samples, outputs_[1].samples};
        main_[0]->compute(kFrames, sides, sides);
        for (std::size_t b = 0; b < kBuses; ++b) {
            float* bus = outputs_[2 + b].samples;
            buses_[b]->compute(kFrames, &bus, &bus);
        }
        heard_ += std::abs(outputs_[2].samples[0]);
    }
    float heard() const { return heard_; }

private:
    void mix() {
        std::fill(std::begin(outputs_), std::end(outputs_), Block{});
        for (std::size_t c = 0; c < faded_.size(); ++c)
            for (std::size_t o = 0; o < kOutputs; ++o) {
                const float* __restrict x = faded_[c].samples;
                float* __restrict y = outputs_[o].samples;
                const float gain = gains_[c * kOutputs + o], step = (nexts_[c * kOutputs + o] - gain) / kFrames;
                for (int t = 0; t < kFrames; ++t) y[t] += x[t] * (gain + step * static_cast<float>(t + 1));
            }
        gains_.swap(nexts_);
    }

    std::vector<std::unique_ptr<Strip>> strips_;
    std::vector<std::unique_ptr<Bus>> buses_ = made<Bus>(kBuses);
    std::vector<std::unique_ptr<Main>> main_ = made<Main>(1);
    std::vector<Block> inputs_, faded_;
    Block outputs_[kOutputs];
    std::vector<float> gains_, nexts_;
    std::size_t block_ = 0;
    float heard_ = 0;
};

}  // namespace

int main(int count, char** words) {
    _MM_SET_FLUSH_ZERO_MODE(_MM_FLUSH_ZERO_ON), _MM_SET_DENORMALS_ZERO_MODE(_MM_DENORMALS_ZERO_ON);
    const int channels = count > 1 ? std::atoi(words[1]) : 128;
    if (channels < 1) return 2;
    Desk desk(static_cast<std::size_t>(channels));
    std::vector<double> costs;
    for (int round = 0; round < 4; ++round) {
        const int blocks = std::max(64000 / channels, 16);
        const double begin = tutti::bench::cpu_ns();
        for (int b = 0; b < blocks; ++b) desk.play();
        if (round > 0) costs.push_back((tutti::bench::cpu_ns() - begin) / blocks);
    }
    std::printf("%.0f\n", tutti::bench::median(costs));
    return desk.heard() > 0 ? 0 : 1;  // a silent one has measured nothing
}
