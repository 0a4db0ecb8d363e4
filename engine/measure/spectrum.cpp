#include "engine/measure/spectrum.hpp"

#include <kiss_fft.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <numbers>
#include <utility>

namespace tutti {
namespace {

constexpr int kWindow = 512;
constexpr double kHighest = 0.225;   // of its rate: where an octave's bands end
constexpr double kAverage = 0.2;     // s
constexpr double kFreshness = 0.02;  // s between windows, where that is not less than an eighth of one
constexpr double kNothing = 1e-30;   // power that is none, long before numbers become slow

double edge(double band) {
    return 20 * std::exp2(band / 6);
}

// Kaiser's window, for 100 dB.
double kaiser(double x) {
    const auto bessel = [](double z) {
        double sum = 1, term = 1;
        for (int k = 1; k < 40; ++k) sum += term *= z * z / (4.0 * k * k);
        return sum;
    };
    constexpr double beta = 10.06;
    return bessel(beta * std::sqrt(std::max(0.0, 1 - x * x))) / bessel(beta);
}

}  // namespace

double spectrum_band(int band) {
    return edge(band);
}

Spectrum::Halving::Halving() {
    double sum = 0;
    for (std::size_t i = 0; i < half_.size(); ++i) {
        const double n = 2.0 * static_cast<double>(i) + 1;  // distance from the middle
        const double tap = std::sin(std::numbers::pi * n / 2) / (std::numbers::pi * n) * kaiser(n / (kTaps / 2 + 1));
        half_[i] = static_cast<float>(tap);
        sum += 2 * tap;
    }
    for (float& tap : half_) tap *= static_cast<float>(0.5 / sum);  // beside the middle's 0.5
}

bool Spectrum::Halving::take(Sample x, Sample& y) {
    at_ = (at_ + 1) % kTaps;
    past_[static_cast<std::size_t>(at_)] = past_[static_cast<std::size_t>(at_ + kTaps)] = x;
    odd_ = !odd_;
    if (odd_) return false;
    const Sample* middle = &past_[static_cast<std::size_t>(at_ + 1 + kTaps / 2)];
    y = 0.5F * *middle;
    for (std::size_t i = 0; i < half_.size(); ++i) {
        const auto n = static_cast<std::ptrdiff_t>(2 * i + 1);
        y += half_[i] * (middle[-n] + middle[n]);
    }
    return true;
}

Spectrum::Spectrum(double rate)
    : fft_(kiss_fft_alloc(kWindow, 0, nullptr, nullptr), std::free), in_(kWindow), out_(kWindow) {
    if (!fft_) throw std::bad_alloc();
    double power = 0;
    for (int i = 0; i < kWindow; ++i) {
        window_.push_back(static_cast<float>(0.5 - 0.5 * std::cos(2 * std::numbers::pi * (i + 0.5) / kWindow)));
        power += static_cast<double>(window_.back()) * window_.back();
    }
    scale_ = 4 / (kWindow * power);  // both halves of the transform; a sine's power is half its square
    for (int band = kSpectrumBands - 1; band >= 0; --band) {
        const double to = std::min(edge(band + 0.5), rate / 2);
        if (to <= edge(band - 0.5)) continue;
        const int octave = std::max(0, static_cast<int>(std::floor(std::log2(kHighest * rate / to))));
        while (octaves_.size() <= static_cast<std::size_t>(octave)) {
            Octave& next = octaves_.emplace_back();
            const double its_rate = std::ldexp(rate, -static_cast<int>(octaves_.size() - 1));
            next.past.resize(kWindow);
            next.hop = kWindow / 2;
            while (next.hop > kWindow / 8 && next.hop > kFreshness * its_rate) next.hop /= 2;
            next.share = 1 - std::exp(-next.hop / (its_rate * kAverage));
        }
        const double bins = kWindow * std::ldexp(1, octave) / rate;
        octaves_[static_cast<std::size_t>(octave)].bands.push_back(
            {band, edge(band - 0.5) * bins + 0.5, to * bins + 0.5});
    }
}

Spectrum::~Spectrum() = default;

void Spectrum::add(std::span<const float> interleaved) {
    for (std::size_t i = 0; i + 1 < interleaved.size(); i += 2) add(0, {interleaved[i], interleaved[i + 1]});
}

void Spectrum::add(std::size_t number, Sample x) {
    for (; number < octaves_.size(); ++number) {
        Octave& octave = octaves_[number];
        if (number > 0 && !octave.above.take(x, x)) return;
        octave.past[static_cast<std::size_t>(octave.at)] = x;
        octave.at = (octave.at + 1) % kWindow;
        if (++octave.since == octave.hop) transform(octave);
    }
}

void Spectrum::transform(Octave& octave) {
    octave.since = 0;
    if (octave.bands.empty()) return;
    for (int i = 0; i < kWindow; ++i)
        in_[static_cast<std::size_t>(i)] =
            octave.past[static_cast<std::size_t>((octave.at + i) % kWindow)] * window_[static_cast<std::size_t>(i)];
    static_assert(sizeof(Sample) == sizeof(kiss_fft_cpx));
    kiss_fft(fft_.get(), reinterpret_cast<const kiss_fft_cpx*>(in_.data()),
             reinterpret_cast<kiss_fft_cpx*>(out_.data()));
    for (Band& band : octave.bands) {
        double power[2] = {};
        const int last = std::min(static_cast<int>(band.to), kWindow / 2 - 1);
        for (int bin = static_cast<int>(band.from); bin <= last; ++bin) {
            const double part = std::min<double>(bin + 1, band.to) - std::max<double>(bin, band.from);
            const Sample a = out_[static_cast<std::size_t>(bin)],
                         b = std::conj(out_[static_cast<std::size_t>(kWindow - bin)]);
            power[0] += part * 0.25 * std::norm(a + b);
            power[1] += part * 0.25 * std::norm(a - b);
        }
        for (int side = 0; side < 2; ++side) {
            band.power[side] += octave.share * (scale_ * power[side] - band.power[side]);
            if (band.power[side] < kNothing) band.power[side] = 0;
        }
    }
}

std::array<float, kSpectrumBands> Spectrum::bands() const {
    std::array<float, kSpectrumBands> all;
    all.fill(-std::numeric_limits<float>::infinity());
    for (const Octave& octave : octaves_)
        for (const Band& band : octave.bands)
            if (const double power = std::max(band.power[0], band.power[1]); power > 0)
                all[static_cast<std::size_t>(band.number)] = static_cast<float>(10 * std::log10(power));
    return all;
}

}  // namespace tutti
