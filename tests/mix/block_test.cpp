// The device's block size is nobody's business: the same sound comes out of any.
#include <gtest/gtest.h>

#include "engine/console/filter_design.hpp"
#include "tests/dsp/measure.hpp"
#include "tests/mix/desk.hpp"

namespace tutti::test {
namespace {

using enum Signal::Side;

constexpr std::size_t kFrames = 25600, kChange = 12800;

std::vector<std::vector<float>> render(int block, const dsp::Kernels& kernels) {
    Desk desk(small_desk(20, 18, 20, 8), 48000, kernels);
    for (int c = 0; c < 20; ++c) {
        desk.open_channel(c);
        desk.channel(c).low_cut[0] = design_low_cut(40.0 + c, 12, 48000)[0];
        desk.channel(c).eq[1] = design_band(FilterType::bell, 300 + 50 * c, 4, 1, 48000);
        desk.send(c, c % 18, 0.1F, 0.2F, static_cast<Tap>(c % kTaps));
        desk.to_main(c, 0.05F, 0.07F);
        desk.play(c, noise(0.5, kFrames, static_cast<unsigned>(c)));
    }
    for (int b = 0; b < 18; ++b) {
        desk.open_bus(b, b % 3);
        desk.bus(b).limiter = {b % 2 ? 1.0F : 0.0F, 0.1F, 0.001F};
        desk.to_main(desk.mix.bus_row(b), 0.1F, 0);
        if (b % 3 == 0) desk.send(desk.mix.bus_row(b), 1, 0.2F, 0.1F);
    }
    desk.open_main();
    desk.mix.monitors[0] = {from_main(left), from_main(right), 1, 0, 0.5F};
    desk.output(0, from_main(left)), desk.output(1, from_main(right)), desk.output(2, from_bus(1));
    desk.output(3, from_bus(17)), desk.output(4, from_monitor(0)), desk.output(5, from_channel(7, Tap::post_eq));
    desk.output(6, from_channel(19, Tap::post_fader)), desk.output(7, from_bus(3, right));
    desk.post();
    desk.render(kFrames, block, [&](std::size_t t) {
        if (t != kChange) return;
        for (int c = 0; c < 20; ++c) {
            desk.channel(c).fader_gain = 0.3F;
            desk.channel(c).eq[1] = design_band(FilterType::bell, 300 + 50 * c, -9, 1, 48000);
            desk.send(c, c % 18, 0.3F, 0, static_cast<Tap>((c + 1) % kTaps));
        }
        desk.channel(7).source = from_input(8);
        desk.bus(17).stage = 0;
        desk.bus(1).limiter.ceiling = 0.05F;
        desk.mix.main.fader_left = 0.5F;
        desk.mix.monitors[0].mono = 1;
        desk.output(6, from_input(2), 0.5F);
        desk.post();
    });
    std::vector<std::vector<float>> out;
    for (int i = 0; i < 8; ++i) out.push_back(desk.out(i));
    return out;
}

TEST(Block, size_does_not_matter) {
    const auto by_64 = render(64, dsp::best_kernels());
    for (const int block : {16, 100, 512, 12800}) {
        const auto other = render(block, dsp::best_kernels());
        for (std::size_t i = 0; i < by_64.size(); ++i) {
            EXPECT_GT(greatest(by_64[i]), 0.01);
            EXPECT_LT(to_db(greatest_difference(by_64[i], other[i])), -120) << "block " << block << ", output " << i;
        }
    }
}

TEST(Block, width_of_the_vectors_does_not_matter) {
    const auto best = render(64, dsp::best_kernels());
    for (const dsp::Kernels* const* k = dsp::all_kernels(); *k; ++k) {
        const auto other = render(64, **k);
        for (std::size_t i = 0; i < best.size(); ++i)
            EXPECT_LT(to_db(greatest_difference(best[i], other[i])), -110) << (*k)->name << ", output " << i;
    }
}

TEST(Block, sizes_of_one_and_zero_and_odd_ones_work) {
    Desk desk(small_desk());
    desk.open_channel(0), desk.open_main();
    desk.to_main(0, 0.5F, 0.5F);
    desk.output(0, from_main());
    desk.post();
    const auto x = sine(997, 1, 1000);
    desk.play(0, x);
    desk.engine.process(nullptr, 0, nullptr, 0, 0);
    desk.render(7, 1), desk.render(93, 13), desk.render(900, 191);
    for (std::size_t t = 0; t < x.size(); ++t) ASSERT_EQ(desk.out(0)[t], x[t] * 0.5F) << t;
}

}  // namespace
}  // namespace tutti::test
