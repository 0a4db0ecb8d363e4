#pragma once
// What the tests of sound measure with, all in double and from definitions, nothing from the engine: levels at one
// frequency, and how much of a click a change makes.
#include <complex>
#include <span>
#include <vector>

namespace tutti::test {

double to_db(double linear);
double from_db(double db);

// amplitude · sin(2 pi frequency t / rate).
std::vector<float> sine(double frequency, double amplitude, std::size_t frames, double rate = 48000);
std::vector<float> noise(double amplitude, std::size_t frames, unsigned seed = 1);

double greatest(std::span<const float> x);
double greatest_difference(std::span<const float> a, std::span<const float> b);

// The spectrum of x at one frequency: sum of x e^(-j w t).
std::complex<double> spectrum(std::span<const float> x, double frequency, double rate);

// Amplitude of a steady sine in x (of any phase), by least squares against sine, cosine and a constant.
double sine_level(std::span<const float> x, double frequency, double rate = 48000);

// What is left of x once that sine is taken away: its greatest sample.
double beside_sine(std::span<const float> x, double frequency, double rate = 48000);

// The power of what is left then, against the sine's, in dB: its distortion and noise.
double distortion_and_noise(std::span<const float> x, double frequency, double rate = 48000);

// Greatest sample of x behind a linear-phase high-pass: nothing (-140 dB) below 5 kHz, all above 6 kHz. Only where the
// filter lies wholly inside x, so that x's own beginning and end do not count.
double click(std::span<const float> x, double rate = 48000);

// The gain of that high-pass at a frequency, for its own test.
double click_filter_gain(double frequency, double rate = 48000);

}  // namespace tutti::test
