#pragma once
// Sixteen delay lines that feed each other without loss, and in each an absorption that fits its length, so that all of
// them die away together: a feedback delay network (J.-M. Jot and A. Chaigne, "Digital delay networks for designing
// artificial reverberators", AES 1991). Nothing in it moves, so no pitch does. Audio thread, but for making it.
#include <vector>

#include "engine/dsp/svf_bank.hpp"
#include "engine/fx/ring.hpp"
#include "engine/fx/sixteen.hpp"

namespace tutti::fx {

class Tank {
public:
    // How long sound takes to die away by 60 dB, in seconds: in the middle, well below `low_frequency`, well above
    // `high_frequency`; and the lines' lengths against those of the plan.
    struct Decay {
        double middle = 1, low = 1, high = 1, low_frequency = 200, high_frequency = 5000, size = 1;
    };

    // Lengths of the shortest and the longest line in ms at size 1, and the largest size.
    Tank(double rate, const dsp::Kernels& kernels, double shortest, double longest, double largest_size, unsigned seed);

    void set(const Decay& decay, bool at_once) noexcept;
    int until_change(int frames) const noexcept;

    // What comes in joins the lines. On return x is what came out of them, and `direct` times what went in besides: the
    // burst at the beginning stands higher than what follows, which is spread over a line's length. At most
    // until_change() frames.
    void process(Sixteen& x, float direct, int frames) noexcept;
    void clear() noexcept;

private:
    double rate_;
    const dsp::Kernels& kernels_;
    double length_ms_[kLines];
    float fade_;  // samples
    std::vector<Ring> rings_;
    ReadPoint taps_[kLines];
    dsp::SvfBank<2, 1> absorption_;
    Sixteen read_;
    dsp::Block block_, filtered_;
};

}  // namespace tutti::fx
