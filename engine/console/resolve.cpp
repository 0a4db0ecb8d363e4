#include "engine/console/resolve.hpp"

#include "engine/console/dynamics_design.hpp"
#include "engine/console/laws.hpp"
#include "engine/console/resolve_parts.hpp"
#include "engine/console/rules.hpp"

namespace tutti {
namespace {

// In the order of route_name (accept.cpp): none, inputs, oscillator, talkbacks.
Signal channel_source(const Console& c, int at) {
    if (at == 0) return {};
    at -= 1;
    const int inputs = c.layout().sizes().inputs;
    if (at < inputs) return {Signal::From::input, Tap::post_fader, Signal::Side::left, 0, at};
    if (at == inputs) return {Signal::From::oscillator};
    return {Signal::From::talkback, Tap::post_fader, Signal::Side::left, 0, at - inputs - 1};
}

AutomixFrame resolve_automix(const Console& c, int n, bool heard) {
    const float weight = trim_gain(c.number("automix/weight"_channel, n));
    return {static_cast<std::int32_t>(c.number("automix/group"_channel, n)), weight * weight, heard ? 1.0F : 0.0F,
            is_linked(c, n) ? 1.0F : 0.0F};
}

void resolve_processors(const Console& c, int n, MixFrame& frame) {
    constexpr Family F = Family::channel;
    ChannelFrame& out = frame.channels[static_cast<std::size_t>(n)];
    out.source = channel_source(c, static_cast<int>(c.number("input/source"_channel, n)));
    out.delay = delay_samples(c, "input/delay/on"_channel, "input/delay/time"_channel, n, frame.rate);
    const auto low_cut = c.on("hpf/on"_channel, n)
                             ? design_low_cut(c.number("hpf/frequency"_channel, n),
                                              static_cast<int>(c.number("hpf/slope"_channel, n)), frame.rate)
                             : std::array<Svf, kLowCutSections>{};
    for (int s = 0; s < kLowCutSections; ++s) out.low_cut[s] = low_cut[static_cast<std::size_t>(s)];
    resolve_eq<F>(c, n, frame.rate, out.eq);
    out.gate = design_gate(c, n, frame.rate);
    out.comp = design_compressor<F>(c, n, frame.rate);
    resolve_insert<F>(c, n, true, out.insert);
    // A stereo effect serves both sides of a pair, unless the right one has an insert of its own.
    const bool pair = n % 2 == 0 && n + 1 < c.layout().sizes().channels && c.on("link"_channel, n);
    if (pair && out.insert.fx >= 0 && c.number("insert/source"_channel, n + 1) == 0) {
        out.insert.pair = 1;
        out.insert.mono = 0;
    }
}

// What moves often (Console::processor_stamp says when the rest has to follow).
void resolve_gains(const Console& c, int n, MixFrame& frame) {
    constexpr Family F = Family::channel;
    ChannelFrame& out = frame.channels[static_cast<std::size_t>(n)];
    const float polarity = c.on("input/invert"_channel, n) ? -1.0F : 1.0F;
    out.input_gain = c.on("input/mute"_channel, n) ? 0.0F : polarity * trim_gain(c.number("input/trim"_channel, n));
    const bool muted = is_muted<F>(c, n);
    out.fader_gain = muted ? 0.0F : fader_gain<F>(c, n);
    out.automix = resolve_automix(c, n, out.fader_gain != 0 && out.input_gain != 0);

    const Sides pan = channel_sides(c, n);
    const Sides main = channel_in_main(c, n, pan);
    frame.main_left[static_cast<std::size_t>(n)] = main.left;
    frame.main_right[static_cast<std::size_t>(n)] = main.right;
    for (int b = 0; b < frame.bus_count; ++b) {
        const SendGain send = send_gain<F>(c, n, b, muted);
        Sides sides{send.gain, 0};
        if (send.gain != 0 && !is_mono(c, b)) {
            const Sides own = channel_send_sides(c, n, b, pan);
            sides = {send.gain * own.left, send.gain * own.right};
        }
        set_send(frame, n, b, sides, send.tap);
    }
    for (int m = 0; m < frame.monitor_count; ++m) {
        const SoloTake solo = solo_take(c, m, is_soloed<F>(c, n, m));
        const Sides ahead = own_sides(c, n);
        const Sides sides = solo.tap == Tap::post_fader ? pan : ahead;
        set_solo(frame, n, m, {solo.gain * sides.left, solo.gain * sides.right}, solo.tap);
        const float gate = listen_gain(c, m, c.on("gate/listen/{monitor}"_channel, n, m));
        const float comp = listen_gain(c, m, c.on("comp/listen/{monitor}"_channel, n, m));
        set_listen(frame, n, m, KeyPoint::gate, {gate * ahead.left, gate * ahead.right});
        set_comp_listen<F>(c, n, frame, n, m, {comp * ahead.left, comp * ahead.right});
    }
}

// Groups feed buses of a later stage.
void resolve_bus_sends(const Console& c, int n, bool muted, MixFrame& frame) {
    constexpr Family F = Family::bus;
    const bool mono = is_mono(c, n);
    const int row = frame.bus_row(n);
    for (int b = 0; b < frame.bus_count; ++b) {
        const bool forward = kind_of(c, n) == BusKind::group && kind_of(c, b) != BusKind::group;
        SendGain send = send_gain<F>(c, n, b, muted);
        if (!forward) send.gain = 0;
        StereoSend sides;
        if (!mono) {
            sides = stereo_send<F>(c, n, b, send, c.number("balance"_bus, n));
        } else if (is_mono(c, b)) {
            sides.from_left = {send.gain, 0};
        } else {
            const bool follow = c.on(RowsOf<F>::send_follow, n, b);
            const Sides pan = pan_sides(follow ? c.number("pan"_bus, n) : c.number(RowsOf<F>::send_pan, n, b));
            sides.from_left = {send.gain * pan.left, send.gain * pan.right};
        }
        set_send(frame, row, b, sides.from_left, send.tap);
        set_send(frame, row + 1, b, sides.from_right, send.tap);
    }
}

// A cue bus always ends in a limiter: under the ceiling if it is on, under full scale if not, and in either case under
// the performer's own limit.
void guard_cue(const Console& c, int n, BusFrame& out) {
    out.cue = kind_of(c, n) == BusKind::cue ? 1 : 0;
    out.loudness = 0;
    if (!out.cue) return;
    const float limit = trim_gain(c.number("cue/limit"_bus, n));
    out.limiter.ceiling = out.limiter.on != 0 ? std::min(limit, out.limiter.ceiling) : limit;
    out.limiter.on = 1;
    const float most = c.number("cue/loudness_max"_bus, n);
    if (most < 0) out.loudness = loudness_mean(most);
}

void resolve_bus(const Console& c, int n, MixFrame& frame) {
    constexpr Family F = Family::bus;
    BusFrame& out = frame.buses[static_cast<std::size_t>(n)];
    const bool mono = is_mono(c, n);
    const bool muted = is_muted<F>(c, n);
    const float gain = muted ? 0.0F : fader_gain<F>(c, n);
    const Sides balance = mono ? Sides{1, 1} : balance_sides(c.number("balance"_bus, n));
    out.stage = stage_of(c, n);
    out.programme = programme_of_bus(c, n);
    const Image image = bus_image(c, n);
    for (int side = 0; side < 2; ++side)
        for (int from = 0; from < 2; ++from) out.image[side][from] = image.at[side][from];
    out.fader_left = gain * balance.left;
    out.fader_right = gain * balance.right;
    out.limiter = resolve_limiter<F>(c, n, frame.rate);
    guard_cue(c, n, out);
    resolve_eq<F>(c, n, frame.rate, out.eq);
    out.comp = design_compressor<F>(c, n, frame.rate);
    resolve_insert<F>(c, n, mono, out.insert);

    const auto row = static_cast<std::size_t>(frame.bus_row(n));
    const float main = bus_in_main(c, n) ? 1.0F : 0.0F;
    const Sides pan = pan_sides(c.number("pan"_bus, n));
    frame.main_left[row] = mono ? main * pan.left : main;
    frame.main_right[row] = mono ? main * pan.right : 0.0F;
    frame.main_left[row + 1] = 0;
    frame.main_right[row + 1] = mono ? 0.0F : main;
    resolve_bus_sends(c, n, muted, frame);
    resolve_feeds_of_bus(c, n, frame);
    for (int m = 0; m < frame.monitor_count; ++m) {
        const SoloTake solo = solo_take(c, m, is_soloed<F>(c, n, m));
        set_solo(frame, frame.bus_row(n), m, {solo.gain, mono ? solo.gain : 0.0F}, solo.tap);
        set_solo(frame, frame.bus_row(n) + 1, m, {0, mono ? 0.0F : solo.gain}, solo.tap);
        set_comp_listens<F>(c, n, frame, frame.bus_row(n), m, mono);
    }
}

void resolve_main(const Console& c, MixFrame& frame) {
    const float gain = c.on("mute"_main) ? 0.0F : level_gain(c.number("fader"_main));
    const Sides balance = balance_sides(c.number("balance"_main));
    frame.main.fader_left = gain * balance.left;
    frame.main.fader_right = gain * balance.right;
    frame.main.limiter = resolve_limiter<Family::main>(c, 0, frame.rate);
    frame.main.limiter.lookahead = frame.main.limiter.on * c.number("limiter/lookahead"_main);
    resolve_eq<Family::main>(c, 0, frame.rate, frame.main.eq);
    frame.main.comp = design_compressor<Family::main>(c, 0, frame.rate);
    resolve_feeds_of_main(c, frame);
    resolve_insert<Family::main>(c, 0, false, frame.main.insert);
    for (int m = 0; m < frame.monitor_count; ++m) {
        const SoloTake solo = solo_take(c, m, c.on("solo/{monitor}"_main, 0, m));
        set_solo(frame, frame.main_row(), m, {solo.gain, 0}, solo.tap);
        set_solo(frame, frame.main_row() + 1, m, {0, solo.gain}, solo.tap);
        set_comp_listens<Family::main>(c, 0, frame, frame.main_row(), m, false);
    }
}

Signal bus_signal(const Console& c, int bus, Signal::Side side) {
    return {Signal::From::bus, Tap::post_fader, is_mono(c, bus) ? Signal::Side::left : side, 0, bus};
}
Signal matrix_signal(const Console& c, int matrix, Signal::Side side) {
    return {Signal::From::matrix, Tap::post_fader, is_mono_matrix(c, matrix) ? Signal::Side::left : side, 0, matrix};
}

void resolve_monitor(const Console& c, int n, MixFrame& frame) {
    MonitorFrame& out = frame.monitors[static_cast<std::size_t>(n)];
    const int source = static_cast<int>(c.number("source"_monitor, n));
    if (source == 0) {
        out.left = {Signal::From::main, Tap::post_fader, Signal::Side::left, 0, 0};
        out.right = {Signal::From::main, Tap::post_fader, Signal::Side::right, 0, 0};
    } else {
        const int buses = c.layout().sizes().buses;
        const auto side = [&](Signal::Side of) {
            return source <= buses ? bus_signal(c, source - 1, of) : matrix_signal(c, source - 1 - buses, of);
        };
        out.left = side(Signal::Side::left);
        out.right = side(Signal::Side::right);
    }
    out.source_gain = solo_active(c, n) ? 0.0F : 1.0F;
    out.programme = programme_of_monitor(c, n);
    out.mono = c.number("mono"_monitor, n);
    out.delay = delay_samples(c, "delay/on"_monitor, "delay/time"_monitor, n, frame.rate);
    const float dim = c.on("dim"_monitor, n) || talks_at(c, n) ? trim_gain(c.number("dim_level"_monitor, n)) : 1.0F;
    out.level = c.on("mute"_monitor, n) ? 0.0F : level_gain(c.number("level"_monitor, n)) * dim;
}

// In the order of route_name (accept.cpp): none, main, buses, matrices, monitors, channels, inputs,
// talkbacks, oscillator.
Signal output_signal(const Console& c, int output) {
    const Sizes& n = c.layout().sizes();
    int at = static_cast<int>(c.number("source"_output, output));
    const Tap tap = static_cast<Tap>(static_cast<int>(c.number("tap"_output, output)));
    if (at == 0 && loop_plays(c, output)) return {Signal::From::loop, Tap::post_fader, Signal::Side::left, 0, output};
    if (at == 0) return {};
    if (at <= 2) return {Signal::From::main, Tap::post_fader, at == 1 ? Signal::Side::left : Signal::Side::right, 0, 0};
    at -= 3;
    constexpr Signal::Side sides[] = {Signal::Side::sum, Signal::Side::left, Signal::Side::right};
    if (at < 3 * n.buses) return bus_signal(c, at / 3, sides[at % 3]);
    at -= 3 * n.buses;
    if (at < 3 * n.matrices) return matrix_signal(c, at / 3, sides[at % 3]);
    at -= 3 * n.matrices;
    if (at < 2 * n.monitors) return {Signal::From::monitor, Tap::post_fader, sides[1 + at % 2], 0, at / 2};
    at -= 2 * n.monitors;
    if (at < n.channels) return {Signal::From::channel, tap, Signal::Side::left, 0, at};
    at -= n.channels;
    if (at < n.inputs) return {Signal::From::input, Tap::post_fader, Signal::Side::left, 0, at};
    at -= n.inputs;
    if (at < n.talkbacks) return {Signal::From::talkback, Tap::post_fader, Signal::Side::left, 0, at};
    return {Signal::From::oscillator};
}

void resolve_output(const Console& c, int n, MixFrame& frame) {
    OutputFrame& out = frame.outputs[static_cast<std::size_t>(n)];
    out.source = output_signal(c, n);
    out.delay = delay_samples(c, "delay/on"_output, "delay/time"_output, n, frame.rate);
    const bool silent = c.on("mute"_output, n) || c.on("panic"_session);
    const float polarity = c.on("invert"_output, n) ? -1.0F : 1.0F;
    out.gain = silent ? 0.0F : polarity * trim_gain(c.number("trim"_output, n));
}

}  // namespace

void resolve_strip(const Console& console, int strip, MixFrame& frame) {
    if (strip < frame.bus_strip(0))
        return resolve_processors(console, strip, frame), resolve_gains(console, strip, frame);
    if (strip < frame.main_strip()) return resolve_bus(console, strip - frame.bus_strip(0), frame);
    if (strip == frame.main_strip()) return resolve_main(console, frame);
    if (strip < frame.output_strip(0)) return resolve_monitor(console, strip - frame.monitor_strip(0), frame);
    if (strip == frame.oscillator_strip()) return resolve_oscillator(console, frame);
    if (strip >= frame.matrix_strip(0)) return resolve_matrix(console, strip - frame.matrix_strip(0), frame);
    if (strip >= frame.fx_strip(0)) return resolve_fx(console, strip - frame.fx_strip(0), frame);
    if (strip > frame.oscillator_strip()) return resolve_talkback(console, strip - frame.talkback_strip(0), frame);
    resolve_output(console, strip - frame.output_strip(0), frame);
}

int catch_up(const Console& console, MixFrame& frame) {
    int resolved = 0;
    for (int strip = 0; strip < frame.strips(); ++strip) {
        Revision& seen = frame.stamps[static_cast<std::size_t>(strip)];
        if (seen == console.stamp(strip)) continue;
        const bool channel = strip < frame.bus_strip(0);
        if (channel && frame.processor_stamps[static_cast<std::size_t>(strip)] == console.processor_stamp(strip))
            resolve_gains(console, strip, frame);
        else
            resolve_strip(console, strip, frame);
        if (channel) frame.processor_stamps[static_cast<std::size_t>(strip)] = console.processor_stamp(strip);
        seen = console.stamp(strip);
        ++resolved;
    }
    return resolved;
}

}  // namespace tutti
