#pragma once
// What every benchmark of sound plays, ours and its peers': blocks of 64 frames at 48 kHz of programme-like input.
#include <cstdint>
#include <span>

namespace tutti::bench {

inline constexpr double kRate = 48000;
inline constexpr int kFrames = 64;

// Programme-like input: a sine with a slow on/off envelope and a little noise, different for each channel.
class Programme {
public:
    explicit Programme(int channel);
    void fill(std::span<float> to);

private:
    std::uint32_t seed_;
    double phase_ = 0, step_;
    long time_ = 0;
    int period_;
};

}  // namespace tutti::bench
