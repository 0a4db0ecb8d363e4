#include "engine/mix/oscillator.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

namespace tutti {
namespace {

// sin(pi x) for x in -1/2..1/2: the Taylor series, whose rest is below 1e-11 (-220 dB).
double sine_of_half_turns(double x) {
    const double y = x * std::numbers::pi, z = y * y;
    return y *
           (1 + z * (-1.0 / 6 +
                     z * (1.0 / 120 +
                          z * (-1.0 / 5040 + z * (1.0 / 362880 + z * (-1.0 / 39916800 + z * (1.0 / 6227020800.0 -
                                                                                             z / 1307674368000.0)))))));
}

double sine_of_phase(std::uint64_t phase) {
    double x = static_cast<double>(static_cast<std::int64_t>(phase)) * 0x1p-63;  // half turns, -1..1
    if (x > 0.5) x = 1 - x;
    if (x < -0.5) x = -1 - x;
    return sine_of_half_turns(x);
}

// Ten first-order sections as a sum, so that no pole waits for another: H = through + sum of gain / (1 - pole z^-1).
// Fitted by least squares on a logarithmic scale to 1/sqrt(f), 0.007 dB from 8e-5 to 0.93 of half the sample rate;
// a power law looks the same at every rate, so the numbers serve all.
constexpr double kThrough = -0.18273735443032962;
constexpr double kPole[] = {0.9998482037635454, 0.9993389777468542, 0.997947143020109,  0.9938352318427642,
                            0.9816326497192766, 0.9459521326064854, 0.8462942969047127, 0.6003489138418999,
                            0.1499522136387983, -0.5450397822063724};
constexpr double kGain[] = {0.011483029763563083, 0.011003275791406647, 0.017465130402802297, 0.02968142076001444,
                            0.05102859003372762,  0.08765292725167217,  0.1493607508182244,   0.25431996381473515,
                            0.6014324723021329,   -0.030690206507951127};

// AES17: noise is as strong as a sine of the same level. RMS of a sine of peak 1; and of the generator's -1..1.
constexpr double kSineRms = std::numbers::sqrt2 / 2;
constexpr double kWhiteRms = std::numbers::inv_sqrt3;

// Knuth's MMIX generator; the upper half of the bits is random enough for ears and for spectra.
double white(std::uint64_t& state) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<double>(static_cast<std::int32_t>(state >> 32)) * 0x1p-31;
}

}  // namespace

PinkNoise::PinkNoise(double rate) {
    // Butterworth of second order at 10 Hz, by bilinear transform.
    const double k = std::tan(std::numbers::pi * 10 / rate), norm = 1 / (1 + std::numbers::sqrt2 * k + k * k);
    b_[0] = norm, b_[1] = -2 * norm, b_[2] = norm;
    a_[0] = 2 * (k * k - 1) * norm, a_[1] = (1 - std::numbers::sqrt2 * k + k * k) * norm;
    // The power that comes out when white noise of power 1 goes in: the mean of |H|^2, on a grid even in log f.
    double power = 0;
    constexpr int steps = 4000;
    const double lowest = 1e-6, ratio = std::pow(1 / lowest, 1.0 / steps);
    for (int i = 0; i < steps; ++i) {
        const double from = lowest * std::pow(ratio, i);
        const std::complex<double> z = std::polar(1.0, -std::numbers::pi * from * std::sqrt(ratio));
        std::complex<double> h = kThrough;
        for (int p = 0; p < kPoles; ++p) h += kGain[p] / (1.0 - kPole[p] * z);
        h *= (b_[0] + z * (b_[1] + z * b_[2])) / (1.0 + z * (a_[0] + z * a_[1]));
        power += std::norm(h) * from * (ratio - 1);
    }
    for (double& b : b_) b /= std::sqrt(power) * kWhiteRms;
}

double PinkNoise::next(double white) {
    double x = kThrough * white;
    for (int p = 0; p < kPoles; ++p) {
        const auto n = static_cast<std::size_t>(p);
        state_[n] = kPole[p] * state_[n] + kGain[p] * white;
        x += state_[n];
    }
    const double y = b_[0] * x + low_[0];
    low_[0] = b_[1] * x - a_[0] * y + low_[1];
    low_[1] = b_[2] * x - a_[1] * y;
    return y;
}

