#pragma once
// The desk's own signal: a sine, pink or white noise, in mono, and its ways into buses and main. Audio thread only. It
// is counted in samples, so it is the same for every block size; while it is off nobody pays for it.
#include <array>
#include <cstdint>
#include <vector>

#include "engine/mix/feeds.hpp"
#include "engine/mix/send_matrix.hpp"

namespace tutti {

// White noise through ten poles and zeros, and a 10 Hz high-pass: -3 dB an octave within 0.3 dB from 20 Hz to 20 kHz
// at any rate from 44.1 kHz on. Its RMS is 1.
class PinkNoise {
public:
    explicit PinkNoise(double rate);

    double next(double white);

private:
    static constexpr int kPoles = 10;
    std::array<double, kPoles> state_{};
    double low_[2] = {};  // the high-pass: direct form II, transposed
    double b_[3], a_[2];  // its coefficients, with the scale to RMS 1
};

class Oscillator {
public:
    Oscillator(int bus_count, double rate, const Ramps& ramps);

    void set(const dsp::Kernels& kernels, const MixFrame& frame, bool at_once);

    // The next `frames` (1..kChunk) samples; null while it is silent.
    const float* process(const dsp::Kernels& kernels, int frames);
    // What process() made, into the sums of buses and main.
    void add(const dsp::Kernels& kernels, int frames, std::vector<StereoSum>& buses, StereoSum& main);

    // A change of kind whose silence has been reached happens now.
    void settle();
    float wait(float none) const;

private:
    void tone(int frames, const float* gain);
    void noise(int frames, const float* gain);

    Ramps ramps_;
    double rate_;
    OscillatorKind kind_ = OscillatorKind::sine, wanted_ = OscillatorKind::sine;
    float wanted_gain_ = 0;
    dsp::Glide gain_;

    std::uint64_t phase_ = 0;  // in turns, 2^64 is one
    double step_ = 0;          // turns a sample, once it has arrived
    dsp::Glide bend_;          // what is still missing from it
    std::uint64_t random_ = 1;
    PinkNoise pink_;

    dsp::Block block_;  // lane 0
    std::array<float, dsp::kChunk> planar_{};
    SendMatrix sends_;
    Feed main_;
    bool heard_ = false;
};

}  // namespace tutti
