#include "tests/dsp/measure.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <random>

namespace tutti::test {
namespace {

constexpr double kPi = std::numbers::pi;

double bessel_i0(double x) {
    double sum = 1, term = 1;
    for (int k = 1; k < 80; ++k) {
        term *= (x / (2 * k)) * (x / (2 * k));
        sum += term;
    }
    return sum;
}

// Windowed sine by Kaiser's formulas: stop band 140 dB, transition from 5 to 6 kHz.
std::vector<double> high_pass(double rate) {
    const double attenuation = 146, width = 2 * kPi * 1000 / rate;
    const double beta = 0.1102 * (attenuation - 8.7);
    const int half = static_cast<int>(std::ceil((attenuation - 7.95) / (2.285 * width) / 2)) + 1;
    const double edge = 2 * kPi * 5500 / rate;
    std::vector<double> taps;
    for (int n = -half; n <= half; ++n) {
        const double low = n == 0 ? edge / kPi : std::sin(edge * n) / (kPi * n);
        const double at = static_cast<double>(n) / half;
        const double window = bessel_i0(beta * std::sqrt(std::max(0.0, 1 - at * at))) / bessel_i0(beta);
        taps.push_back(((n == 0 ? 1.0 : 0.0) - low) * window);
    }
    return taps;
}

struct Fit {
    double sine = 0, cosine = 0, constant = 0;
};

// Least squares: three normal equations, solved by elimination.
Fit fit(std::span<const float> x, double w) {
    std::array<std::array<double, 4>, 3> m{};
    for (std::size_t t = 0; t < x.size(); ++t) {
        const double basis[3] = {std::sin(w * static_cast<double>(t)), std::cos(w * static_cast<double>(t)), 1};
        for (int i = 0; i < 3; ++i) {
            for (int j = 0; j < 3; ++j) m[i][j] += basis[i] * basis[j];
            m[i][3] += basis[i] * static_cast<double>(x[t]);
        }
    }
    for (int i = 0; i < 3; ++i)
        for (int j = 0; j < 3; ++j) {
            if (i == j) continue;
            const double share = m[j][i] / m[i][i];
            for (int k = 0; k < 4; ++k) m[j][k] -= share * m[i][k];
        }
    return {m[0][3] / m[0][0], m[1][3] / m[1][1], m[2][3] / m[2][2]};
}

}  // namespace

double to_db(double linear) {
    return 20 * std::log10(std::max(linear, 1e-30));
}
double from_db(double db) {
    return std::pow(10.0, db / 20);
}

std::vector<float> sine(double frequency, double amplitude, std::size_t frames, double rate) {
    std::vector<float> x(frames);
    for (std::size_t t = 0; t < frames; ++t)
        x[t] = static_cast<float>(amplitude * std::sin(2 * kPi * frequency * static_cast<double>(t) / rate));
    return x;
}

std::vector<float> noise(double amplitude, std::size_t frames, unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> value(-amplitude, amplitude);
    std::vector<float> x(frames);
    for (float& v : x) v = static_cast<float>(value(random));
    return x;
}

double greatest(std::span<const float> x) {
    double most = 0;
    for (const float v : x) most = std::isfinite(v) ? std::max(most, std::abs(static_cast<double>(v))) : INFINITY;
    return most;
}

double greatest_difference(std::span<const float> a, std::span<const float> b) {
    if (a.size() != b.size()) return INFINITY;
    double most = 0;
    for (std::size_t t = 0; t < a.size(); ++t) {
        const double d = std::abs(static_cast<double>(a[t]) - static_cast<double>(b[t]));
        most = std::isfinite(d) ? std::max(most, d) : INFINITY;
    }
    return most;
}

std::complex<double> spectrum(std::span<const float> x, double frequency, double rate) {
    const std::complex<double> step = std::polar(1.0, -2 * kPi * frequency / rate);
    std::complex<double> turn = 1, sum = 0;
    std::size_t t = 0;
    for (const float v : x) {
        sum += static_cast<double>(v) * turn;
        turn *= step;
        if (++t % 4096 == 0) turn = std::polar(1.0, -2 * kPi * frequency / rate * static_cast<double>(t));
    }
    return sum;
}

double sine_level(std::span<const float> x, double frequency, double rate) {
    const Fit f = fit(x, 2 * kPi * frequency / rate);
    return std::hypot(f.sine, f.cosine);
}

double beside_sine(std::span<const float> x, double frequency, double rate) {
    const double w = 2 * kPi * frequency / rate;
    const Fit f = fit(x, w);
    double most = 0;
    for (std::size_t t = 0; t < x.size(); ++t) {
        const double at = w * static_cast<double>(t);
        most = std::max(most, std::abs(x[t] - f.sine * std::sin(at) - f.cosine * std::cos(at)));
    }
    return most;
}

double distortion_and_noise(std::span<const float> x, double frequency, double rate) {
    const double w = 2 * kPi * frequency / rate;
    const Fit f = fit(x, w);
    double rest = 0, all = 0;
    for (std::size_t t = 0; t < x.size(); ++t) {
        const double at = w * static_cast<double>(t);
        const double sine = f.sine * std::sin(at) + f.cosine * std::cos(at);
        const double left = static_cast<double>(x[t]) - sine - f.constant;
        rest += left * left, all += sine * sine;
    }
    return 10 * std::log10(rest / all);
}

double click(std::span<const float> x, double rate) {
    const std::vector<double> taps = high_pass(rate);
    if (x.size() < taps.size()) return 0;
    const std::vector<double> in(x.begin(), x.end());
    const std::size_t half = taps.size() / 2, count = in.size() - taps.size() + 1;
    // Many places at once, and both wings of the symmetric filter: the loop over t is one the compiler makes wide.
    constexpr std::size_t kAtOnce = 128;
    double most = 0;
    for (std::size_t from = 0; from < count; from += kAtOnce) {
        const std::size_t n = std::min(kAtOnce, count - from);
        double sums[kAtOnce];
        for (std::size_t t = 0; t < n; ++t) sums[t] = taps[half] * in[from + half + t];
        for (std::size_t k = 0; k < half; ++k) {
            const double* early = &in[from + k];
            const double* late = &in[from + taps.size() - 1 - k];
            for (std::size_t t = 0; t < n; ++t) sums[t] += taps[k] * (early[t] + late[t]);
        }
        for (std::size_t t = 0; t < n; ++t) most = std::max(most, std::abs(sums[t]));
    }
    return most;
}

double click_filter_gain(double frequency, double rate) {
    std::complex<double> sum = 0;
    double n = 0;
    for (const double tap : high_pass(rate)) sum += tap * std::polar(1.0, -2 * kPi * frequency / rate * n++);
    return std::abs(sum);
}

}  // namespace tutti::test
