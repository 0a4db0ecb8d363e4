// Gains in motion: they arrive, on time, whatever the block size, and nobody hears them start or turn.
#include "engine/dsp/glide.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "engine/dsp/kernels.hpp"
#include "tests/dsp/measure.hpp"

namespace tutti::dsp {
namespace {

using test::click;
using test::from_db;
using test::sine;

constexpr float kLength = 480;  // 10 ms

struct Move {
    std::size_t at;
    float to;
};

// The gain of lane 5 over time, as the kernel applies it to ones, in blocks of `block`.
std::vector<float> gain_over_time(const Kernels& kernels, const std::vector<Move>& moves, std::size_t frames,
                                  std::size_t block) {
    GlideLanes glide;
    Block ones, y;
    Lanes peak;
    for (auto& row : ones.at)
        for (float& v : row) v = 1;
    std::vector<float> gains;
    std::size_t next = 0;
    for (std::size_t t = 0; t < frames;) {
        std::size_t n = std::min({block, frames - t, static_cast<std::size_t>(kChunk)});
        while (next < moves.size() && moves[next].at <= t) move(glide, 5, moves[next++].to, kLength);
        if (next < moves.size()) n = std::min(n, moves[next].at - t);
        kernels.gain(ones, glide, static_cast<int>(n), mask_of(kAllLanes), y, peak);
        for (std::size_t i = 0; i < n; ++i) gains.push_back(y.at[i][5]);
        for (std::size_t i = 0; i < n; ++i) EXPECT_EQ(y.at[i][4], 0.0F);
        advance(glide, static_cast<int>(n));
        t += n;
    }
    return gains;
}

class EveryWidth : public testing::TestWithParam<int> {
protected:
    void SetUp() override {
        int count = 0;
        while (all_kernels()[count]) ++count;
        if (GetParam() >= count) GTEST_SKIP() << "not on this processor";
    }
    const Kernels& kernels() const { return *all_kernels()[GetParam()]; }
};
INSTANTIATE_TEST_SUITE_P(Glide, EveryWidth, testing::Values(0, 1, 2));

TEST_P(EveryWidth, arrives_exactly_after_its_length) {
    const auto g = gain_over_time(kernels(), {{100, 0.7F}}, 1000, 64);
    EXPECT_EQ(g[99], 0.0F);
    EXPECT_GT(g[100], 0.0F);
    EXPECT_LT(g[578], 0.7F);
    EXPECT_EQ(g[579], 0.7F);
    EXPECT_EQ(g[999], 0.7F);
    EXPECT_NEAR(g[339], 0.35F, 0.002F);
}

TEST_P(EveryWidth, a_jump_far_above_unity_makes_no_click_either) {
    const auto x = sine(997, 1, 9600);
    for (const float to : {8.0F, 15.85F, 31.6F}) {
        auto y = gain_over_time(kernels(), {{2000, to}, {6000, 0.06F}}, x.size(), 64);
        EXPECT_EQ(y[2000 + 1000], to) << "and arrives";
        for (std::size_t t = 0; t < y.size(); ++t) y[t] *= x[t];
        EXPECT_LT(test::to_db(click(y)), -80) << to;
    }
}

TEST_P(EveryWidth, block_size_does_not_matter) {
    const std::vector<Move> moves = {{16, 1}, {160, 0.2F}, {320, 0.9F}, {900, 0}};
    const auto by_64 = gain_over_time(kernels(), moves, 2000, 64);
    for (const std::size_t block : {1, 7, 16, 50})
        EXPECT_LT(test::greatest_difference(by_64, gain_over_time(kernels(), moves, 2000, block)), 1e-6) << block;
}

TEST_P(EveryWidth, a_jump_from_silence_to_full_makes_no_click) {
    for (const double frequency : {997.0, 100.0}) {
        auto x = sine(frequency, 1, 4800);
        const auto g = gain_over_time(kernels(), {{2000, 1}, {3000, 0}}, x.size(), 64);
        for (std::size_t t = 0; t < x.size(); ++t) x[t] *= g[t];
        EXPECT_LT(test::to_db(click(x)), -95) << frequency;
    }
}

TEST_P(EveryWidth, targets_that_follow_each_other_at_random_times_make_no_click) {
    std::mt19937 random(3);
    for (int round = 0; round < 40; ++round) {
        std::vector<Move> moves;
        for (std::size_t t = 600; t < 4000; t += 1 + random() % (round % 2 ? 600 : 100))
            moves.push_back({t, static_cast<float>(random() % 3) * 0.5F});
        const auto g = gain_over_time(kernels(), moves, 5000, 64);
        for (const double frequency : {997.0, 100.0}) {
            auto x = sine(frequency, 1, g.size());
            for (std::size_t t = 0; t < x.size(); ++t) x[t] *= g[t];
            ASSERT_LT(test::to_db(click(x)), -80) << frequency << " Hz, round " << round;
        }
    }
}

// Each block another target, as a hand on a fader does it.
TEST_P(EveryWidth, a_fader_moved_by_hand_makes_no_click) {
    std::vector<Move> moves;
    for (std::size_t t = 640; t < 9600; t += 64)
        moves.push_back({t, static_cast<float>(0.5 + 0.5 * std::sin(static_cast<double>(t) / 700))});
    const auto g = gain_over_time(kernels(), moves, 11000, 64);
    auto x = sine(997, 1, g.size());
    for (std::size_t t = 0; t < x.size(); ++t) x[t] *= g[t];
    EXPECT_LT(test::to_db(click(x)), -80);
    EXPECT_NEAR(g.back(), moves.back().to, 1e-7);
}

TEST_P(EveryWidth, one_gain_and_a_lane_move_alike) {
    Glide one;
    GlideLanes lanes;
    one.jump(0.25F);
    jump(lanes, 3, 0.25F);
    float curve[kChunk];
    Block ones, y;
    Lanes peak;
    for (auto& row : ones.at)
        for (float& v : row) v = 1;
    for (int block = 0; block < 12; ++block) {
        if (block == 0) one.move(1, kLength), move(lanes, 3, 1, kLength);
        if (block == 4) one.move(-0.5F, kLength), move(lanes, 3, -0.5F, kLength);
        kernels().curve(one, kChunk, curve);
        kernels().gain(ones, lanes, kChunk, mask_of(kAllLanes), y, peak);
        for (int t = 0; t < kChunk; ++t) EXPECT_NEAR(curve[t], y.at[t][3], 1e-6) << block << ' ' << t;
        one.advance(kChunk);
        advance(lanes, kChunk);
    }
    EXPECT_EQ(one.value(), -0.5F);
    EXPECT_FALSE(one.moving());
    EXPECT_FALSE(moving(lanes, 3));
}

}  // namespace
}  // namespace tutti::dsp
