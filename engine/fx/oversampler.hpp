#pragma once
// Eight times the rate and back, for a left and a right signal: three half-band filters each way, every one of them two
// rows of all-passes (R. Valenzuela and A. Constantinides, "Digital signal processing schemes for efficient
// interpolation and decimation", IEE 1983), elliptic, 110 dB. Nothing but their own phase delays the sound. Audio
// thread, but for making it.
#include <vector>

#include "engine/dsp/lanes.hpp"

namespace tutti::fx {

class Oversampler {
public:
    static constexpr int kTimes = 8;
    using V = float __attribute__((vector_size(16)));  // left, right, and nothing twice

    Oversampler();

    // `frames` samples at the rate; kTimes as many at eight times it. At most kChunk frames.
    void up(const V* x, int frames, V* y) noexcept;
    void down(const V* x, int frames, V* y) noexcept;
    void clear() noexcept;

private:
    // One half-band filter; its coefficients alternate between the two rows.
    class HalfBand {
    public:
        // Transition band, as a share of the higher rate.
        explicit HalfBand(double transition);
        void up(const V* x, int frames, V* y) noexcept;
        void down(const V* x, int frames, V* y) noexcept;  // frames of the lower rate
        void clear() noexcept;

    private:
        struct Stage {
            float coefficient;
            V in{}, out{};  // what went in and came out last
        };
        static V run(std::vector<Stage>& row, V x) noexcept;
        std::vector<Stage> rows_[2];
    };
    HalfBand up_[3], down_[3];
    V half_[2 * dsp::kChunk], quarter_[4 * dsp::kChunk];
};

}  // namespace tutti::fx
