#pragma once
// Sixteen signals side by side, one after the other in memory, and the orthogonal matrix that mixes them: what the
// reverbs are made of. Audio thread only.
#include "engine/dsp/lanes.hpp"

namespace tutti::fx {

inline constexpr int kLines = dsp::kLanes;

struct alignas(64) Sixteen {
    float at[kLines][dsp::kChunk] = {};
};

// x = H x / 4, H the Hadamard matrix of 16: every signal goes into every other with the same power, none is lost.
void mix_all(Sixteen& x, int frames) noexcept;

// Sixteen signs whose sums against every row of that matrix have the same size, so that what goes in by them, or is
// taken out by them, favours no line. The rows 0..3 are orthogonal to each other.
float sign(int row, int line) noexcept;

// A number in 0..1 that looks like chance and is always the same.
double chance(unsigned seed, int number) noexcept;

}  // namespace tutti::fx
