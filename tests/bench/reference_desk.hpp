#pragma once
// The desk written down as plainly as possible: one strip after the other, one sample after the other, in double, with
// nothing of the engine in it but the MixFrame's meaning. What the engine's sound is compared with. Slow.
#include <span>
#include <vector>

#include "engine/console/mix_frame.hpp"
#include "tests/bench/reference_dynamics.hpp"

namespace tutti::bench {

class ReferenceDesk {
public:
    // Starts at these values; patches, filters, dynamics, taps and stages stay as they are here. straight: gains move
    // in lines over a block.
    explicit ReferenceDesk(const MixFrame& mix, bool straight = false);

    // Gains of these channels (input, fader, main and sends) move to this frame's in 10 ms.
    void move(const MixFrame& mix, int first, int last, int step);

    // inputs[channel] and outputs[output]: `frames` samples each; output 0 and 1 are main, then the sides of the buses.
    void process(const std::vector<std::vector<float>>& inputs, int frames, std::vector<std::vector<double>>& outputs);

    // dB, most since the start: of a channel's gate and compressor.
    double gated(int channel) const { return channels_[static_cast<std::size_t>(channel)].gate.most_reduction(); }
    double compressed(int channel) const {
        return channels_[static_cast<std::size_t>(channel)].post_eq.most_reduction();
    }

private:
    struct Gain {  // Hermite curve from (start, slope) to (target, 0) over 480 samples, or a line over a block
        bool straight = false;
        double start = 0, slope = 0, target = 0;
        int age = kLength;

        void jump(double to) { start = target = to, slope = 0, age = kLength; }
        void move(double to);
        double value(int at) const;
        double slope_at(int at) const;
        double next() { return age < kLength ? value(++age) : target; }
    };
    struct Section {
        Svf f;
        double ic1 = 0, ic2 = 0;

        double run(double x);
    };
    struct Send {
        int bus, side;
        Tap tap;
        Gain gain;
    };
    struct Row {
        std::vector<Send> sends;
        Gain main[2];
    };
    struct Channel {
        std::vector<Section> low_cut, eq;
        ReferenceDynamics gate, pre_eq, post_eq;
        Gain input, fader;
    };
    struct Bus {
        BusFrame frame;
        std::vector<Section> eq[2];
        ReferenceDynamics comp;
        double limiter_gain = 1;

        void run(const double sum[2], double equalised[2], double out[2]);
    };
    static constexpr int kLength = 480, kLine = 64;

    static std::vector<Section> sections(std::span<const Svf> filters);
    Gain at_rest(float gain) const;
    void send(Row& row, const double taps[kTaps]);

    bool straight_;
    int stride_;
    std::vector<Channel> channels_;
    std::vector<Bus> buses_;
    Bus main_;
    std::vector<Row> rows_;
    std::vector<double> sums_;  // of the buses' sides, this sample
    double main_sum_[2] = {};
};

}  // namespace tutti::bench
