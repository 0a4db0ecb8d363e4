#pragma once
// What every effect is to the desk: values in, two signals in, two signals out. One file pair a type; its values are
// the rows of rows_fx.hpp. Made on any thread, with all the memory it will ever need; afterwards it is the audio
// thread's. It never fails; sound that is no number it may keep until clear().
#include <span>

#include "engine/dsp/kernels.hpp"

namespace tutti::fx {

class Effect {
public:
    Effect() = default;
    Effect(const Effect&) = delete;
    Effect& operator=(const Effect&) = delete;
    virtual ~Effect() = default;

    // One number for each value of the type's rows, in their order and units. Moved to without a click, or at once.
    virtual void set(std::span<const float> values, bool at_once) noexcept = 0;
    // Left and right; in and out may be the same memory. The result does not depend on how the frames are cut.
    virtual void process(const float* const* in, float* const* out, int frames) noexcept = 0;
    // All sound in it is forgotten, and every change that was under way is done.
    virtual void clear() noexcept = 0;
    // The least gain of an effect that lowers something, since last asked; 1 = it did nothing.
    virtual float take_reduction() noexcept { return 1; }
};

}  // namespace tutti::fx
