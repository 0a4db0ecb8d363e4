#pragma once
// How long changes take, in samples. All of the mix uses the same three.
#include <cmath>

namespace tutti {

struct Ramps {
    float gain = 480;       // gains, pans, sends, mutes, and each half of a patch change: 10 ms
    float swap = 960;       // filters and taps: 20 ms
    float dim = 2400;       // programme under talk: 50 ms
    bool straight = false;  // gains of strips and sends go in lines: for measurements beside engines that do

    static Ramps at(double rate) {
        return {static_cast<float>(std::round(rate * 0.010)), static_cast<float>(std::round(rate * 0.020)),
                static_cast<float>(std::round(rate * 0.050))};
    }
    // Straight lines of so many samples, all sends of a strip together. Blocks must be as long.
    static Ramps lines(int samples) {
        const auto length = static_cast<float>(samples);
        return {length, length, length, true};
    }
};

// A gain as the desk says it; one that is no number is silence, so that it cannot spread.
inline float sound(float gain) {
    return std::isfinite(gain) ? gain : 0.0F;
}

}  // namespace tutti
