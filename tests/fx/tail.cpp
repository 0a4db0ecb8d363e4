#include "tests/fx/tail.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

namespace tutti::test {
namespace {

constexpr double kPi = std::numbers::pi;

double hann(double place) {
    return 0.5 - 0.5 * std::cos(2 * kPi * place);
}

}  // namespace

void transform(Spectrum& x, bool back) {
    const std::size_t size = x.size();
    for (std::size_t i = 1, j = 0; i < size; ++i) {
        std::size_t bit = size >> 1;
        for (; j & bit; bit >>= 1) j ^= bit;
        j ^= bit;
        if (i < j) std::swap(x[i], x[j]);
    }
    for (std::size_t length = 2; length <= size; length *= 2) {
        std::vector<std::complex<double>> turns(length / 2);
        for (std::size_t k = 0; k < turns.size(); ++k)
            turns[k] = std::polar(1.0, (back ? 2 : -2) * kPi * static_cast<double>(k) / static_cast<double>(length));
        for (std::size_t first = 0; first < size; first += length)
            for (std::size_t k = 0; k < turns.size(); ++k) {
                const auto a = x[first + k], b = x[first + k + turns.size()] * turns[k];
                x[first + k] = a + b;
                x[first + k + turns.size()] = a - b;
            }
    }
}

Bands::Bands(std::span<const float> left, std::span<const float> right, double rate)
    : rate_(rate), frames_(left.size()), spectrum_(std::bit_ceil(left.size())) {
    for (std::size_t t = 0; t < frames_; ++t)
        spectrum_[t] = {static_cast<double>(left[t]), static_cast<double>(right[t])};
    transform(spectrum_);
}

Spectrum Bands::between(double from, double to) const {
    const auto edge = [](double octaves) {  // 0 below, 1 above, round a sixth of an octave
        const double place = std::clamp(octaves * 6 + 0.5, 0.0, 1.0);
        return std::sin(place * kPi / 2);
    };
    Spectrum s = spectrum_;
    for (std::size_t k = 0; k < s.size(); ++k) {
        const auto bin = static_cast<double>(std::min(k, s.size() - k));
        const double f = std::max(bin * rate_ / static_cast<double>(s.size()), 1e-3);
        s[k] *= edge(std::log2(f / from)) * edge(std::log2(to / f)) / static_cast<double>(s.size());
    }
    transform(s, true);
    s.resize(frames_);
    return s;
}

double decay_time(const Spectrum& x, double rate) {
    std::vector<double> rest(x.size() + 1);
    for (std::size_t t = x.size(); t-- > 0;) rest[t] = rest[t + 1] + std::norm(x[t]);
    double n = 0, st = 0, sl = 0, stt = 0, stl = 0;
    for (std::size_t t = 0; t < x.size(); ++t) {
        const double level = 10 * std::log10(rest[t] / rest[0] + 1e-30);
        if (level > -5 || level < -35) continue;
        const double at = static_cast<double>(t) / rate;
        ++n, st += at, sl += level, stt += at * at, stl += at * level;
    }
    return -60 / ((n * stl - st * sl) / (n * stt - st * st));
}
double decay_time(std::span<const float> x, double rate) {
    return decay_time(Spectrum(x.begin(), x.end()), rate);
}

double echo_density(std::span<const float> x, double seconds, double rate) {
    const auto half = static_cast<int>(0.010 * rate), centre = static_cast<int>(seconds * rate);
    const auto each = [&](auto visit) {
        for (int i = -half; i <= half; ++i) {
            const int t = centre + i;
            if (t < 0 || t >= static_cast<int>(x.size())) continue;
            visit(static_cast<double>(x[static_cast<std::size_t>(t)]), hann((i + half + 1.0) / (2.0 * half + 2)));
        }
    };
    double weights = 0, power = 0, outside = 0;
    each([&](double v, double w) { weights += w, power += w * v * v; });
    const double deviation = std::sqrt(power / weights);
    each([&](double v, double w) { outside += std::abs(v) > deviation ? w : 0; });
    return outside / weights / std::erfc(1 / std::numbers::sqrt2);
}

double dense_from(std::span<const float> x, double rate) {
    for (double at = 0; at < 0.5; at += 0.001) {
        double sum = 0;
        for (int k = 0; k < 20; ++k) sum += echo_density(x, at + 0.001 * k, rate);
        if (sum / 20 >= 1) return at;
    }
    return INFINITY;
}

double greatest_peak(std::span<const float> left, std::span<const float> right, double from, double to,
                     std::size_t size, double rate) {
    // Each window is divided by its local mean, so that the end of the tail, where a mode rings alone, counts as much.
    std::vector<double> shape(size / 2 + 1);
    const double bin = rate / static_cast<double>(size), sixth = std::exp2(1.0 / 6);
    int windows = 0;
    for (const auto side : {left, right})
        for (auto at = static_cast<std::size_t>(from * rate); at + size <= static_cast<std::size_t>(to * rate);
             at += size / 4) {
            Spectrum s(size);
            for (std::size_t t = 0; t < size; ++t)
                s[t] = static_cast<double>(side[at + t]) * hann(static_cast<double>(t) / static_cast<double>(size));
            transform(s);
            ++windows;
            std::vector<double> sums(shape.size() + 1);
            for (std::size_t k = 0; k < shape.size(); ++k) sums[k + 1] = sums[k] + std::norm(s[k]);
            for (std::size_t k = 1; k < static_cast<std::size_t>(10000 / bin); ++k) {
                const auto low = static_cast<std::size_t>(static_cast<double>(k) / sixth);
                const auto high = static_cast<std::size_t>(std::ceil(static_cast<double>(k) * sixth));
                shape[k] += std::norm(s[k]) * static_cast<double>(high + 1 - low) / (sums[high + 1] - sums[low]);
            }
        }
    return 10 * std::log10(*std::max_element(shape.begin() + static_cast<int>(100 / bin), shape.end()) / windows);
}

double correlation(std::span<const std::complex<double>> x) {
    double both = 0, left = 0, right = 0;
    for (const auto& v : x) both += v.real() * v.imag(), left += v.real() * v.real(), right += v.imag() * v.imag();
    return both / std::sqrt(left * right);
}
double correlation(std::span<const float> left, std::span<const float> right) {
    Spectrum x(left.size());
    for (std::size_t t = 0; t < x.size(); ++t) x[t] = {static_cast<double>(left[t]), static_cast<double>(right[t])};
    return correlation(x);
}

double stray_cents(std::span<const float> x, double frequency, double window, double rate) {
    const auto frames = static_cast<std::size_t>(window * rate);
    double before = 0, most = 0;
    bool first = true;
    for (std::size_t at = 0; at + frames <= x.size(); at += frames) {
        std::complex<double> sum = 0;
        for (std::size_t t = 0; t < frames; ++t)
            sum += static_cast<double>(x[at + t]) * hann(static_cast<double>(t) / static_cast<double>(frames)) *
                   std::polar(1.0, -2 * kPi * frequency * static_cast<double>(at + t) / rate);
        const double phase = std::arg(sum);
        const double turned = std::remainder(phase - before, 2 * kPi) / (2 * kPi);
        const double strayed = turned / (static_cast<double>(frames) / rate);  // Hz
        if (!first) most = std::max(most, std::abs(1200 * std::log2((frequency + strayed) / frequency)));
        before = phase, first = false;
    }
    return most;
}

}  // namespace tutti::test
