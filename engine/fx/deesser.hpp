#pragma once
// Lowers sibilance: what is above a frequency, when it gets loud; that part alone, by a shelf that sinks, or all of the
// sound. Both sides are lowered together. While it has nothing to do it changes no bit. Made on any thread, then the
// audio thread's.
#include "engine/fx/effect.hpp"
#include "engine/fx/stereo_filter.hpp"

namespace tutti::fx {

class Deesser final : public Effect {
public:
    Deesser(double rate, const dsp::Kernels& kernels);

    void set(std::span<const float> values, bool at_once) noexcept override;
    void process(const float* const* in, float* const* out, int frames) noexcept override;
    void clear() noexcept override;
    float take_reduction() noexcept override;

private:
    double rate_;
    float gain_length_, fade_;
    float listening_;                  // share of a new sample in the detector's mean
    float attack_ = 0, release_ = 0;   // share of the way in each sample
    float power_ = 0, reduction_ = 0;  // of the sibilance; log2 of 1/gain
    float deepest_ = 0;
    dsp::Glide threshold_, slope_, range_, wide_, listen_;  // levels as log2
    StereoFilter<1> sibilance_, around_;                    // what is above the frequency, and what is around it
};

}  // namespace tutti::fx
