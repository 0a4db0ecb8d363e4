// The graphic equaliser: what is set is what is heard at every centre, whatever the neighbours do.
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "tests/dsp/measure.hpp"
#include "tests/fx/sound_of.hpp"

namespace tutti::test {
namespace {

struct Graphic : SoundOf {
    explicit Graphic(double rate = 48000) : SoundOf(FxType::graphic, rate) {}
};
using Gains = std::vector<float>;

struct Errors {
    double at_centres = 0, between = 0;  // dB; between: beyond both neighbours
};
Errors measure(const Gains& gains, double rate = 48000) {
    Graphic graphic(rate);
    for (int i = 0; i < kGraphicBands; ++i)
        graphic.set("band/{band}/gain", gains[static_cast<std::size_t>(i)], true, i);
    const Stereo h = graphic.play(impulse(static_cast<std::size_t>(rate * 0.8)));
    const auto heard = [&](double frequency) { return to_db(std::abs(spectrum(h.right, frequency, rate))); };
    Errors e;
    for (std::size_t i = 0; i < kGraphicBands; ++i) {
        const double f = static_cast<double>(rows::kGraphicFrequencies[i]), gain = static_cast<double>(gains[i]);
        e.at_centres = std::max(e.at_centres, std::abs(heard(f) - gain));
        if (i + 1 == kGraphicBands) continue;
        const auto next = static_cast<double>(gains[i + 1]);
        const double ratio = static_cast<double>(rows::kGraphicFrequencies[i + 1]) / f;
        for (const double place : {0.25, 0.5, 0.75}) {
            const double level = heard(f * std::pow(ratio, place));
            e.between = std::max({e.between, std::min(gain, next) - level, level - std::max(gain, next)});
        }
    }
    return e;
}

TEST(Graphic, flat_it_changes_no_bit) {
    Graphic graphic;
    const Stereo x = both_sides(noise(1, 4800));
    EXPECT_EQ(graphic.play(x).left, x.left);
}

TEST(Graphic, every_band_is_as_set_and_nothing_lies_far_beyond) {
    std::vector<Gains> settings;
    for (const int period : {1, 2, 3, 4, 8, 31}) {
        Gains g(kGraphicBands);
        for (int i = 0; i < kGraphicBands; ++i) g[static_cast<std::size_t>(i)] = i / period % 2 ? -12.0F : 12.0F;
        settings.push_back(g);
    }
    for (const int one : {0, 7, 16, 29, 30}) {
        Gains g(kGraphicBands);
        g[static_cast<std::size_t>(one)] = one % 2 ? -12.0F : 12.0F;
        settings.push_back(g);
    }
    std::mt19937 random(1);
    std::uniform_real_distribution<float> gain(-12, 12);
    for (int i = 0; i < 5; ++i) {
        Gains g(kGraphicBands);
        for (float& v : g) v = gain(random);
        settings.push_back(g);
    }
    for (const Gains& g : settings) {
        const Errors e = measure(g);
        EXPECT_LT(e.at_centres, 0.2) << testing::PrintToString(g);
        EXPECT_LT(e.between, 1.2) << testing::PrintToString(g);
    }
    for (const double rate : {44100.0, 96000.0}) {
        const Errors e = measure(settings.back(), rate);
        EXPECT_LT(e.at_centres, 0.2) << rate;
        EXPECT_LT(e.between, 1.2) << rate;
    }
}

TEST(Graphic, found_from_anywhere) {
    Graphic graphic, direct;
    for (int i = 0; i < kGraphicBands; ++i) graphic.set("band/{band}/gain", i % 2 ? -12 : 12, true, i);
    for (int i = 0; i < kGraphicBands; ++i) graphic.set("band/{band}/gain", i < 10 ? 6 : -3, true, i);
    for (int i = 0; i < kGraphicBands; ++i) direct.set("band/{band}/gain", i < 10 ? 6 : -3, true, i);
    const Stereo a = graphic.play(impulse(48000)), b = direct.play(impulse(48000));
    for (const float f : rows::kGraphicFrequencies) {
        const auto at = static_cast<double>(f);
        EXPECT_NEAR(to_db(std::abs(spectrum(a.left, at, 48000))), to_db(std::abs(spectrum(b.left, at, 48000))), 0.05)
            << f;
    }
}

}  // namespace
}  // namespace tutti::test
