// Chorus, flanger, doubler and phaser against their formulas: of a sine, what a delay that moves makes of it is known.
#include <gtest/gtest.h>

#include <cmath>
#include <complex>

#include "tests/dsp/measure.hpp"
#include "tests/fx/sound_of.hpp"
#include "tests/fx/tail.hpp"

namespace tutti::test {
namespace {

constexpr double kRate = 48000;

double turn_sine(double turn) {
    return std::sin(2 * M_PI * turn);
}

// Plays a sine and compares from `from` on with what `wanted(t)` says, t in samples.
template <class Wanted>
double farthest(SoundOf& effect, double frequency, bool right, Wanted wanted) {
    const std::size_t frames = 96000, from = 9600;
    const Stereo y = effect.play(both_sides(sine(frequency, 1, frames)));
    double most = 0;
    for (std::size_t t = from; t < frames; ++t)
        most = std::max(most,
                        std::abs(static_cast<double>(right ? y.right[t] : y.left[t]) - wanted(static_cast<double>(t))));
    return to_db(most);
}

TEST(Chorus, three_voices_sway_a_third_of_a_turn_apart) {
    for (const bool right : {false, true})
        for (const float mix : {1.0F, 0.5F}) {
            SoundOf chorus(FxType::chorus);
            chorus.set("rate", 1.5F).set("depth", 3).set("delay", 10).set("spread", 0.5F).set("mix", mix);
            const double f = 500;
            EXPECT_LT(farthest(chorus, f, right,
                               [&](double t) {
                                   double sum = 0;
                                   for (int v = 0; v < 3; ++v) {
                                       const double turn = 1.5 * (t + 1) / kRate + v / 3.0 + (right ? 0.25 : 0);
                                       const double delay = (10 + 3 * turn_sine(turn)) / 1000;
                                       sum += turn_sine(f * (t / kRate - delay)) / std::sqrt(3);
                                   }
                                   const auto share = static_cast<double>(mix);
                                   return share * sum + (1 - share) * turn_sine(f * t / kRate);
                               }),
                      -70)
                << right << " " << mix;
        }
}

TEST(Chorus, the_delay_is_never_nearer_than_the_depth_allows) {
    SoundOf chorus(FxType::chorus);
    chorus.set("depth", 8).set("delay", 2).set("rate", 5);
    const Stereo y = chorus.play(impulse(4800));
    EXPECT_LT(greatest(std::span(y.left).first(40)), 1e-3) << "nothing within a millisecond";
    EXPECT_GT(greatest(y.left), 0.2);
}

TEST(Flanger, sways_up_from_its_shortest_delay) {
    for (const bool right : {false, true}) {
        SoundOf flanger(FxType::flanger);
        flanger.set("rate", 0.7F).set("depth", 4).set("delay", 1).set("spread", 1).set("feedback", 0).set("mix", 0.5F);
        const double f = 700;
        EXPECT_LT(farthest(flanger, f, right,
                           [&](double t) {
                               const double turn = 0.7 * (t + 1) / kRate + (right ? 0.5 : 0);
                               const double delay = (1 + 2 - 2 * std::cos(2 * M_PI * turn)) / 1000;
                               return 0.5 * turn_sine(f * (t / kRate - delay)) + 0.5 * turn_sine(f * t / kRate);
                           }),
                  -70)
            << right;
    }
}

TEST(Flanger, feeds_itself_as_a_comb_of_the_same_power) {
    for (const float back : {-0.8F, 0.5F, 0.95F}) {
        SoundOf flanger(FxType::flanger);
        flanger.set("depth", 0).set("delay", 0.5F).set("feedback", back).set("mix", 1);
        const Stereo h = flanger.play(impulse(24000));
        const auto b = static_cast<double>(back);
        for (const double f : {100.0, 1000.0, 1900.0, 2000.0, 7700.0, 15000.0}) {
            const auto z = std::polar(1.0, -2 * M_PI * f * 24 / kRate);
            EXPECT_NEAR(std::abs(spectrum(h.left, f, kRate) - std::sqrt(1 - b * b) * z / (1.0 - b * z)), 0, 1e-3) << f;
        }
        double power = 0;
        for (const float v : h.left) power += static_cast<double>(v) * static_cast<double>(v);
        EXPECT_NEAR(10 * std::log10(power), 0, 0.05) << back;
    }
}

TEST(Doubler, strays_by_the_cents_that_are_set) {
    for (const float cents : {5.0F, 20.0F, 40.0F}) {
        SoundOf doubler(FxType::doubler);
        doubler.set("detune", cents).set("rate", 1).set("delay", 40);
        const Stereo y = doubler.play(both_sides(sine(1000, 0.5, 48000 * 20)));
        for (const auto& side : {y.left, y.right})
            EXPECT_NEAR(stray_cents(std::span(side).subspan(9600), 1000, 0.02) / static_cast<double>(cents), 1, 0.05);
        EXPECT_LT(std::abs(correlation(std::span(y.left).subspan(9600), std::span(y.right).subspan(9600))), 0.9);
    }
}

TEST(Doubler, both_doubles_come_late_and_may_stand_in_the_middle) {
    SoundOf doubler(FxType::doubler);
    doubler.set("detune", 0).set("delay", 30).set("spread", 0.5F);
    const Stereo y = doubler.play(impulse(4800));
    EXPECT_NEAR(y.left[1440], 0.75, 1e-5);
    EXPECT_NEAR(y.right[1440], 0.25, 1e-5);
    EXPECT_NEAR(y.left[1920], 0.25, 1e-5);
    EXPECT_NEAR(y.right[1920], 0.75, 1e-5);
}

TEST(Phaser, all_passes_and_feedback_as_the_formula_says) {
    for (const float back : {0.0F, -0.6F, 0.9F})
        for (const float stages : {4.0F, 6.0F, 8.0F, 10.0F, 12.0F}) {
            SoundOf phaser(FxType::phaser);
            phaser.set("depth", 0).set("frequency", 1000).set("stages", stages).set("feedback", back).set("mix", 0.5F);
            const Stereo h = phaser.play(impulse(48000));
            for (const double f : {50.0, 414.0, 1000.0, 2400.0, 9000.0}) {
                const double w = std::tan(M_PI * f / kRate) / std::tan(M_PI * 1000 / kRate);
                const std::complex<double> one = std::complex(1.0, -w) / std::complex(1.0, w);
                const auto all = std::pow(one, static_cast<int>(stages));
                const auto b = static_cast<double>(back);
                const auto wet = std::sqrt(1 - b * b) * all / (1.0 - b * std::polar(1.0, -2 * M_PI * f / kRate) * all);
                EXPECT_NEAR(std::abs(spectrum(h.left, f, kRate) - 0.5 - 0.5 * wet), 0, 2e-3) << f << " Hz, " << stages;
            }
        }
}

TEST(Phaser, the_corner_goes_as_far_as_the_depth) {
    SoundOf phaser(FxType::phaser);
    phaser.set("rate", 0.5F).set("depth", 2).set("frequency", 500).set("stages", 4).set("feedback", 0).set("spread", 1);
    // With four stages the lower notch lies where each turns by 45°. At half a second the corner is at its highest.
    const double highest = std::tan(M_PI * 2000 / kRate), lowest = std::tan(M_PI * 125 / kRate);
    for (const bool right : {false, true}) {
        const double corner = right ? lowest : highest;
        const double notch = std::atan(std::tan(M_PI / 8) * corner) / M_PI * kRate;
        const Stereo y = phaser.play(both_sides(sine(notch, 1, 48000)));
        const auto at = [&](double seconds) {
            const auto& side = right ? y.right : y.left;
            return to_db(
                sine_level(std::span(side).subspan(static_cast<std::size_t>(seconds * kRate) - 480, 960), notch));
        };
        EXPECT_LT(at(0.5), -30) << right;
        EXPECT_GT(at(0.25), at(0.5) + 20) << right;
        phaser.effect().clear();
    }
}

}  // namespace
}  // namespace tutti::test
