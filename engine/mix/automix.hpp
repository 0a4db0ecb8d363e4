#pragma once
// Automix by gain sharing (D. W. Dugan, "Automatic Microphone Mixing", J. Audio Eng. Soc. 23, 1975; US patent
// 3,992,584): each microphone's share of its group's power, g_i = sqrt(w_i p_i / sum of w_k p_k). So the group is as
// loud as one open microphone whatever happens: who speaks alone has gain 1, N equal ones 1/N of the power each. Powers
// are means over 20 ms of what arrives at the fader; shares are found every 64 samples of the clock, and gains go there
// in a smooth curve of 10 ms. Audio thread only; it gives up following anything faster than that.
#include <vector>

#include "engine/console/mix_frame.hpp"
#include "engine/dsp/glide.hpp"
#include "engine/mix/ramps.hpp"

namespace tutti {

class Automix {
public:
    Automix(int banks, double rate, const Ramps& ramps);

    void set(int bank, int lane, const AutomixFrame& frame, bool at_once);

    // Whether any lane shares, or is on its way back to 1.
    bool in_use() const { return in_use_; }
    // Samples from `clock` until shares are found anew: no slice may be longer while it is in use.
    static int until_look(std::uint64_t clock) { return kEach - static_cast<int>(clock % kEach); }

    // The gains of a bank, null where all are 1.
    const dsp::GlideLanes* gains(int bank) const;
    // What arrives at the faders of a bank.
    void hear(int bank, const dsp::Block& x, int frames);
    // Time has passed, to `clock`.
    void pass(int frames, std::uint64_t clock);

    // The least gain of a lane since it was last asked.
    float take_least(int bank, int lane);

private:
    static constexpr int kEach = dsp::kChunk;
    static constexpr int kGroups = 2;
    struct Bank {
        AutomixFrame frame[dsp::kLanes];
        dsp::GlideLanes gain;
        dsp::Lanes sum;    // of squares since the last look
        dsp::Lanes power;  // weighted
        dsp::Lanes least;
        dsp::LaneBits sharing = 0, late = 0, fresh = 0;  // late: came in since the last look; fresh: has no mean yet
    };
    void look();
    void find_power(Bank& bank) const;
    float share(const Bank& bank, int lane, const double* totals) const;

    Ramps ramps_;
    float closer_;  // share of the way to the newest power at each look
    std::vector<Bank> banks_;
    int heard_ = 0;  // samples since the last look
    bool in_use_ = false;
};

}  // namespace tutti
