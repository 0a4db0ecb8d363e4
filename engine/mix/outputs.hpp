#pragma once
// The device's output sockets: each plays one signal, late if wanted, at one gain, behind a gate that keeps all of them
// silent until the device is healthy. Audio thread only, except hold() and release(), which any thread may call.
#include <atomic>
#include <vector>

#include "engine/mix/delay.hpp"
#include "engine/mix/mailboxes.hpp"
#include "engine/mix/patch_bay.hpp"

namespace tutti {

class Outputs {
public:
    Outputs(int count, double rate, dsp::DelayPool& delays, const Ramps& ramps);

    void hold() { open_.store(false, std::memory_order_relaxed); }
    void release() { open_.store(true, std::memory_order_relaxed); }

    void set(int number, const OutputFrame& frame, bool at_once);
    void want(PatchBay& bay) const;

    // The top of a callback: sees hold() and release(). Held before anything was heard means silent at once.
    void look_at_gate(bool first);
    // Writes `frames` samples from sample `from` on of every output of the device; those unpatched are silent.
    void play(const dsp::Kernels& kernels, const PatchBay& bay, float* const* outputs, int output_count, int from,
              int frames);

    bool settle();  // true if a source changed
    float wait(float none) const;
    void answer(std::vector<float>& peaks);

private:
    struct Output {
        explicit Output(const Delay& off) : delay(off) {}
        bool changing() const { return source != wanted || delay.waits(); }

        Signal source, wanted;
        dsp::Glide patch{1, 0, 0, 0};  // 1; 0 while the source changes, ahead of the delay
        Delay delay;
        float wanted_gain = 0;
        dsp::Glide gain;
        float peak = 0;
    };
    static float take(const dsp::Kernels& kernels, const PatchBay& bay, Output& o, float* out, int frames);

    // What there is to know of an output that plays silence: close together, since most of them do.
    struct Head {
        Signal source;
        bool late = false;
    };
    void look(std::size_t number) { heads_[number] = {outputs_[number].source, outputs_[number].delay.in_use()}; }

    std::vector<Output> outputs_;
    std::vector<Head> heads_;
    std::vector<float*> quiet_;  // those of this block
    bool gliding_ = false;       // a gain may be on its way
    Ramps ramps_;
    float fade_in_;  // samples: 500 ms
    dsp::Glide gate_{1, 0, 0, 0};
    int changing_ = 0;  // how many have another source or delay than they want
    std::atomic<bool> open_{true};
};

}  // namespace tutti
