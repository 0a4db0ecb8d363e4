#pragma once
// A stereo limiter that hears a millisecond ahead: the gain is down, on a smooth slope, before the peak arrives, so
// that no true peak (between the samples, found by interpolation to four times the rate) passes the ceiling. It delays
// by delay() samples. Made on any thread; everything else is the audio thread's.
#include <vector>

#include "engine/dsp/glide.hpp"
#include "engine/dsp/lanes.hpp"

namespace tutti::dsp {

class LookaheadLimiter {
public:
    explicit LookaheadLimiter(double rate);  // Hz

    int delay() const { return delay_; }
    // ceiling: linear, reached over `length` samples; release: share of the way back to unity in each sample.
    void set(float ceiling, float release, float length, bool at_once);

    // Up to kChunk samples of both sides. The output may be the input.
    void process(const float* left, const float* right, int frames, float* out_left, float* out_right);

    // Forgets what it has heard.
    void clear();
    // The least gain since it was last asked, 0..1.
    float take_reduction();

private:
    static constexpr int kPhases = 4, kTaps = 32;  // a windowed sinc for each place between two samples
    static constexpr int kHistory = kTaps + kChunk;

    // The running mean of the last `length` values.
    struct Mean {
        std::vector<float> ring;
        double sum = 0;
        int at = 0;

        void reset(int length);
        float next(float v);
    };

    void find_peaks(int frames);
    float least_of_window(float need);

    int delay_, window_;
    float taps_[kPhases][kTaps];  // phase 0 is the sample itself
    float history_[2][kHistory];  // the newest sample last
    float peaks_[kChunk];         // true peak around the sample that lies kTaps / 2 back
    float last_between_ = 0;
    std::vector<float> delayed_[2], ceilings_;  // rings of `delay_` samples
    int at_ = 0;
    // The least of the last window_ values: candidates in rising order of value and age.
    struct Candidate {
        float need;
        std::int64_t time;
    };
    std::vector<Candidate> candidates_;
    int first_ = 0, count_ = 0;
    std::int64_t time_ = 0;
    float depth_ = 0;  // 1 - gain, after release
    Mean first_mean_, second_mean_;
    Glide ceiling_{1, 0, 0, 0};
    float release_ = 0, least_ = 1;
};

}  // namespace tutti::dsp
