// Solo in place: main holds the soloed channels alone, as they are placed in it; nothing else on the desk moves.
#include <gtest/gtest.h>

#include "engine/console/rules.hpp"
#include "tests/desk_sound/sounding_desk.hpp"

namespace tutti::test {
namespace {

constexpr std::size_t kSecond = 48000;
constexpr double kOne = 400, kTwo = 1000;  // the sounds of channels 1 and 2

class SoloInPlace : public testing::Test {
protected:
    enum Out { main_left, main_right, group_left, cue_left, fx_left, monitor_left };

    SoloInPlace() {
        desk.set("/bus/1/kind", "group"), desk.set("/bus/2/kind", "fx"), desk.set("/bus/3/kind", "cue");
        desk.set("/bus/3/limiter/on", false);
        for (const char* channel : {"/channel/1", "/channel/2"}) {
            const std::string strip = channel;
            desk.set(strip + "/fader", -6.0F);
            desk.set(strip + "/send/2/level", -10.0F), desk.set(strip + "/send/3/level", -7.0F);
        }
        desk.set("/channel/1/pan", -1.0F), desk.set("/channel/2/pan", -1.0F);
        desk.set("/bus/1/send/3/level", 0.0F), desk.set("/monitor/1/level", 0.0F),
            desk.set("/monitor/1/source", "bus:3");
        const char* sources[] = {"main:l", "main:r", "bus:1:l", "bus:3:l", "bus:2:l", "monitor:1:l"};
        for (int o = 0; o < 6; ++o) desk.set("/output/" + std::to_string(o + 1) + "/source", sources[o]);
        render();
    }

    void render(std::size_t frames = kSecond / 2) {
        from_ = rendered_;
        rendered_ += frames;
        desk.render(one_, two_, frames);
    }
    std::span<const float> heard(int out) const { return std::span(desk.out(out)).subspan(from_ + 4800); }
    double level(int out, double frequency) const { return to_db(sine_level(heard(out), frequency)); }
    void arm(const char* channel) {
        desk.set("/session/sip/armed", true), desk.set(std::string("/session/sip/channel/") + channel, true);
    }
    void expect_the_rest_untouched() const {
        for (const double frequency : {kOne, kTwo}) {
            EXPECT_NEAR(level(fx_left, frequency), -16, 0.01);
            EXPECT_NEAR(level(cue_left, frequency), level(monitor_left, frequency), 0.01);
        }
    }

    SoundingDesk desk;

private:
    std::vector<float> one_ = sine(kOne, 1, 4 * kSecond), two_ = sine(kTwo, 1, 4 * kSecond);
    std::size_t rendered_ = 0, from_ = 0;
};

TEST_F(SoloInPlace, leaves_the_soloed_channel_alone_in_main_and_nothing_else_moves) {
    for (const double frequency : {kOne, kTwo}) EXPECT_NEAR(level(main_left, frequency), -6, 0.01);
    arm("1");
    render();
    EXPECT_NEAR(level(main_left, kOne), -6, 0.01) << "in place: at its own level";
    EXPECT_LT(level(main_left, kTwo), -150);
    EXPECT_LT(to_db(greatest(heard(main_right))), -150) << "and where it is panned";
    expect_the_rest_untouched();
    EXPECT_NEAR(level(cue_left, kTwo), -7, 0.01);
    EXPECT_EQ(muted_by(desk.console, {.family = Family::channel, .strip = 1}), "sip");
    EXPECT_EQ(muted_by(desk.console, {.family = Family::channel, .strip = 0}), "");
    desk.set("/session/sip/armed", false);
    render();
    for (const double frequency : {kOne, kTwo}) EXPECT_NEAR(level(main_left, frequency), -6, 0.01);
    EXPECT_EQ(muted_by(desk.console, {.family = Family::channel, .strip = 1}), "");
    EXPECT_LT(to_db(click(std::span(desk.out(main_left)))), -80);
}

TEST_F(SoloInPlace, does_nothing_until_it_is_armed_and_forgets_its_channels_with_it) {
    desk.set("/session/sip/channel/1", true);
    render();
    EXPECT_NEAR(level(main_left, kTwo), -6, 0.01);
    EXPECT_EQ(muted_by(desk.console, {.family = Family::channel, .strip = 1}), "");
    desk.set("/session/sip/armed", true);
    render();
    EXPECT_LT(level(main_left, kTwo), -150);
    desk.set("/session/sip/armed", false), desk.set("/session/sip/armed", true);
    render();
    EXPECT_NEAR(level(main_left, kTwo), -6, 0.01);
    EXPECT_FALSE(desk.console.on("sip/channel/{channel}"_session, 0, 0));
}

TEST_F(SoloInPlace, of_several_channels_is_all_of_them) {
    arm("1"), arm("2");
    render();
    for (const double frequency : {kOne, kTwo}) EXPECT_NEAR(level(main_left, frequency), -6, 0.01);
}

TEST_F(SoloInPlace, opens_no_mute) {
    desk.set("/channel/1/mute", true);
    arm("1");
    render();
    EXPECT_LT(to_db(greatest(heard(main_left))), -150);
}

// Groups feed cues: what is taken from main must stay in the group.
TEST_F(SoloInPlace, takes_others_out_of_main_by_their_groups_too_and_leaves_the_groups_whole) {
    for (const char* channel : {"/channel/1", "/channel/2"})
        desk.set(std::string(channel) + "/send/1/on", true), desk.set(std::string(channel) + "/to/main", false);
    desk.set("/bus/1/fader", -4.0F);
    render();
    EXPECT_NEAR(level(main_left, kTwo), -10, 0.01);
    const double in_cue = level(cue_left, kTwo);
    arm("1");
    render();
    EXPECT_NEAR(level(main_left, kOne), -10, 0.01) << "at the level that it has through the group";
    EXPECT_LT(level(main_left, kTwo), -150);
    for (const double frequency : {kOne, kTwo}) EXPECT_NEAR(level(group_left, frequency), -10, 0.01);
    EXPECT_NEAR(level(cue_left, kTwo), in_cue, 0.001);
    desk.set("/bus/1/fader", -14.0F);
    render();
    EXPECT_NEAR(level(main_left, kOne), -20, 0.01) << "the group's fader still works";
    desk.set("/bus/1/dca/1", true), desk.set("/dca/1/fader", -5.0F);
    render();
    EXPECT_NEAR(level(main_left, kOne), -25, 0.01);
    desk.set("/bus/1/width", "mono"), desk.set("/bus/1/pan", 1.0F);
    render();
    EXPECT_LT(to_db(greatest(heard(main_left))), -150);
    EXPECT_NEAR(level(main_right, kOne), -25, 0.01);
    desk.set("/bus/1/mute", true);
    render();
    EXPECT_LT(to_db(greatest(heard(main_right))), -150);
}

}  // namespace
}  // namespace tutti::test
