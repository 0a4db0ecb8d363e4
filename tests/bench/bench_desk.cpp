#include "tests/bench/bench_desk.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "engine/console/filter_design.hpp"

namespace tutti::bench {
namespace {

std::size_t at(int n) {
    return static_cast<std::size_t>(n);
}

void write_levels(MixFrame& mix, int channel, double level, double pan) {
    mix.channels[at(channel)].fader_gain = static_cast<float>(level);
    mix.main_left[at(channel)] = static_cast<float>(0.1 * std::cos(pan));
    mix.main_right[at(channel)] = static_cast<float>(0.1 * std::sin(pan));
    for (int b = 0; b < kBuses; ++b) {
        const std::size_t cell = at(channel) * at(mix.stride) + at(b);
        const double send = 0.1 * level / (1 + (channel + b) % 5);
        mix.send_left[cell] = static_cast<float>(send * std::cos(pan));
        mix.send_right[cell] = static_cast<float>(send * std::sin(pan));
    }
}

}  // namespace

std::string_view name_of(RowKind kind) {
    switch (kind) {
        case RowKind::all_on: return "EQ and low cut on everywhere";
        case RowKind::all_off: return "all processors off";
        case RowKind::mixed_taps: return "sends from mixed taps";
        case RowKind::in_motion: return "a tenth of the strips in motion";
        case RowKind::all_in_motion: return "every gain in motion, every block";
        case RowKind::strip_lines: return "strips, every gain in lines";
        case RowKind::strip_still: return "strips, nothing moves";
        case RowKind::strip_curves: return "strips, every gain in curves of 10 ms";
        case RowKind::strip_plain: return "strips without processors";
        case RowKind::strip_unsent: return "strips without processors and sends";
        case RowKind::strip_unplugged: return "strips without a source";
        case RowKind::strip_tone: return "strips without a source, a tone in all buses";
        case RowKind::strip_tone_alone: return "strips without a source, a tone that goes nowhere";
    }
    return "";
}

Sizes desk_of(int channels) {
    Sizes sizes;
    sizes.inputs = sizes.channels = channels;
    sizes.outputs = kOutputs;
    sizes.buses = kBuses;
    sizes.monitors = 1;
    return sizes;
}

void write_start(MixFrame& mix, RowKind kind) {
    if (is_strip(kind)) return write_strips(mix, kind);
    const bool on = kind != RowKind::all_off;
    for (int c = 0; c < mix.channel_count; ++c) {
        ChannelFrame& channel = mix.channels[at(c)];
        channel.source.from = Signal::From::input;
        channel.source.index = c;
        channel.input_gain = c % 3 ? 0.5F : -0.5F;
        write_levels(mix, c, 0.5, 0.2 + 0.1 * (c % 12));
        for (int b = 0; b < kBuses; ++b)
            mix.send_tap[at(c) * at(mix.stride) + at(b)] = static_cast<std::uint8_t>(
                kind == RowKind::mixed_taps ? (c * 7 + b * 3) % kTaps : static_cast<int>(Tap::post_fader));
        if (!on) continue;
        const auto cut = design_low_cut(60 + c % 7 * 10, 24, kRate);
        for (int k = 0; k < kLowCutSections; ++k) channel.low_cut[k] = cut[at(k)];
        for (int k = 0; k < kChannelBandCount; ++k)
            channel.eq[k] = design_band(FilterType::bell, 100 * std::pow(4.0, k) + c % 11, 3, 1, kRate);
    }
    const auto write_bus = [&](BusFrame& bus) {
        bus.fader_left = bus.fader_right = 0.7F;
        if (!on) return;
        bus.limiter = {1, 0.5F, 0.0005F};
        for (int k = 0; k < kBusBandCount; ++k)
            bus.eq[k] =
                design_band(k % 2 ? FilterType::bell : FilterType::high_shelf, 80 * std::pow(2.5, k), 2, 1, kRate);
    };
    for (int b = 0; b < kBuses; ++b) {
        write_bus(mix.buses[at(b)]);
        mix.buses[at(b)].stage = b < 4 ? 0 : b < 6 ? 1 : 2;  // groups, effects, auxes and cues
        if (b >= 4) continue;
        for (int side = 0; side < 2; ++side) {
            const int row = mix.bus_row(b) + side;
            (side ? mix.main_right : mix.main_left)[at(row)] = 0.5F;
            for (int to = 4; to < kBuses; ++to) {
                const std::size_t cell = at(row) * at(mix.stride) + at(to);
                (side ? mix.send_right : mix.send_left)[cell] = 0.1F;
                mix.send_tap[cell] = static_cast<std::uint8_t>(Tap::post_fader);
            }
        }
    }
    write_bus(mix.main);
    for (int o = 0; o < kOutputs; ++o) {
        OutputFrame& output = mix.outputs[at(o)];
        output.gain = 1;
        output.source.from = o < 2 ? Signal::From::main : Signal::From::bus;
        output.source.side = o % 2 ? Signal::Side::right : Signal::Side::left;
        output.source.index = o < 2 ? 0 : (o - 2) / 2;
    }
}

Moved write_moves(MixFrame& mix, RowKind kind, int block) {
    if (kind == RowKind::strip_lines || kind == RowKind::strip_curves) {
        move_strips(mix, kind, block);
        return {0, mix.channel_count, 1};
    }
    if (kind != RowKind::in_motion && kind != RowKind::all_in_motion) return {};
    const Moved moved{0, mix.channel_count, kind == RowKind::in_motion ? 10 : 1};
    for (int c = moved.first; c < moved.last; c += moved.step) {
        const double swing = std::sin(0.05 * block + c);
        write_levels(mix, c, 0.5 + 0.4 * swing, 0.8 + 0.7 * std::cos(0.03 * block + c));
    }
    return moved;
}

}  // namespace tutti::bench
