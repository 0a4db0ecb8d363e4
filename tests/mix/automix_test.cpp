// Gain sharing against Dugan's law worked out in double precision, and its meter.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/dsp/measure.hpp"
#include "tests/mix/desk.hpp"

namespace tutti::test {
namespace {

constexpr int kMicrophones = 20;  // two banks

// What each microphone's gain should be, sample by sample: powers averaged by one pole of 20 ms each 64 samples, their
// shares, and the cubic that is flat where it arrives after 480 samples, begun anew at each share.
std::vector<std::vector<double>> reference(const std::vector<std::vector<float>>& x,
                                           const std::vector<double>& weights) {
    const std::size_t count = x.size(), frames = x[0].size();
    const double closer = 1 - std::exp(-64 / (0.020 * 48000));
    std::vector<double> power(count, -1), value(count, 1), slope(count, 0), target(count, 1), remains(count, 0);
    std::vector<std::vector<double>> gains(count, std::vector<double>(frames));
    for (std::size_t begin = 0; begin < frames; begin += 64) {
        for (std::size_t m = 0; m < count; ++m) {
            // v(u) = to + (d (1 - u)² (1 + 2u) + s n u (1 - u)²) for u = t / n, d = v0 - to
            const double n = remains[m], d = value[m] - target[m], s = slope[m];
            double v = value[m];
            for (std::size_t t = 0; t < 64; ++t) {
                const double u = std::min(n == 0 ? 1 : static_cast<double>(t + 1) / n, 1.0);
                v = target[m] + d * (1 - u) * (1 - u) * (1 + 2 * u) + s * n * u * (1 - u) * (1 - u);
                gains[m][begin + t] = v;
            }
            const double u = n == 0 ? 1 : std::min(64 / n, 1.0);
            slope[m] = n == 0 ? 0 : (d * (6 * u * u - 6 * u) + s * n * (1 - u) * (1 - 3 * u)) / n;
            value[m] = v;
            remains[m] = std::max(n - 64, 0.0);
        }
        double total = 0;
        for (std::size_t m = 0; m < count; ++m) {
            double mean = 1e-12;
            for (std::size_t t = begin; t < begin + 64; ++t) mean += double{x[m][t]} * x[m][t] / 64;
            mean *= weights[m];
            power[m] = begin < 128 ? mean : power[m] + (mean - power[m]) * closer;
            total += power[m];
        }
        for (std::size_t m = 0; m < count && begin >= 64; ++m) {
            target[m] = std::sqrt(power[m] / total);
            remains[m] = 480;
        }
    }
    return gains;
}

struct Table : Desk {
    Table() : Desk(small_desk(kMicrophones, 1, kMicrophones, kMicrophones, 1)) {
        for (int c = 0; c < kMicrophones; ++c) {
            open_channel(c);
            channel(c).automix = {1, 1, 1, 0};
            output(c, from_channel(c, Tap::post_fader));
        }
    }
};

std::vector<float> talk(std::size_t frames, unsigned seed) {
    std::vector<float> x = noise(0.5, frames, seed);
    for (std::size_t t = 0; t < frames; ++t) {
        const double swell = std::sin(static_cast<double>(t) / (5000.0 + 700 * seed) + seed);
        x[t] *= static_cast<float>(std::pow(10, 1.5 * (swell - 1)));  // over 60 dB
    }
    return x;
}

TEST(Automix, gains_are_the_shares_of_power_within_a_tenth_of_a_decibel) {
    Table desk;
    constexpr std::size_t kFrames = 64 * 1500;
    std::vector<std::vector<float>> x;
    std::vector<double> weights;
    for (int c = 0; c < kMicrophones; ++c) {
        x.push_back(talk(kFrames, static_cast<unsigned>(c + 1)));
        weights.push_back(std::pow(10, (c % 5 - 2) * 0.3));
        desk.channel(c).automix.weight = static_cast<float>(weights.back());
        desk.play(c, x.back());
    }
    desk.post();
    desk.render(kFrames, 100);
    const auto gains = reference(x, weights);
    double worst = 0;
    for (std::size_t c = 0; c < x.size(); ++c)
        for (std::size_t t = 256; t < kFrames; ++t) {
            const double wanted = gains[c][t] * double{x[c][t]};
            if (std::abs(wanted) < 1e-5) continue;
            worst = std::max(worst, std::abs(to_db(std::abs(desk.out(static_cast<int>(c))[t] / wanted))));
        }
    EXPECT_LT(worst, 0.1);
}

TEST(Automix, the_meter_tells_the_least_gain_of_each) {
    Table desk;
    for (int c = 0; c < kMicrophones; ++c) desk.play(c, sine(300 + 40 * c, c < 8 ? 0.1 : 0, 48000));
    desk.channel(19).automix.group = 0;
    desk.post();
    desk.render(24000);
    desk.meters();
    desk.render(9600);
    const MeterFrame frame = desk.meters();
    for (int c = 0; c < 8; ++c)
        EXPECT_NEAR(to_db(frame.channels[static_cast<std::size_t>(c)].automix), -10 * std::log10(8.0), 0.1);
    EXPECT_LT(to_db(frame.channels[10].automix), -80);
    EXPECT_EQ(frame.channels[19].automix, 1);
}

TEST(Automix, the_size_of_blocks_does_not_matter) {
    std::vector<std::vector<float>> outs;
    for (const int block : {64, 16, 100, 512}) {
        Table desk;
        for (int c = 0; c < kMicrophones; ++c) desk.play(c, talk(48000, static_cast<unsigned>(c + 1)));
        desk.post();
        desk.render(10003, block);
        for (int c = 0; c < kMicrophones; ++c)
            desk.channel(c).automix = {c % 3, c == 4 ? 2.0F : 1.0F, c % 5 == 0 ? 0.0F : 1.0F, c < 4 ? 1.0F : 0.0F};
        desk.post();
        desk.render(10000, block);
        for (int c = 0; c < kMicrophones; ++c) desk.channel(c).automix.group = 0;
        desk.post();
        desk.render(10000, block);
        for (int c = 0; c < kMicrophones; ++c) {
            const auto whole = talk(48000, static_cast<unsigned>(c + 1));
            EXPECT_EQ(greatest_difference(std::span(whole).subspan(29000, 1003), desk.out(c, 29000)), 0)
                << "unity again";
        }
        if (outs.empty())
            for (int c = 0; c < kMicrophones; ++c) outs.push_back(desk.out(c));
        for (int c = 0; c < kMicrophones; ++c)
            EXPECT_LT(to_db(greatest_difference(outs[static_cast<std::size_t>(c)], desk.out(c))), -120) << block;
    }
}

}  // namespace
}  // namespace tutti::test
