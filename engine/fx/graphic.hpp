#pragma once
// A graphic equaliser of 31 thirds of an octave: bells in a row, whose gains are found so that all of them together
// pass through what was set. Flat, it changes no bit. Made on any thread, then the audio thread's.
#include <array>

#include "engine/console/rows_fx.hpp"
#include "engine/fx/effect.hpp"
#include "engine/fx/stereo_filter.hpp"

namespace tutti::fx {

class Graphic final : public Effect {
public:
    Graphic(double rate, const dsp::Kernels& kernels);

    void set(std::span<const float> values, bool at_once) noexcept override;
    void process(const float* const* in, float* const* out, int frames) noexcept override;
    void clear() noexcept override;

private:
    using Bands = std::array<float, 32>;  // dB; the last one is always 0

    void find_bells(std::span<const float> gains) noexcept;
    void respond(const Bands& bells, Bands& at_centres) const noexcept;

    float fade_;
    int count_;  // bands that this rate has room for
    std::array<double, kGraphicBands> warped_, q_;
    std::array<Bands, kGraphicBands> off_, on_;  // of bell i at centre j: (1 - w²)² and (w/Q)²
    std::array<Bands, kGraphicBands> inverse_;   // of how much each bell is heard at each centre
    Bands bells_{};                              // gains of the bells
    StereoFilter<kGraphicBands> row_;
};

}  // namespace tutti::fx
