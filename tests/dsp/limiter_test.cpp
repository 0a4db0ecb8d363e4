// The limiter's promise: not one sample over the ceiling, no delay, and a known way back.
#include "engine/dsp/limiter_bank.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <memory>

#include "tests/dsp/measure.hpp"

namespace tutti::dsp {
namespace {

constexpr float kLength = 480;
const LaneMask kAll = mask_of(kAllLanes);

float release_per_sample(double ms) {
    return static_cast<float>(1 - std::exp(-1 / (ms * 48)));
}

class LimiterTest : public testing::TestWithParam<int> {
protected:
    void SetUp() override {
        int count = 0;
        while (all_kernels()[count]) ++count;
        if (GetParam() >= count) GTEST_SKIP() << "not on this processor";
    }
    void set(float on, float ceiling, double release_ms = 50, bool at_once = true, int lane = 2) {
        bank_->set(lane, {on, ceiling, release_per_sample(release_ms)}, kLength, at_once);
    }
    // Lane 2 through the limiter; `before` is called ahead of each block with its first sample's number.
    std::vector<float> run(
        const std::vector<float>& left, const std::vector<float>& right,
        const std::function<void(std::size_t)>& before = [](std::size_t) {}) {
        std::vector<float> out;
        for (std::size_t t = 0; t < left.size(); t += kChunk) {
            before(t);
            bank_->start_waiting(kLength);
            const int n = static_cast<int>(std::min<std::size_t>(kChunk, left.size() - t));
            for (int i = 0; i < n; ++i) {
                l_->at[i][2] = left[t + static_cast<std::size_t>(i)];
                r_->at[i][2] = right[t + static_cast<std::size_t>(i)];
            }
            bank_->run(*all_kernels()[GetParam()], *l_, *r_, n, kAll, *l_, *r_);
            for (int i = 0; i < n; ++i) out.push_back(l_->at[i][2]), right_.push_back(r_->at[i][2]);
            bank_->advance(n, kAllLanes);
        }
        return out;
    }
    std::vector<float> run(const std::vector<float>& x) { return run(x, x); }

