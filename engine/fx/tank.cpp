#include "engine/fx/tank.hpp"

#include <cmath>

#include "engine/fx/sections.hpp"

namespace tutti::fx {

Tank::Tank(double rate, const dsp::Kernels& kernels, double shortest, double longest, double largest_size,
           unsigned seed)
    : rate_(rate), kernels_(kernels), fade_(static_cast<float>(std::round(rate * 0.020))) {
    absorption_.set_length(fade_);
    for (int i = 0; i < kLines; ++i) {
        // Spread evenly, a little closer among the short ones; each by chance within its own sixteenth.
        const double place = (i + chance(seed, i)) / kLines;
        length_ms_[i] = shortest + (longest - shortest) * std::pow(place, 1.3);
        rings_.emplace_back(static_cast<int>(length_ms_[i] * largest_size * rate / 1000) + dsp::kChunk);
    }
    set({}, true);
}

void Tank::set(const Decay& decay, bool at_once) noexcept {
    const double low = warped(decay.low_frequency, rate_), high = warped(decay.high_frequency, rate_);
    for (int i = 0; i < kLines; ++i) {
        const int most = rings_[static_cast<std::size_t>(i)].longest();
        // A whole block is read before it is written.
        const int samples = std::clamp(static_cast<int>(length_ms_[i] * decay.size * rate_ / 1000),
                                       static_cast<int>(dsp::kChunk), most);
        taps_[i].set(samples, fade_, at_once);
        const double pass = -60 * samples / rate_;  // dB, times 1/decay
        const double middle = pass / decay.middle;
        absorption_.set(i, 0, low_shelf(low, pass / decay.low - middle, from_db(middle)), at_once);
        absorption_.set(i, 1, high_shelf(high, pass / decay.high - middle), at_once);
    }
}

int Tank::until_change(int frames) const noexcept {
    for (const ReadPoint& tap : taps_) frames = tap.until_change(frames);
    const float wait = absorption_.wait(static_cast<float>(frames));
    return std::clamp(static_cast<int>(wait), 1, frames);
}

void Tank::process(Sixteen& x, float direct, int frames) noexcept {
    const float* lines[kLines];
    float* back[kLines];
    for (int i = 0; i < kLines; ++i) {
        taps_[i].read(rings_[static_cast<std::size_t>(i)], frames, true, read_.at[i]);
        lines[i] = back[i] = read_.at[i];
    }
    kernels_.gather(lines, frames, block_);
    const dsp::LaneMask all = dsp::mask_of(dsp::kAllLanes);
    kernels_.scatter(absorption_.run(kernels_, 0, block_, frames, all, filtered_), frames, back);
    mix_all(read_, frames);
    for (int i = 0; i < kLines; ++i) {
        float in[dsp::kChunk];
        for (int t = 0; t < frames; ++t) {
            in[t] = x.at[i][t] + read_.at[i][t];
            x.at[i][t] = direct * x.at[i][t] + read_.at[i][t];
        }
        rings_[static_cast<std::size_t>(i)].write(in, frames);
        taps_[i].advance(frames);
    }
    absorption_.advance(frames, dsp::kAllLanes);
    absorption_.start_waiting();
}

void Tank::clear() noexcept {
    for (Ring& ring : rings_) ring.clear();
    for (ReadPoint& tap : taps_) tap.arrive();
    absorption_.settle();
}

}  // namespace tutti::fx
