// The response of every filter, measured from its impulse response, against the analogue prototype it is meant to be:
// H(s) from the RBJ cookbook and behaviour of the desk, at s = j tan(pi f / rate) / tan(pi f0 / rate).
#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <functional>
#include <memory>
#include <numbers>

#include "engine/console/filter_design.hpp"
#include "engine/dsp/svf_bank.hpp"
#include "tests/dsp/measure.hpp"

namespace tutti::dsp {
namespace {

using Complex = std::complex<double>;
using Prototype = std::function<Complex(Complex s)>;

Complex prototype(FilterType type, double gain, double q, Complex s) {
    const double a = std::pow(10.0, gain / 40), r = std::sqrt(a) / q;
    switch (type) {
        case FilterType::bell: return (s * s + s * (a / q) + 1.0) / (s * s + s / (a * q) + 1.0);
        case FilterType::low_shelf: return a * (s * s + r * s + a) / (a * s * s + r * s + 1.0);
        case FilterType::high_shelf: return a * (a * s * s + r * s + 1.0) / (s * s + r * s + a);
        case FilterType::low_cut: return s * s / (s * s + s / q + 1.0);
        case FilterType::high_cut: return 1.0 / (s * s + s / q + 1.0);
        case FilterType::notch: return (s * s + 1.0) / (s * s + s / q + 1.0);
    }
    return 0;
}

struct Case {
    Prototype h;
    double frequency;
    std::string name;
};

// The impulse responses of sixteen filters at once.
template <int kCount>
std::vector<std::vector<float>> impulse_responses(const Kernels& kernels, SvfBank<kCount, 1>& bank,
                                                  std::size_t frames) {
    std::vector<std::vector<float>> out(kLanes, std::vector<float>(frames));
    auto x = std::make_unique<Block>(), y = std::make_unique<Block>();
    for (float& v : x->at[0]) v = 1;
    for (std::size_t t = 0; t < frames; t += kChunk) {
        const Block& result = bank.run(kernels, 0, *x, kChunk, mask_of(kAllLanes), *y);
        for (std::size_t i = 0; i < kChunk; ++i)
            for (std::size_t l = 0; l < kLanes; ++l) out[l][t + i] = result.at[i][l];
        bank.advance(kChunk, kAllLanes);
        if (t == 0)
            for (float& v : x->at[0]) v = 0;
    }
    return out;
}

void expect_response(const std::vector<float>& impulse, const Case& c, double rate) {
    for (double f = 20; f <= 20000.01; f *= std::pow(1000.0, 1 / 24.0)) {
        const double s = std::tan(std::numbers::pi * f / rate) / std::tan(std::numbers::pi * c.frequency / rate);
        const double want = test::to_db(std::abs(c.h(Complex(0, s))));
        const double is = test::to_db(std::abs(test::spectrum(impulse, f, rate)));
        if (want > -70)  // below, the rounding of an impulse that rings elsewhere is in the way
            EXPECT_NEAR(is, want, 0.1) << c.name << " at " << f << " Hz, rate " << rate;
        else
            EXPECT_LT(is, -55) <<  // as deep as coefficients in single precision make a notch at 20 Hz and 192 kHz
                c.name << " at " << f << " Hz, rate " << rate;
    }
}

class Rate : public testing::TestWithParam<double> {};
INSTANTIATE_TEST_SUITE_P(Svf, Rate, testing::Values(48000.0, 96000.0, 192000.0));

TEST_P(Rate, every_type_follows_its_prototype) {
    const double rate = GetParam();
    for (const double frequency : {20.0, 80.0, 997.0, 8000.0, 20000.0}) {
        std::vector<Case> cases;
        auto bank = std::make_unique<SvfBank<1, 1>>();
        const auto run = [&] {
            const double seconds = frequency < 50 ? 4 : 1;  // a q of 20 at 20 Hz rings on for long
            const auto responses = impulse_responses(best_kernels(), *bank, static_cast<std::size_t>(rate * seconds));
            for (std::size_t i = 0; i < cases.size(); ++i) expect_response(responses[i], cases[i], rate);
            cases.clear();
        };
        for (const FilterType type : {FilterType::bell, FilterType::low_shelf, FilterType::high_shelf,
                                      FilterType::low_cut, FilterType::high_cut, FilterType::notch})
            for (const auto& [gain, q] : {std::pair{9.0, 0.7}, {-18.0, 3.0}, {18.0, 0.3}, {-3.0, 20.0}}) {
                const auto lane = static_cast<int>(cases.size());
                bank->set(lane, 0, design_band(type, frequency, gain, q, rate), true);
                cases.push_back({[t = type, g = gain, k = q](Complex s) { return prototype(t, g, k, s); }, frequency,
                                 "type " + std::to_string(static_cast<int>(type)) + " at " + std::to_string(frequency) +
                                     " Hz, " + std::to_string(gain) + " dB, q " + std::to_string(q)});
                if (cases.size() == kLanes) run();
            }
        run();
    }
}

TEST_P(Rate, low_cuts_are_butterworth) {
    const double rate = GetParam();
    auto bank = std::make_unique<SvfBank<kLowCutSections, 1>>();
    std::vector<Case> cases;
    for (const int slope : {12, 18, 24})
        for (const double frequency : {20.0, 80.0, 300.0, 1000.0}) {
            const auto sections = design_low_cut(frequency, slope, rate);
            for (int k = 0; k < kLowCutSections; ++k)
                bank->set(static_cast<int>(cases.size()), k, sections[static_cast<std::size_t>(k)], true);
            const int order = slope / 6;
            cases.push_back({[order](Complex s) {  // |H| of a Butterworth high-pass of this order
                                 return 1 / std::sqrt(1 + std::pow(std::abs(s), -2.0 * order));
                             },
                             frequency, "low cut " + std::to_string(slope) + " at " + std::to_string(frequency)});
        }
    const auto responses = impulse_responses(best_kernels(), *bank, static_cast<std::size_t>(rate) * 2);
    for (std::size_t i = 0; i < cases.size(); ++i) expect_response(responses[i], cases[i], rate);
}

// Single precision at 20 Hz and 192 kHz: the noise a filter adds to a full-scale sine.
TEST(Svf, low_frequencies_at_high_rates_stay_quiet) {
    SvfBank<1, 1> bank;
    bank.set(0, 0, design_band(FilterType::bell, 20, 12, 4, 192000), true);
    const auto in = test::sine(997, 0.9, 4 * 192000, 192000);  // the bell's own beginning rings for a while
    std::vector<float> out;
    Block x, y;
    for (std::size_t t = 0; t < in.size(); t += kChunk) {
        for (std::size_t i = 0; i < kChunk; ++i) x.at[i][0] = in[t + i];
        const Block& result = bank.run(best_kernels(), 0, x, kChunk, mask_of(kAllLanes), y);
        for (const auto& row : result.at) out.push_back(row[0]);
    }
    const std::span settled = std::span(out).last(96000);
    EXPECT_LT(test::to_db(test::beside_sine(settled, 997, 192000)), -100);
}

// And where it boosts most.
TEST(Svf, what_rounding_adds_to_a_boosted_bass_is_inaudible) {
    for (const double rate : {48000.0, 96000.0}) {
        SvfBank<1, 1> bank;
        bank.set(0, 0, design_band(FilterType::bell, 50, 12, 2, rate), true);
        bank.set(1, 0, design_band(FilterType::low_shelf, 80, 12, 0.7, rate), true);
        bank.set(2, 0, design_low_cut(50, 24, rate)[1], true);
        const auto in = test::sine(50, 0.2, static_cast<std::size_t>(2 * rate), rate);
        std::vector<float> out[3];
        Block x, y;
        for (std::size_t t = 0; t + kChunk <= in.size(); t += kChunk) {
            for (std::size_t i = 0; i < kChunk; ++i) std::fill_n(x.at[i], 3, in[t + i]);
            const Block& result = bank.run(best_kernels(), 0, x, kChunk, mask_of(kAllLanes), y);
            for (const auto& row : result.at)
                for (std::size_t lane = 0; lane < 3; ++lane) out[lane].push_back(row[lane]);
        }
        for (const auto& heard : out) {
            const std::span settled = std::span(heard).last(static_cast<std::size_t>(rate));
            EXPECT_LT(test::to_db(test::beside_sine(settled, 50, rate)), -105) << &heard - out << ", rate " << rate;
        }
    }
}

// All widths compute the same filters.
TEST(Svf, widths_agree) {
    std::vector<std::vector<float>> first;
    for (const Kernels* const* k = all_kernels(); *k; ++k) {
        SvfBank<6, 1> bank;
        for (int lane = 0; lane < kLanes; ++lane)
            for (int n = 0; n < 6; ++n)
                bank.set(lane, n, design_band(static_cast<FilterType>(n), 60 * (lane + 1) * (n + 1), 6, 1, 48000),
                         true);
        const auto responses = impulse_responses(**k, bank, 9600);
        if (first.empty()) first = responses;
        for (std::size_t l = 0; l < kLanes; ++l)
            EXPECT_LT(test::greatest_difference(first[l], responses[l]), 1e-5) << (*k)->name;
    }
}

}  // namespace
}  // namespace tutti::dsp
