#pragma once
// What channels can take as their source. The device's input sockets: every sample is looked at once, measured, and
// stopped if it is broken; and, numbered behind them, the desk's own signals. What lies behind signal() is therefore
// always finite. Audio thread only; broken() may be read by any thread.
#include <atomic>
#include <cstdint>
#include <vector>

#include "engine/console/mix_frame.hpp"
#include "engine/dsp/kernels.hpp"

namespace tutti {

class Sockets {
public:
    Sockets(int count, int talkbacks);

    // Takes `frames` (1..kChunk) samples of each input, starting at sample `from` of the device's buffers.
    void take(const dsp::Kernels& kernels, const float* const* inputs, int input_count, int from, int frames);

    // The desk's own signals of this block; null is silence.
    void place_oscillator(const float* x) { signals_[inputs_] = x ? x : silence_.data(); }

    void place_talkback(int number, const float* x) {
        signals_[inputs_ + 1 + static_cast<std::size_t>(number)] = x ? x : silence_.data();
    }

    // The number of what a channel may take; -1 for anything else.
    int number(const Signal& signal) const;
    // Silence for a socket the device does not have (and for -1).
    const float* signal(int socket) const {
        return socket >= 0 && socket < static_cast<int>(signals_.size()) ? signals_[static_cast<std::size_t>(socket)]
                                                                         : silence_.data();
    }
    const float* silence() const { return silence_.data(); }

    // Peaks since the last call; clears them.
    void answer(std::vector<float>& peaks);

    std::uint64_t broken() const { return broken_.load(std::memory_order_relaxed); }

private:
    std::size_t inputs_;
    std::vector<const float*> signals_;  // inputs, oscillator, talkbacks
    std::vector<float> peaks_, found_;   // found: in this block
    std::vector<float> cleaned_;         // kChunk for each socket, used only by those that send garbage
    std::vector<float> silence_;
    std::atomic<std::uint64_t> broken_{0};
};

}  // namespace tutti
