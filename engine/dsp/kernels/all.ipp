// All inner loops for one width: include it once in a source file that defines TUTTI_WIDE (the namespace), TUTTI_WIDTH
// (floats in a vector) and is compiled for that processor.
#include <cstddef>
#include <cstdint>
#include <utility>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "engine/dsp/kernels.hpp"

namespace tutti::dsp::TUTTI_WIDE {
namespace {

#include "engine/dsp/kernels/vector.ipp"
//
#include "engine/dsp/kernels/log.ipp"
//
#include "engine/dsp/kernels/dynamics.ipp"
#include "engine/dsp/kernels/filter.ipp"
#include "engine/dsp/kernels/gain.ipp"
#include "engine/dsp/kernels/glide.ipp"
#include "engine/dsp/kernels/limiter.ipp"
#include "engine/dsp/kernels/planar.ipp"
#include "engine/dsp/kernels/row.ipp"
#include "engine/dsp/kernels/send.ipp"
#include "engine/dsp/kernels/transpose.ipp"
//
#include "engine/dsp/kernels/check.ipp"

}  // namespace

extern const Kernels table;
constinit const Kernels table = {
    .name = TUTTI_WIDE_NAME,
    .width = TUTTI_WIDTH,
    .gather = gather,
    .scatter = scatter,
    .gain = gain,
    .peak = peak,
    .filter = filter,
    .fade_filter = fade_filter,
    .limit = limit,
    .gate = gate,
    .compress = compress,
    .shape = shape,
    .fade_gain = fade_gain,
    .feed = feed,
    .add_up = add_up,
    .send = send,
    .send_along = send_along,
    .bend = bend,
    .tilt = tilt,
    .send_moving = send_moving,
    .move_row = move_row,
    .move_rows = move_rows,
    .pass_rows = pass_rows,
    .move = move,
    .pass = pass,
    .check = check,
    .check_many = check_many,
    .clean = clean,
    .silence = silence,
    .curve = curve,
    .play = play,
};

}  // namespace tutti::dsp::TUTTI_WIDE
