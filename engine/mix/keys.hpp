#pragma once
// The signals that gates and compressors of other strips listen to, as planar copies: a channel behind its low cut, a
// bus's sum. Only those that somebody listens to are made. Audio thread only; what does not exist is silence.
#include <vector>

#include "engine/console/mix_frame.hpp"
#include "engine/dsp/kernels.hpp"

namespace tutti {

struct StereoBlock;

class Keys {
public:
    explicit Keys(const Layout& layout);

    // Who listens to what: forget() and then want() for every key, whenever one changes.
    void forget();
    void want(const Signal& key);
    bool wants_channels(int bank) const { return channels_wanted_[static_cast<std::size_t>(bank)]; }
    bool wants_buses(int bank) const { return buses_wanted_[static_cast<std::size_t>(bank)]; }

    void keep_channels(const dsp::Kernels& kernels, int bank, const dsp::Block& x, int frames);
    void silence_channels(int bank);
    // The buses `lanes` of a bank, whose sums are complete.
    void keep_buses(const dsp::Kernels& kernels, int bank, dsp::LaneBits lanes, const StereoBlock& sum, int frames);

    const float* signal(const Signal& key) const;

private:
    int channel_count_, bus_count_;
    std::vector<bool> channels_wanted_, buses_wanted_;  // for each bank
    std::vector<float> channels_, buses_, spare_;
};

}  // namespace tutti
