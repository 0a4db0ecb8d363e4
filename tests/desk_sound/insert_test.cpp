// The insert point: through an effect, or out at one socket and in again at another, ahead of the dynamics or behind
// them. A delay stands for effects, a cable with a known delay for what hangs in a loop.
#include <gtest/gtest.h>

#include <cmath>

#include "engine/console/inserts.hpp"
#include "tests/desk_sound/sounding_desk.hpp"

namespace tutti::test {
namespace {

constexpr std::size_t kAt = 9600, kEcho = 4800;

// Channel 1 to main; effect 1 is an echo of 100 ms; the cable goes from output 10 to input 2 and turns nothing over.
// Outputs: main 1, 2; bus 1 at 3, 4; channel 1 ahead of its fader at 5; the matrix, which main feeds, at 6, 7; output
// 10 and 9 are for loops.
struct InsertDesk : SoundingDesk {
    static Sizes sizes() {
        Sizes s = sounding_sizes();
        s.inputs = 3, s.fx = 2;
        return s;
    }
    InsertDesk() : SoundingDesk(sizes()) {
        set("/channel/1/fader", 0.0F), set("/channel/1/pan", -1.0F), set("/channel/2/input/source", "none");
        set("/bus/1/kind", "group"), set("/channel/1/send/1/on", true), set("/bus/1/to/main", false);
        set("/fx/1/type", "delay"), set("/fx/1/delay/time", 100.0F), set("/fx/1/delay/feedback", 0.0F);
        set("/main/matrix/1/on", true), set("/main/matrix/1/level", 0.0F);
        const char* sources[] = {"main:l", "main:r", "bus:1:l", "bus:1:r", "channel:1", "matrix:1:l", "matrix:1:r"};
        for (int o = 0; o < 7; ++o) set("/output/" + std::to_string(o + 1) + "/source", sources[o]);
        set("/output/5/tap", "pre_fader");
    }
    // The cable is `late` samples long (not less than a block) and lowers by `gain`; both go into inputs 2 and 3.
    void play(const std::vector<float>& wave, std::size_t frames, int block = 64) {
        for (auto& cable : cables_) cable.resize(wave.size() + 200000);
        for (std::size_t done = 0; done < frames;) {
            const std::size_t n = std::min(static_cast<std::size_t>(block), frames - done), from = position();
            play_all({&wave, &cables_[0], &cables_[1]}, n, block);
            for (std::size_t t = from; t < from + n; ++t)
                for (int side = 0; side < 2; ++side) cables_[side][t + late] = gain * out(side == 0 ? 8 : 9)[t];
            done += n;
        }
    }
    void play_click(std::size_t frames = 24000) {
        std::vector<float> click(frames);
        click[kAt] = 1;
        play(click, frames);
    }
    double at(int output, std::size_t sample) const { return static_cast<double>(out(output - 1)[sample]); }

