#pragma once
// As if it had been played twice more: a late copy on either side whose pitch strays to and fro, never in the same way
// twice within a long time. Made on any thread, then the audio thread's.
#include "engine/fx/effect.hpp"
#include "engine/fx/voice.hpp"

namespace tutti::fx {

class Doubler final : public Effect {
public:
    Doubler(double rate, const dsp::Kernels& kernels);

    void set(std::span<const float> values, bool at_once) noexcept override;
    void process(const float* const* in, float* const* out, int frames) noexcept override;
    void clear() noexcept override;

private:
    double rate_;
    float gain_length_, fade_;
    Ring rings_[2];
    Voice voices_[2];
    Sway sway_;
    dsp::Glide near_, far_, mix_;  // a double's share in its own side and in the other
};

}  // namespace tutti::fx
