// The reverbs by measure: how long they last, how soon they are dense, whether a mode stands out, how wide they are,
// and that a tone comes out as it went in.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/dsp/measure.hpp"
#include "tests/fx/sound_of.hpp"
#include "tests/fx/tail.hpp"

namespace tutti::test {
namespace {

struct Setting {
    std::string_view path;
    float value;
};
struct Kind {
    const char* name;
    FxType type;
    double dense_by;        // ms
    float shortest, usual;  // s
};
constexpr Kind kKinds[] = {
    {"plate", FxType::plate, 30, 1, 2}, {"hall", FxType::hall, 80, 1.2F, 2.4F}, {"room", FxType::room, 80, 0.7F, 1.1F}};
void PrintTo(const Kind& kind, std::ostream* out) {
    *out << kind.name;
}

class Reverbs : public testing::TestWithParam<Kind> {
protected:
    Stereo respond(std::vector<Setting> settings, double seconds, double rate = 48000) const {
        SoundOf reverb(GetParam().type, rate);
        for (const Setting& s : settings) reverb.set(s.path, s.value);
        return reverb.play(impulse(static_cast<std::size_t>(seconds * rate)));
    }
};

TEST_P(Reverbs, last_as_long_as_set_in_every_octave) {
    for (const float decay : {GetParam().shortest, GetParam().usual, 3.0F}) {
        const Stereo h = respond({{"decay", decay}, {"high/ratio", 1}}, 1.3 * static_cast<double>(decay));
        const Bands bands(h.left, h.right);
        for (const double centre : {125.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0, 8000.0})
            EXPECT_NEAR(decay_time(bands.octave(centre)) / static_cast<double>(decay), 1, 0.05)
                << decay << " s, " << centre << " Hz";
        EXPECT_NEAR(decay_time(bands.between(20, 20000)) / static_cast<double>(decay), 1, 0.03) << decay << " s";
    }
}

TEST_P(Reverbs, last_as_long_as_set_with_the_defaults_of_everything_else) {
    for (const float decay : {GetParam().shortest, GetParam().usual}) {
        const Stereo h = respond({{"decay", decay}}, 1.3 * static_cast<double>(decay));
        EXPECT_NEAR(decay_time(h.left) / static_cast<double>(decay), 1, 0.05) << decay << " s";
        EXPECT_NEAR(decay_time(Bands(h.left, h.right).octave(1000)) / static_cast<double>(decay), 1, 0.05) << decay;
    }
}

TEST_P(Reverbs, low_and_high_have_times_of_their_own) {
    for (const double rate : {44100.0, 96000.0}) {
        const Stereo h = respond({{"decay", 1.5F},
                                  {"low/ratio", 1.6F},
                                  {"low/frequency", 300},
                                  {"high/ratio", 0.4F},
                                  {"high/frequency", 3000},
                                  {"high_cut", 20000},
                                  {"low_cut", 20}},
                                 3.2, rate);
        const Bands bands(h.left, h.right, rate);
        EXPECT_NEAR(decay_time(bands.between(30, 120), rate) / 2.4, 1, 0.05) << rate;
        EXPECT_NEAR(decay_time(bands.between(850, 1150), rate) / 1.5, 1, 0.05) << rate;
        EXPECT_NEAR(decay_time(bands.between(10000, 19000), rate) / 0.6, 1, 0.05) << rate;
    }
}

TEST_P(Reverbs, are_dense_soon_and_stay_so) {
    const Stereo h = respond({{"decay", GetParam().usual}}, 1);
    for (const auto& side : {h.left, h.right}) {
        double reached = 0;
        for (double ms = 5; ms <= GetParam().dense_by; ++ms) reached = std::max(reached, echo_density(side, ms / 1000));
        EXPECT_GE(reached, 1);
        double later = 0;
        int count = 0;
        for (double ms = GetParam().dense_by; ms < 400; ms += 5, ++count) {
            later += echo_density(side, ms / 1000);
            EXPECT_GT(echo_density(side, ms / 1000), 0.8) << ms;
        }
        EXPECT_NEAR(later / count, 1, 0.04);
    }
}

TEST_P(Reverbs, no_mode_stands_out) {
    for (const float decay : {GetParam().shortest, GetParam().usual, 10.0F}) {
        const Stereo h = respond({{"decay", decay}, {"high_cut", 20000}}, 1);
        EXPECT_LT(greatest_peak(h.left, h.right, 0.2, 1), 6) << decay;
    }
}

TEST_P(Reverbs, sides_are_their_own) {
    const Stereo h = respond({{"decay", GetParam().usual}}, 2.5);
    EXPECT_LT(std::abs(correlation(std::span(h.left).subspan(4800), std::span(h.right).subspan(4800))), 0.1);
    const Bands bands(h.left, h.right);
    for (const double centre : {500.0, 1000.0, 2000.0, 4000.0}) {
        const Spectrum octave = bands.octave(centre);
        EXPECT_LT(std::abs(correlation(std::span(octave).subspan(4800))), 0.2) << centre;
    }
    double power[2] = {};
    for (std::size_t t = 0; t < h.left.size(); ++t)
        power[0] += h.left[t] * h.left[t], power[1] += h.right[t] * h.right[t];
    EXPECT_NEAR(10 * std::log10(power[0] / power[1]), 0, 0.5);
}

TEST_P(Reverbs, predelay_stands_to_the_sample) {
    const Stereo now = respond({{"predelay", 0}}, 0.5), late = respond({{"predelay", 50}}, 0.55);
    EXPECT_EQ(greatest(std::span(late.left).first(2400)), 0);
    EXPECT_EQ(greatest_difference(std::span(late.left).subspan(2400, 24000), now.left), 0);
}

TEST_P(Reverbs, a_tone_keeps_its_pitch) {
    for (const double frequency : {440.0, 997.0, 3000.0}) {
        SoundOf reverb(GetParam().type);
        const Stereo y = reverb.play(both_sides(sine(frequency, 0.5, 48000 * 6)));
        EXPECT_LT(stray_cents(std::span(y.left).subspan(48000 * 3), frequency), 0.1) << frequency;
    }
}

INSTANTIATE_TEST_SUITE_P(Fx, Reverbs, testing::ValuesIn(kKinds), [](const auto& test) { return test.param.name; });

TEST(Room, a_larger_room_answers_later) {
    SoundOf room(FxType::room);
    std::vector<std::size_t> second;
    for (const float size : {4.0F, 8.0F, 16.0F}) {
        room.set("size", size).set("early", 10);
        room.effect().clear();
        const Stereo h = room.play(impulse(4800));
        std::size_t first = 0, at = 0;  // of the two strongest answers: how far apart
        for (std::size_t t = 0; t < 4800; ++t) first = std::abs(h.left[t]) > std::abs(h.left[first]) ? t : first;
        for (std::size_t t = first + 40; t < 4800; ++t) at = std::abs(h.left[t]) > std::abs(h.left[at]) ? t : at;
        second.push_back(at - first);
    }
    EXPECT_NEAR(static_cast<double>(second[1]) / static_cast<double>(second[0]), 2, 0.05);
    EXPECT_NEAR(static_cast<double>(second[2]) / static_cast<double>(second[1]), 2, 0.05);
}

}  // namespace
}  // namespace tutti::test
