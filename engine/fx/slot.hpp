#pragma once
// A place in the effects rack: one effect of every type, one of which is at work. Another type, or another source, is
// taken behind a short silence. It serves one place of the desk, which gives it sound and takes what comes of it. Made
// on any thread; then the audio thread's, which hears no sound that is no number from it.
#include <array>
#include <memory>

#include "engine/console/mix_frame.hpp"
#include "engine/fx/effect.hpp"

namespace tutti::fx {

class Slot {
public:
    // Takes the memory of all types.
    Slot(double rate, const dsp::Kernels& kernels);

    // True if type or source changed at once, because nothing was heard.
    bool set(const FxFrame& frame, bool at_once) noexcept;

    // Where it takes its sound from now: what the frame said, once the silence has come. -1: from nowhere.
    int source() const noexcept { return now_.source; }
    bool mono() const noexcept { return now_.mono; }
    // The strip whose insert it serves; -1 is none.
    int insert() const noexcept { return now_.insert; }
    // There is something to process.
    bool works() const noexcept { return effect_ && now_.placed(); }

    // Nothing where it does not work. in and out may be the same memory.
    void process(const float* const* in, float* const* out, int frames) noexcept;

    // Time passes while nobody asks for its sound: that is the silence a change waits for. What opens waits for sound.
    void idle(int frames) noexcept {
        if (gate_.target == 0 && gate_.moving()) gate_.advance(frames);
    }

    // A change whose silence has come happens now; true if there was one. See Engine::next_slice.
    bool settle() noexcept;
    // Samples until settle() has something to do; `none` if nothing waits.
    float wait(float none) const noexcept;

    // The least gain of the effect since last asked.
    float take_reduction() noexcept { return effect_ ? effect_->take_reduction() : 1; }

private:
    struct Patch {
        FxType type = FxType::none;
        int source = -1;
        bool mono = false;
        int insert = -1;

        bool placed() const { return source >= 0 || insert >= 0; }
        bool operator==(const Patch&) const = default;
    };
    void take_values(const FxFrame& frame) noexcept;
    void change() noexcept;

    const dsp::Kernels& kernels_;
    float length_;
    std::array<std::unique_ptr<Effect>, kFxTypes> types_;
    Effect* effect_ = nullptr;
    Patch now_, wanted_;
    std::array<float, kMostFxValues> values_{};
    dsp::Glide gate_;  // before and behind the effect
};

}  // namespace tutti::fx
