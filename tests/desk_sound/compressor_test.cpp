// The compressor against its definition: the curve in closed form, times as time constants in dB.
#include <gtest/gtest.h>

#include "tests/desk_sound/dynamics_desk.hpp"

namespace tutti::test {
namespace {

struct CompressorDesk : DynamicsDesk {
    CompressorDesk(float threshold, float ratio, float knee, const char* detector) {
        set("/channel/1/comp/on", true);
        set("/channel/1/comp/threshold", threshold);
        set("/channel/1/comp/ratio", ratio);
        set("/channel/1/comp/knee", knee);
        set("/channel/1/comp/detector", detector);
        set("/channel/1/comp/attack", 1.0F);
    }
};

// Giannoulis, Massberg, Reiss 2012, eq. 4: output level for an input level.
double reduction(double level, double threshold, double ratio, double knee) {
    const double over = level - threshold, slope = 1 - 1 / ratio;
    if (2 * over <= -knee) return 0;
    if (2 * over > knee) return -slope * over;
    return -slope * (over + knee / 2) * (over + knee / 2) / (2 * knee);
}

TEST(Compressor, follows_its_curve_within_a_tenth_of_a_decibel) {
    for (const double ratio : {1.5, 4.0, 20.0})
        for (const double knee : {0.0, 6.0, 24.0})
            for (const double level : {-50.0, -36.0, -30.0, -25.0, -12.0, 0.0}) {
                CompressorDesk desk(-30, static_cast<float>(ratio), static_cast<float>(knee), "peak");
                const auto gain = desk.gains(levels({{level, 600}}));
                EXPECT_NEAR(gain.back(), reduction(level, -30, ratio, knee), 0.1)
                    << ratio << ' ' << knee << ' ' << level;
            }
}

TEST(Compressor, a_ratio_of_100_limits) {
    CompressorDesk desk(-20, 100, 0, "peak");
    EXPECT_NEAR(desk.gains(levels({{0, 600}})).back(), -20, 0.01);
}

TEST(Compressor, hears_a_sine_by_its_peak_or_by_its_root_mean_square) {
    for (const double level : {-20.0, -6.0, 0.0})
        for (const bool rms : {false, true}) {
            CompressorDesk desk(-30, 4, 0, rms ? "rms" : "peak");
            const auto x = sine(997, from_db(level), 48000);
            desk.render(x, x.size());
            const double out = sine_level(std::span(desk.out(0)).subspan(24000), 997);
            const double heard = rms ? level - 10 * std::log10(2) : level;
            EXPECT_NEAR(to_db(out) - level, reduction(heard, -30, 4, 0), 0.1) << level << (rms ? " rms" : " peak");
        }
}

TEST(Compressor, attack_and_release_are_time_constants_within_5_percent) {
    struct Case {
        float attack, release;
    };
    for (const auto& [attack, release] :
         {Case{0.5F, 50}, Case{10, 150}, Case{100, 400}, Case{50, 60}, Case{10, 2000}}) {
        CompressorDesk desk(-30, 4, 0, "peak");
        desk.set("/channel/1/comp/attack", attack);
        desk.set("/channel/1/comp/release", release);
        const double loud = 10 * attack + 50, quiet = 6 * release;
        const auto gain = desk.gains(levels({{-40, 50}, {0, loud}, {-40, quiet}}));
        const double full = reduction(0, -30, 4, 0);
        EXPECT_NEAR(time_constant(gain, samples(50), 0, full) / attack, 1, 0.05) << attack;
        const double held = gain[samples(50 + loud) - 1];
        EXPECT_NEAR(time_constant(gain, samples(50 + loud), held, 0) / release, 1, 0.05) << attack << ' ' << release;
    }
}

TEST(Compressor, holds_before_it_lets_go) {
    for (const float hold : {0.0F, 20.0F, 500.0F}) {
        CompressorDesk desk(-30, 4, 0, "peak");
        desk.set("/channel/1/comp/hold", hold);
        desk.set("/channel/1/comp/attack", 0.05F);
        desk.set("/channel/1/comp/release", 20.0F);
        const auto gain = desk.gains(levels({{0, 100}, {-40, 700}}));
        const double held = gain[samples(100) - 1];
        std::size_t lets_go = samples(100);
        while (gain[lets_go] < held + 0.05) ++lets_go;
        EXPECT_NEAR(static_cast<double>(lets_go - samples(100)) / 48, hold, 1);
    }
}

TEST(Compressor, auto_release_is_quick_after_a_peak_and_slow_after_a_long_passage) {
    const auto recovery = [](bool automatic, double loud) {
        CompressorDesk desk(-30, 4, 0, "peak");
        desk.set("/channel/1/comp/auto", automatic);
        desk.set("/channel/1/comp/release", 50.0F);
        const auto gain = desk.gains(levels({{0, loud}, {-40, 5000}}));
        return time_constant(gain, samples(loud), gain[samples(loud) - 1], 0);
    };
    EXPECT_NEAR(recovery(true, 20) / recovery(false, 20), 1, 0.25);
    EXPECT_GT(recovery(true, 4000), 5 * recovery(false, 4000));
    EXPECT_NEAR(recovery(true, 4000) / (10 * 50 + 50), 1, 0.1);  // a mean ten times as slow, and the release behind it
}

TEST(Compressor, root_mean_square_is_that_of_5_ms) {
    CompressorDesk desk(-30, 100, 0, "rms");
    desk.set("/channel/1/comp/attack", 0.05F);
    const auto gain = desk.gains(levels({{-80, 100}, {0, 100}}));
    for (const double ms : {2.0, 5.0, 10.0, 20.0}) {
        const double heard = 10 * std::log10(1 - std::exp(-ms / 5));
        EXPECT_NEAR(gain[samples(100 + ms) - 1], -30 - heard, 0.1) << ms;
    }
}

TEST(Compressor, makeup_raises_and_mix_blends_what_is_compressed) {
    CompressorDesk desk(-30, 4, 0, "peak");
    desk.set("/channel/1/comp/makeup", 9.0F);
    desk.set("/channel/1/comp/mix", 0.25F);
    const double wet = from_db(reduction(0, -30, 4, 0) + 9);
    EXPECT_NEAR(desk.gains(levels({{0, 600}})).back(), to_db(0.75 + 0.25 * wet), 0.01);
}

TEST(Compressor, stands_before_or_behind_the_eq) {
    for (const bool post : {false, true}) {
        CompressorDesk desk(-30, 100, 0, "peak");
        desk.set("/channel/1/comp/position", post ? "post_eq" : "pre_eq");
        desk.set("/channel/1/eq/band/2/frequency", 1000.0F);
        desk.set("/channel/1/eq/band/2/gain", 12.0F);
        const auto x = sine(1000, 1, 48000);
        desk.render(x, x.size());
        EXPECT_NEAR(to_db(sine_level(std::span(desk.out(0)).subspan(24000), 1000)), post ? -30 : -18, 0.1);
    }
}

TEST(Compressor, listens_to_a_channel_or_to_a_filtered_key) {
    const auto tone = sine(200, 0.1, 48000), loud = sine(5000, 1, 48000);
    const auto level = [&](const char* key, bool filter) {
        CompressorDesk desk(-40, 100, 0, "peak");
        desk.set("/channel/1/comp/key", key);
        desk.set("/channel/1/comp/filter/on", filter);
        desk.set("/channel/1/comp/filter/frequency", 200.0F);
        desk.set("/channel/1/comp/filter/q", 10.0F);
        desk.render(tone, loud, tone.size());
        return to_db(sine_level(std::span(desk.out(0)).subspan(24000), 200));
    };
    EXPECT_NEAR(level("self", false), -40, 0.1);
    EXPECT_NEAR(level("channel:2", false), -20 - 40, 0.1);  // 40 dB over the threshold
    EXPECT_NEAR(level("channel:2", true), -20, 3.0);        // the band leaves less than -40 dB of 5 kHz
    EXPECT_NEAR(level("self", true), -40, 0.1);
}

TEST(Compressor, of_a_stereo_bus_moves_both_sides_by_the_louder) {
    SoundingDesk desk;
    open_everything(desk);
    desk.set("/channel/1/pan", 0.6F);
    desk.set("/bus/1/comp/on", true), desk.set("/bus/1/comp/threshold", -30.0F), desk.set("/bus/1/comp/ratio", 100.0F);
    desk.set("/bus/1/comp/detector", "peak"), desk.set("/bus/1/comp/knee", 0.0F);
    desk.set("/output/3/source", "bus:1:l"), desk.set("/output/4/source", "bus:1:r");
    const auto x = sine(997, 0.5, 48000);
    desk.render(x, x.size());
    const auto side = [&](int output) { return to_db(sine_level(std::span(desk.out(output)).subspan(24000), 997)); };
    const double angle = (0.6 + 1) * std::numbers::pi / 4;
    EXPECT_NEAR(side(3), -30, 0.1);
    EXPECT_NEAR(side(2) - side(3), to_db(std::cos(angle) / std::sin(angle)), 0.01);
}

TEST(Compressor, of_a_bus_is_keyed_by_another_bus) {
    SoundingDesk desk;
    open_everything(desk);
    desk.set("/bus/3/comp/on", true), desk.set("/bus/3/comp/threshold", -40.0F), desk.set("/bus/3/comp/ratio", 100.0F);
    desk.set("/bus/3/comp/detector", "peak"), desk.set("/bus/3/comp/knee", 0.0F), desk.set("/bus/3/comp/key", "bus:1");
    desk.set("/bus/1/send/3/on", false);
    const auto x = sine(997, 0.5, 48000);
    desk.render(x, x.size());
    const auto level = [&](int output) { return to_db(sine_level(std::span(desk.out(output)).subspan(24000), 997)); };
    const double alone = to_db(0.5) - 3.0103;  // each side of the cue, and of the group
    EXPECT_NEAR(level(4), alone - (alone + 40), 0.1);
}

}  // namespace
}  // namespace tutti::test
