#pragma once
// Laws: from the units of the field to knob positions 0..1, and to linear gain. Pure functions, any thread but audio.
#include "engine/console/row.hpp"

namespace tutti {

inline constexpr float kOffDb = -90.0F;  // at and below: silence, stored and sent as -90

// 10^(dB/20); 0 at and below -90 dB. For levels whose range goes down to off.
float level_gain(float db);
// 10^(dB/20) for trims, which have no off.
float trim_gain(float db);

// The mean square behind K-weighting that has this loudness in LUFS (ITU-R BS.1770-4: L = -0.691 + 10 lg mean).
float loudness_mean(float lufs);

// The four-segment console fader: 0 dB at 0.75, +10 at 1, off at 0; straight lines between -60, -30, -10 and +10 dB.
double fader_position(double db);
double fader_db(double position);

// Position 0..1 of a value under the row's law, and back. A level with another top than +10 dB uses the fader law
// divided by the law's value at its top.
double position(const Row& row, double value);
double value_at(const Row& row, double position);

// Constant power: -3 dB in the middle, 0 dB at the ends; place -1..1.
void pan_gains(float place, float& left, float& right);
// 0 dB in the middle; the far side falls along a quarter cosine to nothing.
void balance_gains(float place, float& left, float& right);

}  // namespace tutti
