// Filters that change while they sound: no click, no leak into other lanes, no cost when nothing is switched on.
#include "engine/dsp/svf_bank.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <random>

#include "engine/console/filter_design.hpp"
#include "tests/dsp/measure.hpp"

namespace tutti::dsp {
namespace {

constexpr float kFade = 960;  // 20 ms
const LaneMask kAll = mask_of(kAllLanes);

class SvfBankTest : public testing::Test {
protected:
    SvfBankTest() { bank_->set_length(kFade); }

    // One block of one sine in all lanes; the sound of lane 3 joins out_, that of lane 4 the neighbour.
    void play(const std::vector<float>& in, std::size_t from, int frames = kChunk) {
        for (int i = 0; i < frames; ++i)
            for (float& v : x_->at[i]) v = in[from + static_cast<std::size_t>(i)];
        bank_->start_waiting();
        const Block& result = bank_->run(best_kernels(), 0, *x_, frames, kAll, *y_);
        for (int i = 0; i < frames; ++i) out_.push_back(result.at[i][3]), neighbour_.push_back(result.at[i][4]);
        bank_->advance(frames, kAllLanes);
    }

    std::unique_ptr<SvfBank<2, 1>> bank_ = std::make_unique<SvfBank<2, 1>>();
    std::unique_ptr<Block> x_ = std::make_unique<Block>(), y_ = std::make_unique<Block>();
    std::vector<float> out_, neighbour_;
};

TEST_F(SvfBankTest, costs_nothing_while_all_lanes_pass) {
    EXPECT_EQ(&bank_->run(best_kernels(), 0, *x_, kChunk, kAll, *y_), x_.get());
    bank_->set(3, 0, design_band(FilterType::bell, 100, 6, 1, 48000), true);
    EXPECT_EQ(&bank_->run(best_kernels(), 0, *x_, kChunk, kAll, *y_), y_.get());
    bank_->set(3, 0, Svf{}, false);
    for (int t = 0; t < 960; t += kChunk)
        bank_->run(best_kernels(), 0, *x_, kChunk, kAll, *y_), bank_->advance(kChunk, kAllLanes);
    EXPECT_EQ(&bank_->run(best_kernels(), 0, *x_, kChunk, kAll, *y_), x_.get());
    EXPECT_TRUE(bank_->quiet(0));
}

TEST_F(SvfBankTest, changes_make_no_click_and_do_not_touch_other_lanes) {
    const Svf changes[] = {
        design_band(FilterType::bell, 997, 18, 1, 48000),        design_band(FilterType::low_cut, 1000, 0, 0.7, 48000),
        design_band(FilterType::high_cut, 200, 0, 2, 48000),     design_band(FilterType::notch, 997, 0, 4, 48000),
        design_band(FilterType::bell, 100, -18, 20, 48000),      Svf{},
        design_band(FilterType::high_shelf, 8000, 18, 1, 48000), Svf{}};
    for (const double frequency : {997.0, 100.0}) {
        const auto in = test::sine(frequency, 0.125, 64 * 400);
        out_.clear(), neighbour_.clear();
        std::size_t next = 0;
        for (std::size_t block = 0; block < 400; ++block) {
            if (block % 40 == 30 && next < std::size(changes)) bank_->set(3, 1, changes[next++], false);
            play(in, block * 64);
        }
        // Each of them 18 dB below full scale, since some boost by as much.
        EXPECT_LT(test::to_db(test::click(out_)), -80) << frequency;
        EXPECT_EQ(test::greatest_difference(neighbour_, in), 0);
    }
}

// Filters of one frequency and quality ring alike: one that becomes another sounds from the first sample on as if it
// had always been there, so that the way from one to the other is the fade alone.
TEST_F(SvfBankTest, a_filter_that_becomes_another_goes_on_ringing) {
    for (const double frequency : {30.0, 997.0, 12000.0})
        for (const auto& [from, to] : {std::pair{FilterType::low_cut, FilterType::high_cut},
                                       {FilterType::high_cut, FilterType::notch},
                                       {FilterType::notch, FilterType::low_cut}}) {
            const Svf was = design_band(from, frequency, 0, 8, 48000), is = design_band(to, frequency, 0, 8, 48000);
            bank_ = std::make_unique<SvfBank<2, 1>>();
            bank_->set_length(kFade);
            bank_->set(3, 1, was, true);
            SvfBank<1, 1> always;  // lanes 0 and 1
            always.set(0, 0, was, true), always.set(1, 0, is, true);
            const auto in = test::sine(frequency * 1.1, 0.125, 64 * 100);
            auto steady = std::make_unique<Block>();
            out_.clear();
            double most = 0;
            for (std::size_t block = 0; block < 100; ++block) {
                if (block == 60) bank_->set(3, 1, is, false);
                play(in, block * 64);
                const Block& both = always.run(best_kernels(), 0, *x_, kChunk, kAll, *steady);
                for (std::size_t t = 0; t < kChunk; ++t) {
                    const double passed = static_cast<double>(block) * 64 + static_cast<double>(t) - 60 * 64 + 1;
                    const double u = std::clamp(1 - passed / kFade, 0.0, 1.0), weight = u * u * (3 - 2 * u);
                    const double want = both.at[t][1] + weight * (double{both.at[t][0]} - both.at[t][1]);
                    most = std::max(most, std::abs(out_[block * 64 + t] - want));
                }
            }
            EXPECT_LT(most, 2e-5) << frequency << " Hz, type " << static_cast<int>(from);
        }
}

TEST_F(SvfBankTest, a_knob_turned_faster_than_the_fades_makes_no_click_and_arrives) {
    const auto in = test::sine(997, 0.125, 64 * 200);
    Svf last;
    for (std::size_t block = 0; block < 200; ++block) {
        if (block > 20 && block < 150) {
            last = design_band(FilterType::bell, 200 + 20.0 * static_cast<double>(block), 18, 2, 48000);
            bank_->set(3, 0, last, false);
        }
        play(in, block * 64);
    }
    EXPECT_LT(test::to_db(test::click(out_)), -80);
    EXPECT_GT(bank_->wait(1e9F), 1e8F);
    // The end is the last setting: the same as a bank that had it always.
    SvfBank<2, 1> settled;
    settled.set(3, 0, last, true);
    std::vector<float> want;
    for (std::size_t t = 0; t < in.size(); t += kChunk) {
        for (std::size_t i = 0; i < kChunk; ++i) x_->at[i][3] = in[t + i];
        for (const auto& row : settled.run(best_kernels(), 0, *x_, kChunk, kAll, *y_).at) want.push_back(row[3]);
    }
    EXPECT_LT(test::greatest_difference(std::span(out_).last(640), std::span(want).last(640)), 1e-6);
}

// A state may pass through zero while the other one holds all that is still to come.
TEST_F(SvfBankTest, what_is_called_quiet_stays_quiet) {
    bank_->set(3, 0, design_band(FilterType::bell, 20, 12, 1, 192000), true);
    x_->at[0][3] = 1;
    float loudest = 0;  // since it was quiet
    bool quiet = false;
    for (int t = 0; t < 2 * 192000; ++t) {
        const float y = bank_->run(best_kernels(), 0, *x_, 1, kAll, *y_).at[0][3];
        x_->at[0][3] = 0;
        if (quiet) loudest = std::max(loudest, std::abs(y));
        quiet = quiet || (t > 0 && bank_->quiet(1e-6F));
    }
    EXPECT_TRUE(quiet);
    EXPECT_LT(loudest, 3e-6);
}

TEST_F(SvfBankTest, a_broken_lane_recovers_and_harms_nobody) {
    for (const int lane : {3, 4}) bank_->set(lane, 0, design_band(FilterType::bell, 100, 6, 1, 48000), true);
    auto in = test::sine(997, 0.5, 64 * 20);
    for (std::size_t block = 0; block < 20; ++block) {
        for (std::size_t i = 0; i < 64; ++i)
            for (int l = 0; l < kLanes; ++l) x_->at[i][l] = in[block * 64 + i];
        if (block == 5) x_->at[17][3] = std::numeric_limits<float>::quiet_NaN();
        if (block == 6) x_->at[17][3] = std::numeric_limits<float>::infinity();
        const Block& result = bank_->run(best_kernels(), 0, *x_, kChunk, kAll, *y_);
        for (int i = 0; i < kChunk; ++i) {
            ASSERT_TRUE(std::isfinite(result.at[i][4]));
            ASSERT_TRUE(block <= 6 || std::isfinite(result.at[i][3]));
        }
    }
}

TEST_F(SvfBankTest, coefficients_that_are_no_numbers_are_refused) {
    Svf bad;
    bad.a2 = std::numeric_limits<float>::quiet_NaN();
    bank_->set(3, 0, bad, true);
    EXPECT_EQ(&bank_->run(best_kernels(), 0, *x_, kChunk, kAll, *y_), x_.get());
}

TEST_F(SvfBankTest, lanes_that_are_not_active_keep_their_state) {
    bank_->set(3, 0, design_band(FilterType::bell, 100, 6, 1, 48000), true);
    for (auto& row : x_->at)
        for (float& v : row) v = 1;
    bank_->run(best_kernels(), 0, *x_, kChunk, mask_of(0xfff7), *y_);
    EXPECT_TRUE(bank_->quiet(0));
    bank_->run(best_kernels(), 0, *x_, kChunk, mask_of(0x0008), *y_);
    EXPECT_FALSE(bank_->quiet(0));
}

}  // namespace
}  // namespace tutti::dsp
