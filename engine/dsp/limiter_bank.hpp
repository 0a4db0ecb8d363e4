#pragma once
// Sixteen stereo limiters: the gain falls at once when a sample of either side would pass the ceiling, and returns
// exponentially; a clamp behind it makes the promise exact. No delay, so it gives up look-ahead (true peaks may pass).
// Switched on, it listens for 10 ms, so that its gain has found its place, and is faded in over the next 10; off, it is
// faded out in 10. A ceiling that moves, moves smoothly, and holds wherever it is. Audio thread only.
#include <algorithm>
#include <bit>

#include "engine/console/mix_frame.hpp"
#include "engine/dsp/kernels.hpp"

namespace tutti::dsp {

class LimiterBank {
public:
    LimiterBank() {
        for (int lane = 0; lane < kLanes; ++lane) {
            jump(lanes_.ceiling, lane, 1);
            lanes_.cap.at[lane] = 1;
        }
    }

    void set(int lane, const LimiterFrame& frame, float length, bool at_once) {
        const float ceiling = frame.ceiling > 1e-6F ? std::min(frame.ceiling, kBroken) : 1e-6F;  // NaN: the least
        const bool on = frame.on != 0;
        const auto bit = static_cast<LaneBits>(1U << lane);
        wanted_ = static_cast<LaneBits>(on ? wanted_ | bit : wanted_ & ~bit);
        if (on && !at_once && !(in_use_ & bit)) {
            listening_ |= bit;
            listen_.at[lane] = length;
        } else if (!on || !(listening_ & bit) || at_once) {
            listening_ &= ~bit;
            dsp::set(lanes_.on, lane, on ? 1.0F : 0.0F, length, at_once);
        }
        if (ceiling != lanes_.ceiling.target[lane] || at_once) {
            // Turned round in mid-way the curve swings over a little, but never above the highest it was told to go.
            float& cap = lanes_.cap.at[lane];
            cap = at_once                        ? ceiling
                  : moving(lanes_.ceiling, lane) ? std::max(ceiling, cap)
                                                 : std::max(ceiling, lanes_.ceiling.target[lane]);
            dsp::set(lanes_.ceiling, lane, ceiling, length, at_once);
        }
        lanes_.release.at[lane] = frame.release > 0 ? std::min(frame.release, 1.0F) : 0.0F;
        if (on || lanes_.on.target[lane] != 0 || moving(lanes_.on, lane))
            in_use_ |= bit;
        else
            rest(lane);
    }

    bool in_use() const { return in_use_ != 0; }

    // On or off as wanted, at once: for a lane that nobody hears.
    void arrive(int lane) {
        const auto bit = static_cast<LaneBits>(1U << lane);
        listening_ &= ~bit;
        jump(lanes_.on, lane, wanted_ & bit ? 1.0F : 0.0F);
        jump(lanes_.ceiling, lane, lanes_.ceiling.target[lane]);
        if (!(wanted_ & bit)) rest(lane);
    }
    // Lanes that have listened long enough are faded in; and samples until the next one has (`none`: nobody listens).
    void start_listened(float length) {
        for (unsigned bits = listening_; bits; bits &= bits - 1) {
            const int lane = std::countr_zero(bits);
            if (listen_.at[lane] > 0) continue;
            listening_ &= static_cast<LaneBits>(~(1U << lane));
            move(lanes_.on, lane, 1, length);
        }
    }
    float wait(float none) const {
        for (unsigned bits = listening_; bits; bits &= bits - 1)
            none = std::min(none, listen_.at[std::countr_zero(bits)]);
        return none;
    }

    void run(const Kernels& kernels, const Block& left, const Block& right, int frames, const LaneMask& active,
             Block& out_left, Block& out_right) {
        kernels.limit(lanes_, left, right, frames, active, out_left, out_right);
    }

    void advance(int frames, LaneBits heard) {
        dsp::advance(lanes_.ceiling, frames, heard);
        for (unsigned bits = listening_ & heard; bits; bits &= bits - 1) {
            float& left = listen_.at[std::countr_zero(bits)];
            left = std::max(left - static_cast<float>(frames), 0.0F);
        }
        if (!(lanes_.on.moving & heard)) return;
        dsp::advance(lanes_.on, frames, heard);
        for (int lane = 0; lane < kLanes; ++lane)
            if (!(wanted_ >> lane & 1) && !moving(lanes_.on, lane)) rest(lane);
    }

    // The least gain of a lane since it was last asked.
    float take_reduction(int lane) {
        const float least = 1 - lanes_.deepest.at[lane];
        lanes_.deepest.at[lane] = 0;
        return least;
    }

private:
    void rest(int lane) {
        in_use_ &= static_cast<LaneBits>(~(1U << lane));
        lanes_.depth.at[lane] = 0;
    }

    LimiterLanes lanes_;
    Lanes listen_;  // samples still to listen
    LaneBits wanted_ = 0, listening_ = 0;
    LaneBits in_use_ = 0;  // on, listening, or fading out
};

}  // namespace tutti::dsp
