#pragma once
// Filters as sections, made on the audio thread whenever a value changes: the prototypes of filter_design.hpp without
// the C library. `g` is warped(frequency, rate). Pure, any thread.
#include "engine/console/mix_frame.hpp"
#include "engine/fx/functions.hpp"

namespace tutti::fx {

inline constexpr double kButterworth = 1.41421356237309505;  // 1/Q of a second-order Butterworth

// k = 1/Q; m0..m2 mix input, band-pass and low-pass.
inline Svf section(double g, double k, double m0, double m1, double m2) {
    const double a1 = 1 / (1 + g * (g + k)), a2 = g * a1;
    return {static_cast<float>(a1), static_cast<float>(a2), static_cast<float>(g * a2),
            static_cast<float>(m0), static_cast<float>(m1), static_cast<float>(m2)};
}
inline Svf low_cut(double g) {
    return section(g, kButterworth, 1, -kButterworth, -1);
}
inline Svf high_cut(double g) {
    return section(g, kButterworth, 0, 0, 1);
}
// `scale` is a gain for everything besides.
inline Svf low_shelf(double g, double gain_db, double scale = 1) {
    const double a = from_db(gain_db / 2);
    return section(g / root(a), kButterworth, scale, scale * kButterworth * (a - 1), scale * (a * a - 1));
}
inline Svf high_shelf(double g, double gain_db, double scale = 1) {
    const double a = from_db(gain_db / 2), k = kButterworth;
    return section(g * root(a), k, scale * a * a, scale * k * (1 - a) * a, scale * (1 - a * a));
}
inline Svf bell(double g, double gain_db, double q) {
    const double a = from_db(gain_db / 2), k = 1 / (q * a);
    return section(g, k, 1, k * (a * a - 1), 0);
}

// The two filters that many effects have: 20 Hz and 20 kHz, the ends of their ranges, are off.
inline constexpr float kLowCutOff = 20, kHighCutOff = 20000;
inline Svf low_cut_or_off(float frequency, double rate) {
    return frequency > kLowCutOff ? low_cut(warped(frequency, rate)) : Svf{};
}
inline Svf high_cut_or_off(float frequency, double rate) {
    return frequency < kHighCutOff && frequency < 0.49 * rate ? high_cut(warped(frequency, rate)) : Svf{};
}

}  // namespace tutti::fx
