// What of a strip is measured: what it plays, behind its fader and its limiter.
#include <gtest/gtest.h>

#include "tests/measure/watched_desk.hpp"

namespace tutti::test {
namespace {

using From = Signal::From;

const std::vector<float>& tone() {
    static const std::vector<float> x = tones({{-20, 2}});
    return x;
}

TEST(MeasuredStrips, a_channel_is_taken_behind_its_fader_and_is_one_side) {
    WatchedDesk desk;
    desk.listen(From::channel, 1);
    desk.set("/channel/2/fader", -5.0F);
    const Measured m = desk.play(std::vector<float>(tone().size()), tone());
    EXPECT_NEAR(m.momentary, -25 - to_db(std::sqrt(2)), 0.1) << "half the power of a pair";
    EXPECT_NEAR(m.true_peak[0], -25, 0.1);
    EXPECT_EQ(m.true_peak[1], Measured::kNothing);
    EXPECT_NEAR(m.spectrum[34], -25, 0.1) << "1016 Hz";
}

TEST(MeasuredStrips, main_is_taken_behind_its_limiter) {
    WatchedDesk desk;
    desk.set("/main/limiter/on", true), desk.set("/main/limiter/ceiling", -26.0F);
    const Measured m = desk.play(tone());
    EXPECT_NEAR(m.true_peak[0], -26, 0.2);
    EXPECT_NEAR(m.true_peak[1], -26, 0.2);
    EXPECT_LT(m.momentary, -25);
}

TEST(MeasuredStrips, main_is_taken_behind_its_fader) {
    WatchedDesk desk;
    desk.set("/main/fader", -10.0F);
    EXPECT_NEAR(desk.play(tone()).momentary, -30, 0.1);
}

TEST(MeasuredStrips, a_bus_is_taken_with_what_is_sent_to_it) {
    WatchedDesk desk;
    desk.listen(From::bus, 1);
    desk.set("/channel/1/send/2/level", -6.0F), desk.set("/channel/1/send/2/pan_follow", false);
    desk.set("/channel/1/send/2/pan", -1.0F), desk.set("/bus/2/fader", -4.0F);
    const Measured m = desk.play(tone());
    EXPECT_NEAR(m.true_peak[0], -30, 0.1);
    EXPECT_EQ(m.true_peak[1], Measured::kNothing);
}

TEST(MeasuredStrips, a_return_is_taken_behind_its_fader_and_is_silent_when_it_rests) {
    WatchedDesk desk;
    desk.listen(From::fx, 1);
    desk.set("/bus/2/kind", "fx"), desk.set("/channel/1/send/2/level", 0.0F), desk.set("/channel/2/send/2/level", 0.0F);
    desk.set("/fx/2/type", "graphic"), desk.set("/fx/2/source", "bus:2"), desk.set("/fx/2/return/fader", -6.0F);
    EXPECT_NEAR(desk.play(tone()).momentary, -26, 0.1);
    desk.set("/fx/2/source", "none");
    EXPECT_LT(desk.play(tones({{-20, 6}})).momentary, -100);
}

TEST(MeasuredStrips, a_monitor_is_taken_at_its_level) {
    WatchedDesk desk;
    desk.listen(From::monitor);
    desk.set("/monitor/1/level", -12.0F);
    EXPECT_NEAR(desk.play(tone()).momentary, -32, 0.1);
}

TEST(MeasuredStrips, another_strip_begins_anew) {
    WatchedDesk desk;
    desk.play(tones({{-6, 2}}));
    desk.listen(From::bus);
    const Measured m = desk.play(tone());
    EXPECT_EQ(m.integrated, Measured::kNothing);
    EXPECT_EQ(m.true_peak[0], Measured::kNothing);
    EXPECT_EQ(m.frames, tone().size());
}

// A measuring thread that comes late loses what the ring did not hold, and never stops the sound.
TEST(MeasuredStrips, what_is_not_fetched_in_time_is_counted) {
    WatchedDesk desk;
    const std::size_t late = 48000 * 4;
    std::vector<float> x(late, 0.1F);
    desk.play(x, x, 5, [](const Measured&) {});
    const std::size_t kept = desk.watch.look().frames;
    EXPECT_LT(kept, late);
    EXPECT_EQ(kept + desk.watch.ring().lost(), late);
    EXPECT_EQ(desk.play(tone()).frames, kept + tone().size()) << "and goes on";
}

}  // namespace
}  // namespace tutti::test
