// The desk of the strip benchmark: what docs/benchmark.md defines, as numbers.
#include <algorithm>
#include <cmath>

#include "engine/console/filter_design.hpp"
#include "tests/bench/bench_desk.hpp"

namespace tutti::bench {
namespace {

std::size_t at(int n) {
    return static_cast<std::size_t>(n);
}

float steps(double decibels) {
    return static_cast<float>(decibels / 6.020599913279624);
}
float power(double decibels) {
    return static_cast<float>(std::pow(10, decibels / 10));
}
float share(double ms) {
    return static_cast<float>(-std::expm1(-1000 / (ms * kRate)));
}

DynamicsFrame gate() {
    DynamicsFrame frame;
    frame.kind = DynamicsFrame::Kind::gate;
    frame.opens = power(-50);
    frame.closes = power(-53);
    frame.range = steps(60);
    frame.attack = frame.settle = share(0.5);
    frame.release = share(100);
    frame.hold = 2400;
    return frame;
}

DynamicsFrame compressor() {
    DynamicsFrame frame;
    frame.kind = DynamicsFrame::Kind::compressor;
    frame.threshold = steps(-24);
    frame.slope = 0.75F;
    frame.knee = steps(6);
    frame.detector = share(5);
    frame.attack = frame.settle = share(5);
    frame.release = share(100);
    frame.hold = 1;
    return frame;
}

void write_gains(MixFrame& mix, RowKind kind, int channel, double swing) {
    const double level = 0.5 + 0.2 * swing, angle = 0.8 + 0.5 * swing;
    mix.channels[at(channel)].input_gain = static_cast<float>((channel % 3 ? 1 : -1) * (0.9 + 0.1 * swing));
    mix.channels[at(channel)].fader_gain = static_cast<float>(level);
    mix.main_left[at(channel)] = static_cast<float>(0.1 * std::cos(angle));
    mix.main_right[at(channel)] = static_cast<float>(0.1 * std::sin(angle));
    if (kind == RowKind::strip_unsent) return;
    for (int b = 0; b < kBuses; ++b)
        mix.send_left[at(channel) * at(mix.stride) + at(b)] =
            static_cast<float>((0.1 + 0.02 * swing) / (1 + (channel + b) % 5));
}

}  // namespace

void write_strips(MixFrame& mix, RowKind kind) {
    const bool on = kind != RowKind::strip_plain && kind != RowKind::strip_unsent;
    const auto bells = [](Svf* eq, int seed) {
        const double frequencies[] = {100, 500, 2500, 8000};
        for (int k = 0; k < 4; ++k) eq[k] = design_band(FilterType::bell, frequencies[k] + seed % 11, 3, 1, kRate);
    };
    for (int c = 0; c < mix.channel_count; ++c) {
        ChannelFrame& channel = mix.channels[at(c)];
        if (kind < RowKind::strip_unplugged) channel.source.from = Signal::From::input;
        channel.source.index = c;
        write_gains(mix, kind, c, std::sin(c));
        for (int b = 0; b < kBuses; ++b)
            mix.send_tap[at(c) * at(mix.stride) + at(b)] = static_cast<std::uint8_t>(Tap::post_fader);
        if (!on) continue;
        channel.low_cut[0] = design_low_cut(80 + c % 7, 12, kRate)[0];
        channel.gate = gate();
        bells(channel.eq, c);
        channel.comp.post_eq = compressor();
    }
    if (kind > RowKind::strip_unplugged) {
        mix.oscillator.gain = 0.1F;
        mix.oscillator.main = kind == RowKind::strip_tone ? 1.0F : 0.0F;
        std::fill_n(mix.oscillator_left.begin(), kBuses, mix.oscillator.main);
    }
    for (int b = 0; b < kBuses; ++b) {
        BusFrame& bus = mix.buses[at(b)];
        bus.fader_left = 0.5F;
        bells(bus.eq, b);
        bus.comp.post_eq = compressor();
    }
    mix.main.fader_left = mix.main.fader_right = 0.9F;
    bells(mix.main.eq, 0);
    mix.main.limiter = {1, 0.5F, 0.0005F, 0};
    for (int o = 0; o < 2 + kBuses; ++o) {
        OutputFrame& output = mix.outputs[at(o)];
        output.gain = 1;
        output.source.from = o < 2 ? Signal::From::main : Signal::From::bus;
        output.source.side = o == 1 ? Signal::Side::right : Signal::Side::left;
        output.source.index = o < 2 ? 0 : o - 2;
    }
}

void move_strips(MixFrame& mix, RowKind kind, int block) {
    for (int c = 0; c < mix.channel_count; ++c) write_gains(mix, kind, c, std::sin(0.05 * block + c));
}

}  // namespace tutti::bench
