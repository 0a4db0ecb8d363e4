#pragma once
// Holds the loudness of sixteen stereo buses under a bound, each its own: a gain behind the fader and ahead of the
// limiter that falls by at most 3 dB and rises by at most 1 dB a second. Audio thread only; a bank without bounds costs
// nothing. It gives up catching a sudden blow, which is the limiter's: what is measured is slow.
//
// Short-term loudness after ITU-R BS.1770-4 and EBU Tech 3341: both sides through the K-weighting (a shelf and a
// high-pass, annex 1), the mean of the sum of their squares over 3 s; L = -0.691 + 10 lg(mean). The gain wanted is
// sqrt(bound / greatest mean of the last 10 s), of the sound ahead of it: forward, so that it cannot swing. The 10 s
// keep it from rising in the pauses of a rhythm; and it rises only while the last tenth of a second tells that it may:
// something is heard (over -70 LUFS, the gate of BS.1770), and that would pass under the bound.
#include <array>

#include "engine/dsp/svf_bank.hpp"

namespace tutti {

class LoudnessBank {
public:
    explicit LoudnessBank(double rate);  // Hz

    // The bound as that mean; 0 is none. At once: for a lane that nobody hears.
    void set(int lane, float bound, bool at_once);

    // A lane has a bound, or comes back from one.
    bool in_use() const { return at_work_ != 0; }
    // Both sides of x times the gain, in place. `lanes` are those that are heard now: all that are bounded, or none.
    void run(const dsp::Kernels& kernels, dsp::Block* const* x, int frames, dsp::LaneBits lanes);

    // Ten times a second, on a grid of samples, it looks: see Engine::next_slice.
    void settle();
    float wait(float none) const;

    // The least gain of a lane since it was last asked.
    float take_least(int lane);

private:
    static constexpr int kLooks = 30;    // of a tenth of a second: the window
    static constexpr int kSeconds = 10;  // for which the greatest mean counts
    static constexpr int kSections = 2;  // of the K-weighting
    using Means = std::array<float, dsp::kLanes>;

    void forget(int lane);
    void look();

    float period_, fall_, rise_;  // samples; factors of the gain from look to look
    dsp::Section weighting_[kSections];
    dsp::SectionState states_[2][kSections];
    dsp::Block weighted_;
    dsp::GlideLanes gain_;
    Means bound_{}, energy_{};  // energy_: since the last look
    dsp::Lanes least_, unheard_;
    std::array<Means, kLooks> window_{};
    std::array<Means, kSeconds> greatest_{};  // of each second
    int at_ = 0, second_ = 0;                 // of the window; looks of this second
    int place_ = 0;                           // of this second among the greatest
    float left_ = 0;                          // samples until the next look
    dsp::LaneBits at_work_ = 0;
};

}  // namespace tutti