    std::size_t late = 600;
    float gain = 1;

private:
    std::vector<float> cables_[2];
};

// Where a strip's left side is heard.
int left_output(std::string_view strip) {
    return strip == "/bus/1" ? 3 : strip == "/matrix/1" ? 6 : 1;
}

TEST(Insert, a_channel_goes_through_an_effect_instead_of_past_it) {
    InsertDesk desk;
    desk.set("/channel/1/insert/source", "fx:1");
    desk.play_click(12000);
    EXPECT_NEAR(desk.at(1, kAt), 1, 1e-6) << "not while it is off";
    InsertDesk on;
    on.set("/channel/1/insert/source", "fx:1"), on.set("/channel/1/insert/on", true);
    on.play_click();
    EXPECT_EQ(on.at(1, kAt), 0);
    EXPECT_NEAR(on.at(1, kAt + kEcho), 1, 1e-5);
    EXPECT_NEAR(on.at(5, kAt + kEcho), 1, 1e-5) << "ahead of the fader";
    InsertDesk mixed;
    mixed.set("/channel/1/insert/source", "fx:1"), mixed.set("/channel/1/insert/on", true);
    mixed.set("/fx/1/delay/mix", 0.5F);
    mixed.play_click();
    EXPECT_NEAR(mixed.at(1, kAt), 0.5, 1e-5);
    EXPECT_NEAR(mixed.at(1, kAt + kEcho), 0.5, 1e-5);
}

TEST(Insert, an_effect_in_an_insert_is_not_on_its_return) {
    InsertDesk desk;
    desk.set("/channel/1/insert/source", "fx:1"), desk.set("/channel/1/insert/on", true);
    desk.set("/channel/1/to/main", false);
    desk.play_click();
    EXPECT_EQ(greatest(desk.out(0)), 0);
    EXPECT_NEAR(desk.at(5, kAt + kEcho), 1, 1e-5);
}

TEST(Insert, an_effect_without_a_type_and_a_strip_without_a_source_let_the_sound_pass) {
    for (const char* source : {"none", "fx:2"}) {
        InsertDesk desk;
        desk.set("/channel/1/insert/source", source), desk.set("/channel/1/insert/on", true);
        desk.play_click(12000);
        EXPECT_NEAR(desk.at(1, kAt), 1, 1e-6) << source;
    }
}

TEST(Insert, buses_matrices_and_main_keep_their_sides) {
    for (const char* strip : {"/bus/1", "/matrix/1", "/main"}) {
        InsertDesk desk;
        desk.set(std::string(strip) + "/insert/source", "fx:1"), desk.set(std::string(strip) + "/insert/on", true);
        desk.play_click();
        const int left = left_output(strip);
        EXPECT_EQ(desk.at(left, kAt), 0) << strip;
        EXPECT_NEAR(desk.at(left, kAt + kEcho), 1, 1e-5) << strip;
        EXPECT_EQ(desk.at(left + 1, kAt + kEcho), 0) << strip;
    }
}

TEST(Insert, a_mono_bus_hears_both_sides_of_a_stereo_effect) {
    InsertDesk desk;
    desk.set("/bus/1/width", "mono"), desk.set("/fx/1/delay/left", "1/2");
    desk.set("/bus/1/insert/source", "fx:1"), desk.set("/bus/1/insert/on", true);
    desk.play_click();
    EXPECT_NEAR(desk.at(3, kAt + kEcho / 2), 0.5, 1e-5);
    EXPECT_NEAR(desk.at(3, kAt + kEcho), 0.5, 1e-5);
}

TEST(Insert, stands_before_or_behind_compressor_and_equaliser) {
    // What comes back is a quarter: too soft for the compressor, which lowers the sound to a quarter by itself.
    for (const char* strip : {"/channel/1", "/bus/1", "/matrix/1", "/main"}) {
        const std::string s = strip;
        const auto level = [&](const char* position) {
            InsertDesk desk;
            desk.set("/fx/1/type", "graphic");
            for (int band = 1; band <= 31; ++band)
                desk.set("/fx/1/graphic/band/" + std::to_string(band) + "/gain", -12.0F);
            desk.set(s + "/comp/on", true), desk.set(s + "/comp/threshold", -12.0F),
                desk.set(s + "/comp/ratio", 100.0F);
            desk.set(s + "/comp/knee", 0.0F), desk.set(s + "/comp/detector", "peak");
            desk.set(s + "/insert/source", "fx:1"), desk.set(s + "/insert/on", true);
            desk.set(s + "/insert/position", position);
            desk.play(sine(1000, 1, 48000), 48000);
            return to_db(greatest(std::span(desk.out(left_output(s) - 1)).subspan(43200)));
        };
        EXPECT_NEAR(level("pre_dynamics"), -12, 0.7) << strip;
        EXPECT_NEAR(level("post_dynamics"), -24, 0.7) << strip;
    }
}

TEST(Insert, a_loop_leaves_the_desk_and_comes_back) {
    for (const int block : {16, 64, 100}) {
        InsertDesk desk;
        desk.gain = 0.5F;
        desk.set("/channel/1/insert/source", "loop:9:2");
        std::vector<float> click(24000);
        click[kAt] = 1;
        desk.play(click, 4800, block);
        desk.set("/channel/1/insert/on", true);
        desk.play(click, 19200, block);
        EXPECT_NEAR(desk.at(9, kAt), 1, 1e-6) << "out at once";
        EXPECT_EQ(desk.at(1, kAt), 0);
        EXPECT_NEAR(desk.at(1, kAt + desk.late), 0.5, 1e-6) << "and in again when it is there";
    }
}

TEST(Insert, a_stereo_strip_takes_two_ways) {
    for (const char* strip : {"/bus/1", "/matrix/1", "/main"}) {
        InsertDesk desk;
        desk.set("/channel/1/pan", 1.0F);
        desk.set(std::string(strip) + "/insert/source", "loop:9:2"), desk.set(std::string(strip) + "/insert/on", true);
        desk.play_click();
        const int left = left_output(strip);
        EXPECT_EQ(desk.at(9, kAt), 0) << strip;
        EXPECT_NEAR(desk.at(10, kAt), 1, 1e-6) << strip;
        EXPECT_NEAR(desk.at(left + 1, kAt + desk.late), 1, 1e-6) << strip;
        EXPECT_EQ(desk.at(left, kAt + desk.late), 0) << strip;
    }
}

// Under a loud sine in the strip and noise in the cable, which are neither heard nor taken for the impulse.
TEST(Insert, a_loop_is_measured_to_the_sample_by_an_impulse_into_it_alone) {
    const auto wave = sine(997, 1, 80000);
    for (const int block : {16, 64, 100, 512})
        for (const std::size_t late : {600UL, 4801UL}) {
            InsertDesk desk;
            desk.late = late, desk.gain = -0.3F;  // turned over
            desk.set("/channel/1/insert/source", "loop:9:2"), desk.set("/channel/1/insert/on", true);
            desk.play(wave, 9600, block);
            EXPECT_FALSE(desk.loops().measured());
            ASSERT_TRUE(desk.loops().measure(8, 1));
            EXPECT_FALSE(desk.loops().measure(8, 1)) << "one at a time";
            desk.play(wave, 53760, block);
            EXPECT_EQ(desk.loops().measured(), static_cast<int>(late)) << block;
            EXPECT_FALSE(desk.loops().measured()) << "told once";
            const auto out = std::span(desk.out(8)).subspan(9600 + 2400, 48000);
            EXPECT_NEAR(greatest(out), 0.5, 1e-6);
            EXPECT_EQ(std::count_if(out.begin(), out.end(), [](float x) { return x != 0; }), 1) << "the impulse alone";
            // The strip passes by meanwhile, and goes through again.
            EXPECT_NEAR(greatest(std::span(desk.out(0)).subspan(9600 + 2400, 48000)), 1, 1e-3);
            EXPECT_LT(to_db(click(std::span(desk.out(0)).subspan(9600 + 2400, 48000))), -80);
            desk.play(wave, 4800, block);
            EXPECT_NEAR(greatest(std::span(desk.out(8)).subspan(64000)), 1, 1e-3);
        }
}

TEST(Insert, a_loop_in_which_nothing_comes_back_is_not_measured) {
    const auto wave = noise(0.5, 80000);
    for (const float gain : {0.0F, 1e-5F}) {
        InsertDesk desk;
        desk.gain = gain;
        desk.set("/channel/1/insert/source", "loop:9:2");
        ASSERT_TRUE(desk.loops().measure(8, 1));
        desk.play(wave, 54000);
        EXPECT_EQ(desk.loops().measured(), -1);
    }
    InsertDesk noisy;  // input 1 is noise, out of which no impulse stands
    noisy.set("/channel/1/insert/source", "loop:9:2");
    ASSERT_TRUE(noisy.loops().measure(8, 0));
    noisy.play(wave, 54000);
    EXPECT_EQ(noisy.loops().measured(), -1);
    EXPECT_FALSE(noisy.loops().measure(99, 0)) << "no such output";
}

// Who asked has given up when the device stood still for too long; the next one is told of its own loop.
TEST(Insert, a_measurement_that_nobody_fetched_is_not_the_next_ones) {
    const std::vector<float> silence(120000);
    InsertDesk desk;
    desk.set("/channel/1/insert/source", "loop:9:2");
    ASSERT_TRUE(desk.loops().measure(8, 1));
    desk.play(silence, 54000);
    desk.late = 4801;
    ASSERT_TRUE(desk.loops().measure(8, 1));
    EXPECT_FALSE(desk.loops().measured()) << "of the first one";
    desk.play(silence, 54000);
    EXPECT_EQ(desk.loops().measured(), 4801);
}

TEST(Insert, an_output_in_a_loop_has_its_trim_and_is_silent_in_a_panic) {
    InsertDesk desk;
    desk.set("/channel/1/insert/source", "loop:9:2"), desk.set("/output/9/trim", -6.0F);
    desk.play_click(12000);
    EXPECT_NEAR(desk.at(9, kAt), from_db(-6), 1e-5);
    InsertDesk panic;
    panic.set("/channel/1/insert/source", "loop:9:2"), panic.set("/session/panic", true);
    panic.play_click(12000);
    EXPECT_EQ(greatest(panic.out(8)), 0);
}

// Everything about an insert, changed under a sine, from one to the other and back.
TEST(Insert, nobody_hears_a_change_as_a_click) {
    using Set = std::pair<const char*, Argument>;
    const auto word = [](const char* w) { return Argument{std::string_view(w)}; };
    const struct {
        const char* strip;
        Set first, second;
    } cases[] = {
        {"/channel/1", {"/insert/on", true}, {"/insert/on", false}},
        {"/channel/1", {"/insert/source", word("loop:9:2")}, {"/insert/source", word("none")}},
        {"/channel/1", {"/insert/source", word("loop:9:2")}, {"/insert/source", word("fx:1")}},
        {"/channel/1", {"/insert/source", word("loop:9:2")}, {"/insert/source", word("loop:10:3")}},
        {"/channel/1", {"/insert/source", word("fx:1")}, {"/insert/source", word("none")}},
        {"/channel/1", {"/insert/position", word("pre_dynamics")}, {"/insert/position", word("post_dynamics")}},
        {"/bus/1", {"/insert/source", word("loop:9:2")}, {"/insert/source", word("fx:1")}},
        {"/bus/1", {"/width", word("mono")}, {"/width", word("stereo")}},
        {"/main", {"/insert/source", word("loop:9:2")}, {"/insert/source", word("none")}}};
    for (const auto& c : cases)
        for (const double frequency : {997.0, 100.0, 0.0}) {
            InsertDesk desk;
            desk.gain = 0.8F;
            const std::string strip = c.strip;
            desk.set("/fx/1/delay/time", 11.0F);
            desk.set(strip + "/insert/source", "loop:9:2"), desk.set(strip + "/insert/on", true);
            const auto wave = frequency == 0 ? std::vector<float>(60000, 1.0F) : sine(frequency, 1, 60000);
            desk.set(strip + c.first.first, c.first.second);
            desk.play(wave, 14400);
            for (const Set& change : {c.second, c.first, c.second}) {
                desk.set(strip + change.first, change.second);
                desk.play(wave, 9713);
            }
            for (int o = 0; o < 10; ++o)
                EXPECT_LT(to_db(click(std::span(desk.out(o)).subspan(9600))), -80)
                    << strip << c.first.first << " under " << frequency << " at output " << o + 1;
            EXPECT_GT(greatest(std::span(desk.out(left_output(strip) - 1)).subspan(30000)), 0.3);
        }
}

TEST(Insert, one_loop_goes_from_strip_to_strip_without_a_click) {
    InsertDesk desk;
    desk.set("/channel/1/insert/source", "loop:9:2"), desk.set("/channel/1/insert/on", true);
    desk.set("/channel/2/insert/on", true), desk.set("/channel/2/input/source", "input:1");
    const auto wave = sine(997, 1, 40000);
    desk.play(wave, 14400);
    desk.set("/channel/1/insert/source", "none"), desk.set("/channel/2/insert/source", "loop:9:2");
    desk.play(wave, 9600);
    for (const int o : {0, 8}) EXPECT_LT(to_db(click(std::span(desk.out(o)).subspan(9600))), -80) << o;
    EXPECT_GT(greatest(std::span(desk.out(8)).subspan(20000)), 0.9) << "channel 2 goes out";
}

TEST(Insert, what_was_in_an_effect_is_not_heard_in_another_strip) {
    InsertDesk desk;
    desk.set("/channel/1/insert/source", "fx:1"), desk.set("/channel/1/insert/on", true);
    desk.set("/bus/1/insert/on", true);
    std::vector<float> click(24000);
    click[kAt] = 1;
    desk.play(click, kAt + 640);
    desk.set("/channel/1/insert/source", "none"), desk.set("/bus/1/insert/source", "fx:1");
    desk.play(click, 24000 - kAt - 640);
    EXPECT_EQ(greatest(std::span(desk.out(2)).subspan(kAt + 1)), 0);
}

TEST(Insert, the_same_sound_in_blocks_of_any_size) {
    std::vector<std::vector<float>> results;
    const auto wave = noise(0.5, 64000);
    for (const int block : {64, 16, 100, 512}) {
        InsertDesk desk;
        desk.set("/bus/1/to/main", true);
        desk.set("/fx/1/type", "hall"), desk.set("/fx/2/type", "phaser");
        desk.set("/channel/1/insert/source", "fx:1"), desk.set("/channel/1/insert/on", true);
        desk.set("/bus/1/insert/source", "fx:2"), desk.set("/bus/1/insert/on", true);
        desk.play(wave, 12800, block);
        desk.set("/channel/1/insert/position", "pre_dynamics"), desk.set("/bus/1/insert/on", false);
        desk.play(wave, 12800, block);
        desk.set("/bus/1/insert/source", "none"), desk.set("/channel/1/insert/source", "fx:2");
        desk.play(wave, 12800, block);
        desk.late = 600;
        desk.set("/main/insert/source", "loop:9:2"), desk.set("/main/insert/on", true);
        desk.play(wave, 12800, block);
        results.push_back(desk.out(0));
        EXPECT_GT(greatest(results.back()), 0.1);
        EXPECT_LT(to_db(greatest_difference(results.back(), results[0])), -120) << block;
    }
}

}  // namespace
}  // namespace tutti::test
