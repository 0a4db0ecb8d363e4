#pragma once
// What reverberation is measured by, from the definitions and in double: decay times by Schroeder's integral, echo
// density after Abel and Huang, peaks of the spectrum, correlation of the sides. For tests.
#include <complex>
#include <span>
#include <vector>

namespace tutti::test {

using Spectrum = std::vector<std::complex<double>>;
// In place; the size is a power of two. `back` without the division by the size.
void transform(Spectrum& x, bool back = false);

// What lies between two frequencies, by the spectrum; the edges are a sixth of an octave wide. The sound must have died
// away at its end.
class Bands {
public:
    Bands(std::span<const float> left, std::span<const float> right, double rate = 48000);

    // left + i right.
    Spectrum between(double from, double to) const;
    Spectrum octave(double centre) const { return between(centre / 1.41421356, centre * 1.41421356); }

private:
    double rate_;
    std::size_t frames_;
    Spectrum spectrum_;
};

// Time for 60 dB: the slope of the energy that is still to come, from 5 to 35 dB down (ISO 3382: T30).
double decay_time(std::span<const float> x, double rate = 48000);
double decay_time(const Spectrum& both_sides, double rate = 48000);

// J. S. Abel and P. Huang, "A simple, robust measure of reverberation echo density" (AES 2006): the share of samples
// outside one standard deviation, in a Hann window of 20 ms around `seconds`, against that of Gaussian noise.
double echo_density(std::span<const float> x, double seconds, double rate = 48000);
// The first moment, in seconds, from which the mean density of the following 20 ms is 1.
double dense_from(std::span<const float> x, double rate = 48000);

// Between two moments, from 100 Hz to 10 kHz: the greatest height of the power in a bin over that in the third of an
// octave around it, in dB. Mean of both sides and of all windows of `size` samples, which overlap by 3/4.
double greatest_peak(std::span<const float> left, std::span<const float> right, double from, double to,
                     std::size_t size = 8192, double rate = 48000);

// Of left and right.
double correlation(std::span<const float> left, std::span<const float> right);
double correlation(std::span<const std::complex<double>> both_sides);

// The greatest deviation from `frequency` of a sine that has passed through something, in cents: the slope of its phase
// over `window` seconds.
double stray_cents(std::span<const float> x, double frequency, double window = 0.05, double rate = 48000);

}  // namespace tutti::test