Oscillator::Oscillator(int bus_count, double rate, const Ramps& ramps)
    : ramps_(ramps), rate_(rate), pink_(rate), sends_(1, bus_count, ramps), main_(ramps) {}

void Oscillator::set(const dsp::Kernels& kernels, const MixFrame& frame, bool at_once) {
    const OscillatorFrame& wanted = frame.oscillator;
    const bool unheard = at_once || gain_.silent();
    // Not above where it would fold back.
    const double step = std::min(static_cast<double>(sound(wanted.frequency)) / rate_, 0.49);
    if (step != step_) {
        // The new frequency is reached along a curve that begins at the present one.
        bend_.target = static_cast<float>(step_ - step) + bend_.target;
        step_ = step;
        unheard ? bend_.jump(0) : bend_.move(0, ramps_.gain);
    }
    wanted_ = wanted.kind;
    wanted_gain_ = sound(wanted.gain);
    if (unheard) kind_ = wanted_;
    const float gain = kind_ == wanted_ ? wanted_gain_ : 0;
    at_once ? gain_.jump(gain) : gain_.move(gain, ramps_.gain);

    static constexpr std::uint8_t kAnyTap[dsp::kLanes * 4] = {};
    sends_.set_row(kernels, 0, 0, frame.oscillator_left.data(), frame.oscillator_right.data(), kAnyTap, unheard);
    main_.set(0, sound(wanted.main), sound(wanted.main), ramps_.gain, unheard);
}

void Oscillator::settle() {
    if (kind_ == wanted_ || gain_.moving()) return;
    kind_ = wanted_;
    gain_.move(wanted_gain_, ramps_.gain);
}

float Oscillator::wait(float none) const {
    return kind_ == wanted_ ? none : std::min(none, gain_.left);
}

const float* Oscillator::process(const dsp::Kernels& kernels, int frames) {
    if (gain_.silent()) {
        if (heard_) sends_.settle(kernels, 0), main_.settle(), bend_.jump(0);
        heard_ = false;
        return nullptr;
    }
    heard_ = true;
    float gain[dsp::kChunk];
    kernels.curve(gain_, frames, gain);
    // Behind the end of a fade-out time stands still, wherever the block ends.
    const int sounding = gain_.target == 0 ? std::min(frames, static_cast<int>(gain_.left)) : frames;
    kind_ == OscillatorKind::sine ? tone(sounding, gain) : noise(sounding, gain);
    std::fill(planar_.begin() + sounding, planar_.begin() + frames, 0.0F);
    gain_.advance(frames);
    return planar_.data();
}

void Oscillator::tone(int frames, const float* gain) {
    for (int t = 0; t < frames; ++t) {
        planar_[static_cast<std::size_t>(t)] = static_cast<float>(sine_of_phase(phase_) * static_cast<double>(gain[t]));
        const double step = std::clamp(step_ + static_cast<double>(bend_.value()), -0.49, 0.49);
        phase_ += static_cast<std::uint64_t>(static_cast<std::int64_t>(step * 0x1p64));
        if (bend_.moving()) bend_.advance(1);
    }
}

void Oscillator::noise(int frames, const float* gain) {
    const bool pink = kind_ == OscillatorKind::pink;
    const double scale = pink ? kSineRms : kSineRms / kWhiteRms;
    for (int t = 0; t < frames; ++t) {
        const double x = white(random_);
        planar_[static_cast<std::size_t>(t)] =
            static_cast<float>((pink ? pink_.next(x) : x) * scale * static_cast<double>(gain[t]));
    }
}

void Oscillator::add(const dsp::Kernels& kernels, int frames, std::vector<StereoSum>& buses, StereoSum& main) {
    if (!heard_) return;
    for (int t = 0; t < frames; ++t) block_.at[t][0] = planar_[static_cast<std::size_t>(t)];
    constexpr dsp::LaneBits lane = 1;
    const TapPoints taps{{&block_, &block_, &block_, &block_, &block_}};
    sends_.add(kernels, 0, lane, taps, frames, buses);
    main_.add(kernels, block_, lane, frames, main);
}

}  // namespace tutti
