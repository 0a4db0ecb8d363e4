#include "tests/mix/desk.hpp"

#include <algorithm>

namespace tutti::test {
namespace {

std::size_t at(int n) {
    return static_cast<std::size_t>(n);
}

}  // namespace

Sizes small_desk(int channels, int buses, int inputs, int outputs, int monitors) {
    Sizes s;
    s.channels = channels, s.buses = buses, s.inputs = inputs, s.outputs = outputs, s.monitors = monitors, s.fx = 1;
    return s;
}

Desk::Desk(const Sizes& sizes, double rate, const dsp::Kernels& kernels)
    : mix(Layout(sizes), rate),
      engine(Layout(sizes), rate, kernels),
      inputs_(at(sizes.inputs)),
      outputs_(at(sizes.outputs)) {}

void Desk::send(int row, int bus, float left, float right, Tap tap) {
    const std::size_t cell = at(row) * at(mix.stride) + at(bus);
    mix.send_left[cell] = left;
    mix.send_right[cell] = right;
    mix.send_tap[cell] = static_cast<std::uint8_t>(tap);
}

void Desk::to_main(int row, float left, float right) {
    mix.main_left[at(row)] = left;
    mix.main_right[at(row)] = right;
}

void Desk::solo(int row, int monitor, float left, float right, Tap tap) {
    const std::size_t cell = at(row) * at(mix.monitor_count) + at(monitor);
    mix.solo_left[cell] = left;
    mix.solo_right[cell] = right;
    mix.solo_tap[cell] = static_cast<std::uint8_t>(tap);
}

void Desk::output(int number, Signal source, float gain) {
    mix.outputs[at(number)] = {source, gain};
}

void Desk::open_channel(int number) {
    channel(number).source = from_input(number);
    channel(number).input_gain = channel(number).fader_gain = 1;
}

void Desk::open_bus(int number, int stage) {
    bus(number).stage = stage;
    bus(number).fader_left = bus(number).fader_right = 1;
}

void Desk::open_main() {
    mix.main.fader_left = mix.main.fader_right = 1;
}

void Desk::post() {
    ++revision_;
    std::fill(mix.stamps.begin(), mix.stamps.end(), revision_);
    std::fill(mix.processor_stamps.begin(), mix.processor_stamps.end(), revision_);
    engine.mixes().back() = mix;
    engine.mixes().publish();
}

void Desk::post_strip(int strip) {
    mix.stamps[at(strip)] = ++revision_;
    if (strip < mix.channel_count) mix.processor_stamps[at(strip)] = revision_;
    engine.mixes().back() = mix;
    engine.mixes().publish();
}

void Desk::play(int input, std::vector<float> sound) {
    inputs_[at(input)].assign(position_, 0.0F);
    inputs_[at(input)].insert(inputs_[at(input)].end(), sound.begin(), sound.end());
}

void Desk::render(std::size_t frames, int block, const std::function<void(std::size_t)>& before) {
    const std::size_t end = position_ + frames;
    for (auto& x : inputs_) x.resize(std::max(x.size(), end));
    for (auto& x : outputs_) x.resize(end, 99.0F);
    std::vector<const float*> in(inputs_.size());
    std::vector<float*> out(outputs_.size());
    while (position_ < end) {
        const std::size_t n = std::min(at(block), end - position_);
        if (before) before(position_);
        for (std::size_t i = 0; i < in.size(); ++i) in[i] = inputs_[i].data() + position_;
        for (std::size_t i = 0; i < out.size(); ++i) out[i] = outputs_[i].data() + position_;
        engine.process(in.data(), static_cast<int>(in.size()), out.data(), static_cast<int>(out.size()),
                       static_cast<int>(n));
        position_ += n;
    }
}

MeterFrame Desk::meters(int block) {
    engine.meters().ask();
    render(at(block), block);
    return *engine.meters().answer();
}

Signal from_input(int index) {
    return {Signal::From::input, Tap::post_fader, Signal::Side::left, 0, index};
}
Signal from_channel(int index, Tap tap) {
    return {Signal::From::channel, tap, Signal::Side::left, 0, index};
}
Signal from_bus(int index, Signal::Side side) {
    return {Signal::From::bus, Tap::post_fader, side, 0, index};
}
Signal from_main(Signal::Side side) {
    return {Signal::From::main, Tap::post_fader, side, 0, 0};
}
Signal from_monitor(int index, Signal::Side side) {
    return {Signal::From::monitor, Tap::post_fader, side, 0, index};
}

}  // namespace tutti::test
