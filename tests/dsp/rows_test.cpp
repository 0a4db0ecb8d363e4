// Gains that move sixteen at once, alone and as rows of the send matrix, against single ones.
#include <cmath>
#include <limits>
#include <memory>

#include "tests/dsp/kernel_test.hpp"

namespace tutti::dsp {
namespace {

class Rows : public Kernel {};
INSTANTIATE_TEST_SUITE_P(Widths, Rows, testing::Values(0, 1, 2));

TEST_P(Rows, rows_of_gains_move_as_single_gains_do) {
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
TEST_P(Rows, whole_rows_move_as_single_gains_do) {
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

TEST_P(Rows, rows_on_the_same_way_are_sent_along_it) {
    alignas(64) float g[kLanes * kLanes], b[kLanes * kLanes], c[kLanes * kLanes];
    for (float& v : g) v = random();
    for (float& v : b) v = random() * 1e-3F;
    for (float& v : c) v = random() * 1e-5F;
    const std::uint8_t rows[] = {2, 3, 7, 15};
    for (const int frames : {1, 13, 64})
        for (const bool curves : {true, false}) {
            Block x, sum;
            fill(x);
            k().send_along(x, g, b, curves ? c : nullptr, 40, rows, 4, frames, sum);
            for (int t = 0; t < kChunk; ++t)
                for (int l = 0; l < kLanes; ++l) {
                    const double r = std::max(0.0, 39.0 - t);
                    double want = 0;
                    for (const int row : {2, 3, 7, 15}) {
                        const int at = row * kLanes + l;
                        const double way = curves ? r * r * (double{b[at]} + double{c[at]} * r) : r * double{b[at]};
                        if (t < frames) want += double{x.at[t][row]} * (double{g[at]} + way);
                    }
                    ASSERT_NEAR(sum.at[t][l], want, 5e-6);
                }
        }
}

TEST_P(Rows, sixteen_gains_move_as_single_ones_do) {
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

}  // namespace
}  // namespace tutti::dsp
