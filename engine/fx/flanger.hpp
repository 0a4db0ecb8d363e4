#pragma once
// One short delay a side that sways and feeds itself. The power of what comes out does not depend on the feedback. Made
// on any thread, then the audio thread's.
#include "engine/fx/effect.hpp"
#include "engine/fx/voice.hpp"

namespace tutti::fx {

class Flanger final : public Effect {
public:
    Flanger(double rate, const dsp::Kernels& kernels);

    void set(std::span<const float> values, bool at_once) noexcept override;
    void process(const float* const* in, float* const* out, int frames) noexcept override;
    void clear() noexcept override;

private:
    double rate_;
    float gain_length_, fade_;
    Ring rings_[2];
    Voice voices_[2];
    Sway sway_;
    dsp::Glide feedback_, power_, mix_;
};

}  // namespace tutti::fx
