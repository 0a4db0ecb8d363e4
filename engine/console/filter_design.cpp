#include "engine/console/filter_design.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tutti {
namespace {

// g = tan(pi f / rate), k = 1/Q; m0..m2 mix input, band-pass and low-pass.
Svf section(double g, double k, double m0, double m1, double m2) {
    const double a1 = 1 / (1 + g * (g + k));
    const double a2 = g * a1;
    return {static_cast<float>(a1), static_cast<float>(a2), static_cast<float>(g * a2),
            static_cast<float>(m0), static_cast<float>(m1), static_cast<float>(m2)};
}

double warp(double frequency, double rate) {
    return std::tan(std::numbers::pi * std::min(frequency, 0.49 * rate) / rate);
}

}  // namespace

Svf design_band(FilterType type, double frequency, double gain, double q, double rate) {
    const double a = std::pow(10.0, gain / 40);
    const double g = warp(frequency, rate);
    const double k = 1 / q;
    switch (type) {
        case FilterType::bell: return section(g, k / a, 1, k / a * (a * a - 1), 0);
        case FilterType::low_shelf: return section(g / std::sqrt(a), k, 1, k * (a - 1), a * a - 1);
        case FilterType::high_shelf: return section(g * std::sqrt(a), k, a * a, k * (1 - a) * a, 1 - a * a);
        case FilterType::low_cut: return section(g, k, 1, -k, -1);
        case FilterType::high_cut: return section(g, k, 0, 0, 1);
        case FilterType::notch: return section(g, k, 1, -k, 0);
    }
    return {};
}

std::array<Svf, kCrossoverSections> design_crossover(Crossover type, bool low_cut, double frequency, double rate) {
    const auto cut = [&](double q) {
        return design_band(low_cut ? FilterType::low_cut : FilterType::high_cut, frequency, 0, q, rate);
    };
    constexpr double kButterworth = std::numbers::sqrt2 / 2;
    switch (type) {
        case Crossover::lr12: return {cut(0.5), Svf{}};
        case Crossover::lr24: return {cut(kButterworth), cut(kButterworth)};
        case Crossover::bu12: return {cut(kButterworth), Svf{}};
        case Crossover::bu24:
            return {cut(0.5 / std::cos(std::numbers::pi / 8)), cut(0.5 / std::cos(3 * std::numbers::pi / 8))};
    }
    return {};
}

Svf design_key_filter(KeyFilter type, double frequency, double q, double rate) {
    if (type == KeyFilter::low_cut) return design_band(FilterType::low_cut, frequency, 0, q, rate);
    if (type == KeyFilter::high_cut) return design_band(FilterType::high_cut, frequency, 0, q, rate);
    const double k = 1 / q;
    return section(warp(frequency, rate), k, 0, k, 0);
}

std::array<Svf, kLowCutSections> design_low_cut(double frequency, int slope, double rate) {
    const double g = warp(frequency, rate);
    const auto high_pass = [g](double k) { return section(g, k, 1, -k, -1); };
    // A first-order high-pass s/(s+1) is s(s+1)/(s+1)²: the second-order section with k = 2 whose band-pass is kept.
    const Svf first_order = section(g, 2, 1, -1, -1);
    // Butterworth pole pairs: k = 2 cos(angle from the negative real axis).
    switch (slope) {
        case 12: return {high_pass(std::numbers::sqrt2), Svf{}};
        case 18: return {high_pass(1), first_order};
        default:
            return {high_pass(2 * std::cos(std::numbers::pi / 8)), high_pass(2 * std::cos(3 * std::numbers::pi / 8))};
    }
}

}  // namespace tutti
