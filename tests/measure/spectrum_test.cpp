// The spectrum against sines: what a band shows of a tone in its middle, what its neighbours show of it, at all rates.
#include <gtest/gtest.h>

#include <numbers>

#include "engine/measure/spectrum.hpp"
#include "tests/dsp/measure.hpp"

namespace tutti::test {
namespace {

using Bands = std::array<float, kSpectrumBands>;

std::vector<float> interleave(const std::vector<float>& left, const std::vector<float>& right) {
    std::vector<float> both;
    for (std::size_t t = 0; t < left.size(); ++t) both.insert(both.end(), {left[t], right[t]});
    return both;
}

// A tone that has lasted for so long that every window on it is as it will stay.
Bands of_sine(double frequency, double amplitude, double rate, double seconds) {
    const auto x = sine(frequency, amplitude, static_cast<std::size_t>(seconds * rate), rate);
    Spectrum spectrum(rate);
    spectrum.add(interleave(x, x));
    return spectrum.bands();
}

TEST(Spectrum, bands_are_sixths_of_an_octave_from_20_hz) {
    EXPECT_EQ(spectrum_band(0), 20);
    EXPECT_NEAR(spectrum_band(6), 40, 1e-9);
    EXPECT_NEAR(spectrum_band(60), 20480, 1e-6);
}

TEST(Spectrum, a_tone_is_in_its_band_and_40_db_lower_beside_it) {
    const auto beside = [](int away) { return away == 1 ? 40 : away == 2 ? 63 : away < 6 ? 73 : away < 12 ? 88 : 97; };
    for (int k = 0; k < kSpectrumBands; k += 3) {
        const Bands bands = of_sine(spectrum_band(k), from_db(-12), 48000, 7);
        for (int other = 0; other < kSpectrumBands; ++other) {
            const float shown = bands[static_cast<std::size_t>(other)];
            if (other == k) {
                EXPECT_NEAR(shown, -12, 0.02) << k;
            } else {
                EXPECT_LT(shown, -12 - beside(std::abs(other - k))) << k << ' ' << other;
            }
        }
    }
}

TEST(Spectrum, rates_make_no_difference) {
    for (const double rate : {44100.0, 88200.0, 96000.0, 192000.0})
        for (const int k : {0, 7, 20, 34, 47, 58, 59}) {
            const Bands bands = of_sine(spectrum_band(k), 0.5, rate, 1 + 100 / spectrum_band(k));
            EXPECT_NEAR(bands[static_cast<std::size_t>(k)], to_db(0.5), 0.05) << rate << ' ' << k;
            EXPECT_LT(bands[static_cast<std::size_t>(k + 1)], to_db(0.5) - 40) << rate << ' ' << k;
        }
}

TEST(Spectrum, above_half_the_rate_there_is_nothing) {
    const Bands bands = of_sine(9000, 1, 20000, 1);
    for (int k = 0; k < kSpectrumBands; ++k) {
        if (spectrum_band(k) < 10600) continue;
        EXPECT_EQ(bands[static_cast<std::size_t>(k)], -std::numeric_limits<float>::infinity()) << k;
    }
}

// Two sides are two signals: the louder one counts in each band, and opposite polarity takes nothing away.
TEST(Spectrum, the_louder_side_counts) {
    const auto low = sine(spectrum_band(20), 0.5, 48000), high = sine(spectrum_band(40), 0.25, 48000);
    Spectrum spectrum(48000);
    spectrum.add(interleave(low, high));
    EXPECT_NEAR(spectrum.bands()[20], to_db(0.5), 0.1);
    EXPECT_NEAR(spectrum.bands()[40], to_db(0.25), 0.1);
    std::vector<float> opposite;
    for (const float x : low) opposite.push_back(-x);
    Spectrum other(48000);
    other.add(interleave(low, opposite));
    EXPECT_NEAR(other.bands()[20], to_db(0.5), 0.1);
}

TEST(Spectrum, two_tones_two_bands_apart_are_two_peaks_down_to_20_hz) {
    for (const int k : {0, 12, 30, 56}) {
        const std::size_t frames = 48000 * (k == 0 ? 20 : 5);
        const auto a = sine(spectrum_band(k), 0.3, frames), b = sine(spectrum_band(k + 2), 0.3, frames);
        std::vector<float> x(frames);
        for (std::size_t t = 0; t < frames; ++t) x[t] = a[t] + b[t];
        Spectrum spectrum(48000);
        spectrum.add(interleave(x, x));
        const Bands bands = spectrum.bands();
        const auto at = [&](int band) { return bands[static_cast<std::size_t>(band)]; };
        EXPECT_NEAR(at(k), to_db(0.3), 0.3) << k;
        EXPECT_NEAR(at(k + 2), to_db(0.3), 0.3) << k;
        EXPECT_LT(at(k + 1), to_db(0.3) - 20) << k;
    }
}

// 200 ms of average fall 22 dB a second; a window that is longer holds on for its own length.
TEST(Spectrum, falls_when_the_sound_ends) {
    Spectrum spectrum(48000);
    const auto x = sine(spectrum_band(40), 0.5, 48000);
    spectrum.add(interleave(x, x));
    const float before = spectrum.bands()[40];
    const std::vector<float> silence(2 * 48000);
    spectrum.add(std::span(silence).first(2 * 24000));
    EXPECT_NEAR(spectrum.bands()[40], before - 0.5 * 10 / std::numbers::ln10 / 0.2, 1);
    for (int i = 0; i < 40; ++i) spectrum.add(silence);
    for (const float band : spectrum.bands()) EXPECT_EQ(band, -std::numeric_limits<float>::infinity());
}

}  // namespace
}  // namespace tutti::test
