#pragma once
// Gains that move inside effects, and how long they take: as everywhere on the desk 10 ms, cross-fades 20 ms. Audio
// thread only.
#include <algorithm>

#include "engine/dsp/glide.hpp"
#include "engine/dsp/lanes.hpp"

namespace tutti::fx {

inline float gain_samples(double rate) {
    return static_cast<float>(static_cast<int>(rate * 0.010 + 0.5));
}
inline float fade_samples(double rate) {
    return static_cast<float>(static_cast<int>(rate * 0.020 + 0.5));
}

inline void move(dsp::Glide& glide, float to, float length, bool at_once) noexcept {
    at_once ? glide.jump(to) : glide.move(to, length);
}

// The gain's curve for the coming frames; the glide itself stays where it is.
inline void fill(const dsp::Glide& glide, int frames, float* out) noexcept {
    for (int t = 0; t < frames; ++t) {
        const float left = std::max(glide.left - static_cast<float>(t + 1), 0.0F);
        out[t] = glide.target + left * left * (glide.b + glide.c * left);
    }
}

// out = mix · wet + (1 - mix) · dry, and the mix moves on. `from`: where in out.
inline void blend(dsp::Glide& mix, const float (*dry)[dsp::kChunk], const float (*wet)[dsp::kChunk], int frames,
                  float* const* out, int from) noexcept {
    float share[dsp::kChunk];
    fill(mix, frames, share);
    for (int side = 0; side < 2; ++side)
        for (int t = 0; t < frames; ++t) out[side][from + t] = share[t] * wet[side][t] + (1 - share[t]) * dry[side][t];
    mix.advance(frames);
}

}  // namespace tutti::fx
