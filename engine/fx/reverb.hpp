#pragma once
// What plate, hall and room have in common: predelay, diffusion, a tank, early reflections where there are walls, tone
// and mix. A type is a Plan and the way its values are read. Audio thread, but for making it.
#include <memory>
#include <span>

#include "engine/fx/diffuser.hpp"
#include "engine/fx/early.hpp"
#include "engine/fx/effect.hpp"
#include "engine/fx/stereo_filter.hpp"
#include "engine/fx/tank.hpp"

namespace tutti::fx {

class Reverb {
public:
    struct Plan {
        double shortest, longest;       // lines of the tank, ms, in a room of `size`
        std::span<const double> spans;  // of the diffuser, ms
        unsigned seed;
        double size = 1, largest = 1;  // metres
        double early = 0;              // ms; 0 = no walls
        float direct = 1;              // of the burst that fills the tank, against what comes back
        float level = 1;               // of both
        float walls = 1;               // of the early reflections
    };
    struct Values {
        Tank::Decay decay;  // its size is the room's, in metres
        double predelay = 0;
        float low_cut = 20, high_cut = 20000, mix = 1, early = 0;  // Hz; shares; linear
    };
    static constexpr double kLongestPredelay = 250;  // ms

    Reverb(double rate, const dsp::Kernels& kernels, const Plan& plan);

    void set(const Values& values, bool at_once) noexcept;
    void process(const float* const* in, float* const* out, int frames) noexcept;
    void clear() noexcept;

private:
    int until_change(int frames) const noexcept;

    double rate_;
    Plan plan_;
    float gain_length_, fade_;
    Ring delayed_[2], reflected_[2];
    ReadPoint predelay_;
    Diffuser diffuser_;
    Tank tank_;
    std::unique_ptr<Early> early_;
    StereoFilter<2> tone_;
    dsp::Glide mix_{1, 0, 0, 0}, early_level_;
    Sixteen lines_;
};

}  // namespace tutti::fx
