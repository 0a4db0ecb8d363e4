#pragma once
// A gain that moves smoothly: a cubic Hermite curve that starts at the present value and slope and arrives, flat, after
// a length counted in samples. So moves that follow each other join without a corner, and block sizes do not matter.
// Audio thread only. It gives up monotony: a move turned round in mid-way swings over a little; and a jump far above
// unity takes longer than it is told.
#include <cmath>

#include "engine/dsp/lanes.hpp"

namespace tutti::dsp {

// A full-scale sine under a gain that goes by 14 in 10 ms splatters at -80 dBFS, and the more so the further it goes;
// with the square of the time it gets less. Whole samples.
inline float unhurried(float away, float length) {
    constexpr float kFar = 8, kMost = 64 * kFar;
    const float size = std::fabs(away);
    if (!(size > kFar)) return length;
    return static_cast<float>(static_cast<int>(length * std::sqrt(std::fmin(size, kMost) / kFar)) + 1);
}

// The curve, in samples left (r): v = to + r² (b + c r). With d = v0 - to, slope s a sample and length n:
// b = (3 d + s n) / n², c = -(s n + 2 d) / n³.  All pointers are to one gain's four numbers.
inline void glide_to(float to, float length, float& target, float& b, float& c, float& left) {
    const float away = target + left * left * (b + c * left) - to;
    length = unhurried(away, length);
    const float slope = -(2 * b * left + 3 * c * left * left) * length;
    const float inverse = 1 / length;
    b = (3 * away + slope) * inverse * inverse;
    c = -(slope + 2 * away) * inverse * inverse * inverse;
    target = to;
    left = length;
}

// One gain.
struct Glide {
    float target = 0, b = 0, c = 0, left = 0;

    float value() const { return target + left * left * (b + c * left); }
    bool moving() const { return left > 0; }
    bool silent() const { return target == 0 && left <= 0; }
    void jump(float to) { *this = {to, 0, 0, 0}; }
    void move(float to, float length) {
        if (to != target) glide_to(to, length, target, b, c, left);
    }
    void advance(int frames) {
        left -= static_cast<float>(frames);
        if (left <= 0) jump(target);
    }
};

// The same for one lane of sixteen, or a straight line where the desk is measured (Ramps::straight).
inline float value(const GlideLanes& g, int lane) {
    if (g.straight) return g.target[lane] + g.left[lane] * g.b[lane];
    return g.target[lane] + g.left[lane] * g.left[lane] * (g.b[lane] + g.c[lane] * g.left[lane]);
}
inline void jump(GlideLanes& g, int lane, float to) {
    g.target[lane] = to;
    g.b[lane] = g.c[lane] = g.left[lane] = 0;
    g.moving &= static_cast<LaneBits>(~(1U << lane));
}
inline void move(GlideLanes& g, int lane, float to, float length) {
    if (to == g.target[lane]) return;
    if (g.straight) {
        g.b[lane] = (value(g, lane) - to) / length;
        g.c[lane] = 0;
        g.target[lane] = to;
        g.left[lane] = length;
    } else {
        glide_to(to, length, g.target[lane], g.b[lane], g.c[lane], g.left[lane]);
    }
    g.moving |= static_cast<LaneBits>(1U << lane);
}
inline void set(GlideLanes& g, int lane, float to, float length, bool at_once) {
    at_once ? jump(g, lane, to) : move(g, lane, to, length);
}
inline bool moving(const GlideLanes& g, int lane) {
    return (g.moving >> lane) & 1;
}

// Lets time pass for the lanes that were heard. Returns which of them still move.
inline LaneBits advance(GlideLanes& g, int frames, LaneBits lanes = kAllLanes) {
    if (!(g.moving & lanes)) return 0;
    for (int l = 0; l < kLanes; ++l) {
        if (!((g.moving & lanes) >> l & 1)) continue;
        g.left[l] -= static_cast<float>(frames);
        if (g.left[l] <= 0) jump(g, l, g.target[l]);
    }
    return static_cast<LaneBits>(g.moving & lanes);
}

}  // namespace tutti::dsp
