#pragma once
// From the units of the field to filter coefficients, in double. Prototypes: bell (s²+sA/Q+1)/(s²+s/(AQ)+1), shelves,
// cuts and notch as in R. Bristow-Johnson's "Audio EQ Cookbook", A = 10^(gain/40); all by bilinear transform,
// pre-warped at the frequency, realised as Simper's state-variable filter. State thread only (uses tan).
#include <array>

#include "engine/console/mix_frame.hpp"

namespace tutti {

// frequency in Hz (held below 0.49 of the rate), gain in dB (bells and shelves), q > 0.
Svf design_band(FilterType type, double frequency, double gain, double q, double rate);

// A crossover's low cut or high cut, in one or two sections: Linkwitz-Riley is -6 dB at the frequency, Butterworth -3.
enum class Crossover : std::uint8_t { lr12, lr24, bu12, bu24 };
inline constexpr int kCrossoverSections = 2;
std::array<Svf, kCrossoverSections> design_crossover(Crossover type, bool low_cut, double frequency, double rate);

// In the key of a gate or compressor: second order, a band 0 dB at its centre.
Svf design_key_filter(KeyFilter type, double frequency, double q, double rate);

// Butterworth low cut, 12, 18 or 24 dB an octave, -3 dB at the frequency.
std::array<Svf, kLowCutSections> design_low_cut(double frequency, int slope, double rate);

}  // namespace tutti
