// How the engine takes a new MixFrame, and what happens behind the short silences that patch changes need.
#include <algorithm>
#include <bit>

#include "engine/mix/engine.hpp"

namespace tutti {
namespace {

// Patch changes and waiting filter fades start on this grid of samples, so that they fall on the same sample whatever
// the block size, and so that many of them cannot cut a block into crumbs.
constexpr std::uint64_t kGrid = 16;
constexpr float kNothingWaits = 1e30F;

std::uint64_t on_grid(std::uint64_t time) {
    return (time + kGrid - 1) / kGrid * kGrid;
}

}  // namespace

void Engine::take_frame() {
    if (!mixes_.take()) return;
    const MixFrame& frame = mixes_.front();
    bool patched = !started_;
    for (int bank = 0; bank < channel_banks_; ++bank) take_channels(frame, bank);
    for (int strip = frame.bus_strip(0); strip < frame.strips(); ++strip) {
        const auto n = static_cast<std::size_t>(strip);
        if (started_ && frame.stamps[n] == seen_[n]) continue;
        seen_[n] = frame.stamps[n];
        if (strip < frame.main_strip()) {
            apply_bus(frame, strip - frame.bus_strip(0));
        } else if (strip == frame.main_strip()) {
            apply_main(frame);
        } else if (strip < frame.output_strip(0)) {
            const int m = strip - frame.monitor_strip(0);
            monitors_.set(m, frame.monitors[static_cast<std::size_t>(m)], !started_);
        } else if (strip == frame.oscillator_strip()) {
            oscillator_.set(kernels_, frame, !started_);
        } else if (strip >= frame.matrix_strip(0)) {
            apply_matrix(frame, strip - frame.matrix_strip(0));
        } else if (strip >= frame.fx_strip(0)) {
            patched |= apply_fx(frame, strip - frame.fx_strip(0));
        } else if (strip > frame.oscillator_strip()) {
            talkbacks_.set(kernels_, sockets_, strip - frame.talkback_strip(0), frame, !started_);
        } else {
            const int o = strip - frame.output_strip(0);
            outputs_.set(o, frame.outputs[static_cast<std::size_t>(o)], !started_);
        }
    }
    started_ = true;
    settle(patched);
}

// Mostly it is gains that move, and those of a whole bank are moved at once.
void Engine::take_channels(const MixFrame& frame, int bank) {
    const int first = bank * dsp::kLanes, count = std::min(frame.channel_count - first, dsp::kLanes);
    const auto n = static_cast<std::size_t>(first);
    const std::uint64_t *stamps = &frame.stamps[n], *processors = &frame.processor_stamps[n];
    std::uint64_t *seen = &seen_[n], *seen_processors = &seen_processors_[n];
    unsigned changed = 0, all = 0;
    for (int lane = 0; lane < count; ++lane) changed |= static_cast<unsigned>(stamps[lane] != seen[lane]) << lane;
    if (!started_) changed = (1U << count) - 1;
    if (!changed) return;
    for (int lane = 0; lane < count; ++lane)
        all |= static_cast<unsigned>(processors[lane] != seen_processors[lane]) << lane;
    if (!started_ || channels_[static_cast<std::size_t>(bank)].asleep()) all = changed;
    std::copy_n(stamps, count, seen);
    std::copy_n(processors, count, seen_processors);
    for (unsigned bits = changed & all; bits; bits &= bits - 1) apply_channel(frame, first + std::countr_zero(bits));
    if (changed & ~all) move_channels(frame, bank, static_cast<dsp::LaneBits>(changed & ~all));
}

void Engine::move_channels(const MixFrame& frame, int bank, dsp::LaneBits lanes) {
    const int channel = bank * dsp::kLanes;
    const auto first = static_cast<std::size_t>(channel);
    const std::size_t sends = first * static_cast<std::size_t>(frame.stride);
    const std::size_t solos = first * static_cast<std::size_t>(frame.monitor_count);
    dsp::Lanes input, fader, left, right;
    bool shares = automix_.gains(bank) != nullptr;
    for (unsigned bits = lanes; bits; bits &= bits - 1) {
        const int lane = std::countr_zero(bits);
        const auto row = first + static_cast<std::size_t>(lane);
        const ChannelFrame& of = frame.channels[row];
        input.at[lane] = of.input_gain;
        fader.at[lane] = of.fader_gain;
        left.at[lane] = frame.main_left[row];
        right.at[lane] = frame.main_right[row];
        shares |= of.automix.group != 0;
    }
    sends_.set_rows(kernels_, bank, lanes, frame.send_left.data() + sends, frame.send_right.data() + sends,
                    frame.send_tap.data() + sends, frame.stride);
    main_feeds_[first / dsp::kLanes].move(kernels_, left, right, lanes, ramps_.gain);
    channels_[first / dsp::kLanes].move(kernels_, input, fader, lanes);
    const int count = std::min(frame.channel_count - channel, dsp::kLanes);
    const bool rest = solos_.rest(bank, count, frame.solo_left.data() + solos, frame.solo_right.data() + solos,
                                  frame.solo_tap.data() + solos, frame.listen_left.data() + solos * kKeyPoints,
                                  frame.listen_right.data() + solos * kKeyPoints);
    for (unsigned bits = rest ? 0U : lanes; bits; bits &= bits - 1)
        apply_solos(frame, channel + std::countr_zero(bits), false);
    for (unsigned bits = shares ? lanes : 0U; bits; bits &= bits - 1) {
        const int lane = std::countr_zero(bits);
        automix_.set(bank, lane, frame.channels[first + static_cast<std::size_t>(lane)].automix, false);
    }
}

// True if somebody may listen to other keys now.
bool Engine::apply_solos(const MixFrame& frame, int channel, bool at_once) {
    const int bank = channel / dsp::kLanes, lane = channel % dsp::kLanes;
    const std::size_t solos = static_cast<std::size_t>(channel) * static_cast<std::size_t>(frame.monitor_count);
    solos_.set_row(bank, lane, frame.solo_left.data() + solos, frame.solo_right.data() + solos,
                   frame.solo_tap.data() + solos, at_once);
    return solos_.set_listening(bank, lane, frame.listen_left.data() + solos * kKeyPoints,
                                frame.listen_right.data() + solos * kKeyPoints, !started_);
}

void Engine::apply_channel(const MixFrame& frame, int channel) {
    const int bank = channel / dsp::kLanes, lane = channel % dsp::kLanes;
    ChannelBank& channels = channels_[static_cast<std::size_t>(bank)];
    const bool at_once = !started_ || channels.asleep();
    const auto row = static_cast<std::size_t>(channel);
    const std::size_t sends = row * static_cast<std::size_t>(frame.stride);
    sends_.set_row(kernels_, bank, lane, frame.send_left.data() + sends, frame.send_right.data() + sends,
                   frame.send_tap.data() + sends, at_once);
    main_feeds_[static_cast<std::size_t>(bank)].set(lane, sound(frame.main_left[row]), sound(frame.main_right[row]),
                                                    ramps_.gain, at_once);
    const bool listens = apply_solos(frame, channel, at_once);
    channels.set(lane, frame.channels[row], sockets_.number(frame.channels[row].source), !started_);
    if (listens || channels.heard()) channels.listen(solos_.listened(bank));
    automix_.set(bank, lane, frame.channels[row].automix, at_once);
}

void Engine::apply_bus(const MixFrame& frame, int bus) {
    const int bank = bus / dsp::kLanes, lane = bus % dsp::kLanes;
    buses_[static_cast<std::size_t>(bank)].set(lane, frame.buses[static_cast<std::size_t>(bus)], !started_);
    for (int side = 0; side < 2; ++side) {
        const int rows = bus_rows(bank, side);
        const auto row = static_cast<std::size_t>(frame.bus_row(bus) + side);
        const std::size_t sends = row * static_cast<std::size_t>(frame.stride);
        const std::size_t solos = row * static_cast<std::size_t>(frame.monitor_count);
        sends_.set_row(kernels_, rows, lane, frame.send_left.data() + sends, frame.send_right.data() + sends,
                       frame.send_tap.data() + sends, !started_);
        main_feeds_[static_cast<std::size_t>(rows)].set(lane, sound(frame.main_left[row]), sound(frame.main_right[row]),
                                                        ramps_.gain, !started_);
        solos_.set_row(rows, lane, frame.solo_left.data() + solos, frame.solo_right.data() + solos,
                       frame.solo_tap.data() + solos, !started_);
        solos_.set_listening(rows, lane, frame.listen_left.data() + solos * kKeyPoints,
                             frame.listen_right.data() + solos * kKeyPoints, !started_);
        matrices_.set_feed(kernels_, matrices_.of_buses(bank, side), lane, frame, frame.bus_row(bus) + side, !started_);
    }
    buses_[static_cast<std::size_t>(bank)].listen(listened(bus_rows(bank, 0), bus_rows(bank, 1)));
}

Listened Engine::listened(int left_rows, int right_rows) const {
    Listened lanes = solos_.listened(left_rows);
    const Listened right = solos_.listened(right_rows);
    for (int key = 0; key < kKeyPoints; ++key) lanes.at[key] |= right.at[key];
    return lanes;
}

// A return that nobody hears changes at once. True if the effect listens to something else now.
bool Engine::apply_fx(const MixFrame& frame, int number) {
    const FxFrame& fx = frame.fx[static_cast<std::size_t>(number)];
    const bool at_once = !started_ || !rack_.heard(number);
    const bool patched = rack_.set(number, fx, !started_);
    BusFrame strip;
    strip.stage = kStageOfReturns - 1;
    strip.fader_left = fx.fader_left;
    strip.fader_right = fx.fader_right;
    std::copy(std::begin(fx.eq), std::end(fx.eq), std::begin(strip.eq));
    returns_.set(number, strip, at_once);
    for (int side = 0; side < 2; ++side) {
        const int rows = fx_rows(side);
        const auto row = static_cast<std::size_t>(frame.fx_row(number) + side);
        const std::size_t sends = row * static_cast<std::size_t>(frame.stride);
        const std::size_t solos = row * static_cast<std::size_t>(frame.monitor_count);
        sends_.set_row(kernels_, rows, number, frame.send_left.data() + sends, frame.send_right.data() + sends,
                       frame.send_tap.data() + sends, at_once);
        main_feeds_[static_cast<std::size_t>(rows)].set(number, sound(frame.main_left[row]),
                                                        sound(frame.main_right[row]), ramps_.gain, at_once);
        solos_.set_row(rows, number, frame.solo_left.data() + solos, frame.solo_right.data() + solos,
                       frame.solo_tap.data() + solos, at_once);
    }
    return patched;
}

void Engine::apply_main(const MixFrame& frame) {
    BusFrame main = frame.main;
    main.stage = 0;
    main_.set(0, main, !started_);
    main_limiter_.set(main.limiter, !started_);
    for (int side = 0; side < 2; ++side) {
        const auto row = static_cast<std::size_t>(frame.main_row() + side);
        const std::size_t solos = row * static_cast<std::size_t>(frame.monitor_count);
        solos_.set_row(main_rows(side), 0, frame.solo_left.data() + solos, frame.solo_right.data() + solos,
                       frame.solo_tap.data() + solos, !started_);
        solos_.set_listening(main_rows(side), 0, frame.listen_left.data() + solos * kKeyPoints,
                             frame.listen_right.data() + solos * kKeyPoints, !started_);
        matrices_.set_feed(kernels_, matrices_.of_main(side), 0, frame, frame.main_row() + side, !started_);
    }
    main_.listen(listened(main_rows(0), main_rows(1)));
}

void Engine::apply_matrix(const MixFrame& frame, int number) {
    matrices_.set(number, frame.matrices[static_cast<std::size_t>(number)], !started_);
    for (int side = 0; side < 2; ++side) {
        const auto row = static_cast<std::size_t>(frame.matrix_row(number) + side);
        const std::size_t solos = row * static_cast<std::size_t>(frame.monitor_count);
        solos_.set_row(matrix_rows(side), number, frame.solo_left.data() + solos, frame.solo_right.data() + solos,
                       frame.solo_tap.data() + solos, !started_);
        solos_.set_listening(matrix_rows(side), number, frame.listen_left.data() + solos * kKeyPoints,
                             frame.listen_right.data() + solos * kKeyPoints, !started_);
    }
    matrices_.bank().listen(listened(matrix_rows(0), matrix_rows(1)));
}

// The state thread wants one measured: who goes through it passes by until it is.
void Engine::look_at_loops() {
    if (!started_ || !loops_.look_for_request()) return;
    let_inserts_look();
    settle(false);
}

void Engine::let_inserts_look() {
    for (ChannelBank& bank : channels_) bank.inserts().look_at_loops();
    for (BusBank& bank : buses_) bank.inserts().look_at_loops();
    main_.inserts().look_at_loops();
    matrices_.bank().inserts().look_at_loops();
}

// Whatever has faded out changes now and fades in again; then looks when the next one will have faded out.
void Engine::settle(bool look_again) {
    if (loops_.settle()) let_inserts_look();
    for (ChannelBank& bank : channels_) bank.settle();
    for (BusBank& bank : buses_) bank.settle();
    returns_.settle();
    main_.settle();
    main_limiter_.settle();
    matrices_.bank().settle();
    keys_.forget();
    for (const ChannelBank& bank : channels_) bank.want_keys(keys_);
    for (const BusBank& bank : buses_) bank.want_keys(keys_);
    main_.want_keys(keys_);
    matrices_.bank().want_keys(keys_);
    oscillator_.settle();
    talkbacks_.settle();
    look_again |= rack_.settle();
    look_again |= monitors_.settle();
    look_again |= outputs_.settle();
    if (look_again) listen();
    float wait = kNothingWaits;
    for (const ChannelBank& bank : channels_) wait = bank.wait(wait);
    for (const BusBank& bank : buses_) wait = bank.wait(wait);
    wait = loops_.wait(matrices_.bank().wait(rack_.wait(returns_.wait(wait))));
    wait = outputs_.wait(monitors_.wait(talkbacks_.wait(oscillator_.wait(main_limiter_.wait(main_.wait(wait))))));
    due_ = wait < kNothingWaits ? on_grid(clock_ + static_cast<std::uint64_t>(wait)) : kNever;
}

// The bay keeps what somebody listens to.
void Engine::listen() {
    bay_.forget();
    rack_.want(bay_);
    monitors_.want(bay_);
    outputs_.want(bay_);
    probes_.want(bay_);
}

int Engine::next_slice(int frames) {
    if (clock_ >= due_) settle(false);
    const int most = automix_.in_use() ? Automix::until_look(clock_) : dsp::kChunk;
    const int slice = std::min(frames, most);
    return clock_ + static_cast<std::uint64_t>(slice) > due_ ? static_cast<int>(due_ - clock_) : slice;
}

}  // namespace tutti
