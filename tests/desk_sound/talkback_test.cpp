// Talkback: where it joins, what gives way to it, and who else may take it. The programme is the oscillator at 1 kHz,
// the voice a sine of 400 Hz at the inputs, so that each can be measured beside the other.
#include <gtest/gtest.h>

#include "engine/console/rules.hpp"
#include "tests/desk_sound/sounding_desk.hpp"

namespace tutti::test {
namespace {

constexpr std::size_t kSecond = 48000;
constexpr double kVoice = 400, kProgramme = 1000;

class Talkback : public testing::Test {
protected:
    Talkback() {
        desk.set("/channel/1/input/source", "none"), desk.set("/channel/2/input/source", "none");
        desk.set("/oscillator/on", true), desk.set("/oscillator/level", -6.0F), desk.set("/oscillator/to/main", true);
        for (const char* bus : {"1", "2", "3"}) desk.set(std::string("/oscillator/to/bus/") + bus, true);
        desk.set("/bus/2/width", "mono");
        for (const char* m : {"1", "2"}) desk.set(std::string("/monitor/") + m + "/level", 0.0F);
        desk.set("/talkback/1/source", "input:2");
        const char* sources[] = {"bus:1:l", "bus:1:r", "bus:2",      "bus:3:l",     "main:l",
                                 "main:r",  "none",    "talkback:1", "monitor:1:l", "monitor:2:r"};
        for (int o = 0; o < 10; ++o) desk.set("/output/" + std::to_string(o + 1) + "/source", sources[o]);
        render();  // the first frame holds at once; all that the tests do is a change
    }

    enum Out { bus1_left, bus1_right, bus2, bus3, main_left, main_right, free, talk, monitor1, monitor2 };

    void render(std::size_t frames = kSecond, int block = 64) {
        from_ = rendered_;
        rendered_ += frames;
        desk.render(voice_, frames, block);
    }
    // What was rendered last, behind its first so many samples.
    std::span<const float> heard(int out, std::size_t behind = 4800) const {
        return std::span(desk.out(out)).subspan(from_ + behind);
    }
    double level(int out, double frequency) const { return to_db(sine_level(heard(out), frequency)); }

