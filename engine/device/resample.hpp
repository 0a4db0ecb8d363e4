// Changes the rate of a loop so that it stays a loop: what is heard across its end is what was heard there before.
// Offline quality and speed (libsamplerate's medium sinc filter); never on the audio thread.
#pragma once

#include <vector>

namespace tutti {

// Empty if libsamplerate cannot do the ratio (beyond 256:1).
std::vector<float> resample_loop(const std::vector<float>& loop, int from_rate, double to_rate);

}  // namespace tutti
