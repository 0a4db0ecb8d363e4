#pragma once
// The talkback microphones: each an input at a level, open or closed, in mono, and its ways into buses (ahead of their
// faders, behind what dims their programme) and monitors. Audio thread only. While nobody talks nobody pays for it.
#include <array>
#include <vector>

#include "engine/mix/feeds.hpp"
#include "engine/mix/send_matrix.hpp"

namespace tutti {

class Talkbacks {
public:
    Talkbacks(const Layout& layout, const Ramps& ramps);

    void set(const dsp::Kernels& kernels, const Sockets& sockets, int number, const MixFrame& frame, bool at_once);

    // Takes the microphones of this block, and offers them to the channels.
    void process(const dsp::Kernels& kernels, Sockets& sockets, int frames);

    // What is to join sixteen buses in this block; null while nobody talks.
    const StereoBlock* into_buses(int bank) const { return heard_ ? &sums_[static_cast<std::size_t>(bank)] : nullptr; }
    bool heard() const { return heard_; }
    // Adds what goes to a monitor to both of its sides.
    void into_monitor(const dsp::Kernels& kernels, int monitor, int frames, float* left, float* right);

    // Changes of source whose silence has been reached happen now.
    void settle();
    float wait(float none) const;

private:
    struct Talkback {
        int source = -1, wanted = -1;  // numbers of sockets
        float wanted_gain = 0;
        dsp::Glide gain;
        std::vector<dsp::Glide> to_monitor;
        std::array<float, dsp::kChunk> planar{};
    };

    Ramps ramps_;
    std::vector<Talkback> talkbacks_;
    dsp::Block block_;  // a microphone a lane
    SendMatrix sends_;
    std::vector<StereoSum> sums_;  // for each bank of buses
    bool heard_ = false;
};

}  // namespace tutti
