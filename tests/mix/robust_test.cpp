// What a broken driver, a broken plug or a broken number may do: nothing to anybody else.
#include <gtest/gtest.h>

#include <limits>

#include "engine/console/filter_design.hpp"
#include "tests/dsp/measure.hpp"
#include "tests/mix/desk.hpp"

namespace tutti::test {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN(), kInf = std::numeric_limits<float>::infinity();
constexpr std::size_t kFrames = 9600;

void open_pair(Desk& desk) {
    for (int c = 0; c < 2; ++c) {
        desk.open_channel(c);
        for (int k = 0; k < kChannelBandCount; ++k)
            desk.channel(c).eq[k] = design_band(FilterType::bell, 200 * (k + 1), 6, 2, 48000);
        desk.open_bus(c);
        desk.send(c, c, 1, 1);
        desk.output(c, from_bus(c));
    }
    desk.open_main();
    desk.to_main(1, 1, 1);
    desk.output(2, from_main());
}

TEST(Robust, what_is_no_number_stops_at_its_input) {
    Desk clean(small_desk()), dirty(small_desk());
    open_pair(clean), open_pair(dirty);
    const auto good = noise(0.1, kFrames, 2);
    auto bad = noise(0.1, kFrames, 1);
    for (std::size_t t = 3000; t < 3010; ++t) bad[t] = t % 3 ? kNan : t % 2 ? kInf : -kInf;
    bad[5000] = 3e38F;
    clean.post(), dirty.post();
    clean.play(1, good), dirty.play(1, good), dirty.play(0, bad);
    clean.render(kFrames), dirty.render(kFrames);
    EXPECT_EQ(greatest_difference(clean.out(1), dirty.out(1)), 0);
    EXPECT_EQ(greatest_difference(clean.out(2), dirty.out(2)), 0);
    EXPECT_LT(greatest(dirty.out(0)), 10);
    EXPECT_GT(greatest(dirty.out(0, 6000)), 0.05) << "it goes on";
    EXPECT_EQ(dirty.engine.broken_samples(), 11U);
    EXPECT_EQ(clean.engine.broken_samples(), 0U);
}

TEST(Robust, the_loudest_sound_that_passes_the_inputs_overflows_nowhere) {
    Desk desk(small_desk());
    open_pair(desk);
    desk.channel(0).input_gain = 16;
    for (int k = 0; k < kBusBandCount; ++k) desk.bus(0).eq[k] = design_band(FilterType::bell, 1000, 18, 1, 48000);
    desk.post();
    desk.play(0, sine(1000, 9e11, kFrames));
    desk.render(kFrames);
    EXPECT_TRUE(std::isfinite(greatest(desk.out(0))));
    EXPECT_EQ(greatest(desk.out(1)), 0);
    EXPECT_EQ(greatest(desk.out(2)), 0);
}

TEST(Robust, gains_and_coefficients_that_are_no_numbers_are_silence_or_refused) {
    Desk desk(small_desk());
    open_pair(desk);
    desk.post();
    desk.play(0, noise(0.1, kFrames)), desk.play(1, noise(0.1, kFrames));
    desk.render(640);
    desk.channel(0).fader_gain = kNan, desk.channel(0).eq[0].a1 = kInf;
    desk.send(0, 3, kNan, kInf), desk.to_main(0, kNan, kNan), desk.solo(0, 1, kInf, 0, Tap::pre_fader);
    desk.bus(0).fader_left = kNan, desk.bus(0).limiter = {1, kNan, kNan};
    desk.mix.monitors[0].level = kNan, desk.mix.outputs[3].gain = kInf;
    desk.open_bus(3), desk.output(4, from_bus(3)), desk.output(5, from_monitor(1));
    desk.post();
    desk.render(1280);
    for (int i = 0; i < 8; ++i) EXPECT_TRUE(std::isfinite(greatest(desk.out(i)))) << i;
    EXPECT_GT(greatest(desk.out(1, 1280)), 0.05);
    EXPECT_GT(greatest(desk.out(2, 1280)), 0.05);
}

TEST(Robust, a_device_may_have_fewer_or_more_sockets_than_the_desk) {
    Desk desk(small_desk(4, 2, 8, 2));
    desk.open_channel(0), desk.open_channel(3);
    desk.channel(3).source = from_input(7);
    desk.output(0, from_channel(0, Tap::post_fader)), desk.output(1, from_channel(3, Tap::post_fader));
    desk.post();
    const std::vector<float> one(64, 1.0F);
    const float* in[] = {one.data(), one.data()};
    std::vector<std::vector<float>> out(5, std::vector<float>(64, 99.0F));
    float* to[] = {out[0].data(), out[1].data(), out[2].data(), out[3].data(), out[4].data()};
    desk.engine.process(in, 2, to, 5, 64);
    EXPECT_EQ(out[0][63], 1.0F);
    for (const int i : {1, 2, 3, 4}) EXPECT_EQ(greatest(out[static_cast<std::size_t>(i)]), 0) << i;
    desk.engine.process(in, 2, to, 1, 64);
    EXPECT_EQ(out[0][63], 1.0F);
}

TEST(Robust, before_the_first_frame_all_is_silent) {
    Desk desk(small_desk());
    desk.play(0, noise(1, 640));
    desk.render(640);
    for (int i = 0; i < 8; ++i) EXPECT_EQ(greatest(desk.out(i)), 0);
}

TEST(Robust, silence_after_sound_is_silence) {
    Desk desk(small_desk());
    open_pair(desk);
    desk.post();
    desk.play(0, noise(1, 4800));
    desk.render(48000 * 4);
    EXPECT_EQ(greatest(desk.out(0, 48000 * 3)), 0) << "no limit cycles, no denormals";
}

TEST(Robust, blocks_are_counted) {
    Desk desk(small_desk());
    desk.render(640, 64);
    EXPECT_EQ(desk.engine.blocks(), 10U);
}

}  // namespace
}  // namespace tutti::test
