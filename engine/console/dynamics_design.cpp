#include "engine/console/dynamics_design.hpp"

#include <algorithm>
#include <cmath>

#include "engine/console/filter_design.hpp"
#include "engine/console/laws.hpp"
#include "engine/console/link.hpp"
#include "engine/console/rules.hpp"

namespace tutti {
namespace {

constexpr double kDecibels = 6.020599913279624;  // of one step of log2
constexpr double kRmsTime = 5;                   // ms
constexpr double kAutoSlower = 10;               // times release
constexpr float kLimiting = 100;                 // this ratio and more is no rise at all

float steps(float decibels) {
    return static_cast<float>(decibels / kDecibels);
}

float power(float decibels) {
    return static_cast<float>(std::pow(10.0, decibels / 10.0));
}

// The share of the way that a time constant goes in one sample.
float share(double ms, double rate) {
    return static_cast<float>(-std::expm1(-1000 / (ms * rate)));
}

struct Times {
    double attack, hold, release;
};
// Falling passes two stages. The second is short (no longer than a tenth of the release); the first makes up for it, so
// that both together have gone 63 % of the way after the release time.
void set_times(DynamicsFrame& frame, const Times& times, double rate) {
    const double settle = std::min(times.attack, times.release / 10);
    frame.attack = share(times.attack, rate);
    frame.settle = share(settle, rate);
    frame.release = share(times.release - settle, rate);
    frame.hold = static_cast<float>(std::max(std::round(times.hold * rate / 1000), 1.0));
}

template <Family F>
void set_filter(DynamicsFrame& frame, const Console& c, int strip, double rate, RowOf<F> on, RowOf<F> type,
                RowOf<F> frequency, RowOf<F> q) {
    frame.filtered = c.on(on, strip);
    if (!frame.filtered) return;
    const auto shape = static_cast<KeyFilter>(static_cast<int>(c.number(type, strip)));
    frame.filter = design_key_filter(shape, c.number(frequency, strip), c.number(q, strip), rate);
}

}  // namespace

Signal key_signal(const Layout& layout, int index) {
    if (index == 0) return {};
    const int channels = layout.sizes().channels;
    if (index <= channels) return {Signal::From::channel, Tap::input, Signal::Side::left, 0, index - 1};
    return {Signal::From::bus, Tap::input, Signal::Side::sum, 0, index - 1 - channels};
}

DynamicsFrame design_gate(const Console& c, int channel, double rate) {
    DynamicsFrame frame;
    frame.key = key_signal(c.layout(), static_cast<int>(c.number("gate/key"_channel, channel)));
    set_filter(frame, c, channel, rate, "gate/filter/on"_channel, "gate/filter/type"_channel,
               "gate/filter/frequency"_channel, "gate/filter/q"_channel);
    if (!c.on("gate/on"_channel, channel)) return frame;
    switch (static_cast<GateMode>(static_cast<int>(c.number("gate/mode"_channel, channel)))) {
        case GateMode::gate: frame.kind = DynamicsFrame::Kind::gate; break;
        case GateMode::expander: frame.kind = DynamicsFrame::Kind::expander; break;
        case GateMode::ducker: frame.kind = DynamicsFrame::Kind::ducker; break;
    }
    frame.linked = is_linked(c, channel);
    const float threshold = c.number("gate/threshold"_channel, channel);
    frame.threshold = steps(threshold);
    frame.opens = power(threshold);
    frame.closes = power(threshold - c.number("gate/hysteresis"_channel, channel));
    frame.range = steps(c.number("gate/range"_channel, channel));
    frame.slope = c.number("gate/ratio"_channel, channel) - 1;
    set_times(frame,
              {c.number("gate/attack"_channel, channel), c.number("gate/hold"_channel, channel),
               c.number("gate/release"_channel, channel)},
              rate);
    return frame;
}

template <Family F>
CompressorFrame design_compressor(const Console& c, int strip, double rate) {
    CompressorFrame both;
    DynamicsFrame& frame = c.on(find_row<F>("comp/position"), strip) ? both.post_eq : both.pre_eq;
    frame.key = key_signal(c.layout(), static_cast<int>(c.number(find_row<F>("comp/key"), strip)));
    // A bus that has become a later stage since can no longer be heard in time.
    if (F == Family::bus && frame.key.from == Signal::From::bus && stage_of(c, frame.key.index) > stage_of(c, strip))
        frame.key = {};
    set_filter(frame, c, strip, rate, find_row<F>("comp/filter/on"), find_row<F>("comp/filter/type"),
               find_row<F>("comp/filter/frequency"), find_row<F>("comp/filter/q"));
    if (!c.on(find_row<F>("comp/on"), strip)) return both;
    frame.kind = DynamicsFrame::Kind::compressor;
    if (F == Family::channel) frame.linked = is_linked(c, strip);
    frame.threshold = steps(c.number(find_row<F>("comp/threshold"), strip));
    const float ratio = c.number(find_row<F>("comp/ratio"), strip);
    frame.slope = ratio >= kLimiting ? 1.0F : 1 - 1 / ratio;
    frame.knee = steps(c.number(find_row<F>("comp/knee"), strip));
    const double release = c.number(find_row<F>("comp/release"), strip);
    set_times(frame, {c.number(find_row<F>("comp/attack"), strip), c.number(find_row<F>("comp/hold"), strip), release},
              rate);
    if (c.on(find_row<F>("comp/auto"), strip)) frame.average = share(release * kAutoSlower, rate);
    frame.makeup = trim_gain(c.number(find_row<F>("comp/makeup"), strip));
    frame.mix = c.number(find_row<F>("comp/mix"), strip);
    if (c.on(find_row<F>("comp/detector"), strip)) frame.detector = share(kRmsTime, rate);
    return both;
}

template CompressorFrame design_compressor<Family::channel>(const Console&, int, double);
template CompressorFrame design_compressor<Family::bus>(const Console&, int, double);
template CompressorFrame design_compressor<Family::main>(const Console&, int, double);
template CompressorFrame design_compressor<Family::matrix>(const Console&, int, double);

}  // namespace tutti
