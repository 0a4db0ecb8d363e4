// All inner loops for one width: include it once in a source file that defines TUTTI_WIDE (the namespace), TUTTI_WIDTH
// (floats in a vector) and is compiled for that processor.
#include <cstddef>
#include <cstdint>
#include <utility>

#include "engine/dsp/kernels.hpp"

namespace tutti::dsp::TUTTI_WIDE {
namespace {

#include "engine/dsp/kernels/vector.ipp"
//
#include "engine/dsp/kernels/filter.ipp"
#include "engine/dsp/kernels/gain.ipp"
#include "engine/dsp/kernels/limiter.ipp"
#include "engine/dsp/kernels/planar.ipp"
#include "engine/dsp/kernels/send.ipp"
#include "engine/dsp/kernels/transpose.ipp"

}  // namespace

extern const Kernels table;
constinit const Kernels table = {TUTTI_WIDE_NAME, TUTTI_WIDTH, gather, scatter, gain,   peak,
                                 filter,          fade_filter, limit,  feed,    add_up, send,
                                 send_moving,     check,       clean,  curve,   play};

}  // namespace tutti::dsp::TUTTI_WIDE
