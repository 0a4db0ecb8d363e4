#pragma once
// The listening places: a source, or what is soloed, lowered where somebody talks to it, in mono and late if wanted, at
// the listening level. Audio thread only.
#include <vector>

#include "engine/mix/delay.hpp"
#include "engine/mix/feeds.hpp"
#include "engine/mix/patch_bay.hpp"
#include "engine/mix/talkback.hpp"

namespace tutti {

class Monitors {
public:
    Monitors(int count, dsp::DelayPool& delays, const Ramps& ramps);

    void set(int number, const MonitorFrame& frame, bool at_once);
    void want(PatchBay& bay) const;

    // From the bay, the solo buses and talkback, back into the bay.
    void process(const dsp::Kernels& kernels, PatchBay& bay, const SoloFeeds& solos, Talkbacks& talkbacks, int frames);

    bool settle();  // true if a source changed
    float wait(float none) const;
    void answer(std::vector<MeterFrame::Monitor>& peaks);

private:
    struct Monitor {
        explicit Monitor(const Delay& off) : delay(off) {}

        Signal source[2], wanted[2];
        float source_gain = 0;
        dsp::Glide gain, programme, mono, level;
        Delay delay;
        MeterFrame::Monitor peaks;

        void advance(int frames) {
            for (dsp::Glide* each : {&gain, &programme, &mono, &level}) each->advance(frames);
        }
        bool stays() const { return source[0] == wanted[0] && source[1] == wanted[1]; }
    };
    std::vector<Monitor> monitors_;
    Ramps ramps_;
};

}  // namespace tutti
