#pragma once
// A desk that is measured: sound in at two inputs, through the console's own settings and the engine, out of a probe
// into a watch. Inputs 1 and 2 are left and right of main at unity. One thread does the work of two, so that each
// number belongs to a known moment.
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/console/resolve.hpp"
#include "engine/measure/watch.hpp"
#include "engine/mix/engine.hpp"
#include "tests/dsp/measure.hpp"

namespace tutti::test {

class WatchedDesk {
public:
    explicit WatchedDesk(double rate = 48000)
        : console(sizes()), rate_(rate), engine_(std::make_unique<Engine>(console.layout(), rate)) {
        for (const char* channel : {"/channel/1", "/channel/2"}) set(channel + std::string("/fader"), 0.0F);
        set("/channel/1/pan", -1.0F), set("/channel/2/pan", 1.0F);
        listen(Signal::From::main);
    }

    Console console;
    Watch watch;

    void set(const std::string& address, const Argument& argument) {
        const auto place = console.tree().find(address);
        if (!place) throw std::invalid_argument(address);
        const auto value = accept(console.layout(), place->info(), argument);
        const Change change{console.layout().slot(*place), std::get<Value>(value)};
        console.apply({&change, 1}, 1);
    }
    void set(const std::string& address, const char* word) { set(address, Argument{std::string_view(word)}); }

    // What is measured from now on; a mono signal has no right side.
    void listen(Signal::From from, int index = 0) {
        order_ = {order_.take + 1, rate_, true, true, 0};
        watch.order(order_);
        ProbeFrame& frame = engine_->probes().back();
        frame = {};
        frame.probes[3].left = {from, Tap::post_fader, Signal::Side::left, 0, index};
        if (from != Signal::From::channel)
            frame.probes[3].right = {from, Tap::post_fader, Signal::Side::right, 0, index};
        frame.probes[3].ring = &watch.ring();
        frame.probes[3].take = order_.take;
        engine_->probes().publish();
    }
    void clear() {
        ++order_.clears;
        watch.order(order_);
    }

    // Plays, and calls `each` whenever so many seconds more have been measured.
    template <class Each>
    void play(const std::vector<float>& left, const std::vector<float>& right, double seconds, Each each) {
        catch_up(console, engine_->mixes().back());
        engine_->mixes().publish();
        const auto step = static_cast<std::size_t>(seconds * rate_);
        std::vector<float> out(64);
        std::vector<float*> outs(static_cast<std::size_t>(sizes().outputs), out.data());
        for (std::size_t at = 0, due = step; at < left.size();) {
            const std::size_t n = std::min({std::size_t{64}, due - at, left.size() - at});
            const float* in[] = {left.data() + at, right.data() + at};
            engine_->process(in, 2, outs.data(), sizes().outputs, static_cast<int>(n));
            at += n;
            if (at < due && at < left.size()) continue;
            watch.work();
            each(watch.look());
            due += step;
        }
    }
    Measured play(const std::vector<float>& left, const std::vector<float>& right) {
        play(left, right, 0.1, [](const Measured&) {});
        return watch.look();
    }
    Measured play(const std::vector<float>& both) { return play(both, both); }

private:
    static Sizes sizes() {
        Sizes s;
        s.channels = 2, s.buses = 2, s.inputs = 2, s.outputs = 2, s.dcas = 0, s.mutegroups = 0, s.monitors = 1;
        return s;
    }
    double rate_;
    std::unique_ptr<Engine> engine_;
    WatchOrder order_;
};

// A 1 kHz tone of levels in dBFS (peak), each for so many seconds; -200 is silence.
inline std::vector<float> tones(const std::vector<std::pair<double, double>>& steps, double rate = 48000) {
    std::vector<float> x;
    for (const auto& [db, seconds] : steps)
        for (std::size_t end = x.size() + static_cast<std::size_t>(seconds * rate + 0.5); x.size() < end;)
            x.push_back(static_cast<float>(
                from_db(db) * std::sin(2 * 3.14159265358979323846 * 1000 * static_cast<double>(x.size()) / rate)));
    return x;
}

}  // namespace tutti::test
