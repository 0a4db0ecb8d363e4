// The de-esser: its static curve, its times, which part it lowers, and that it does nothing where there is nothing.
#include <gtest/gtest.h>

#include <cmath>
#include <complex>

#include "tests/dsp/measure.hpp"
#include "tests/fx/sound_of.hpp"

namespace tutti::test {
namespace {

struct Deesser : SoundOf {
    Deesser() : SoundOf(FxType::deesser) {
        set("frequency", 6000).set("threshold", -30).set("ratio", 4).set("range", 18);
    }
};

// Butterworth low cut at 6 kHz, by bilinear transform.
std::complex<double> sibilance(double f) {
    const std::complex<double> s(0, std::tan(M_PI * f / 48000) / std::tan(M_PI * 6000 / 48000));
    return s * s / (s * s + std::numbers::sqrt2 * s + 1.0);
}
std::complex<double> shelf(double f, double gain) {
    const std::complex<double> s(0, std::tan(M_PI * f / 48000) / std::tan(M_PI * 6000 / 48000));
    return (gain * s * s + std::sqrt(2 * gain) * s + 1.0) / (s * s + std::numbers::sqrt2 * s + 1.0);
}
double reduction(double level_db, double f, double threshold = -30, double ratio = 4, double range = 18) {
    const double over = level_db + to_db(std::abs(sibilance(f))) - threshold;
    return -std::clamp(over * (1 - 1 / ratio), 0.0, range);
}
double level_out(SoundOf& effect, double f, double level_db, bool wide) {
    effect.set("mode", wide ? 1 : 0);
    effect.effect().clear();
    const Stereo y = effect.play(both_sides(sine(f, from_db(level_db), 48000)));
    return to_db(sine_level(std::span(y.left).subspan(24000), f)) - level_db;
}

TEST(Deesser, static_curve) {
    for (const double f : {5000.0, 8000.0, 12000.0})
        for (double level = -48; level <= 0; level += 6) {
            Deesser effect;
            const double expected = reduction(level, f);
            EXPECT_NEAR(level_out(effect, f, level, true), expected, 0.1) << f << " Hz at " << level;
            EXPECT_NEAR(to_db(effect.effect().take_reduction()), expected, 0.3) << f << " Hz at " << level;
            const double gain = from_db(expected);
            EXPECT_NEAR(level_out(effect, f, level, false), to_db(std::abs(shelf(f, gain))), 0.15)
                << f << " Hz at " << level;
        }
    Deesser effect;
    effect.set("ratio", 20).set("range", 24).set("threshold", -60);
    EXPECT_NEAR(level_out(effect, 9000, -50, true), reduction(-50, 9000, -60, 20, 24), 0.1);
    EXPECT_NEAR(level_out(effect, 9000, -6, true), -24, 0.01);
}

TEST(Deesser, voice_below_it_passes) {
    Deesser effect;
    const Stereo quiet = both_sides(noise(0.01, 9600));
    EXPECT_EQ(effect.play(quiet).left, quiet.left) << "not a bit changes below the threshold";
    EXPECT_NEAR(level_out(effect, 300, -6, true), 0, 0.01);
    // A vowel with an s on top: split lowers only the s.
    effect.set("mode", 0);
    Stereo x = both_sides(sine(300, 0.3, 48000));
    const auto s = sine(10000, 0.3, 48000);
    for (std::size_t t = 0; t < 48000; ++t) x.left[t] += s[t], x.right[t] += s[t];
    const Stereo y = effect.play(x);
    const auto end = std::span(y.left).subspan(24000);
    EXPECT_NEAR(to_db(sine_level(end, 300) / 0.3), 0, 0.1);
    EXPECT_LT(to_db(sine_level(end, 10000) / 0.3), -8);
}

TEST(Deesser, both_sides_are_lowered_together) {
    Deesser effect;
    effect.set("mode", 1);
    const Stereo y = effect.play({sine(8000, 0.5, 48000), sine(1000, 0.5, 48000)});
    EXPECT_NEAR(to_db(sine_level(std::span(y.right).subspan(24000), 1000) / 0.5),
                to_db(sine_level(std::span(y.left).subspan(24000), 8000) / 0.5), 0.02);
}

TEST(Deesser, attack_and_release) {
    Deesser effect;
    effect.set("mode", 1).set("attack", 20).set("release", 200).set("frequency", 1500);
    auto x = sine(12000, 0.5, 48000);
    for (std::size_t t = 24000; t < x.size(); ++t) x[t] *= 0.01F;  // under the threshold
    const Stereo y = effect.play(both_sides(x));
    const auto gain = [&](double seconds) {  // of a millisecond, dB
        const auto at = static_cast<std::size_t>(seconds * 48000) - 24;
        return to_db(sine_level(std::span(y.left).subspan(at, 48), 12000) /
                     sine_level(std::span(x).subspan(at, 48), 12000));
    };
    const double full = gain(0.4);
    EXPECT_NEAR(full, -18, 0.05);
    const auto time_to = [&](double from, double level, bool down) {
        double t = from + 0.001;
        while (t < 0.99 && (down ? gain(t) > level : gain(t) < level)) t += 0.0005;
        return t - from;
    };
    EXPECT_NEAR(time_to(0, full * (1 - std::exp(-1)), true), 0.020 + 0.001, 0.0015)
        << "and the detector's own millisecond";
    EXPECT_NEAR(time_to(0.5, full * std::exp(-1), false), 0.200, 0.012);
}

TEST(Deesser, listen_lets_only_the_sibilance_through) {
    Deesser effect;
    effect.set("listen", 1);
    for (const double f : {500.0, 6000.0, 12000.0})
        EXPECT_NEAR(level_out(effect, f, -40, false), to_db(std::abs(sibilance(f))), 0.05) << f;
}

}  // namespace
}  // namespace tutti::test
