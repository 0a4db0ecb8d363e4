// The oscillator: a clean sine, noises of the right colour and strength, on every way out of it.
#include "engine/mix/oscillator.hpp"

#include <gtest/gtest.h>

#include <numbers>

#include "tests/dsp/measure.hpp"
#include "tests/mix/desk.hpp"

namespace tutti::test {
namespace {

constexpr std::size_t kSecond = 48000;

Signal from_oscillator() {
    return {Signal::From::oscillator};
}

double rms(std::span<const float> x) {
    double sum = 0;
    for (const float v : x) sum += static_cast<double>(v) * static_cast<double>(v);
    return std::sqrt(sum / static_cast<double>(x.size()));
}

std::unique_ptr<Desk> ringing(OscillatorKind kind, double frequency = 1000, double level = 0, double rate = 48000) {
    auto desk = std::make_unique<Desk>(small_desk(), rate);
    desk->mix.oscillator = {kind, static_cast<float>(frequency), static_cast<float>(from_db(level)), 0};
    desk->output(0, from_oscillator());
    desk->post();
    return desk;
}

TEST(Oscillator, sine_is_pure_at_any_frequency) {
    for (const double frequency : {20.0, 100.0, 997.0, 1000.0, 6000.0, 12345.0, 20000.0}) {
        const auto desk = ringing(OscillatorKind::sine, frequency);
        desk->render(kSecond);
        const auto x = desk->out(0, 0);
        EXPECT_NEAR(to_db(sine_level(x, frequency)), 0, 0.0001) << frequency << ": right all through the second";
        EXPECT_LT(to_db(beside_sine(x, frequency)), -130) << frequency << ": everything but the sine";
    }
}

TEST(Oscillator, sine_stays_pure_for_a_long_time_and_at_other_rates) {
    for (const double rate : {44100.0, 192000.0}) {
        const auto desk = ringing(OscillatorKind::sine, 997, -20, rate);
        desk->render(static_cast<std::size_t>(20 * rate), 512);
        const auto x = desk->out(0, static_cast<std::size_t>(19 * rate));
        EXPECT_NEAR(to_db(sine_level(x, 997, rate)), -20, 0.0001);
        EXPECT_LT(to_db(beside_sine(x, 997, rate)), -150) << "130 dB below -20";
    }
}

TEST(Oscillator, a_new_frequency_is_reached_without_a_break) {
    const auto desk = ringing(OscillatorKind::sine, 200);
    desk->render(9600);
    desk->mix.oscillator.frequency = 2000;
    desk->post();
    desk->render(9600);
    EXPECT_NEAR(sine_level(desk->out(0, 9600 + 480), 2000), 1, 1e-4) << "there after 10 ms";
    EXPECT_LT(to_db(click(desk->out(0))), -80);
    EXPECT_NEAR(greatest(desk->out(0)), 1, 1e-3) << "never louder on the way";
}

// The filter alone, by its impulse response: exact, at every rate.
TEST(Oscillator, pink_noise_falls_three_decibels_an_octave) {
    for (const double rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
        PinkNoise pink(rate);
        std::vector<float> response(1 << 18);
        double power = 0;
        for (std::size_t t = 0; t < response.size(); ++t) {
            const double y = pink.next(t == 0 ? 1 : 0);
            response[t] = static_cast<float>(y), power += y * y;
        }
        EXPECT_NEAR(10 * std::log10(power / 3), 0, 0.01) << "of white noise between -1 and 1, whose power is 1/3";
        const double at_1k = to_db(std::abs(spectrum(response, 1000, rate)));
        for (double f = 20; f < 20001; f *= std::pow(1000, 1.0 / 30))
            EXPECT_NEAR(to_db(std::abs(spectrum(response, f, rate))) - at_1k, -10 * std::log10(f / 1000), 0.3)
                << f << " Hz at " << rate;
    }
}

// Power in octaves around 31.25 Hz .. 16 kHz, by Hann windows and a plain transform.
std::vector<double> octaves(std::span<const float> x) {
    constexpr std::size_t n = 1 << 16;
    std::vector<double> power(10);
    for (std::size_t from = 0; from + n <= x.size(); from += n) {
        std::vector<std::complex<double>> a(n);
        for (std::size_t t = 0, r = 0; t < n; ++t) {
            const double hann = 0.5 - 0.5 * std::cos(2 * std::numbers::pi * static_cast<double>(t) / n);
            a[r] = hann * static_cast<double>(x[from + t]);
            for (std::size_t bit = n / 2; (r ^= bit) < bit && bit; bit /= 2) {
            }
        }
        for (std::size_t half = 1; half < n; half *= 2) {
            const auto step = std::polar(1.0, -std::numbers::pi / static_cast<double>(half));
            std::complex<double> w = 1;
            for (std::size_t k = 0; k < half; ++k, w *= step)
                for (std::size_t i = k; i < n; i += 2 * half) {
                    const auto odd = w * a[i + half];
                    a[i + half] = a[i] - odd, a[i] += odd;
                }
        }
        for (std::size_t band = 0; band < power.size(); ++band) {
            const double centre = 31.25 * std::pow(2.0, static_cast<double>(band)) * n / 48000;
            for (auto i = static_cast<std::size_t>(centre / std::numbers::sqrt2); i < centre * std::numbers::sqrt2; ++i)
                power[band] += std::norm(a[i]);
        }
    }
    return power;
}

TEST(Oscillator, noise_has_its_colour_and_the_level_that_is_set) {
    for (const OscillatorKind kind : {OscillatorKind::pink, OscillatorKind::white}) {
        const auto desk = ringing(kind, 1000, -20);
        desk->render(60 * kSecond, 512);
        const auto x = desk->out(0, kSecond);
        EXPECT_NEAR(to_db(rms(x)), -20 + to_db(std::numbers::sqrt2 / 2), 0.1) << "as strong as a sine of -20 dBFS";
        const auto power = octaves(x);
        for (std::size_t band = 1; band < power.size(); ++band)
            EXPECT_NEAR(10 * std::log10(power[band] / power[band - 1]),
                        kind == OscillatorKind::pink ? 0 : 10 * std::log10(2), 0.5)
                << "octave " << band;
        double mean = 0;
        for (const float v : x) mean += static_cast<double>(v) / static_cast<double>(x.size());
        EXPECT_LT(to_db(std::abs(mean)), -70) << "no direct current";
    }
}

TEST(Oscillator, goes_to_the_buses_and_to_main_as_told) {
    auto desk = ringing(OscillatorKind::sine, 1000, -6);
    desk->open_bus(0, 0), desk->open_bus(1), desk->open_main();
    desk->mix.oscillator_left[1] = desk->mix.oscillator_right[1] = 1;
    desk->output(1, from_bus(0)), desk->output(2, from_bus(1)), desk->output(3, from_bus(1, Signal::Side::right));
    desk->output(4, from_main()), desk->output(5, from_main(Signal::Side::right));
    desk->post();
    desk->render(kSecond);
    EXPECT_EQ(greatest(desk->out(1)), 0);
    for (const int o : {2, 3}) EXPECT_NEAR(to_db(sine_level(desk->out(o, 0), 1000)), -6, 0.001) << o;
    EXPECT_EQ(greatest(desk->out(4)), 0);
    desk->mix.oscillator.main = 1;
    desk->post();
    desk->render(kSecond);
    for (const int o : {4, 5}) EXPECT_NEAR(to_db(sine_level(desk->out(o, kSecond + 480), 1000)), -6, 0.001) << o;
    desk->mix.oscillator.gain = 0;
    desk->post();
    desk->render(4800);
    for (const int o : {0, 2, 3, 4, 5}) EXPECT_EQ(greatest(desk->out(o, 2 * kSecond + 480)), 0) << o;
}

TEST(Oscillator, is_a_source_of_channels) {
    auto desk = ringing(OscillatorKind::sine, 1000, -12);
    desk->channel(2).source = from_oscillator();
    desk->channel(2).input_gain = desk->channel(2).fader_gain = 0.5F;
    desk->output(1, from_channel(2, Tap::input)), desk->output(2, from_channel(2, Tap::post_fader));
    desk->post();
    desk->render(kSecond);
    EXPECT_NEAR(to_db(sine_level(desk->out(1, 480), 1000)), -18.02, 0.01);
    EXPECT_NEAR(to_db(sine_level(desk->out(2, 480), 1000)), -24.04, 0.01);
    desk->channel(2).source = {};
    desk->post();
    desk->render(kSecond);
    EXPECT_EQ(greatest(desk->out(2, kSecond + 480)), 0);
}

TEST(Oscillator, another_kind_comes_behind_a_short_silence) {
    auto desk = ringing(OscillatorKind::sine);
    desk->render(4800);
    desk->mix.oscillator.kind = OscillatorKind::white;
    desk->post();
    desk->render(4800);
    const auto x = desk->out(0, 4800);
    EXPECT_GT(greatest(x.subspan(0, 240)), 0.4) << "10 ms out";
    EXPECT_LT(greatest(x.subspan(470, 16)), 0.02) << "and there it changes";
    EXPECT_GT(greatest(x.subspan(480 + 240, 480)), 0.5) << "10 ms in";
    EXPECT_NEAR(to_db(rms(x.subspan(960))), -3.01, 0.3);
}

TEST(Oscillator, is_the_same_for_every_block_size) {
    std::vector<float> by_64;
    for (const int block : {64, 16, 100, 512}) {
        auto desk = ringing(OscillatorKind::sine, 440, -6);
        desk->open_bus(1);
        desk->mix.oscillator_left[1] = 1;
        desk->output(0, from_bus(1));
        desk->post();
        desk->render(25600, block, [&](std::size_t t) {
            OscillatorFrame& o = desk->mix.oscillator;
            if (t % 12800 == 0 && t > 0) {
                o.frequency = 3000, o.kind = OscillatorKind::pink, desk->mix.oscillator_left[1] = 0.5F;
                desk->post();
            }
        });
        for (const auto& [kind, gain] :
             {std::pair(OscillatorKind::pink, 0.0F), {OscillatorKind::pink, 1.0F}, {OscillatorKind::sine, 0.3F}}) {
            desk->mix.oscillator.kind = kind, desk->mix.oscillator.gain = gain;
            desk->post();
            desk->render(12800, block);
        }
        if (block == 64) by_64 = desk->out(0);
        EXPECT_GT(greatest(desk->out(0)), 0.3);
        EXPECT_LT(to_db(greatest_difference(desk->out(0), by_64)), -120) << block;
    }
}

}  // namespace
}  // namespace tutti::test