    SoundingDesk desk;

private:
    std::vector<float> voice_ = sine(kVoice, 1, 7 * kSecond);
    std::size_t rendered_ = 0, from_ = 0;
};

TEST_F(Talkback, is_heard_where_it_is_sent_while_it_is_on) {
    desk.set("/talkback/1/to/bus/1", true), desk.set("/talkback/1/to/bus/2", true);
    desk.set("/talkback/1/send/2/level", -10.0F);
    render();
    for (const int out : {bus1_left, bus2, talk}) EXPECT_LT(level(out, kVoice), -150) << out;
    desk.set("/talkback/1/on", true);
    render();
    for (const int out : {bus1_left, bus1_right}) EXPECT_NEAR(level(out, kVoice), -20, 0.001) << out;
    EXPECT_NEAR(level(bus2, kVoice), -30, 0.001) << "a mono bus takes it at its send level";
    for (const int out : {static_cast<int>(bus3), static_cast<int>(main_left), static_cast<int>(monitor1)})
        EXPECT_LT(level(out, kVoice), -150) << out;
    desk.set("/talkback/1/level", -14.0F);
    render();
    EXPECT_NEAR(level(bus1_left, kVoice), -14, 0.001);
    desk.set("/talkback/1/on", false);
    render();
    for (const int out : {bus1_left, bus1_right, bus2, talk})
        EXPECT_EQ(sine_level(heard(out), kVoice) > 1e-8, false) << out;
}

TEST_F(Talkback, joins_behind_the_equaliser_and_ahead_of_fader_mute_and_limiter) {
    desk.set("/talkback/1/to/bus/1", true), desk.set("/talkback/1/on", true), desk.set("/talkback/1/level", 0.0F);
    desk.set("/bus/1/eq/band/1/frequency", 400.0F), desk.set("/bus/1/eq/band/1/gain", -18.0F);
    desk.set("/bus/1/fader", -6.0F), desk.set("/bus/1/balance", 1.0F);
    render();
    EXPECT_NEAR(level(bus1_right, kVoice), -6, 0.001) << "the equaliser does not touch it";
    EXPECT_LT(greatest(heard(bus1_left)), 1e-6) << "the balance does";
    desk.set("/bus/1/balance", 0.0F), desk.set("/bus/1/fader", 10.0F);
    desk.set("/bus/1/limiter/on", true), desk.set("/bus/1/limiter/ceiling", -6.0F);
    render();
    EXPECT_LE(greatest(heard(bus1_left)), from_db(-6) * 1.00001);
    EXPECT_GT(greatest(heard(bus1_left)), from_db(-7));
    desk.set("/bus/1/mute", true);
    render();
    EXPECT_EQ(greatest(heard(bus1_left)), 0);
}

TEST_F(Talkback, lowers_the_programme_of_its_buses_alone_in_fifty_milliseconds) {
    desk.set("/talkback/1/to/bus/1", true), desk.set("/talkback/1/to/bus/2", true), desk.set("/talkback/1/dim", -12.0F);
    render();
    EXPECT_NEAR(level(bus1_left, kProgramme), -6, 0.001);
    desk.set("/talkback/1/on", true), desk.set("/talkback/1/source", "none");
    render();
    const auto around = [&](std::size_t t) {
        return to_db(sine_level(heard(bus1_left, t - 120).first(240), kProgramme));
    };
    const double half_way = to_db((from_db(-6) + from_db(-18)) / 2);
    EXPECT_NEAR(around(1200), half_way, 0.3) << "a smooth curve is in the middle after 25 ms";
    EXPECT_GT(around(2000), -17.7) << "and not there yet";
    EXPECT_NEAR(to_db(sine_level(heard(bus1_left, 2400), kProgramme)), -18, 0.001);
    EXPECT_NEAR(level(bus2, kProgramme), -18, 0.001);
    for (const int out : {static_cast<int>(bus3), static_cast<int>(main_left), static_cast<int>(monitor1)})
        EXPECT_NEAR(level(out, kProgramme), -6, 0.001) << out;
    EXPECT_LT(to_db(click(std::span(desk.out(bus1_left)))), -80);
    desk.set("/talkback/1/on", false);
    render();
    EXPECT_NEAR(around(1200), half_way, 0.3);
    EXPECT_NEAR(to_db(sine_level(heard(bus1_left, 2400), kProgramme)), -6, 0.001);
}

TEST_F(Talkback, of_two_the_stronger_dim_counts) {
    desk.set("/talkback/1/to/bus/1", true), desk.set("/talkback/2/to/bus/1", true);
    desk.set("/talkback/1/on", true), desk.set("/talkback/2/on", true), desk.set("/talkback/2/dim", -30.0F);
    render();
    EXPECT_NEAR(level(bus1_left, kProgramme), -36, 0.01);
    desk.set("/talkback/2/on", false);
    render();
    EXPECT_NEAR(level(bus1_left, kProgramme), -26, 0.01);
}

TEST_F(Talkback, reaches_monitors_ahead_of_their_level_and_over_their_programme) {
    desk.set("/talkback/1/to/monitor/1", true), desk.set("/monitor/1/level", -10.0F), desk.set("/talkback/1/on", true);
    desk.set("/bus/3/solo/1", true);
    render();
    EXPECT_NEAR(level(monitor1, kVoice), -30, 0.01);
    EXPECT_NEAR(level(monitor1, kProgramme), -36, 0.01) << "what is soloed gives way too";
    EXPECT_LT(level(monitor2, kVoice), -150);
    EXPECT_NEAR(level(monitor2, kProgramme), -6, 0.01);
    desk.set("/monitor/1/mute", true);
    render();
    EXPECT_EQ(greatest(heard(monitor1)), 0);
}

// Being sent to a monitor is no solo: it ends none, and is none.
TEST_F(Talkback, to_a_monitor_leaves_its_solos_alone) {
    desk.set("/monitor/1/exclusive", true), desk.set("/bus/3/solo/1", true);
    desk.set("/talkback/1/to/monitor/1", true);
    render();
    EXPECT_TRUE(solo_active(desk.console, 0));
    EXPECT_NEAR(level(monitor1, kProgramme), -6, 0.01);
    desk.set("/bus/3/solo/1", false);
    EXPECT_FALSE(solo_active(desk.console, 0));
}

TEST_F(Talkback, dims_the_monitor_of_who_talks) {
    desk.set("/monitor/2/dim_level", -15.0F), desk.set("/talkback/1/on", true);
    desk.console.publish(desk.console.layout().slot("talker/monitor"_talkback, 0), {2});
    render();
    EXPECT_NEAR(level(monitor2, kProgramme), -21, 0.01);
    EXPECT_NEAR(level(monitor1, kProgramme), -6, 0.01);
    desk.set("/monitor/2/dim", true);
    render();
    EXPECT_NEAR(level(monitor2, kProgramme), -21, 0.01) << "dim is dim, for two reasons too";
    desk.set("/monitor/2/dim", false), desk.set("/talkback/1/on", false);
    render();
    EXPECT_NEAR(level(monitor2, kProgramme), -6, 0.01);
}

TEST_F(Talkback, is_a_source_of_channels_and_outputs) {
    desk.set("/channel/1/input/source", "talkback:1"), desk.set("/channel/1/fader", 0.0F),
        desk.set("/channel/1/pan", -1.0F);
    render();
    EXPECT_LT(level(talk, kVoice), -150);
    desk.set("/talkback/1/on", true);
    render();
    EXPECT_NEAR(level(talk, kVoice), -20, 0.001);
    EXPECT_NEAR(level(main_left, kVoice), -20, 0.001);
    EXPECT_NEAR(level(bus1_left, kProgramme), -6, 0.001) << "nobody is addressed, nobody dims";
}

TEST_F(Talkback, changes_its_microphone_behind_a_short_silence) {
    desk.set("/talkback/1/on", true);
    render();
    desk.set("/talkback/1/source", "input:1");
    render();
    EXPECT_GT(greatest(heard(talk, 0).first(240)), 0.04);
    EXPECT_LT(greatest(heard(talk, 470).first(16)), 0.002);
    EXPECT_NEAR(level(talk, kVoice), -20, 0.001);
}

TEST(TalkbackBlocks, do_not_matter) {
    const auto voice = sine(kVoice, 1, 51200);
    std::vector<float> by_64[4];
    for (const int block : {64, 16, 100, 512}) {
        SoundingDesk desk;
        desk.set("/talkback/1/source", "input:2"), desk.set("/channel/1/fader", 0.0F),
            desk.set("/channel/1/send/1/level", 0.0F);
        desk.set("/talkback/1/to/bus/1", true), desk.set("/talkback/1/to/monitor/1", true);
        desk.set("/monitor/1/level", 0.0F), desk.set("/bus/1/limiter/on", true);
        const char* sources[] = {"bus:1:l", "monitor:1:l", "talkback:1", "main:l"};
        for (int o = 0; o < 4; ++o) desk.set("/output/" + std::to_string(o + 1) + "/source", sources[o]);
        desk.render(voice, 12800, block);
        desk.set("/talkback/1/on", true);
        desk.render(voice, 12800, block);
        desk.set("/talkback/1/source", "input:1"), desk.set("/talkback/1/level", 0.0F),
            desk.set("/talkback/1/send/1/level", -3.0F);
        desk.render(voice, 12800, block);
        desk.set("/talkback/1/on", false);
        desk.render(voice, 12800, block);
        for (int o = 0; o < 4; ++o) {
            if (block == 64) by_64[o] = desk.out(o);
            EXPECT_GT(greatest(desk.out(o)), 0.05);
            EXPECT_LT(to_db(greatest_difference(desk.out(o), by_64[o])), -120) << "block " << block << ", output " << o;
        }
    }
}

}  // namespace
}  // namespace tutti::test
