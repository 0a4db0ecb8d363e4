#pragma once
// A desk for tests: an engine, a MixFrame that the test writes to by hand, and sockets that record. Nothing of the
// console is in it but the shape of the frame.
#include <functional>
#include <memory>
#include <vector>

#include "engine/mix/engine.hpp"

namespace tutti::test {

Sizes small_desk(int channels = 4, int buses = 4, int inputs = 4, int outputs = 8, int monitors = 2);

class Desk {
public:
    explicit Desk(const Sizes& sizes, double rate = 48000, const dsp::Kernels& kernels = dsp::best_kernels());

    MixFrame mix;  // write here, then post()
    Engine engine;

    ChannelFrame& channel(int number) { return mix.channels[static_cast<std::size_t>(number)]; }
    BusFrame& bus(int number) { return mix.buses[static_cast<std::size_t>(number)]; }
    // Row into bus, from a tap; row into main; row into the solo bus of a monitor.
    void send(int row, int bus, float left, float right, Tap tap = Tap::post_fader);
    void to_main(int row, float left, float right);
    void solo(int row, int monitor, float left, float right, Tap tap);
    void output(int number, Signal source, float gain = 1);

    // Channel n open, at unity, from input n.
    void open_channel(int number);
    // Faders of the bus and of main at unity.
    void open_bus(int number, int stage = 2);
    void open_main();

    void post();                 // all strips
    void post_strip(int strip);  // one: the others keep their stamps

    // The inputs of one socket from now on, from its first sample; silence where none was given.
    void play(int input, std::vector<float> sound);
    // Renders so many frames in blocks of `block`; out(n) is what output n played, all of it. `before` is called ahead
    // of each block with the number of its first sample, counted from the start.
    void render(std::size_t frames, int block = 64, const std::function<void(std::size_t)>& before = nullptr);
    const std::vector<float>& out(int output) const { return outputs_[static_cast<std::size_t>(output)]; }
    std::span<const float> out(int output, std::size_t from) const { return std::span(out(output)).subspan(from); }
    // Asks, renders one block, and gives the answer.
    MeterFrame meters(int block = 64);

private:
    std::uint64_t revision_ = 0;
    std::size_t position_ = 0;
    std::vector<std::vector<float>> inputs_, outputs_;
};

Signal from_input(int index);
Signal from_channel(int index, Tap tap);
Signal from_bus(int index, Signal::Side side = Signal::Side::left);
Signal from_main(Signal::Side side = Signal::Side::left);
Signal from_monitor(int index, Signal::Side side = Signal::Side::left);

}  // namespace tutti::test
