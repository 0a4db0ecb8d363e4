#pragma once
// The reverberation of a hall: it grows, and it comes later than the answers of the walls. Made on any thread, then
// the audio thread's.
#include "engine/fx/effect.hpp"
#include "engine/fx/reverb.hpp"

namespace tutti::fx {

class Hall final : public Effect {
public:
    Hall(double rate, const dsp::Kernels& kernels);

    void set(std::span<const float> values, bool at_once) noexcept override;
    void process(const float* const* in, float* const* out, int frames) noexcept override;
    void clear() noexcept override;

private:
    Reverb reverb_;
};

}  // namespace tutti::fx
