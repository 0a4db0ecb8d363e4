// The spectrum against noise whose power in each band is known: a sum of sines at every multiple of the period's
// frequency, of random phase, whose squares fall as 1/f (pink) or not at all (white).
#include <gtest/gtest.h>

#include <complex>
#include <numbers>
#include <random>

#include "tests/measure/watched_desk.hpp"

namespace tutti::test {
namespace {

constexpr std::size_t kPeriod = 1 << 20;  // frames: 22 s
constexpr double kRate = 48000;

// Sum over k of x[k] e^(2 pi i k t / n), in place; by halves, as everybody does it.
void transform(std::vector<std::complex<double>>& x) {
    for (std::size_t i = 1, j = 0; i < x.size(); ++i) {
        std::size_t bit = x.size() / 2;
        for (; j & bit; bit /= 2) j ^= bit;
        j ^= bit;
        if (i < j) std::swap(x[i], x[j]);
    }
    for (std::size_t length = 2; length <= x.size(); length *= 2) {
        const auto turn = std::polar(1.0, 2 * std::numbers::pi / static_cast<double>(length));
        for (std::size_t from = 0; from < x.size(); from += length) {
            std::complex<double> w = 1;
            for (std::size_t k = 0; k < length / 2; ++k, w *= turn) {
                const auto a = x[from + k], b = w * x[from + k + length / 2];
                x[from + k] = a + b;
                x[from + k + length / 2] = a - b;
            }
        }
    }
}

// power(f): the square of the sine's amplitude at f, where a full-scale sine has 1.
template <class Power>
std::vector<float> noise_of(Power power) {
    std::mt19937 dice(5);
    std::uniform_real_distribution<double> phase(0, 2 * std::numbers::pi);
    std::vector<std::complex<double>> x(kPeriod);
    for (std::size_t k = 1; k < kPeriod / 2; ++k)
        x[k] = std::polar(std::sqrt(power(static_cast<double>(k) * kRate / kPeriod)), phase(dice));
    transform(x);
    std::vector<float> sound;
    for (const auto& sample : x) sound.push_back(static_cast<float>(sample.real()));
    return sound;
}

// The mean of each band's power over one period, once the windows are full of it.
std::vector<double> mean_bands(const std::vector<float>& period) {
    WatchedDesk desk;
    std::vector<double> mean(kSpectrumBands);
    desk.play(std::vector<float>(period.end() - 6 * 48000, period.end()));
    int looked = 0;
    desk.play(period, period, 0.02, [&](const Measured& m) {
        ++looked;
        for (std::size_t k = 0; k < mean.size(); ++k) mean[k] += std::pow(10, m.spectrum[k] / 10);
    });
    for (double& power : mean) power = 10 * std::log10(power / looked);
    return mean;
}

TEST(Spectrum, of_pink_noise_is_flat) {
    const double lines = kPeriod / kRate;  // in each Hz
    const auto x = noise_of([&](double f) { return 1e-4 / (f * lines * std::numbers::ln2 / 6); });
    const auto bands = mean_bands(x);
    for (std::size_t k = 0; k < bands.size(); ++k)
        EXPECT_NEAR(bands[k], -40, 0.1) << spectrum_band(static_cast<int>(k));
}

TEST(Spectrum, of_white_noise_rises_by_3_db_an_octave) {
    const double lines = kPeriod / kRate;
    const auto x = noise_of([&](double) { return 1e-6 / lines; });
    const auto bands = mean_bands(x);
    const double width = std::exp2(1.0 / 12) - std::exp2(-1.0 / 12);
    for (std::size_t k = 0; k < bands.size(); ++k)
        EXPECT_NEAR(bands[k], -60 + 10 * std::log10(width * spectrum_band(static_cast<int>(k))), 0.1) << k;
}

}  // namespace
}  // namespace tutti::test
