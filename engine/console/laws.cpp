#include "engine/console/laws.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tutti {

float level_gain(float db) {
    return db <= kOffDb ? 0.0F : trim_gain(db);
}
float trim_gain(float db) {
    return static_cast<float>(std::pow(10.0, static_cast<double>(db) / 20.0));
}

float loudness_mean(float lufs) {
    return static_cast<float>(std::pow(10.0, (static_cast<double>(lufs) + 0.691) / 10));
}

double fader_position(double db) {
    if (db >= -10) return (db + 30) / 40;  // goes on at 40 dB a unit above +10
    if (db >= -30) return (db + 50) / 80;
    if (db >= -60) return (db + 70) / 160;
    return std::max(0.0, (db + 90) / 480);
}

double fader_db(double p) {
    if (p >= 0.5) return 40 * p - 30;
    if (p >= 0.25) return 80 * p - 50;
    if (p >= 0.0625) return 160 * p - 70;
    return std::max(-90.0, 480 * p - 90);
}

double position(const Row& row, double value) {
    value = std::clamp<double>(value, row.min, row.max);
    if (row.max <= row.min) return 0;
    switch (row.law) {
        case Law::log: return std::log(value / row.min) / std::log(static_cast<double>(row.max) / row.min);
        case Law::fader: return fader_position(value) / fader_position(row.max);
        case Law::linear:
        case Law::steps: break;
    }
    return (value - row.min) / (static_cast<double>(row.max) - row.min);
}

double value_at(const Row& row, double position) {
    position = std::clamp(position, 0.0, 1.0);
    switch (row.law) {
        case Law::log: return row.min * std::pow(static_cast<double>(row.max) / row.min, position);
        case Law::fader: return fader_db(position * fader_position(row.max));
        case Law::linear:
        case Law::steps: break;
    }
    return row.min + position * (static_cast<double>(row.max) - row.min);
}

void pan_gains(float place, float& left, float& right) {
    const double angle = (static_cast<double>(place) + 1) * std::numbers::pi / 4;
    left = place >= 1 ? 0.0F : static_cast<float>(std::cos(angle));
    right = place <= -1 ? 0.0F : static_cast<float>(std::sin(angle));
}

void balance_gains(float place, float& left, float& right) {
    const double angle = std::abs(static_cast<double>(place)) * std::numbers::pi / 2;
    const float far = std::abs(place) >= 1 ? 0.0F : static_cast<float>(std::cos(angle));
    left = place > 0 ? far : 1.0F;
    right = place < 0 ? far : 1.0F;
}

}  // namespace tutti
