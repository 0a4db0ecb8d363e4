#pragma once
// The effects of the desk and what feeds them: a bus each. What comes of them stands side by side for the bank of their
// returns. A slot without type or source costs nothing. Audio thread only.
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/fx/slot.hpp"
#include "engine/mix/bus_bank.hpp"
#include "engine/mix/crew.hpp"
#include "engine/mix/mailboxes.hpp"
#include "engine/mix/patch_bay.hpp"

namespace tutti {

class FxRack {
public:
    FxRack(int count, double rate, const dsp::Kernels& kernels);

    // True if the source changed at once.
    bool set(int number, const FxFrame& frame, bool at_once);
    void want(PatchBay& bay) const;

    // Slots that are heard, or were until a moment ago: their returns ring on.
    dsp::LaneBits heard() const { return heard_; }
    bool heard(int number) const { return heard_ >> number & 1; }
    // One strip's insert through its effect, both sides; false where the effect does not serve it (yet, or any more).
    // A mono strip is heard on both sides, and gets the mean of both, twice.
    bool insert(int number, int strip, bool mono, const float* const* in, float* const* out, int frames);
    // From the bay; the returns' bank begins with it. A crew, if there is one, shares the effects.
    const StereoSum& process(const dsp::Kernels& kernels, const PatchBay& bay, Crew* crew, int frames);

    // The end of a slice. An effect that nobody asked for its sound is free for another place all the same.
    void pass(int frames);

    bool settle();  // true if a source changed
    float wait(float none) const;
    float take_reduction(int number) { return slots_[static_cast<std::size_t>(number)].take_reduction(); }
    // Of its insert, since the last call.
    MeterFrame::Effect take_peaks(int number) {
        return std::exchange(peaks_[static_cast<std::size_t>(number)], MeterFrame::Effect{});
    }

private:
    void listen(std::size_t number);
    float* side(int side, std::size_t number) {
        return &planar_[(static_cast<std::size_t>(side) * dsp::kLanes + number) * dsp::kChunk];
    }

    const dsp::Kernels& kernels_;
    int ringing_;  // samples
    std::vector<fx::Slot> slots_;
    std::vector<MeterFrame::Effect> peaks_;
    int left_[dsp::kLanes] = {};           // samples that a return is still heard
    dsp::LaneBits heard_ = 0, asked_ = 0;  // asked: for sound in this slice
    std::vector<float> planar_;
    StereoSum sum_;
};

}  // namespace tutti
