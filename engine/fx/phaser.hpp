#pragma once
// First-order all-passes in a row whose corner wanders by octaves; against the straight sound they make notches. The
// power of what comes out does not depend on the feedback. Made on any thread, then the audio thread's.
#include "engine/fx/effect.hpp"
#include "engine/fx/voice.hpp"

namespace tutti::fx {

class Phaser final : public Effect {
public:
    Phaser(double rate, const dsp::Kernels& kernels);

    void set(std::span<const float> values, bool at_once) noexcept override;
    void process(const float* const* in, float* const* out, int frames) noexcept override;
    void clear() noexcept override;

private:
    static constexpr int kStages = 12, kChoices = 5;  // 4, 6, 8, 10 or 12 of them are heard

    float corner(float octave) const noexcept;
    float next(int side, float x, float gain, const float* choice, float back) noexcept;

    double rate_;
    float gain_length_, fade_;
    float state_[2][kStages] = {}, last_[2] = {};
    Sway sway_;
    dsp::Glide octave_, depth_, offset_, feedback_, power_, mix_;
    dsp::Glide choices_[kChoices];  // cross-faded
};

}  // namespace tutti::fx
