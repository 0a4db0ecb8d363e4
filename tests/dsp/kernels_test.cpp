// Every inner loop in every width against the plainest way to write it down, for every number of frames.
#include "engine/dsp/kernels.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <memory>
#include <random>

namespace tutti::dsp {
namespace {

class Kernel : public testing::TestWithParam<int> {
protected:
    void SetUp() override {
        int count = 0;
        while (all_kernels()[count]) ++count;
        if (GetParam() >= count) GTEST_SKIP() << "not on this processor";
    }
    const Kernels& k() const { return *all_kernels()[GetParam()]; }

    float random() { return std::uniform_real_distribution<float>(-1, 1)(random_); }
    void fill(Block& x) {
        for (auto& row : x.at)
            for (float& v : row) v = random();
    }
    std::mt19937 random_{7};
};
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

TEST_P(Kernel, rows_of_gains_move_as_single_gains_do) {
    auto tile = std::make_unique<GainTile>();
    TileRows rows;
    Glide single[2][kLanes];
    constexpr int kRow = 11;
    const auto has = [](LaneBits bits) { return (bits >> kRow & 1) != 0; };
    for (int step = 0; step < 300; ++step) {
        alignas(64) float gains[2][kLanes];
        float lengths[kLanes];
        LaneMask here;
        for (int l = 0; l < kLanes; ++l) {
            lengths[l] = step % 2 && l % 3 == 0 ? 960.0F : 480.0F;
            here.at[l] = (step / 50 + l) % 5 ? -1 : 0;
            for (int side = 0; side < 2; ++side) {
                const bool stays = step % 3 && l % 2;
                gains[side][l] = stays ? single[side][l].target : step > 200 ? 0.0F : random();
                if (step == 100 && l == 4) gains[side][l] = std::numeric_limits<float>::quiet_NaN();
                const float to = here.at[l] && std::isfinite(gains[side][l]) ? gains[side][l] : 0.0F;
                step == 0 ? single[side][l].jump(to) : single[side][l].move(to, lengths[l]);
            }
        }
        const float* both[2] = {gains[0], gains[1]};
        k().move_row(*tile, rows, kRow, both, here, lengths, step == 0);
        k().move_row(*tile, rows, kRow, both, here, lengths, false);  // tells it nothing new

        bool live[2] = {}, moves = false;
        for (int side = 0; side < 2; ++side)
            for (int l = 0; l < kLanes; ++l) {
                const int cell = kRow * kLanes + l;
                const bool goes = has(rows.moving) && tile->left[side][cell] > 0;
                const float r = !goes ? 0 : has(rows.together) ? tile->row_left[kRow] : tile->left[side][cell];
                const float is = tile->target[side][cell] + r * r * (tile->b[side][cell] + tile->c[side][cell] * r);
                ASSERT_NEAR(is, single[side][l].value(), 2e-6) << step << ' ' << l;
                ASSERT_EQ(r > 0, single[side][l].moving());
                live[side] |= single[side][l].target != 0 || single[side][l].moving();
                moves |= single[side][l].moving();
            }
        ASSERT_EQ(has(rows.moving), moves);
        ASSERT_EQ(has(rows.live[0]), live[0]);
        ASSERT_EQ(has(rows.live[1]), live[1]);

        const int frames = 1 + step * 37 % (step % 20 == 0 ? 1000 : 100);
        for (auto& side : single)
            for (Glide& g : side)
                if (g.moving()) g.advance(frames);
        k().pass_rows(*tile, rows, kAllLanes, static_cast<float>(frames));
    }
    EXPECT_FALSE(has(rows.live[0]));
}

// Several rows at once, mono and stereo in turns; what the rows play is what send() and bend() make of the tile.
TEST_P(Kernel, whole_rows_move_as_single_gains_do) {
    auto tile = std::make_unique<GainTile>();
    TileRows rows;
    Glide single[2][kLanes][kLanes];
    std::vector<float> gains[2];
    constexpr int kStride = 2 * kLanes;
    for (auto& side : gains) side.resize(kLanes * kStride);
    for (int step = 0; step < 200; ++step) {
        const auto which = static_cast<LaneBits>(step * 40503U);
        for (int row = 0; row < kLanes; ++row)
            for (int l = 0; l < kLanes && (which >> row & 1); ++l)
                for (int side = 0; side < 2; ++side) {
                    float& gain = gains[side][static_cast<std::size_t>(row * kStride + l)];
                    if (step % 3 == 0 || l % 3) gain = step > 190 || (side && step / 7 % 2) ? 0 : random();
                    if (step == 50 && l == 4) gain = std::numeric_limits<float>::infinity();
                    single[side][row][l].move(std::isfinite(gain) ? gain : 0, 480);
                }
        k().move_rows(*tile, rows, which, gains[0].data(), gains[1].data(), kStride, 480);
        Block x, square, cube, sum[2], want[2];
        fill(x);
        std::uint8_t list[kLanes], together[kLanes];
        int count = 0, both = 0;
        for (int row = 0; row < kLanes; ++row) {
            list[count++] = static_cast<std::uint8_t>(row);
            if (rows.moving & rows.together & 1 << row) together[both++] = static_cast<std::uint8_t>(row);
        }
        constexpr int kShort = 24;
        k().send(x, tile->target[0], tile->target[1], list, count, kShort, sum[0], sum[1]);
        k().bend(x, tile->row_left, kShort, square, cube);
        k().send(square, tile->b[0], tile->b[1], together, both, kShort, sum[0], sum[1]);
        k().send(cube, tile->c[0], tile->c[1], together, both, kShort, sum[0], sum[1]);
        for (int row = 0; row < kLanes; ++row)
            for (int side = 0; side < 2; ++side) {
                const int cell = row * kLanes;
                if (rows.moving & ~rows.together & 1 << row)
                    k().send_moving(x, row, &tile->b[side][cell], &tile->c[side][cell], &tile->left[side][cell], kShort,
                                    sum[side]);
            }
        const int frames = step % 40 == 0 ? 700 : kShort;
        for (int t = 0; t < frames; ++t)
            for (int side = 0; side < 2; ++side)
                for (int row = 0; row < kLanes; ++row)
                    for (int l = 0; l < kLanes; ++l) {
                        Glide& g = single[side][row][l];
                        g.advance(1);
                        if (t < kShort) want[side].at[t][l] += x.at[t][row] * g.value();
                    }
        for (int side = 0; side < 2; ++side)
            for (int t = 0; t < kShort; ++t)
                for (int l = 0; l < kLanes; ++l)
                    ASSERT_NEAR(sum[side].at[t][l], want[side].at[t][l], 3e-5) << step << ' ' << side << ' ' << l;
        k().pass_rows(*tile, rows, kAllLanes, static_cast<float>(frames));
    }
}

TEST_P(Kernel, sixteen_gains_move_as_single_ones_do) {
    for (const bool straight : {false, true}) {
        GlideLanes all, alone;
        all.straight = alone.straight = straight;
        for (int step = 0; step < 300; ++step) {
            const auto lanes = static_cast<LaneBits>(step * 40503U);
            Lanes to;
            for (int l = 0; l < kLanes; ++l) {
                to.at[l] = (step + l) % 4 ? random() : l % 3 ? 0.0F : 30 * random();
                if (step == 50 && l == 4) to.at[l] = std::numeric_limits<float>::quiet_NaN();
                if (lanes >> l & 1) move(alone, l, std::isfinite(to.at[l]) ? to.at[l] : 0, 480);
            }
            move(k(), all, to, lanes, 480);
            const int frames = 1 + step * 37 % (step % 20 == 0 ? 1000 : 100);
            const auto heard = static_cast<LaneBits>(step % 5 ? 0xffff : 0x0ff0);
            const LaneBits sounds = k().pass(all, heard, static_cast<float>(frames));
            advance(alone, frames, heard);
            ASSERT_EQ(all.moving, alone.moving) << step;
            for (int l = 0; l < kLanes; ++l) {
                ASSERT_NEAR(value(all, l), value(alone, l), 2e-5) << step << ' ' << l;
                ASSERT_EQ((sounds >> l & 1) != 0, all.target[l] != 0 || moving(all, l));
            }
        }
    }
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
