// Every inner loop in every width against the plainest way to write it down, for every number of frames.
#include "tests/dsp/kernel_test.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <random>

namespace tutti::dsp {
namespace {

INSTANTIATE_TEST_SUITE_P(Widths, Kernel, testing::Values(0, 1, 2));

TEST_P(Kernel, gather_and_scatter_turn_planar_signals_into_lanes_and_back) {
    for (int frames = 1; frames <= kChunk; ++frames) {
        // Memory that ends with the last sample and starts anywhere: not one sample more may be touched.
        std::vector<std::vector<float>> planar(kLanes, std::vector<float>(static_cast<std::size_t>(frames) + 1));
        const float* from[kLanes];
        for (int l = 0; l < kLanes; ++l) {
            for (float& v : planar[static_cast<std::size_t>(l)]) v = random();
            from[l] = planar[static_cast<std::size_t>(l)].data() + 1;
        }
        Block x;
        k().gather(from, frames, x);
        for (int t = 0; t < frames; ++t)
            for (int l = 0; l < kLanes; ++l) ASSERT_EQ(x.at[t][l], from[l][t]);

        std::vector<std::vector<float>> back(kLanes, std::vector<float>(static_cast<std::size_t>(frames) + 2, 99.0F));
        float* to[kLanes];
        for (int l = 0; l < kLanes; ++l) to[l] = back[static_cast<std::size_t>(l)].data() + 1;
        k().scatter(x, frames, to);
        for (int l = 0; l < kLanes; ++l) {
            for (int t = 0; t < frames; ++t) ASSERT_EQ(to[l][t], from[l][t]);
            ASSERT_EQ(to[l][-1], 99.0F);
            ASSERT_EQ(to[l][frames], 99.0F);
        }
    }
}

TEST_P(Kernel, send_is_a_matrix_product_for_any_rows_and_frames) {
    alignas(64) float left[kLanes * kLanes], right[kLanes * kLanes];
    for (float& g : left) g = random();
    for (float& g : right) g = random();
    for (const int frames : {1, 3, 8, 16, 37, 63, 64})
        for (const int count : {1, 5, 16}) {
            Block x, l, r;
            fill(x), fill(l), fill(r);
            const Block l0 = l, r0 = r;
            std::uint8_t rows[kLanes];
            for (int i = 0; i < count; ++i) rows[i] = static_cast<std::uint8_t>((i * 5 + 2) % kLanes);
            k().send(x, left, right, rows, count, frames, l, r);
            Block mono = l0;
            k().send(x, left, nullptr, rows, count, frames, mono, r);
            for (int t = 0; t < kChunk; ++t)
                for (int bus = 0; bus < kLanes; ++bus) {
                    double sl = l0.at[t][bus], sr = r0.at[t][bus];
                    for (int i = 0; i < count && t < frames; ++i) {
                        sl += double{x.at[t][rows[i]]} * double{left[rows[i] * kLanes + bus]};
                        sr += double{x.at[t][rows[i]]} * double{right[rows[i] * kLanes + bus]};
                    }
                    ASSERT_NEAR(l.at[t][bus], sl, 5e-6);
                    ASSERT_NEAR(r.at[t][bus], sr, 5e-6);
                    ASSERT_EQ(l.at[t][bus], mono.at[t][bus]);
                }
        }
}

TEST_P(Kernel, moving_sends_follow_the_curve) {
    alignas(64) float b[kLanes], c[kLanes], left[kLanes];
    for (int l = 0; l < kLanes; ++l) {
        left[l] = static_cast<float>(l * 7);
        b[l] = random() * 1e-3F, c[l] = random() * 1e-5F;
    }
    Block x, sum;
    fill(x);
    k().send_moving(x, 9, b, c, left, 50, sum);
    for (int t = 0; t < kChunk; ++t)
        for (int l = 0; l < kLanes; ++l) {
            const double r = std::max(0.0, double{left[l]} - t - 1);
            ASSERT_NEAR(sum.at[t][l], t < 50 ? x.at[t][9] * r * r * (b[l] + c[l] * r) : 0, 2e-6);
        }
}

TEST_P(Kernel, bent_rows_and_two_products_are_the_moving_sends) {
    alignas(64) float b[kLanes * kLanes], c[kLanes * kLanes], left[kLanes];
    Block x, square, cube, sum, right, want;
    fill(x);
    std::uint8_t rows[kLanes];
    for (int r = 0; r < kLanes; ++r) {
        rows[r] = static_cast<std::uint8_t>(r);
        left[r] = static_cast<float>(r * 9);
        alignas(64) float same[kLanes];
        for (int l = 0; l < kLanes; ++l) {
            b[r * kLanes + l] = random() * 1e-3F, c[r * kLanes + l] = random() * 1e-5F;
            same[l] = left[r];
        }
        k().send_moving(x, r, b + r * kLanes, c + r * kLanes, same, kChunk, want);
    }
    k().bend(x, left, kChunk, square, cube);
    k().send(square, b, nullptr, rows, kLanes, kChunk, sum, right);
    k().send(cube, c, nullptr, rows, kLanes, kChunk, sum, right);
    for (int t = 0; t < kChunk; ++t)
        for (int l = 0; l < kLanes; ++l) ASSERT_NEAR(sum.at[t][l], want.at[t][l], 3e-5);
}

TEST_P(Kernel, gain_and_feed_multiply_and_keep_peaks_of_active_lanes_only) {
    GlideLanes g;
    for (int l = 0; l < kLanes; ++l) jump(g, l, random());
    const LaneMask active = mask_of(0x00f3);
    for (const bool moves : {false, true}) {
        if (moves) move(g, 4, 2, 100);
        Block x, y, sum;
        Lanes peak;
        fill(x);
        k().gain(x, g, 40, active, y, peak);
        k().feed(x, g, 40, active, sum);
        for (int l = 0; l < kLanes; ++l) {
            float most = 0;
            for (int t = 0; t < 40; ++t) {
                GlideLanes then = g;
                advance(then, t + 1);
                ASSERT_NEAR(y.at[t][l], x.at[t][l] * value(then, l), 1e-6);
                ASSERT_NEAR(sum.at[t][l], active.at[l] ? y.at[t][l] : 0, 1e-6);
                most = std::max(most, std::abs(y.at[t][l]));
            }
            EXPECT_EQ(peak.at[l], active.at[l] ? most : 0);
        }
        Lanes again;
        k().peak(y, 40, active, again);
        for (int l = 0; l < kLanes; ++l) EXPECT_EQ(again.at[l], peak.at[l]);
    }
}

TEST_P(Kernel, lanes_add_up) {
    Block x;
    fill(x);
    float sum[kChunk] = {};
    k().add_up(x, 33, sum);
    for (int t = 0; t < 33; ++t) {
        double want = 0;
        for (const float v : x.at[t]) want += double{v};
        EXPECT_NEAR(sum[t], want, 2e-6);
    }
    EXPECT_EQ(sum[33], 0.0F);
}

TEST_P(Kernel, broken_samples_are_found_counted_and_silenced) {
    constexpr float inf = std::numeric_limits<float>::infinity(), nan = std::numeric_limits<float>::quiet_NaN();
    for (const int frames : {1, 5, 16, 63, 64})
        for (const float bad : {nan, -nan, inf, -inf, 2e12F, -3e38F}) {
            std::vector<float> x(static_cast<std::size_t>(frames)), y(x.size());
            for (float& v : x) v = random();
            EXPECT_LT(k().check(x.data(), frames), 1.0F);
            x.back() = bad;
            EXPECT_GE(k().check(x.data(), frames), kBroken);
            EXPECT_EQ(k().clean(x.data(), frames, y.data()), 1);
            EXPECT_EQ(y.back(), 0.0F);
            for (std::size_t t = 0; t + 1 < x.size(); ++t) EXPECT_EQ(x[t], y[t]);
        }
}

TEST_P(Kernel, many_signals_are_checked_at_once) {
    constexpr int from = 3;
    for (const int frames : {1, 16, 36, 64})
        for (const int count : {1, 15, 16, 37}) {
            std::vector<std::vector<float>> signals(static_cast<std::size_t>(count));
            std::vector<const float*> x;
            std::vector<float> wanted, found(signals.size());
            for (auto& signal : signals) {
                signal.assign(static_cast<std::size_t>(from + frames + 1), 9.0F);  // around what is looked at
                float peak = 0;
                for (int t = from; t < from + frames; ++t) {
                    float& v = signal[static_cast<std::size_t>(t)];
                    v = random();
                    peak = std::max(peak, std::abs(v));
                }
                x.push_back(signal.data());
                wanted.push_back(peak);
            }
            const auto check = [&] { return k().check_many(x.data(), count, from, frames, found.data()); };
            EXPECT_EQ(check(), *std::max_element(wanted.begin(), wanted.end()));
            EXPECT_EQ(found, wanted);
            const auto bad = static_cast<std::size_t>(count / 2);
            signals[bad][static_cast<std::size_t>(from + frames - 1)] = std::numeric_limits<float>::quiet_NaN();
            EXPECT_GE(check(), kBroken);
            for (std::size_t i = 0; i < found.size(); ++i) EXPECT_EQ(found[i], i == bad ? kBroken : wanted[i]);
        }
}

TEST_P(Kernel, silence_is_zeros_from_there_on_and_touches_nothing_around) {
    constexpr int kFrom = 3;
    for (const int frames : {1, 15, 16, 31, 63, 64}) {
        std::vector<std::vector<float>> signals(3, std::vector<float>(kFrom + kChunk + 1, 9.0F));
        std::vector<float*> y;
        for (auto& signal : signals) y.push_back(signal.data());
        k().silence(y.data(), 2, kFrom, frames);
        for (std::size_t i = 0; i < signals.size(); ++i)
            for (int t = 0; t < static_cast<int>(signals[i].size()); ++t) {
                const bool silenced = i < 2 && t >= kFrom && t < kFrom + frames;
                EXPECT_EQ(signals[i][static_cast<std::size_t>(t)], silenced ? 0 : 9) << i << " " << t << " " << frames;
            }
    }
}

TEST_P(Kernel, play_is_gain_or_mean_and_tells_the_peak) {
    Glide g;
    g.jump(-0.5F);
    float a[kChunk], b[kChunk], out[kChunk];
    for (int t = 0; t < kChunk; ++t) a[t] = random(), b[t] = random();
    float most = 0;
    const float told = k().play(a, nullptr, g, 61, out);
    for (int t = 0; t < 61; ++t) {
        EXPECT_EQ(out[t], a[t] * -0.5F);
        most = std::max(most, std::abs(out[t]));
    }
    EXPECT_EQ(told, most);
    k().play(a, b, g, 64, out);
    for (int t = 0; t < 64; ++t) EXPECT_NEAR(out[t], (a[t] + b[t]) * -0.25F, 1e-7);
    k().play(a, nullptr, g, 64, a);  // in place
    for (int t = 0; t < 64; ++t) EXPECT_TRUE(std::isfinite(a[t]));
}

}  // namespace
}  // namespace tutti::dsp
