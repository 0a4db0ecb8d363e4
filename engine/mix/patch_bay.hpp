#pragma once
// Where monitors and outputs pick signals up: planar copies of those strips that somebody listens to, and only those.
// Audio thread only. Signals that do not exist are silence.
#include <vector>

#include "engine/mix/bus_bank.hpp"
#include "engine/mix/loops.hpp"
#include "engine/mix/sockets.hpp"

namespace tutti {

class PatchBay {
public:
    PatchBay(const Layout& layout, const Sockets& sockets, const Loops& loops);

    // Who listens to what: forget() and then want() for every patch there is, whenever one changes.
    void forget();
    void want(const Signal& signal);

    // The blocks of a bank that has been processed. A bank that falls asleep is silence.
    void keep_channels(const dsp::Kernels& kernels, int bank, const TapPoints& taps, int frames);
    void keep_buses(const dsp::Kernels& kernels, int bank, dsp::LaneBits lanes, const StereoTaps& taps, int frames);
    void keep_matrices(const dsp::Kernels& kernels, const StereoTaps& taps, int frames);
    // Returns of effects; those not of `lanes` rest, and are silence.
    void keep_returns(const dsp::Kernels& kernels, dsp::LaneBits lanes, const StereoTaps& taps, int frames);
    void silence_channels(int bank);

    void keep_main(const StereoTaps& taps, int frames);
    // To be written to; or nothing is.
    float* monitor(int number, int side) {
        monitors_silent_[static_cast<std::size_t>(number)] = 0;
        return &monitors_[static_cast<std::size_t>((number * 2 + side) * dsp::kChunk)];
    }
    void silence_monitor(int number);

    // A signal is x, or the mean of x and `also` where that is not null.
    struct Pick {
        const float* x;
        const float* also;
    };
    Pick pick(const Signal& signal) const;
    // Whether that is nothing but zeros; false if that is not known.
    bool silent(const Pick& signal) const { return signal.x == sockets_.silence() && !signal.also; }
    bool silent(const Signal& signal) const {
        if (signal.from == Signal::From::none) return true;
        if (signal.from == Signal::From::bus && signal.index >= 0 && signal.index < bus_count_)
            return (buses_silent_[static_cast<std::size_t>(signal.index / dsp::kLanes)] >> signal.index % dsp::kLanes &
                    1) != 0;
        return silent(pick(signal));
    }

private:
    // Both sides of sixteen strips behind their faders; those not of `lanes` stay as they are. `silent`: whose
    // numbers are all zero.
    void keep(const dsp::Kernels& kernels, dsp::LaneBits lanes, const StereoTaps& taps, int frames, float* first,
              dsp::LaneBits& silent);
    bool exists(const Signal& signal) const;
    std::size_t channel_at(int channel, int tap) const {
        return (static_cast<std::size_t>(channel) * kTaps + static_cast<std::size_t>(tap)) * dsp::kChunk;
    }
    static std::size_t bus_at(int bus, int side) { return static_cast<std::size_t>(bus * 2 + side) * dsp::kChunk; }

    const Sockets& sockets_;
    const Loops& loops_;
    int output_count_, input_count_, channel_count_, bus_count_, fx_count_, matrix_count_, monitor_count_,
        talkback_count_;
    std::vector<std::uint8_t> channels_wanted_;  // for each bank, a bit for each tap
    std::vector<std::uint8_t> buses_wanted_;     // for each bank
    std::vector<dsp::LaneBits> buses_silent_;
    dsp::LaneBits matrices_silent_ = dsp::kAllLanes;
    std::vector<std::uint8_t> monitors_silent_;
    bool main_silent_ = true;
    bool matrices_wanted_ = false, returns_wanted_ = false;
    std::vector<float> channels_, buses_, main_, matrices_, returns_, monitors_, unheard_;
};

}  // namespace tutti
