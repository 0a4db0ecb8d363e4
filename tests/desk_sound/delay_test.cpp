// Delays of channels, matrices, monitors and outputs: late by exactly so many samples, without a trace of the undelayed
// sound; when memory for them runs out none is switched on, and no mixture of switching loses a piece of it.
#include <gtest/gtest.h>

#include <random>

#include "engine/console/delay_pool.hpp"
#include "tests/desk_sound/sounding_desk.hpp"

namespace tutti::test {
namespace {

constexpr std::size_t kLater = 4800;  // a cross-fade and more

// A delay of the desk, and the output at which it is heard (from 0).
struct Delayed {
    const char *on, *time;
    int output;
    float longest;
};
const Delayed kDelays[] = {{"/matrix/1/delay/on", "/matrix/1/delay/time", 10, 1000},
                           {"/channel/1/input/delay/on", "/channel/1/input/delay/time", 8, 500},
                           {"/monitor/1/delay/on", "/monitor/1/delay/time", 6, 500},
                           {"/output/10/delay/on", "/output/10/delay/time", 9, 1000}};

// Noise, so that every sample is told from its neighbours.
struct DelayDesk : SoundingDesk {
    explicit DelayDesk(const Sizes& sizes = sounding_sizes()) : SoundingDesk(sizes) {
        open_everything(*this);
        set("/channel/1/pan", -1.0F), set("/bus/1/to/main", false), set("/main/matrix/1/level", 0.0F);
    }
};

// The greatest difference of out[t] and x[t - delay] from `from` on; before there was a sound there is silence.
double off_by(const std::vector<float>& out, const std::vector<float>& x, std::size_t delay, std::size_t from) {
    double most = 0;
    for (std::size_t t = from; t < out.size(); ++t)
        most = std::max(most, std::abs(static_cast<double>(out[t]) - (t < delay ? 0.0 : x[t - delay])));
    return most;
}

class Delays : public testing::TestWithParam<Delayed> {};

TEST_P(Delays, are_exact_to_the_sample_whatever_the_block) {
    const Delayed& d = GetParam();
    const auto x = noise(0.3, 72000);
    for (const int block : {16, 64, 100, 512})
        for (const float ms : {0.0F, 0.01F, 0.011F, 1.0F, 20.83F, 137.137F, d.longest}) {
            DelayDesk desk;
            desk.set(d.time, ms), desk.set(d.on, true);
            desk.render(x, 52000, block);
            const auto samples = static_cast<std::size_t>(std::lround(static_cast<double>(ms) * 48));
            EXPECT_EQ(off_by(desk.out(d.output), x, samples, 0), 0) << d.on << " " << ms << " ms";
            for (std::size_t t = 0; t < samples; ++t) ASSERT_EQ(desk.out(d.output)[t], 0) << d.on << " " << ms << " ms";
        }
}

TEST_P(Delays, change_in_20_ms_and_then_are_exact_again) {
    const Delayed& d = GetParam();
    const auto x = noise(0.3, 200000);
    DelayDesk desk;
    desk.render(x, 10007);
    EXPECT_EQ(off_by(desk.out(d.output), x, 0, 4800), 0) << "off is no delay at all";
    desk.set(d.time, 12.5F), desk.set(d.on, true);
    desk.render(x, 9600);
    EXPECT_LT(off_by(desk.out(d.output), x, 600, 10007 + 960 + 600), 1e-6);
    desk.set(d.time, 50.0F);
    desk.render(x, 9600);
    EXPECT_LT(off_by(desk.out(d.output), x, 2400, 19607 + 960), 1e-6);
    desk.set(d.time, 3.0F);
    desk.render(x, 100), desk.set(d.time, 4.0F), desk.render(x, 100), desk.set(d.time, 5.0F);
    desk.render(x, 9600);
    EXPECT_LT(off_by(desk.out(d.output), x, 240, 29207 + 2 * 960 + 32), 1e-6)
        << "one on the way waits, and is the last";
    desk.set(d.on, false);
    desk.render(x, 9600);
    EXPECT_EQ(off_by(desk.out(d.output), x, 0, 39007 + 960), 0);
}
INSTANTIATE_TEST_SUITE_P(All, Delays, testing::ValuesIn(kDelays), [](const auto& test) {
    return std::string(test.param.on).substr(1, std::string(test.param.on).find('/', 1) - 1);
});

TEST(Delays, of_both_sides_of_a_monitor_are_the_same) {
    DelayDesk desk;
    const auto x = noise(0.3, 20000);
    desk.set("/channel/1/pan", 0.0F), desk.set("/output/1/source", "monitor:1:l"),
        desk.set("/output/2/source", "monitor:1:r");
    desk.set("/monitor/1/delay/time", 30.0F), desk.set("/monitor/1/delay/on", true);
    desk.render(x, 20000);
    EXPECT_EQ(desk.out(0), desk.out(1));
    EXPECT_GT(greatest(std::span(desk.out(0)).subspan(4800)), 0.1);
}

// A socket's mute, trim and panic act on what is heard, not on what will be; a new source comes as late as the old.
TEST(Delays, do_not_make_mutes_late) {
    DelayDesk desk;
    const auto x = noise(0.3, 300000);
    desk.set("/output/10/delay/time", 1000.0F), desk.set("/output/10/delay/on", true);
    desk.set("/monitor/1/delay/time", 500.0F), desk.set("/monitor/1/delay/on", true);
    desk.render(x, 96000);
    desk.set("/session/panic", true);
    desk.render(x, 960);
    for (const int o : {6, 9}) EXPECT_EQ(greatest(std::span(desk.out(o)).subspan(96000 + 481)), 0);
    desk.set("/session/panic", false), desk.set("/monitor/1/mute", true), desk.set("/output/10/source", "input:2");
    desk.render(x, x, 48000);
    EXPECT_EQ(greatest(std::span(desk.out(6)).subspan(96960 + 481)), 0);
    EXPECT_LT(off_by({desk.out(9).begin(), desk.out(9).begin() + 144000}, x, 48000, 96960 + 1000), 1e-6)
        << "the old source until its last second is over";
}

// A channel without a source falls asleep; not before its last sound has come out.
TEST(Delays, let_the_last_sound_out) {
    DelayDesk desk;
    const auto x = noise(0.3, 100000);
    desk.set("/channel/1/input/delay/time", 500.0F), desk.set("/channel/1/input/delay/on", true);
    desk.render(x, 48000);
    desk.set("/channel/1/input/source", "none"), desk.set("/channel/2/input/source", "none");
    desk.render(x, 52000);
    EXPECT_LT(off_by({desk.out(8).begin(), desk.out(8).begin() + 72000}, x, 24000, 24960), 1e-6);
    EXPECT_EQ(greatest(std::span(desk.out(8)).subspan(72000 + 481)), 0);
}

TEST(DelayPool, is_no_greater_than_all_delays_together) {
    Sizes s = sounding_sizes();
    EXPECT_EQ(Console(s).delay_pieces_left(), 2 + 1 * 4 + 2 * 2 + 11 * 2);
    s.delays = 5;
    EXPECT_EQ(Console(s).delay_pieces_left(), 5);
    EXPECT_EQ(Console(Sizes{.outputs = 1024, .channels = 1024}).delay_pieces_left(), 256);
}

// With memory for one delay: whoever takes over from another begins when that one has faded out, not without memory.
TEST(DelayPool, passes_from_hand_to_hand) {
    Sizes s = sounding_sizes();
    s.delays = 1;
    DelayDesk desk(s);
    const auto x = noise(0.3, 200000);
    desk.set("/channel/1/input/delay/time", 10.0F), desk.set("/channel/2/input/delay/time", 10.0F);
    desk.set("/channel/1/input/delay/on", true), desk.set("/channel/2/input/mute", false);
    desk.set("/output/10/source", "channel:2"), desk.set("/output/10/tap", "input");
    desk.render(x, x, 24000);
    desk.set("/channel/2/input/delay/on", true);
    EXPECT_FALSE(desk.console.on("input/delay/on"_channel, 1)) << "there is no memory for it";
    desk.set("/channel/1/input/delay/on", false), desk.set("/channel/2/input/delay/on", true);
    EXPECT_TRUE(desk.console.on("input/delay/on"_channel, 1));
    desk.render(x, x, 24000);
    EXPECT_EQ(off_by(desk.out(8), x, 0, 24000 + 960), 0);
    EXPECT_LT(off_by(desk.out(9), x, 480, 24000 + 3 * 960), 1e-6);
}

// Switched at random for long: at the end every piece is back, so that all of it can be taken once more.
TEST(DelayPool, loses_nothing) {
    Sizes s = sounding_sizes();
    s.delays = 7;
    DelayDesk desk(s);
    const auto x = noise(0.3, 400000);
    const char* switches[] = {"/channel/1/input/delay/on", "/channel/2/input/delay/on", "/monitor/1/delay/on",
                              "/monitor/2/delay/on",       "/output/1/delay/on",        "/output/2/delay/on"};
    std::mt19937 dice(5);
    for (int n = 0; n < 300; ++n) {
        const bool on = dice() % 2;
        desk.set(switches[dice() % 6], on);
        if (dice() % 4 == 0) desk.set("/channel/1/input/source", dice() % 2 ? "none" : "input:1");
        desk.render(x, x, 1 + dice() % 1500);
    }
    for (const char* one : switches) desk.set(one, false);
    EXPECT_EQ(desk.console.delay_pieces_left(), 7);
    desk.set("/channel/1/input/source", "input:1"), desk.render(x, x, 48000);
    for (const char* one : {switches[0], switches[2], switches[3], switches[4]}) desk.set(one, true);
    desk.set("/channel/1/input/delay/time", 10.0F), desk.set("/output/1/delay/time", 10.0F);
    EXPECT_EQ(desk.console.delay_pieces_left(), 0);
    const std::size_t from = desk.position();
    desk.render(x, x, 9600);
    EXPECT_LT(off_by(desk.out(8), x, 480, from + 2 * 960 + 480), 1e-6);
    EXPECT_LT(off_by(desk.out(0), x, 960, from + 2 * 960 + 960), 1e-6) << "the channel's and the output's";
}

}  // namespace
}  // namespace tutti::test
