#pragma once
// Sixteen stereo limiters: the gain falls at once when a sample of either side would pass the ceiling, and returns
// exponentially; a clamp behind it makes the promise exact. No delay, so it gives up look-ahead (true peaks may pass).
// Another ceiling is another limiter that is faded to in 10 ms; a lower one, and one just switched on, first listens
// for 10 ms, so that its gain has found its place (a ceiling that came down by itself would cut the tops off until
// then). The output is below the ceiling that is heard, wherever the fade is. Changes meanwhile wait. Audio thread
// only.
#include <algorithm>
#include <bit>

#include "engine/console/mix_frame.hpp"
#include "engine/dsp/kernels.hpp"

namespace tutti::dsp {

class LimiterBank {
public:
    LimiterBank() {
        for (int lane = 0; lane < kLanes; ++lane) take(lane, kUnlimited);
        std::fill(std::begin(wanted_), std::end(wanted_), kUnlimited);
    }

    // What arrive() brings; until then it limits as it did.
    void want(int lane, const LimiterFrame& frame) {
        const float ceiling = frame.ceiling > 1e-6F ? std::min(frame.ceiling, kBroken) : 1e-6F;  // NaN: the least
        wanted_[lane] = frame.on != 0 ? ceiling : kUnlimited;
        lanes_.release.at[lane] = frame.release > 0 ? std::min(frame.release, 1.0F) : 0.0F;
    }
    void set(int lane, const LimiterFrame& frame, float length, bool at_once) {
        want(lane, frame);
        if (at_once)
            arrive(lane);
        else
            go(lane, length);
    }

    bool in_use() const { return in_use_ != 0; }

    // As wanted, at once: for a lane that nobody hears.
    void arrive(int lane) { take(lane, wanted_[lane]); }

    // Changes that waited for a fade which has ended; and samples until the next may start (`none`: nobody waits).
    void start_waiting(float length) {
        for (unsigned bits = waiting_ & ~lanes_.fading; bits; bits &= bits - 1) go(std::countr_zero(bits), length);
    }
    float wait(float none) const {
        for (unsigned bits = waiting_; bits; bits &= bits - 1)
            none = std::min(none, lanes_.left.at[std::countr_zero(bits)]);
        return none;
    }

    // Whether nothing is limited in these lanes, to within `depth`.
    bool quiet(float depth, LaneBits lanes) const {
        for (unsigned bits = in_use_ & lanes; bits; bits &= bits - 1) {
            const int lane = std::countr_zero(bits);
            if (!(lanes_.depth.at[lane] <= depth) || !(lanes_.next_depth.at[lane] <= depth)) return false;
        }
        return true;
    }

    void run(const Kernels& kernels, const Block& left, const Block& right, int frames, const LaneMask& active,
             Block& out_left, Block& out_right) {
        kernels.limit(lanes_, left, right, frames, active, out_left, out_right);
    }

    // Lets time pass for lanes that were heard. Returns which of them still fade.
    LaneBits advance(int frames, LaneBits heard) {
        for (unsigned bits = lanes_.fading & heard; bits; bits &= bits - 1) {
            const int lane = std::countr_zero(bits);
            lanes_.left.at[lane] -= static_cast<float>(frames);
            if (lanes_.left.at[lane] > 0) continue;
            lanes_.depth.at[lane] = lanes_.next_depth.at[lane];
            const bool waits = waiting_ & bit_of(lane);
            take(lane, lanes_.next_ceiling.at[lane]);
            if (waits) waiting_ |= bit_of(lane);
        }
        return static_cast<LaneBits>(lanes_.fading & heard);
    }

    // The least gain of a lane since it was last asked.
    float take_reduction(int lane) {
        const float least = 1 - lanes_.deepest.at[lane];
        lanes_.deepest.at[lane] = 0;
        return least;
    }

private:
    static LaneBits bit_of(int lane) { return static_cast<LaneBits>(1U << lane); }

    // Starts for what is wanted, or has it wait.
    void go(int lane, float length) {
        const LaneBits bit = bit_of(lane);
        const float coming = lanes_.next_ceiling.at[lane];
        waiting_ &= ~bit;
        if (wanted_[lane] == coming) return;
        if (lanes_.fading & bit) {
            waiting_ |= bit;
            return;
        }
        const bool lower = wanted_[lane] < coming;
        const float gain = 1 - lanes_.depth.at[lane];
        lanes_.next_ceiling.at[lane] = wanted_[lane];
        // A higher one starts where it would be had it limited the same peaks.
        lanes_.next_depth.at[lane] = lower ? 1 - gain : std::max(1 - gain * (wanted_[lane] / coming), 0.0F);
        lanes_.left.at[lane] = lower ? 2 * length : length;
        lanes_.length = length;
        lanes_.fading |= bit;
        in_use_ |= bit;
    }

    // From now on it is this ceiling alone.
    void take(int lane, float ceiling) {
        const LaneBits bit = bit_of(lane);
        lanes_.ceiling.at[lane] = lanes_.next_ceiling.at[lane] = ceiling;
        lanes_.left.at[lane] = 0;
        lanes_.fading &= ~bit;
        waiting_ &= ~bit;
        in_use_ |= bit;
        if (ceiling != kUnlimited) return;
        in_use_ &= ~bit;
        lanes_.depth.at[lane] = 0;
    }

    LimiterLanes lanes_;
    float wanted_[kLanes];
    LaneBits waiting_ = 0;  // for the end of a fade
    LaneBits in_use_ = 0;   // limiting, or fading
};

}  // namespace tutti::dsp
