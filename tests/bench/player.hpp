#pragma once
// An engine at work on a desk of the benchmark: its inputs, its outputs, and the state thread's part that posts moves.
#include <vector>

#include "engine/mix/engine.hpp"
#include "tests/bench/bench_desk.hpp"

namespace tutti::bench {

class Player {
public:
    Player(int channels, RowKind kind, const dsp::Kernels& kernels, int workers = 0);

    const MixFrame& mix() const { return mix_; }
    const std::vector<std::vector<float>>& inputs() const { return inputs_; }
    const std::vector<std::vector<float>>& outputs() const { return outputs_; }
    Engine& engine() { return engine_; }

    void listen();                          // the inputs of the next block
    Moved move(int block);                  // what moves in it is posted
    std::vector<double> costs(int blocks);  // ns of processor time of the next blocks, but some
    void process() { engine_.process(in_.data(), static_cast<int>(in_.size()), out_.data(), kOutputs, kFrames); }

private:
    void post();

    RowKind kind_;
    Layout layout_;
    MixFrame mix_;
    Engine engine_;
    std::vector<Programme> programmes_;
    std::vector<std::vector<float>> inputs_, outputs_;
    std::vector<const float*> in_;
    std::vector<float*> out_;
    std::uint64_t revision_ = 0;
};

}  // namespace tutti::bench
