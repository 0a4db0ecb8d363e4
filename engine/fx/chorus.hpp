#pragma once
// Three voices a side that sway a third of a turn apart. Made on any thread, then the audio thread's.
#include "engine/fx/effect.hpp"
#include "engine/fx/voice.hpp"

namespace tutti::fx {

class Chorus final : public Effect {
public:
    Chorus(double rate, const dsp::Kernels& kernels);

    void set(std::span<const float> values, bool at_once) noexcept override;
    void process(const float* const* in, float* const* out, int frames) noexcept override;
    void clear() noexcept override;

private:
    static constexpr int kVoices = 3;  // a side

    double rate_;
    float gain_length_, fade_;
    Ring rings_[2];
    Voice voices_[2][kVoices];
    Sway sway_;
    dsp::Glide mix_;
};

}  // namespace tutti::fx
