#include "tests/bench/reference_desk.hpp"

#include <algorithm>
#include <cmath>

namespace tutti::bench {
namespace {

std::size_t at(int n) {
    return static_cast<std::size_t>(n);
}

}  // namespace

double ReferenceDesk::Gain::value(int when) const {
    if (straight) return when < kLine ? start + (target - start) * when / kLine : target;
    const double t = static_cast<double>(when) / kLength;
    const double h00 = (1 + 2 * t) * (1 - t) * (1 - t), h10 = t * (1 - t) * (1 - t), h01 = t * t * (3 - 2 * t);
    return h00 * start + h10 * slope * kLength + h01 * target;
}

double ReferenceDesk::Gain::slope_at(int when) const {
    const double t = static_cast<double>(when) / kLength;
    return (6 * t * (t - 1) * (start - target) + (1 - t) * (1 - 3 * t) * slope * kLength) / kLength;
}

void ReferenceDesk::Gain::move(double to) {
    if (to == target) return;
    const double here = age < kLength ? value(age) : target, rise = age < kLength ? slope_at(age) : 0;
    start = here, slope = rise, target = to, age = 0;
}

// A. Simper's trapezoidal state-variable filter, as mix_frame.hpp quotes it.
double ReferenceDesk::Section::run(double x) {
    const double v3 = x - ic2;
    const double v1 = double{f.a1} * ic1 + double{f.a2} * v3;
    const double v2 = ic2 + double{f.a2} * ic1 + double{f.a3} * v3;
    ic1 = 2 * v1 - ic1;
    ic2 = 2 * v2 - ic2;
    return double{f.m0} * x + double{f.m1} * v1 + double{f.m2} * v2;
}

void ReferenceDesk::Bus::run(const double sum[2], double equalised[2], double out[2]) {
    const double fader[2] = {double{frame.fader_left}, double{frame.fader_right}};
    for (int side = 0; side < 2; ++side) {
        equalised[side] = sum[side];
        for (Section& section : eq[side]) equalised[side] = section.run(equalised[side]);
    }
    if (comp.on()) {
        const double gain = comp.gain(std::max(std::abs(equalised[0]), std::abs(equalised[1])));
        for (int side = 0; side < 2; ++side) equalised[side] *= gain;
    }
    for (int side = 0; side < 2; ++side) out[side] = equalised[side] * fader[side];
    if (frame.limiter.on == 0) return;
    const double ceiling = double{frame.limiter.ceiling};
    const double peak = std::max(std::abs(out[0]), std::abs(out[1]));
    limiter_gain += double{frame.limiter.release} * (1 - limiter_gain);
    if (peak > ceiling) limiter_gain = std::min(limiter_gain, ceiling / peak);
    for (int side = 0; side < 2; ++side) out[side] *= limiter_gain;
}

std::vector<ReferenceDesk::Section> ReferenceDesk::sections(std::span<const Svf> filters) {
    std::vector<Section> all;
    for (const Svf& f : filters)
        if (!f.passes()) all.push_back({f});
    return all;
}

ReferenceDesk::Gain ReferenceDesk::at_rest(float gain) const {
    Gain g;
    g.straight = straight_;
    g.jump(double{gain});
    return g;
}

ReferenceDesk::ReferenceDesk(const MixFrame& mix, bool straight)
    : straight_(straight), stride_(mix.stride), rows_(at(mix.main_row())), sums_(at(2 * mix.bus_count)) {
    for (const ChannelFrame& c : mix.channels) {
        channels_.push_back({sections(c.low_cut), sections(c.eq), ReferenceDynamics(c.gate),
                             ReferenceDynamics(c.comp.pre_eq), ReferenceDynamics(c.comp.post_eq), at_rest(c.input_gain),
                             at_rest(c.fader_gain)});
    }
    for (const BusFrame& b : mix.buses)
        buses_.push_back({b, {sections(b.eq), sections(b.eq)}, ReferenceDynamics(b.comp.post_eq)});
    main_ = {mix.main, {sections(mix.main.eq), sections(mix.main.eq)}, ReferenceDynamics()};
    for (int r = 0; r < mix.main_row(); ++r) {
        Row& row = rows_[at(r)];
        row.main[0] = at_rest(mix.main_left[at(r)]);
        row.main[1] = at_rest(mix.main_right[at(r)]);
        for (int b = 0; b < mix.bus_count; ++b)
            for (int side = 0; side < 2; ++side) {
                const std::size_t cell = at(r * stride_ + b);
                const float gain = (side ? mix.send_right : mix.send_left)[cell];
                if (gain == 0) continue;
                row.sends.push_back({b, side, static_cast<Tap>(mix.send_tap[cell]), at_rest(gain)});
            }
    }
}

void ReferenceDesk::move(const MixFrame& mix, int first, int last, int step) {
    for (int c = first; c < last; c += step) {
        channels_[at(c)].input.move(double{mix.channels[at(c)].input_gain});
        channels_[at(c)].fader.move(double{mix.channels[at(c)].fader_gain});
        Row& row = rows_[at(c)];
        row.main[0].move(double{mix.main_left[at(c)]});
        row.main[1].move(double{mix.main_right[at(c)]});
        for (Send& s : row.sends)
            s.gain.move(double{(s.side ? mix.send_right : mix.send_left)[at(c * stride_ + s.bus)]});
    }
}

void ReferenceDesk::send(Row& row, const double taps[kTaps]) {
    for (Send& s : row.sends) sums_[at(2 * s.bus + s.side)] += taps[static_cast<std::size_t>(s.tap)] * s.gain.next();
    for (int side = 0; side < 2; ++side)
        main_sum_[side] += taps[static_cast<std::size_t>(Tap::post_fader)] * row.main[side].next();
}

void ReferenceDesk::process(const std::vector<std::vector<float>>& inputs, int frames,
                            std::vector<std::vector<double>>& outputs) {
    for (int t = 0; t < frames; ++t) {
        std::fill(sums_.begin(), sums_.end(), 0.0);
        main_sum_[0] = main_sum_[1] = 0;
        for (std::size_t c = 0; c < channels_.size(); ++c) {
            Channel& channel = channels_[c];
            double x = double{inputs[c][at(t)]} * channel.input.next();
            for (Section& section : channel.low_cut) x = section.run(x);
            const double cut = x;
            if (channel.gate.on()) x *= channel.gate.gain(x);
            const double pre_eq = x;
            if (channel.pre_eq.on()) x *= channel.pre_eq.gain(x);
            for (Section& section : channel.eq) x = section.run(x);
            if (channel.post_eq.on()) x *= channel.post_eq.gain(x);
            const double taps[kTaps] = {cut, pre_eq, x, x, x * channel.fader.next()};
            send(rows_[c], taps);
        }
        for (int stage = 0; stage < 3; ++stage)
            for (std::size_t b = 0; b < buses_.size(); ++b) {
                if (buses_[b].frame.stage != stage) continue;
                const double sum[2] = {sums_[2 * b], sums_[2 * b + 1]};
                double equalised[2], out[2];
                buses_[b].run(sum, equalised, out);
                for (std::size_t side = 0; side < 2; ++side) {
                    const double taps[kTaps] = {sum[side], sum[side], equalised[side], equalised[side], out[side]};
                    send(rows_[channels_.size() + 2 * b + side], taps);
                    outputs[2 + 2 * b + side][at(t)] = out[side];
                }
            }
        double equalised[2], out[2];
        main_.run(main_sum_, equalised, out);
        for (std::size_t side = 0; side < 2; ++side) outputs[side][at(t)] = out[side];
    }
}

}  // namespace tutti::bench
