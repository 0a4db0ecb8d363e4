#pragma once
// Bends the wave by a hyperbolic tangent, evenly or one half more than the other, at eight times the rate so that the
// overtones it makes do not fold back. Full scale stays full scale. The straight share goes the same way through the
// filters, so that both fit together. Made on any thread, then the audio thread's.
#include "engine/fx/effect.hpp"
#include "engine/fx/oversampler.hpp"

namespace tutti::fx {

class Saturation final : public Effect {
public:
    Saturation(double rate, const dsp::Kernels& kernels);

    void set(std::span<const float> values, bool at_once) noexcept override;
    void process(const float* const* in, float* const* out, int frames) noexcept override;
    void clear() noexcept override;

private:
    using V = Oversampler::V;

    float gain_length_;
    float blocker_;  // share of the way in each sample
    V steady_{};     // the constant part that a bent wave has, to be taken away
    Oversampler oversampler_;
    dsp::Glide drive_, bias_, rest_, scale_, level_, mix_;
    V slow_[dsp::kChunk], fast_[Oversampler::kTimes * dsp::kChunk];
};

}  // namespace tutti::fx
