// True peaks of main against the signals 15 to 23 of EBU Tech 3341 (2023), table 1, made here by their definitions. The
// tolerance is the table's: +0.2, -0.4 dB.
#include <gtest/gtest.h>

#include <numbers>

#include "tests/measure/watched_desk.hpp"

namespace tutti::test {
namespace {

constexpr double kTurn = 2 * std::numbers::pi;

void expect_peak(const Measured& m, double expected, const char* which) {
    for (const float peak : m.true_peak) {
        EXPECT_LE(peak, expected + 0.2) << which;
        EXPECT_GE(peak, expected - 0.4) << which;
    }
}

// A sine of one `part` of the rate, faded in and out over 10 ms.
std::vector<float> faded_sine(int part, double amplitude, double degrees) {
    std::vector<float> x(24000);
    for (std::size_t t = 0; t < x.size(); ++t) {
        const double fade =
            std::min(1.0, std::min<double>(static_cast<double>(t), static_cast<double>(x.size() - t)) / 480);
        x[t] = static_cast<float>(fade * amplitude * std::sin(kTurn * (static_cast<double>(t) / part + degrees / 360)));
    }
    return x;
}

TEST(TruePeak, cases_15_to_19_lie_between_the_samples) {
    expect_peak(WatchedDesk().play(faded_sine(4, 0.5, 0)), -6, "15");
    expect_peak(WatchedDesk().play(faded_sine(4, 0.5, 45)), -6, "16: samples at 0.354");
    expect_peak(WatchedDesk().play(faded_sine(6, 0.5, 60)), -6, "17: samples at 0.433");
    expect_peak(WatchedDesk().play(faded_sine(8, 0.5, 67.5)), -6, "18: samples at 0.462");
    expect_peak(WatchedDesk().play(faded_sine(4, 1.41, 45)), 3, "19: no sample over 1");
}

// At four times the rate a sine of a sixth of the rate, 0.5, and in its middle, without a break, one period of a fourth
// of the rate, 1.0; no more than half the rate is left of it, and every fourth sample from `offset` on.
std::vector<float> burst(std::size_t offset) {
    constexpr std::size_t kCarrier = 24, kBurst = 16, kBefore = 2000 * kCarrier, kLength = 4 * 24000;
    std::vector<double> fine(kLength);
    for (std::size_t t = 0; t < kLength; ++t) {
        const bool inside = t >= kBefore && t < kBefore + kBurst;
        const std::size_t along = t < kBefore ? t : t - kBefore - kBurst;
        const double fade = std::min(1.0, static_cast<double>(std::min(t, kLength - t)) / 1920);
        fine[t] = inside ? std::sin(kTurn * static_cast<double>(t - kBefore) / kBurst)
                         : fade * 0.5 * std::sin(kTurn * static_cast<double>(along) / kCarrier);
    }
    constexpr int kHalf = 128;
    constexpr double kCorner = 0.45 / 4;  // of the fine rate
    std::vector<float> x;
    for (std::size_t t = offset; t < kLength; t += 4) {
        double sum = 0;
        for (int i = -kHalf; i <= kHalf; ++i) {
            const auto from = static_cast<std::ptrdiff_t>(t) + i;
            if (from < 0 || from >= static_cast<std::ptrdiff_t>(kLength)) continue;
            const double window =
                0.42 + 0.5 * std::cos(std::numbers::pi * i / kHalf) + 0.08 * std::cos(kTurn * i / kHalf);
            const double tap = i == 0 ? 2 * kCorner : std::sin(kTurn * kCorner * i) / (std::numbers::pi * i);
            sum += fine[static_cast<std::size_t>(from)] * tap * window;
        }
        x.push_back(static_cast<float>(sum));
    }
    return x;
}

TEST(TruePeak, cases_20_to_23_are_found_wherever_the_samples_fall) {
    const char* which[] = {"20", "21", "22", "23"};
    for (std::size_t offset = 0; offset < 4; ++offset) expect_peak(WatchedDesk().play(burst(offset)), 0, which[offset]);
}

TEST(TruePeak, each_side_has_its_own_and_the_greatest_stays_until_it_is_cleared) {
    WatchedDesk desk;
    Measured m = desk.play(faded_sine(4, 0.5, 45), faded_sine(8, 0.1, 67.5));
    EXPECT_NEAR(m.true_peak[0], to_db(0.5), 0.2);
    EXPECT_NEAR(m.true_peak[1], to_db(0.1), 0.2);
    m = desk.play(std::vector<float>(48000));
    EXPECT_NEAR(m.true_peak[0], to_db(0.5), 0.2);
    desk.clear();
    m = desk.play(faded_sine(4, 0.05, 45));
    EXPECT_NEAR(m.true_peak[0], to_db(0.05), 0.2);
}

}  // namespace
}  // namespace tutti::test
