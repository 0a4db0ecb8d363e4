#pragma once
// A console and the engine that obeys it: addresses in, sound out.
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/console/resolve.hpp"
#include "engine/mix/engine.hpp"
#include "tests/dsp/measure.hpp"

namespace tutti::test {

inline Sizes sounding_sizes() {
    Sizes s;
    s.channels = 2, s.buses = 3, s.inputs = 2, s.outputs = 11, s.matrices = 1, s.dcas = 1, s.mutegroups = 1, s.fx = 1,
    s.monitors = 2;
    return s;
}

class SoundingDesk {
public:
    explicit SoundingDesk(const Sizes& sizes = sounding_sizes(), int workers = 0)
        : console(sizes),
          engine_(std::make_unique<Engine>(console.layout(), 48000, dsp::best_kernels(), Ramps::at(48000), workers)),
          outs_(static_cast<std::size_t>(sizes.outputs)) {}

    Console console;

    // Numbers in the parameter's unit, words for choices and routes.
    void set(const std::string& address, const Argument& argument) {
        const auto place = console.tree().find(address);
        if (!place) throw std::invalid_argument(address);
        const auto value = accept(console.layout(), place->info(), argument);
        if (!std::holds_alternative<Value>(value)) throw std::invalid_argument(address);
        set(console.layout().slot(*place), std::get<Value>(value));
    }
    void set(const std::string& address, const char* word) { set(address, Argument{std::string_view(word)}); }
    void set(Slot slot, Value value) {
        const Change change{slot, value};
        console.apply({&change, 1}, 1);
    }

    // `wave` at every input, from where it was.
    void render(const std::vector<float>& wave, std::size_t frames, int block = 64) {
        play_all({&wave, &wave}, frames, block);
    }
    // The same with one of its own for each of the two inputs.
    void render(const std::vector<float>& wave, const std::vector<float>& other, std::size_t frames, int block = 64) {
        play_all({&wave, &other}, frames, block);
    }
    // One for each input; those without one are silent.
    void play_all(const std::vector<const std::vector<float>*>& waves, std::size_t frames, int block = 64) {
        catch_up(console, engine_->mixes().back());
        engine_->mixes().publish();
        for (auto& out : outs_) out.resize(position_ + frames);
        for (std::size_t end = position_ + frames; position_ < end;) {
            const auto n = std::min(static_cast<std::size_t>(block), end - position_);
            std::vector<const float*> in;
            for (const auto* wave : waves) in.push_back(wave->data() + position_);
            std::vector<float*> to;
            for (auto& out : outs_) to.push_back(out.data() + position_);
            engine_->process(in.data(), static_cast<int>(in.size()), to.data(), static_cast<int>(to.size()),
                             static_cast<int>(n));
            position_ += n;
        }
    }
    std::size_t position() const { return position_; }
    const Engine& engine() const { return *engine_; }
    Loops& loops() { return engine_->loops(); }
    // What the supervisor does while there is no device.
    void hold_outputs() { engine_->hold_outputs(); }
    void release_outputs() { engine_->release_outputs(); }
    const std::vector<float>& out(int number) const { return outs_[static_cast<std::size_t>(number)]; }

private:
    std::unique_ptr<Engine> engine_;
    std::vector<std::vector<float>> outs_;
    std::size_t position_ = 0;
};

// Channel 1 at unity to main, group 1, effects bus 2 and aux 3 (which differs from a cue only by having no limiter);
// main in the matrix; every kind of source at an output.
inline void open_everything(SoundingDesk& d) {
    d.set("/bus/1/kind", "group"), d.set("/bus/2/kind", "fx"), d.set("/bus/3/follow/mute", false);
    d.set("/channel/1/fader", 0.0F), d.set("/channel/2/input/mute", true);
    d.set("/channel/1/dca/1", true), d.set("/channel/1/mutegroup/1", true);
    d.set("/bus/2/dca/1", true), d.set("/bus/2/mutegroup/1", true);
    d.set("/channel/1/send/1/on", true);
    d.set("/channel/1/send/2/level", -6.0F), d.set("/channel/1/send/3/level", 0.0F);
    d.set("/bus/1/send/2/level", -6.0F), d.set("/bus/1/send/3/level", -6.0F);
    d.set("/main/matrix/1/on", true), d.set("/main/matrix/1/level", -3.0F);
    for (int m = 1; m <= 2; ++m) d.set("/monitor/" + std::to_string(m) + "/level", 0.0F);
    const char* sources[] = {"main:l",      "main:r",      "bus:1:l",   "bus:2:r", "bus:3:l",   "bus:3:r",
                             "monitor:1:l", "monitor:2:r", "channel:1", "input:1", "matrix:1:l"};
    for (int o = 0; o < 11; ++o) d.set("/output/" + std::to_string(o + 1) + "/source", sources[o]);
}

}  // namespace tutti::test
