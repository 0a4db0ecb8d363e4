#pragma once
// The reverberation of a room in which one speaks: short, with its walls near. Made on any thread, then
// the audio thread's.
#include "engine/fx/effect.hpp"
#include "engine/fx/reverb.hpp"

namespace tutti::fx {

class Room final : public Effect {
public:
    Room(double rate, const dsp::Kernels& kernels);

    void set(std::span<const float> values, bool at_once) noexcept override;
    void process(const float* const* in, float* const* out, int frames) noexcept override;
    void clear() noexcept override;

private:
    Reverb reverb_;
};

}  // namespace tutti::fx
