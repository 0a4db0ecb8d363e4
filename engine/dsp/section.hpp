#pragma once
// Second-order filter sections, one a lane, in the form that costs least: the state-variable filter of tutti::Svf
// (A. Simper, "Linear Trapezoidal Integrated State Variable Filter", 2013: v1, v2 from the states i1, i2) in other
// coordinates. s1 is what the states alone add to the output, and s2 what they add to the next s1:
//     y = d x + s1,   s1' = c s1 + s2 + e1 x,   s2' = s2 - w s1 + e2 x
// Five multiply-adds, as few as a direct form has, but w is about the square of the frequency, so that low ones are
// exact in single precision too: what rounding c does to a peak of Q 10 at 20 Hz is 0.001 dB. Any thread; no state.
#include <cmath>

#include "engine/console/mix_frame.hpp"
#include "engine/dsp/lanes.hpp"

namespace tutti::dsp {

inline bool sane(const Svf& f) {
    return std::isfinite(f.a1 + f.a2 + f.a3 + f.m0 + f.m1 + f.m2);
}

// The state-variable filter written out for i1 and i2, and the way from them to s1 and s2.
struct SvfMatrix {
    double to1[2], to2[2];  // s1 = to1 · i, s2 = to2 · i
    double from1, from2;    // what x adds to i1 and i2
    double c, w, d;

    explicit SvfMatrix(const Svf& f) {
        const double a1 = f.a1, a2 = f.a2, a3 = f.a3, m1 = f.m1, m2 = f.m2;
        c = 2 * (a1 - a3) - 1;  // so that s2' keeps all of s2
        w = 4 * a3;
        d = f.m0 + m1 * a2 + m2 * a3;
        from1 = 2 * a2, from2 = 2 * a3;
        to1[0] = m1 * a1 + m2 * a2, to1[1] = m2 * (1 - a3) - m1 * a2;
        // The next i1 is (2 a1 - 1) i1 - 2 a2 i2, the next i2 is 2 a2 i1 + (1 - 2 a3) i2.
        to2[0] = to1[0] * (2 * a1 - 1 - c) + to1[1] * 2 * a2;
        to2[1] = to1[1] * (1 - 2 * a3 - c) - to1[0] * 2 * a2;
    }
};

inline void write_section(Section& f, int lane, const Svf& svf) {
    const SvfMatrix m(svf);
    f.d[lane] = static_cast<float>(m.d);
    f.c[lane] = svf.passes() ? 0 : static_cast<float>(m.c);
    f.w[lane] = svf.passes() ? 0 : static_cast<float>(m.w);
    f.e1[lane] = static_cast<float>(m.to1[0] * m.from1 + m.to1[1] * m.from2);
    f.e2[lane] = static_cast<float>(m.to2[0] * m.from1 + m.to2[1] * m.from2);
}

inline void clear_section(SectionState& state, int lane) {
    state.s1[lane] = state.s2[lane] = 0;
}

// The state of a filter that goes on as another: i1 and i2 stay what they are. Where i1 and i2 cannot be told from s1
// and s2 (a first-order filter has only one of them), the least that sound like it.
inline void carry_section(SectionState& state, int lane, const Svf& was, const Svf& is) {
    const SvfMatrix from(was), to(is);
    const double s1 = state.s1[lane], s2 = state.s2[lane];
    const double size1 = std::hypot(from.to1[0], from.to1[1]), size2 = std::hypot(from.to2[0], from.to2[1]);
    if (was.passes() || is.passes() || size1 == 0) return clear_section(state, lane);
    const double det = from.to1[0] * from.to2[1] - from.to1[1] * from.to2[0];
    double i1 = from.to1[0] * s1 / (size1 * size1), i2 = from.to1[1] * s1 / (size1 * size1);
    if (std::abs(det) > 1e-3 * size1 * size2) {
        i1 = (from.to2[1] * s1 - from.to1[1] * s2) / det;
        i2 = (from.to1[0] * s2 - from.to2[0] * s1) / det;
    }
    state.s1[lane] = static_cast<float>(to.to1[0] * i1 + to.to1[1] * i2);
    state.s2[lane] = static_cast<float>(to.to2[0] * i1 + to.to2[1] * i2);
}

// Whether more than `level` rings in it. s2 is worth more than s1, at low frequencies a thousand times.
inline bool rings(const SectionState& state, int lane, float level) {
    return !(std::abs(state.s1[lane]) <= level) || !(std::abs(state.s2[lane]) <= level * 1e-3F);  // no number rings
}

}  // namespace tutti::dsp
