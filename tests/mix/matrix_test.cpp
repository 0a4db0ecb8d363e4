// Matrices as the engine is told of them: any side of any bus into any side, and their meters.
#include <gtest/gtest.h>

#include "tests/dsp/measure.hpp"
#include "tests/mix/desk.hpp"

namespace tutti::test {
namespace {

using enum Signal::Side;

Signal from_matrix(int index, Signal::Side side) {
    return {Signal::From::matrix, Tap::post_fader, side, 0, index};
}

// Bus 20, in the second bank, into the last of sixteen matrices; main into the first.
TEST(Matrices, every_row_reaches_every_matrix) {
    Sizes sizes = small_desk(1, 21);
    sizes.matrices = 16;
    Desk desk(sizes);
    desk.open_channel(0), desk.open_bus(20), desk.open_main();
    desk.send(0, 20, 0.5F, 0.25F), desk.to_main(0, 1, 0);
    for (BusFrame& m : desk.mix.matrices) m.fader_left = m.fader_right = 1;
    const auto feed = [&](int row, int matrix, float into_left, float into_right) {
        desk.mix.matrix_left[desk.mix.matrix_feed(row) + static_cast<std::size_t>(matrix)] = into_left;
        desk.mix.matrix_right[desk.mix.matrix_feed(row) + static_cast<std::size_t>(matrix)] = into_right;
    };
    feed(desk.mix.bus_row(20), 15, 0, 1), feed(desk.mix.bus_row(20) + 1, 15, 1, 0),
        feed(desk.mix.main_row(), 0, 0.5F, 0);
    desk.output(0, from_matrix(15, left)), desk.output(1, from_matrix(15, right)), desk.output(2, from_matrix(0, left));
    desk.output(3, from_matrix(0, right)), desk.output(4, from_matrix(15, sum)), desk.output(5, from_matrix(1, sum));
    desk.post();
    const auto x = noise(0.5, 4000);
    desk.play(0, x);
    desk.render(4000, 100);
    const float gains[] = {0.25F, 0.5F, 0.5F, 0, 0.375F, 0};
    for (int o = 0; o < 6; ++o)
        for (std::size_t t = 0; t < 4000; ++t) ASSERT_EQ(desk.out(o)[t], x[t] * gains[o]) << o;

    desk.mix.matrices[15].limiter = {1, 0.05F, 0.001F};
    desk.mix.matrices[15].fader_left = 0.5F;
    desk.post_strip(desk.mix.matrix_strip(15));
    desk.render(4800);
    desk.meters();
    std::vector<float> click(64);
    click[9] = -0.8F;
    desk.play(0, click);
    const MeterFrame m = desk.meters();
    ASSERT_EQ(m.matrices.size(), 16U);
    EXPECT_NEAR(m.matrices[15].input_left, 0.2, 1e-6);
    EXPECT_NEAR(m.matrices[15].input_right, 0.4, 1e-6);
    EXPECT_NEAR(m.matrices[15].output_left, 0.0125, 1e-5);
    EXPECT_NEAR(m.matrices[15].output_right, 0.05, 1e-6);
    EXPECT_NEAR(m.matrices[15].reduction, 0.125, 1e-3);
    EXPECT_NEAR(m.matrices[0].input_left, 0.4, 1e-6);
    EXPECT_EQ(m.matrices[1].input_left, 0);
}

TEST(Matrices, a_desk_may_have_none) {
    Sizes sizes = small_desk();
    sizes.matrices = 0;
    Desk desk(sizes);
    desk.open_channel(0), desk.open_main(), desk.to_main(0, 1, 1);
    desk.output(0, from_main(left)), desk.output(1, from_matrix(0, left));
    desk.post();
    const auto x = noise(0.5, 500);
    desk.play(0, x);
    desk.render(500);
    EXPECT_EQ(desk.out(0), x);
    EXPECT_EQ(greatest(desk.out(1)), 0);
    EXPECT_TRUE(desk.meters().matrices.empty());
}

}  // namespace
}  // namespace tutti::test
