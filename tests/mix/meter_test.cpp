// Levels by ask and answer: the right ones, at the right points, each peak in exactly one answer.
#include <gtest/gtest.h>

#include "tests/dsp/measure.hpp"
#include "tests/mix/desk.hpp"

namespace tutti::test {
namespace {

using enum Signal::Side;

void open(Desk& desk) {
    desk.open_channel(1), desk.open_bus(2, 0), desk.open_main();
    desk.channel(1).input_gain = -2;
    desk.channel(1).fader_gain = 0.5F;
    desk.send(1, 2, 0.5F, 0.25F, Tap::pre_fader);
    desk.bus(2).fader_left = 0.5F, desk.bus(2).fader_right = 2;
    desk.bus(2).limiter = {1, 0.4F, 0.1F};
    desk.to_main(1, 1, 0), desk.to_main(desk.mix.bus_row(2) + 1, 0, 0.5F);
    desk.mix.main.fader_left = desk.mix.main.fader_right = 0.5F;
    desk.mix.monitors[1] = {from_main(left), from_input(1), 0.5F, 0, 0.1F};
    desk.output(3, from_main(left), -0.5F);
}

TEST(Meters, every_point_tells_its_own_peak) {
    Desk desk(small_desk());
    open(desk);
    desk.post();
    std::vector<float> x(64);
    x[20] = -1;
    desk.play(1, x);
    const MeterFrame m = desk.meters();
    EXPECT_EQ(m.inputs, (std::vector<float>{0, 1, 0, 0}));
    EXPECT_EQ(m.channels[0].input, 0);
    EXPECT_EQ(m.channels[1].input, 2);
    EXPECT_EQ(m.channels[1].output, 1);
    EXPECT_EQ(m.buses[2].input_left, 1);
    EXPECT_EQ(m.buses[2].input_right, 0.5F);
    EXPECT_NEAR(m.buses[2].reduction, 0.4, 1e-6);
    EXPECT_NEAR(m.buses[2].output_left, 0.2, 1e-6);
    EXPECT_NEAR(m.buses[2].output_right, 0.4, 1e-6);
    EXPECT_EQ(m.buses[1].reduction, 1);
    EXPECT_EQ(m.buses[1].output_left, 0);
    EXPECT_EQ(m.main.input_left, 1);
    EXPECT_NEAR(m.main.input_right, 0.2, 1e-6);
    EXPECT_EQ(m.main.output_left, 0.5F);
    EXPECT_NEAR(m.main.output_right, 0.1, 1e-6);
    EXPECT_EQ(m.main.reduction, 1);
    EXPECT_EQ(m.monitors[1].input_left, 0.25F);
    EXPECT_EQ(m.monitors[1].input_right, 0.5F);
    EXPECT_NEAR(m.monitors[1].output_left, 0.025, 1e-7);
    EXPECT_NEAR(m.monitors[1].output_right, 0.05, 1e-7);
    EXPECT_EQ(m.monitors[0].output_left, 0);
    EXPECT_EQ(m.outputs, (std::vector<float>{0, 0, 0, 0.25F, 0, 0, 0, 0}));
}

TEST(Meters, the_bound_of_the_loudness_shows_with_the_limiter) {
    Desk desk(small_desk());
    open(desk);
    desk.bus(3).cue = 1, desk.bus(3).loudness = 1e-4F, desk.bus(3).fader_left = 1;
    desk.send(1, 3, 1, 0, Tap::pre_fader);
    desk.post();
    desk.play(1, sine(997, 0.5, 4 * 48000));
    desk.render(2 * 48000);
    desk.meters();
    desk.render(4800);
    const MeterFrame m = desk.meters();
    EXPECT_GT(to_db(m.buses[3].reduction), -6) << "3 dB a second";
    EXPECT_LT(to_db(m.buses[3].reduction), -5);
    EXPECT_NEAR(to_db(m.buses[3].reduction), to_db(m.buses[3].output_left), 0.31) << "the least and the greatest";
    EXPECT_EQ(m.buses[1].reduction, 1);
}

TEST(Meters, each_peak_is_in_exactly_one_answer) {
    Desk desk(small_desk());
    open(desk);
    desk.post();
    std::vector<float> x(64 * 100);
    for (std::size_t block = 0; block < 100; ++block) x[block * 64 + 7] = 0.001F * static_cast<float>(block + 1);
    desk.play(1, x);
    desk.render(64 * 30);
    EXPECT_EQ(desk.meters().inputs[1], 0.001F * 31) << "the greatest of all since the start";
    EXPECT_EQ(desk.meters().channels[1].input, 0.002F * 32);
    desk.render(64 * 10);
    const MeterFrame m = desk.meters();
    EXPECT_EQ(m.channels[1].input, 0.002F * 43);
    EXPECT_EQ(m.outputs[3], 0.25F * (0.001F * 43));
    desk.render(64 * 60);
    desk.meters();
    const MeterFrame silent = desk.meters();
    EXPECT_EQ(silent.inputs[1], 0);
    EXPECT_EQ(silent.channels[1].output, 0);
    EXPECT_EQ(silent.main.output_left, 0);
    EXPECT_EQ(silent.monitors[1].input_left, 0);
}

TEST(Meters, there_is_no_answer_before_the_block_after_the_question) {
    Desk desk(small_desk());
    desk.post();
    desk.render(64);
    desk.engine.meters().ask();
    EXPECT_EQ(desk.engine.meters().answer(), nullptr);
    desk.render(64);
    EXPECT_NE(desk.engine.meters().answer(), nullptr);
}

}  // namespace
}  // namespace tutti::test
