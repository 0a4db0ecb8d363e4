#include "tests/bench/programme.hpp"

#include <cmath>
#include <numbers>

namespace tutti::bench {

Programme::Programme(int channel)
    : seed_(12345U + 977U * static_cast<std::uint32_t>(channel)),
      step_(2 * std::numbers::pi * (110.0 + 13.0 * (channel % 64)) / kRate),
      period_(24000 + 531 * (channel % 37)) {}

void Programme::fill(std::span<float> to) {
    for (float& sample : to) {
        seed_ = seed_ * 1664525U + 1013904223U;
        const double noise = static_cast<std::int32_t>(seed_) * (1.0 / 2147483648.0);
        const double level = time_++ % period_ < period_ / 2 ? 0.5 : 0.001;
        phase_ = std::fmod(phase_ + step_, 2 * std::numbers::pi);
        sample = static_cast<float>(level * std::sin(phase_) + 0.01 * level * noise);
    }
}

}  // namespace tutti::bench
