#pragma once
// Sound for a daemon to play, and what its meters say of it.
#include <string>
#include <vector>

#include "tests/wire/clients.hpp"

namespace tutti::wire {

inline constexpr int kStemRate = 48000;

// A mono file of 32-bit floats: what a stem is.
std::string wav_of(const std::vector<float>& samples);
// One second of 1 kHz, which loops without a seam; the level in dBFS.
std::vector<float> sine(double level_db);

struct Frame {
    int record = 0, first = 0;
    std::vector<int> values;  // 1/100 dB
};
Frame frame_of(const Heard& heard);

// The meters of `what` once 40 frames have been the same within a tenth of a dB.
Frame still_frame(Client& client, const std::string& what);

}  // namespace tutti::wire
