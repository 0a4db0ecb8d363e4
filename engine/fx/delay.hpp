#pragma once
// Echoes in time with the music: two delays on parts of one beat, filters in their way, feedback straight and across.
// Exact to the sample; a delay that changes is cross-faded. Made on any thread, then the audio thread's.
#include "engine/fx/effect.hpp"
#include "engine/fx/ring.hpp"
#include "engine/fx/stereo_filter.hpp"

namespace tutti::fx {

class Delay final : public Effect {
public:
    Delay(double rate, const dsp::Kernels& kernels);

    void set(std::span<const float> values, bool at_once) noexcept override;
    void process(const float* const* in, float* const* out, int frames) noexcept override;
    void clear() noexcept override;

private:
    int until_change(int frames) const noexcept;

    double rate_;
    float gain_length_, fade_;
    Ring rings_[2];
    ReadPoint echoes_[2];
    StereoFilter<2> filter_;
    dsp::Glide straight_, across_, mix_;
};

}  // namespace tutti::fx
