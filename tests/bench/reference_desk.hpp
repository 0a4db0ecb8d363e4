#pragma once
// The desk written down as plainly as possible: one strip after the other, one sample after the other, in double, with
// nothing of the engine in it but the MixFrame's meaning. What the engine's sound is compared with. Slow.
#include <span>
#include <vector>

#include "engine/console/mix_frame.hpp"

namespace tutti::bench {

class ReferenceDesk {
public:
    // Starts at these values; patches, filters, taps and stages stay as they are here.
    explicit ReferenceDesk(const MixFrame& mix);

    // Gains of these channels (fader, main and sends) move to this frame's in 10 ms.
    void move(const MixFrame& mix, int first, int last, int step);

    // inputs[channel] and outputs[output]: `frames` samples each; output 0 and 1 are main, then the sides of the buses.
    void process(const std::vector<std::vector<float>>& inputs, int frames, std::vector<std::vector<double>>& outputs);

private:
    struct Gain {  // Hermite curve from (start, slope) to (target, 0) over 480 samples
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
        double input_gain = 0;
        std::vector<Section> low_cut, eq;
        Gain fader;
    };
    struct Bus {
        BusFrame frame;
        std::vector<Section> eq[2];
        double limiter_gain = 1;

        void run(const double sum[2], double equalised[2], double out[2]);
    };
    static constexpr int kLength = 480;

    static std::vector<Section> sections(std::span<const Svf> filters);
    void send(Row& row, const double taps[kTaps]);

    int stride_;
    std::vector<Channel> channels_;
    std::vector<Bus> buses_;
    Bus main_;
    std::vector<Row> rows_;
    std::vector<double> sums_;  // of the buses' sides, this sample
    double main_sum_[2] = {};
};

}  // namespace tutti::bench
