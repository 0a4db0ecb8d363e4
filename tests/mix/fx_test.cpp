// The effects rack in the engine: that nothing is allocated there (allocation_trap.cpp), what its meter says, and that
// broken numbers poison nobody.
#include <gtest/gtest.h>

#include <limits>

#include "tests/dsp/measure.hpp"
#include "tests/mix/desk.hpp"

namespace tutti::test {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

// Channel 0 into fx bus 1, which feeds effect 0, whose return feeds main; channel 1 feeds main besides.
struct RackDesk : Desk {
    RackDesk() : Desk(small_desk()) {
        open_channel(0), open_channel(1), open_bus(1, 1), open_main();
        send(0, 1, 1, 1), to_main(1, 1, 1);
        mix.fx[0].source = 1;
        mix.fx[0].fader_left = mix.fx[0].fader_right = 0.5F;
        to_main(mix.fx_row(0), 1, 0), to_main(mix.fx_row(0) + 1, 0, 1);
        output(0, from_main(Signal::Side::left)), output(1, from_bus(1));
    }
    // A type with the defaults of its rows, or at the ends of their ranges.
    void take(FxType type, float share = -1) {
        mix.fx[0].type = type;
        std::size_t at = 0;
        for (const Row& row : fx_rows(type)) {
            if (row.kind != Kind::setting) continue;
            for (int band = 0; band < std::max<int>(row.bands, 1); ++band)
                mix.fx[0].values[at++] = share < 0 ? row.initial : row.min + share * (row.max - row.min);
        }
        post_strip(mix.fx_strip(0));
    }
};

TEST(Rack, every_type_comes_and_goes_with_any_values) {
    RackDesk desk;
    desk.post();
    desk.play(0, noise(0.1F, 48000 * 8, 1));
    for (int t = 0; t < kFxTypes; ++t)
        for (const float share : {-1.0F, 0.0F, 1.0F}) {
            desk.take(static_cast<FxType>(t), share);
            const std::size_t from = desk.out(0).size();
            desk.render(4800, 100);
            EXPECT_LT(greatest(desk.out(0, from)), 10) << t << " " << share;
            if (t == 0 || share >= 0) continue;
            EXPECT_GT(greatest(desk.out(0, from)), 1e-3) << t;
        }
    desk.take(FxType::none);
    desk.render(4800);
    const std::size_t from = desk.out(0).size();
    desk.render(4800);
    EXPECT_EQ(greatest(desk.out(0, from)), 0);
}

TEST(Rack, tells_what_came_of_the_effect_and_what_left_the_return) {
    RackDesk desk;
    desk.post();
    desk.take(FxType::delay);
    std::vector<float> click(48000);
    click[100] = -0.8F;
    desk.play(0, click);
    desk.render(64 * 300);
    EXPECT_EQ(desk.meters().fx[0].input_left, 0);
    desk.render(64 * 100);  // the echo came in half a second
    const MeterFrame m = desk.meters();
    EXPECT_NEAR(m.fx[0].input_left, 0.8, 1e-6);
    EXPECT_NEAR(m.fx[0].input_right, 0.8, 1e-6);
    EXPECT_NEAR(m.fx[0].output_left, 0.4, 1e-6);
    EXPECT_EQ(m.fx[0].comp, 0);
    EXPECT_EQ(m.fx[0].reduction, 1);
}

TEST(Rack, tells_how_much_a_de_esser_lowers) {
    RackDesk desk;
    desk.post();
    desk.take(FxType::deesser);
    desk.play(0, sine(12000, 0.5, 48000));
    desk.render(24000);
    desk.meters();
    desk.render(2400);
    // 0.5 is 18 dB over the threshold of -24 dB, less what the filter leaves; 4:1; 12 dB at most.
    EXPECT_NEAR(desk.meters().fx[0].comp * 6.0206, -12, 0.2);
}

TEST(Rack, broken_numbers_poison_nobody) {
    for (int t = 1; t < kFxTypes; ++t) {
        RackDesk desk;
        desk.post();
        desk.take(static_cast<FxType>(t));
        for (float& value : desk.mix.fx[0].values) value = kNan;
        desk.mix.fx[0].fader_left = kNan;
        desk.post_strip(desk.mix.fx_strip(0));
        const auto wave = noise(0.5, 9600, 3);
        desk.play(0, noise(0.5, 9600, 2)), desk.play(1, wave);
        desk.render(4800);
        desk.mix.fx[0].fader_left = 0.5F;
        desk.take(static_cast<FxType>(t));
        desk.render(4800);
        EXPECT_LT(greatest(desk.out(0)), 20) << t;
        EXPECT_GT(greatest(desk.out(0)), 0.1) << t;
    }
}

TEST(Rack, a_source_that_is_no_bus_is_silence) {
    for (const int source : {4, 1000, -2, std::numeric_limits<int>::max()}) {
        RackDesk desk;
        desk.mix.fx[0].source = source;
        desk.post();
        desk.take(FxType::flanger);
        desk.play(0, noise(0.5, 9600, 2));
        desk.render(9600);
        EXPECT_EQ(greatest(desk.out(0)), 0) << source;
    }
}

}  // namespace
}  // namespace tutti::test
