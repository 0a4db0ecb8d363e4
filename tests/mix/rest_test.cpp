// Buses that hear nothing rest, whole or on their right side, and nobody hears that they did: the sound is that of a
// desk which a trace of noise far below all converters keeps awake.
#include <gtest/gtest.h>

#include "engine/console/filter_design.hpp"
#include "tests/dsp/measure.hpp"
#include "tests/mix/desk.hpp"

namespace tutti::test {
namespace {

constexpr std::size_t kSecond = 48000;
constexpr float kTrace = 1e-11F;  // -220 dBFS

// Loud, long nothing, loud; left alone, then right alone, then both; `floor` is there all the time.
std::vector<float> programme(float floor, int side) {
    std::vector<float> x;
    const auto add = [&](bool sounds, std::size_t seconds) {
        const auto part = noise(sounds ? 0.5 : 0, seconds * kSecond, static_cast<unsigned>(x.size()) + 1);
        for (std::size_t t = 0; t < part.size(); ++t) x.push_back(part[t] + (t % 2 ? floor : -floor));
    };
    add(side == 0, 1), add(false, 12), add(side == 0, 1), add(side == 1, 1), add(false, 3), add(true, 1);
    return x;
}

std::vector<std::vector<float>> render(float floor, int block) {
    Desk desk(small_desk(2, 3, 2, 6));
    for (int side = 0; side < 2; ++side) {
        desk.open_channel(side);
        desk.play(side, programme(floor, side));
        for (int b = 0; b < 3; ++b) desk.send(side, b, side == 0 ? 1.0F : 0.0F, side == 1 ? 1.0F : 0.0F);
        desk.to_main(side, side == 0 ? 1.0F : 0.0F, side == 1 ? 1.0F : 0.0F);
    }
    const auto fill = [](BusFrame& bus) {
        bus.eq[0] = design_band(FilterType::bell, 30, 12, 8, 48000);
        bus.eq[3] = design_band(FilterType::high_shelf, 6000, -6, 1, 48000);
        DynamicsFrame& comp = bus.comp.post_eq;
        comp.kind = DynamicsFrame::Kind::compressor;
        comp.threshold = -5, comp.slope = 0.7F, comp.knee = 1, comp.detector = 0.002F;
        comp.attack = comp.settle = 0.004F, comp.release = 0.0001F, comp.average = 0.00005F, comp.hold = 480;
        bus.limiter = {1, 0.2F, 0.0001F};
    };
    for (int b = 0; b < 3; ++b) desk.open_bus(b, b), fill(desk.bus(b));
    desk.bus(1).comp = {};
    desk.open_main();
    fill(desk.mix.main);
    for (int o = 0; o < 6; ++o)
        desk.output(o, o < 4 ? from_bus(1 + o / 2, static_cast<Signal::Side>(o % 2))
                             : from_main(static_cast<Signal::Side>(o % 2)));
    desk.post();
    desk.render(19 * kSecond, block);
    std::vector<std::vector<float>> out;
    for (int o = 0; o < 6; ++o) out.push_back(desk.out(o));
    return out;
}

TEST(Rest, of_a_silent_bus_is_not_heard) {
    const auto awake = render(kTrace, 512), rests = render(0, 512), other = render(0, 48);
    for (std::size_t o = 0; o < 6; ++o) {
        EXPECT_GT(greatest(awake[o]), 0.01) << o;
        EXPECT_LT(to_db(greatest_difference(rests[o], awake[o])), -120) << o;
        EXPECT_LT(to_db(greatest_difference(rests[o], other[o])), -120) << o;
    }
    // It does rest: where the other one still has its trace, there is nothing at all.
    for (std::size_t o = 0; o < 6; ++o)
        for (std::size_t t = 12 * kSecond; t < 13 * kSecond; ++t) ASSERT_EQ(rests[o][t], 0.0F) << o;
}

// Half a second of nothing, in which fader and EQ of the bus are moved; then noise.
std::vector<float> render_move(float floor) {
    Desk desk(small_desk(1, 1, 1, 1));
    desk.open_channel(0), desk.open_bus(0, 2);
    desk.send(0, 0, 1, 1);
    std::vector<float> x = noise(0.5, kSecond, 3);
    for (std::size_t t = 0; t < kSecond / 2; ++t) x[t] = t % 2 ? floor : -floor;
    desk.play(0, x);
    desk.output(0, from_bus(0));
    desk.post();
    desk.render(kSecond / 4);
    desk.bus(0).fader_left = desk.bus(0).fader_right = 0.25F;
    desk.bus(0).eq[0] = design_band(FilterType::bell, 1000, 12, 1, 48000);
    desk.post_strip(desk.mix.bus_strip(0));
    desk.render(kSecond * 3 / 4);
    return desk.out(0);
}

TEST(Rest, lets_what_moves_arrive_before_sound_comes) {
    const auto awake = render_move(kTrace), rests = render_move(0);
    EXPECT_GT(greatest(awake), 0.01);
    EXPECT_LT(to_db(greatest_difference(rests, awake)), -120);
}

// The strips' sources go and come back; blocks as long as `lengths` say, in turns.
std::vector<std::vector<float>> render_gaps(const std::vector<int>& lengths) {
    constexpr std::size_t kLong = kSecond / 4;
    Desk desk(small_desk(2, 2, 2, 6));
    for (int c = 0; c < 2; ++c) {
        desk.open_channel(c);
        desk.play(c, noise(0.5, 4 * kLong, 7U + static_cast<unsigned>(c)));
        desk.send(c, 0, 0.5F, 0.25F);
        desk.to_main(c, 0.5F, 0.25F);
        desk.solo(c, 0, 0.5F, 0.25F, Tap::pre_fader);
    }
    desk.open_bus(0, 0), desk.open_main();
    for (int b = 0; b < 2; ++b) desk.mix.main_left[static_cast<std::size_t>(desk.mix.bus_row(b))] = 0.5F;
    desk.mix.monitors[0].level = 1;
    for (int o = 0; o < 6; ++o) {
        const auto side = static_cast<Signal::Side>(o % 2);
        desk.output(o, o < 2 ? from_bus(0, side) : o < 4 ? from_main(side) : from_monitor(0, side));
    }
    for (std::size_t part = 0; part < 4; ++part) {
        for (int c = 0; c < 2; ++c) desk.channel(c).source = part % 2 ? Signal{} : from_input(c);
        desk.post();
        std::size_t left = kLong;
        for (std::size_t n = 0; left > 0; ++n) {
            const auto length = std::min(left, static_cast<std::size_t>(lengths[n % lengths.size()]));
            desk.render(length, static_cast<int>(length));
            left -= length;
        }
    }
    std::vector<std::vector<float>> out;
    for (int o = 0; o < 6; ++o) out.push_back(desk.out(o));
    return out;
}

TEST(Rest, of_sums_that_nobody_feeds_leaves_nothing_behind) {
    const auto even = render_gaps({64}), uneven = render_gaps({64, 16, 7, 64, 33});
    constexpr std::size_t kLong = kSecond / 4;
    for (std::size_t o = 0; o < 6; ++o) {
        EXPECT_LT(to_db(greatest_difference(even[o], uneven[o])), -120) << o;
        for (std::size_t part = 0; part < 4; ++part)
            for (std::size_t t = part * kLong + 1000; t < (part + 1) * kLong && part % 2; ++t)
                ASSERT_EQ(uneven[o][t], 0.0F) << o << " at " << t;
        for (std::size_t part = 0; part < 4; part += 2)
            EXPECT_GT(greatest(std::span(uneven[o]).subspan(part * kLong + 1000, 1000)), 0.01) << o;
    }
}

}  // namespace
}  // namespace tutti::test
