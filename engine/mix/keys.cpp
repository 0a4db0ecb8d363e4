#include "engine/mix/keys.hpp"

#include <algorithm>

#include "engine/mix/bus_bank.hpp"

namespace tutti {
namespace {

std::size_t banks(int strips) {
    return static_cast<std::size_t>((strips + dsp::kLanes - 1) / dsp::kLanes);
}
std::size_t at(int strip) {
    return static_cast<std::size_t>(strip) * dsp::kChunk;
}

}  // namespace

Keys::Keys(const Layout& layout)
    : channel_count_(layout.sizes().channels),
      bus_count_(layout.sizes().buses),
      channels_wanted_(banks(channel_count_)),
      buses_wanted_(banks(bus_count_)),
      channels_(banks(channel_count_) * dsp::kLanes * dsp::kChunk),
      buses_(banks(bus_count_) * dsp::kLanes * dsp::kChunk),
      spare_(static_cast<std::size_t>(2 * dsp::kLanes * dsp::kChunk)) {}

void Keys::forget() {
    std::fill(channels_wanted_.begin(), channels_wanted_.end(), false);
    std::fill(buses_wanted_.begin(), buses_wanted_.end(), false);
}

void Keys::want(const Signal& key) {
    const auto bank = static_cast<std::size_t>(key.index / dsp::kLanes);
    if (key.from == Signal::From::channel && key.index < channel_count_) channels_wanted_[bank] = true;
    if (key.from == Signal::From::bus && key.index < bus_count_) buses_wanted_[bank] = true;
}

void Keys::keep_channels(const dsp::Kernels& kernels, int bank, const dsp::Block& x, int frames) {
    float* planar[dsp::kLanes];
    for (int l = 0; l < dsp::kLanes; ++l) planar[l] = &channels_[at(bank * dsp::kLanes + l)];
    kernels.scatter(x, frames, planar);
}

void Keys::silence_channels(int bank) {
    const auto first = channels_.begin() + static_cast<std::ptrdiff_t>(at(bank * dsp::kLanes));
    std::fill_n(first, at(dsp::kLanes), 0.0F);
}

void Keys::keep_buses(const dsp::Kernels& kernels, int bank, dsp::LaneBits lanes, const StereoBlock& sum, int frames) {
    float* sides[2][dsp::kLanes];
    for (int side = 0; side < 2; ++side) {
        for (int l = 0; l < dsp::kLanes; ++l) sides[side][l] = &spare_[at(side * dsp::kLanes + l)];
        kernels.scatter(sum.side[side], frames, sides[side]);
    }
    for (int l = 0; l < dsp::kLanes; ++l) {
        if (!(lanes >> l & 1)) continue;
        float* out = &buses_[at(bank * dsp::kLanes + l)];
        for (int t = 0; t < frames; ++t) out[t] = 0.5F * (sides[0][l][t] + sides[1][l][t]);
    }
}

const float* Keys::signal(const Signal& key) const {
    static constexpr float silence[dsp::kChunk] = {};
    if (key.index < 0) return silence;
    if (key.from == Signal::From::channel && key.index < channel_count_) return &channels_[at(key.index)];
    if (key.from == Signal::From::bus && key.index < bus_count_) return &buses_[at(key.index)];
    return silence;
}

}  // namespace tutti
