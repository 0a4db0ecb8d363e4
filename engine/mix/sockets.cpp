#include "engine/mix/sockets.hpp"

#include <algorithm>

namespace tutti {

Sockets::Sockets(int count, int talkbacks)
    : inputs_(static_cast<std::size_t>(count)),
      signals_(inputs_ + 1 + static_cast<std::size_t>(talkbacks)),
      peaks_(static_cast<std::size_t>(count)),
      found_(static_cast<std::size_t>(count)),
      cleaned_(static_cast<std::size_t>(count) * dsp::kChunk),
      silence_(dsp::kChunk) {
    std::fill(signals_.begin(), signals_.end(), silence_.data());
}

void Sockets::take(const dsp::Kernels& kernels, const float* const* inputs, int input_count, int from, int frames) {
    const auto there = std::min(inputs_, static_cast<std::size_t>(std::max(input_count, 0)));
    const float most = kernels.check_many(inputs, static_cast<int>(there), from, frames, found_.data());
    for (std::size_t i = 0; i < there; ++i) signals_[i] = inputs[i] + from;
    for (std::size_t i = 0; i < there && !(most < dsp::kBroken); ++i) {
        if (found_[i] < dsp::kBroken) continue;
        float* y = &cleaned_[i * dsp::kChunk];
        const int count = kernels.clean(inputs[i] + from, frames, y);
        broken_.store(broken_.load(std::memory_order_relaxed) + static_cast<std::uint64_t>(count),
                      std::memory_order_relaxed);
        found_[i] = kernels.check(y, frames);
        signals_[i] = y;
    }
    for (std::size_t i = 0; i < there; ++i) peaks_[i] = std::max(peaks_[i], found_[i]);
    std::fill(signals_.begin() + static_cast<std::ptrdiff_t>(there),
              signals_.begin() + static_cast<std::ptrdiff_t>(inputs_), silence_.data());
}

int Sockets::number(const Signal& signal) const {
    const int inputs = static_cast<int>(inputs_);
    if (signal.from == Signal::From::input && signal.index >= 0 && signal.index < inputs) return signal.index;
    if (signal.from == Signal::From::oscillator) return inputs;
    const int talkbacks = static_cast<int>(signals_.size() - inputs_) - 1;
    if (signal.from == Signal::From::talkback && signal.index >= 0 && signal.index < talkbacks)
        return inputs + 1 + signal.index;
    return -1;
}

void Sockets::answer(std::vector<float>& peaks) {
    std::copy(peaks_.begin(), peaks_.end(), peaks.begin());
    std::fill(peaks_.begin(), peaks_.end(), 0.0F);
}

}  // namespace tutti
