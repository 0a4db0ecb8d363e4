#include "engine/fx/oversampler.hpp"

#include <cmath>
#include <numbers>

namespace tutti::fx {
namespace {

constexpr double kAttenuation = 110;  // dB
// 20 kHz of 44.1 pass, and what folds back lands above it; then every octave above has more room.
constexpr double kTransitions[3] = {0.046, 0.27, 0.38};

// The coefficients of an elliptic half-band filter, from the theta functions of its nome q.
std::vector<double> half_band(double transition) {
    constexpr double kPi = std::numbers::pi;
    const double k = std::pow(std::tan((1 - 2 * transition) * kPi / 4), 2);
    const double root = std::pow(1 - k * k, 0.25);
    const double e = 0.5 * (1 - root) / (1 + root), e4 = e * e * e * e;
    const double q = e * (1 + e4 * (2 + e4 * (15 + 150 * e4)));
    const double power = std::pow(10, -kAttenuation / 10);
    const double a = power / (1 - power);
    int order = static_cast<int>(std::ceil(std::log(a * a / 16) / std::log(q)));
    order += order % 2 == 0 ? 1 : 0;
    std::vector<double> coefficients;
    for (int c = 1; c <= (order - 1) / 2; ++c) {
        double above = 0, below = 0.5;
        for (int i = 0; i < 40; ++i) {
            const double turn = i % 2 == 0 ? 1 : -1;
            above += turn * std::pow(q, i * (i + 1)) * std::sin((2 * i + 1) * c * kPi / order);
            if (i > 0) below += turn * std::pow(q, i * i) * std::cos(2 * i * c * kPi / order);
        }
        const double w = std::pow(above * std::pow(q, 0.25) / below, 2);
        const double x = std::sqrt((1 - w * k) * (1 - w / k)) / (1 + w);
        coefficients.push_back((1 - x) / (1 + x));
    }
    return coefficients;
}

}  // namespace

Oversampler::HalfBand::HalfBand(double transition) {
    int row = 0;
    for (const double c : half_band(transition)) rows_[row].push_back({static_cast<float>(c)}), row = 1 - row;
}

Oversampler::V Oversampler::HalfBand::run(std::vector<Stage>& row, V x) noexcept {
    for (Stage& stage : row) {
        const V y = (x - stage.out) * stage.coefficient + stage.in;
        stage.in = x;
        stage.out = y;
        x = y;
    }
    return x;
}

void Oversampler::HalfBand::up(const V* x, int frames, V* y) noexcept {
    for (int t = 0; t < frames; ++t) {
        y[2 * t] = run(rows_[0], x[t]);
        y[2 * t + 1] = run(rows_[1], x[t]);
    }
}

void Oversampler::HalfBand::down(const V* x, int frames, V* y) noexcept {
    for (int t = 0; t < frames; ++t) y[t] = 0.5F * (run(rows_[0], x[2 * t + 1]) + run(rows_[1], x[2 * t]));
}

void Oversampler::HalfBand::clear() noexcept {
    for (auto& row : rows_)
        for (Stage& stage : row) stage.in = stage.out = V{};
}

Oversampler::Oversampler()
    : up_{HalfBand(kTransitions[0]), HalfBand(kTransitions[1]), HalfBand(kTransitions[2])},
      down_{HalfBand(kTransitions[0]), HalfBand(kTransitions[1]), HalfBand(kTransitions[2])} {}

void Oversampler::up(const V* x, int frames, V* y) noexcept {
    up_[0].up(x, frames, half_);
    up_[1].up(half_, 2 * frames, quarter_);
    up_[2].up(quarter_, 4 * frames, y);
}

void Oversampler::down(const V* x, int frames, V* y) noexcept {
    down_[2].down(x, 4 * frames, quarter_);
    down_[1].down(quarter_, 2 * frames, half_);
    down_[0].down(half_, frames, y);
}

void Oversampler::clear() noexcept {
    for (HalfBand& filter : up_) filter.clear();
    for (HalfBand& filter : down_) filter.clear();
}

}  // namespace tutti::fx
