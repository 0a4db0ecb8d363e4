#pragma once
// How much memory the desk keeps for delays, counted in pieces of half a second of one signal, and who has taken how
// many. A delay holds its pieces while it is on, whatever its time, so only switching one on can be refused. State
// thread; the engine reserves the same pool (engine/dsp/delay_line.hpp).
#include "engine/console/layout.hpp"

namespace tutti {

inline constexpr int kMonitorDelaySides = 2, kMatrixDelaySides = 2;
inline constexpr int kHalfSecond = 1, kWholeSecond = 2;  // pieces of a side

// Pieces that the delay switched by this parameter takes; 0 where it switches none.
inline int delay_pieces(const Place& place) {
    if (place.is("input/delay/on"_channel)) return kHalfSecond;
    if (place.is("delay/on"_matrix)) return kMatrixDelaySides * kWholeSecond;
    if (place.is("delay/on"_monitor)) return kMonitorDelaySides * kHalfSecond;
    if (place.is("delay/on"_output)) return kWholeSecond;
    return 0;
}

// Pieces of the whole pool: as configured, but no more than all delays of the desk together take.
inline int delay_pool(const Sizes& n) {
    const int all = n.channels * kHalfSecond + n.matrices * kMatrixDelaySides * kWholeSecond +
                    n.monitors * kMonitorDelaySides * kHalfSecond + n.outputs * kWholeSecond;
    return n.delays < all ? n.delays : all;
}

}  // namespace tutti
