#include "engine/fx/sixteen.hpp"

#include <bit>
#include <cstdint>

namespace tutti::fx {
namespace {

// Four signals: two of the four steps of the fast transform.
void mix_four(float* __restrict a, float* __restrict b, float* __restrict c, float* __restrict d, int frames,
              float scale) noexcept {
    for (int t = 0; t < frames; ++t) {
        const float ab = a[t] + b[t], a_b = a[t] - b[t], cd = c[t] + d[t], c_d = c[t] - d[t];
        a[t] = (ab + cd) * scale;
        b[t] = (a_b + c_d) * scale;
        c[t] = (ab - cd) * scale;
        d[t] = (a_b - c_d) * scale;
    }
}

}  // namespace

void mix_all(Sixteen& x, int frames) noexcept {
    for (int i = 0; i < 4; ++i) mix_four(x.at[4 * i], x.at[4 * i + 1], x.at[4 * i + 2], x.at[4 * i + 3], frames, 0.5F);
    for (int i = 0; i < 4; ++i) mix_four(x.at[i], x.at[i + 4], x.at[i + 8], x.at[i + 12], frames, 0.5F);
}

// A bent function of the line's four bits, and linear functions added to it.
float sign(int row, int line) noexcept {
    const int bent = (line & 1) * (line >> 1 & 1) ^ (line >> 2 & 1) * (line >> 3 & 1);
    const int linear = std::popcount(static_cast<unsigned>(line & row * 5)) & 1;
    return bent ^ linear ? -1.0F : 1.0F;
}

double chance(unsigned seed, int number) noexcept {
    std::uint64_t x = (std::uint64_t{seed} << 32) + static_cast<std::uint64_t>(number) + 1;
    for (int round = 0; round < 3; ++round) {
        x *= 0x9e3779b97f4a7c15;
        x ^= x >> 29;
    }
    return static_cast<double>(x >> 11) * 0x1p-53;
}

}  // namespace tutti::fx