    std::unique_ptr<LimiterBank> bank_ = std::make_unique<LimiterBank>();
    std::unique_ptr<Block> l_ = std::make_unique<Block>(), r_ = std::make_unique<Block>();
    std::vector<float> right_;
};
INSTANTIATE_TEST_SUITE_P(Widths, LimiterTest, testing::Values(0, 1, 2));

TEST_P(LimiterTest, no_sample_passes_the_ceiling) {
    for (const float ceiling : {1.0F, 0.891251F, 0.5F, 0.0316F}) {
        set(1, ceiling, 5);
        EXPECT_LE(test::greatest(run(test::noise(8, 48000))), ceiling);
        EXPECT_LE(test::greatest(run(test::sine(997, 4, 48000))), ceiling);
        EXPECT_LE(test::greatest(run(test::sine(23999, 1e9, 4800))), ceiling);
        std::vector<float> pulses(48000);
        for (std::size_t t = 0; t < pulses.size(); t += 1 + t % 97) pulses[t] = t % 2 ? 1e6F : -3.0F;
        EXPECT_LE(test::greatest(run(pulses)), ceiling);
        EXPECT_LE(test::greatest(right_), ceiling);
        right_.clear();
    }
}

TEST_P(LimiterTest, what_stays_below_the_ceiling_is_untouched_and_not_delayed) {
    set(1, 0.9F);
    const auto x = test::sine(997, 0.8, 4800);
    EXPECT_LT(test::to_db(test::greatest_difference(run(x), x)), -140);
}

TEST_P(LimiterTest, reduction_is_what_the_peak_needs_and_is_told_once) {
    set(1, 0.5F);
    std::vector<float> x(4800, 0.1F);
    x[1000] = -2;
    const auto y = run(x);
    EXPECT_EQ(y[1000], -0.5F);
    EXPECT_NEAR(bank_->take_reduction(2), 0.25, 1e-6);
    EXPECT_EQ(bank_->take_reduction(2), 1.0F);
    EXPECT_EQ(bank_->take_reduction(3), 1.0F);
}

TEST_P(LimiterTest, the_gain_returns_with_the_release_time) {
    for (const double release : {5.0, 50.0, 400.0}) {
        set(1, 0.5F, release);
        std::vector<float> x(48000 * 3, 0.1F);
        x[0] = 5;  // to a gain of 0.1
        const auto y = run(x);
        for (const double ms : {release / 2, release, release * 2}) {
            const double gain = y[static_cast<std::size_t>(ms * 48)] / 0.1;
            EXPECT_NEAR(gain, 1 - 0.9 * std::exp(-ms / release), 0.005) << release << " ms";
        }
    }
}

// In single precision a gain near 1 would stand still 0.1 dB short of it.
TEST_P(LimiterTest, a_slow_release_arrives) {
    bank_->set(2, {1, 0.5F, 5e-6F}, kLength, true);  // 1 s at 192 kHz
    std::vector<float> x(192000 * 8, 0.1F);
    x[0] = 1;
    EXPECT_NEAR(run(x).back() / 0.1, 1 - 0.5 * std::exp(-8.0), 2e-4);
}

TEST_P(LimiterTest, both_sides_turn_down_together) {
    set(1, 0.5F);
    const std::vector<float> loud(640, 2.0F), soft(640, 0.2F);
    right_.clear();
    run(loud, soft);
    EXPECT_NEAR(right_.back(), 0.05F, 1e-6);
    EXPECT_NEAR(run(soft, loud).back(), 0.05F, 1e-6);
}

TEST_P(LimiterTest, switching_on_and_off_makes_no_click_and_off_is_off) {
    set(0, 0.2F);
    // A constant of 0.25 under a ceiling of 0.2: what comes out is the cross-fade itself.
    const std::vector<float> steady(9600, 0.25F);
    const auto y = run(steady, steady, [&](std::size_t t) {
        if (t == 1920) set(1, 0.2F, 1000, false);
        if (t == 5760) set(0, 0.2F, 1000, false);
    });
    std::vector<float> sounding = test::sine(997, 4, y.size());
    for (std::size_t t = 0; t < y.size(); ++t) sounding[t] *= y[t];
    EXPECT_LT(test::to_db(test::click(sounding)), -80);
    EXPECT_EQ(y[1919], 0.25F);
    EXPECT_EQ(y[1920 + 479], 0.25F) << "it listens";
    EXPECT_EQ(y[1920 + 1024], 0.2F);
    EXPECT_EQ(y[5759], 0.2F);
    EXPECT_EQ(y.back(), 0.25F);
    EXPECT_FALSE(bank_->in_use());
}

TEST_P(LimiterTest, a_ceiling_that_moves_makes_no_click_and_holds_on_its_way) {
    set(1, 1.0F, 5);
    const std::vector<float> steady(9600, 4.0F);  // its output is the ceiling
    const auto y = run(steady, steady, [&](std::size_t t) {
        if (t == 1920) set(1, 0.25F, 5, false);
        if (t == 3840) set(1, 0.9F, 5, false);
        if (t == 4096) set(1, 0.3F, 5, false);
        if (t == 4352) set(1, 0.31F, 5, false);
    });
    std::vector<float> sounding = test::sine(997, 1, y.size());
    for (std::size_t t = 0; t < y.size(); ++t) sounding[t] *= y[t];
    EXPECT_LT(test::to_db(test::click(sounding)), -80);
    EXPECT_LE(test::greatest(std::span(y).subspan(1920 + 960, 960)), 0.25);
    EXPECT_LE(test::greatest(std::span(y).subspan(3840)), 0.9);
    EXPECT_FLOAT_EQ(y.back(), 0.31F);
    // Down from 1 and up to 0.9: never over the highest it was told.
    EXPECT_LE(test::greatest(y), 1.0);
}

// What it does to a sine at rest is its own; while the ceiling falls or rises it does no more than that.
TEST_P(LimiterTest, a_ceiling_that_falls_cuts_no_tops_off) {
    const auto x = test::sine(997, 1, 38400);
    set(1, 0.99F);
    const auto y = run(x, x, [&](std::size_t t) {
        if (t == 9600) set(1, 0.0316F, 50, false);
        if (t == 22400) set(1, 0.99F, 50, false);
    });
    const auto splatter = [&](std::size_t from, std::size_t frames) {
        return test::to_db(test::click(std::span(y).subspan(from, frames)));
    };
    const double open = splatter(4800, 4800), closed = splatter(16000, 4800);
    EXPECT_LT(splatter(9000, 6000), std::max(open, closed) + 0.1);
    EXPECT_LT(splatter(22000, 6000), std::max(open, closed) + 0.1);
}

TEST_P(LimiterTest, noise_stays_under_a_ceiling_that_moves_all_the_time) {
    set(1, 0.5F, 5);
    const auto x = test::noise(20, 48000);
    float most = 0.5F, before = 0.5F;
    unsigned seed = 1;
    const auto y = run(x, x, [&](std::size_t) {
        seed = seed * 1664525U + 1013904223U;
        const float ceiling = 0.1F + 0.4F * static_cast<float>(seed >> 16) / 65536.0F;
        set(1, ceiling, 5, false);
        most = std::max({most, ceiling, before});
        before = ceiling;
    });
    EXPECT_LE(test::greatest(y), most);
}

}  // namespace
}  // namespace tutti::dsp
