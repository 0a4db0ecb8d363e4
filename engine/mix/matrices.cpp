#include "engine/mix/matrices.hpp"

#include <cstring>

namespace tutti {
namespace {

constexpr std::uint8_t kOneTap[dsp::kLanes] = {};  // a row is taken at one place

int banks(int strips) {
    return (strips + dsp::kLanes - 1) / dsp::kLanes;
}

}  // namespace

Matrices::Matrices(const Layout& layout, dsp::DelayPool& delays, const Ramps& ramps, InsertGear& gear)
    : bus_banks_(banks(layout.sizes().buses)),
      lanes_(static_cast<dsp::LaneBits>((1U << layout.sizes().matrices) - 1)),
      bank_(ramps, gear, &delays),
      feeds_(2 * bus_banks_ + 2, layout.sizes().matrices, ramps),
      sum_(static_cast<std::size_t>(banks(layout.sizes().matrices))) {}

void Matrices::set_feed(const dsp::Kernels& kernels, int rows, int lane, const MixFrame& frame, int row, bool at_once) {
    if (!lanes_) return;
    const std::size_t at = frame.matrix_feed(row);
    feeds_.set_row(kernels, rows, lane, frame.matrix_left.data() + at, frame.matrix_right.data() + at, kOneTap,
                   at_once);
}

void Matrices::begin() {
    for (StereoSum& sum : sum_) sum.clear();
}

void Matrices::add(const dsp::Kernels& kernels, int rows, dsp::LaneBits lanes, const dsp::Block& x, int frames) {
    if (!lanes_) return;
    TapPoints taps;
    for (const dsp::Block*& at : taps.at) at = &x;
    feeds_.add(kernels, rows, lanes, taps, frames, sum_);
}

const StereoTaps& Matrices::process(const dsp::Kernels& kernels, const Keys& keys, int frames, BusScratch& scratch) {
    return bank_.process(kernels, keys, lanes_, sum_[0], nullptr, frames, scratch);
}

}  // namespace tutti
