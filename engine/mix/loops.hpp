#pragma once
// The ways out of the desk and in again that inserts take: what goes to each output, and the impulse that measures how
// late it comes back. Audio thread only, except measure() and measured(), which are the state thread's.
#include <atomic>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/dsp/glide.hpp"
#include "engine/dsp/lanes.hpp"
#include "engine/mix/sockets.hpp"

namespace tutti {

class Loops {
public:
    Loops(const Layout& layout, double rate);

    // [state] Begins to measure, with the next block; false while it measures already.
    bool measure(int output, int input);
    // [state] Samples from the impulse to its return, -1 where none came; nothing until it is known. Each is told once;
    // one that nobody fetched is forgotten when the next is asked for.
    std::optional<int> measured();

    // [audio] True if a measurement begins: inserts through that output then pass by.
    bool look_for_request();
    bool measures(int output) const { return output >= 0 && output == output_; }
    // The top of a slice: outputs are silent from here, but for the impulse.
    void begin(const Sockets& sockets, int frames);
    // One side of an insert, as loud as its gate; it goes out with this slice.
    void send(int output, const float* x, const dsp::Glide& gate, int frames);
    const float* sent(int output) const { return &sent_[static_cast<std::size_t>(output) * dsp::kChunk]; }

    bool settle();  // true if a measurement ended
    float wait(float none) const {
        return output_ >= 0 ? std::min(none, static_cast<float>(std::max(end_ - at_, 0))) : none;
    }

private:
    void listen(const float* x, int frames);

    int count_, inputs_;
    int noise_, impulse_, end_;  // samples from the start: what is heard from here on is noise; the impulse; enough
    std::vector<float> sent_;    // kChunk for each output
    std::vector<int> dirty_;     // outputs that something went to
    int output_ = -1, input_ = -1;
    int at_ = 0;
    float noise_peak_ = 0, peak_ = 0;
    int peak_at_ = 0;
    std::uint32_t taken_ = 0;
    std::uint32_t asked_ = 0, told_ = 0;  // [state]
    // The request: its number, output and input; the answer: its number and the samples. Each in one word.
    std::atomic<std::uint64_t> request_{0}, answer_{0};
};

}  // namespace tutti
