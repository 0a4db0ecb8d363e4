// Saturation: the overtones that its curve must give, and how little of them folds back.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/dsp/measure.hpp"
#include "tests/fx/sound_of.hpp"
#include "tests/fx/tail.hpp"

namespace tutti::test {
namespace {

constexpr std::size_t kFrames = 65536;

// A sine of `periods` in kFrames samples through it, as a spectrum of one period of that length: bin k · periods is the
// k-th harmonic. In units of amplitude.
std::vector<double> harmonics_and_rest(SoundOf& effect, std::size_t periods, double amplitude, double rate = 48000) {
    const double f = static_cast<double>(periods) * rate / static_cast<double>(kFrames);
    const Stereo y = effect.play(both_sides(sine(f, amplitude, 2 * kFrames, rate)));
    Spectrum s(kFrames);
    for (std::size_t t = 0; t < kFrames; ++t) s[t] = static_cast<double>(y.left[kFrames + t]);
    transform(s);
    std::vector<double> amplitudes(kFrames / 2);
    for (std::size_t k = 0; k < amplitudes.size(); ++k)
        amplitudes[k] = 2 * std::abs(s[k]) / static_cast<double>(kFrames);
    return amplitudes;
}

// Amplitude of a harmonic of tanh(drive sin + bias), scaled to full scale from peak to peak; by numeric integration.
double expected(int harmonic, double drive_db, double bias, double amplitude) {
    const double drive = from_db(drive_db), scale = 2 / (std::tanh(drive + bias) + std::tanh(drive - bias));
    double sine_part = 0, cosine_part = 0;
    const int steps = 1 << 15;
    for (int i = 0; i < steps; ++i) {
        const double a = 2 * M_PI * i / steps;
        const double y = scale * std::tanh(drive * amplitude * std::sin(a) + bias);
        sine_part += y * std::sin(harmonic * a) * 2 / steps;
        cosine_part += y * std::cos(harmonic * a) * 2 / steps;
    }
    return std::hypot(sine_part, cosine_part);
}

TEST(Saturation, overtones_are_those_of_the_curve) {
    for (const float drive : {0.0F, 6.0F, 12.0F, 20.0F})
        for (const float bias : {0.0F, 0.5F, 1.0F}) {
            SoundOf effect(FxType::saturation);
            effect.set("drive", drive).set("bias", bias);
            const auto found = harmonics_and_rest(effect, 137, 0.8);  // 100 Hz
            for (int h = 1; h <= 9; ++h) {
                const double should = expected(h, static_cast<double>(drive), static_cast<double>(bias), 0.8);
                const double is = found[static_cast<std::size_t>(137 * h)];
                if (should < 1e-4)
                    EXPECT_LT(is, 1.5e-4) << h;
                else
                    EXPECT_NEAR(to_db(is / should), 0, 0.1)
                        << "harmonic " << h << ", drive " << drive << ", bias " << bias;
            }
            EXPECT_LT(found[0], 1e-3) << "nothing constant is left";
        }
}

TEST(Saturation, full_scale_stays_full_scale) {
    for (const float drive : {0.0F, 12.0F, 20.0F}) {
        SoundOf effect(FxType::saturation);
        effect.set("drive", drive);
        const Stereo y = effect.play(both_sides(sine(100, 1, 48000)));
        // Nearly a square wave at last, and without what is above half the rate such a wave swings over.
        EXPECT_NEAR(to_db(greatest(std::span(y.left).subspan(24000))), 0.3, 0.31) << drive;
    }
}

// What folds back and can be heard: everything below 20 kHz that is no harmonic.
double folded(std::size_t periods, float drive, float bias, double rate) {
    SoundOf effect(FxType::saturation, rate);
    effect.set("drive", drive).set("bias", bias);
    const auto found = harmonics_and_rest(effect, periods, 1, rate);
    double most = 0;
    for (std::size_t k = 20; k < static_cast<std::size_t>(20000 / rate * kFrames); ++k)
        if (k % periods != 0) most = std::max(most, found[k]);
    return to_db(most);
}
TEST(Saturation, next_to_nothing_folds_back) {
    for (const double rate : {44100.0, 48000.0})
        for (const float bias : {0.0F, 1.0F}) {
            const auto periods = [&](double f) { return static_cast<std::size_t>(f / rate * kFrames) | 1; };
            EXPECT_LT(folded(periods(997), 20, bias, rate), -100) << rate << ", bias " << bias;
            EXPECT_LT(folded(periods(5000), 12, bias, rate), -100) << rate << ", bias " << bias;
            EXPECT_LT(folded(periods(5000), 20, bias, rate), -95) << rate << ", bias " << bias;
        }
}

TEST(Saturation, the_straight_share_passes_to_20_kHz) {
    for (const double rate : {44100.0, 48000.0}) {
        SoundOf effect(FxType::saturation, rate);
        effect.set("mix", 0);
        const Stereo h = effect.play(impulse(8192));
        for (const double f : {20.0, 100.0, 1000.0, 10000.0, 20000.0})
            EXPECT_NEAR(to_db(std::abs(spectrum(h.left, f, rate))), f < 50 ? -0.26 : 0, 0.05) << f << " Hz at " << rate;
    }
}

}  // namespace
}  // namespace tutti::test
