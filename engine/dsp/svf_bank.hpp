#pragma once
// kCount filter sections in a row for each of sixteen lanes, on kSides sides that share their coefficients. A lane
// whose coefficients change cross-fades from the old filter to the new in a smooth S of 20 ms; changes that come
// meanwhile wait for its end. Sections in which every lane passes cost nothing. Audio thread only; it gives up
// following a knob faster than a step every 20 ms.
#include <algorithm>
#include <bit>
#include <cmath>

#include "engine/dsp/kernels.hpp"
#include "engine/dsp/section.hpp"

namespace tutti::dsp {

template <int kCount, int kSides>
class SvfBank {
public:
    SvfBank() {
        for (int k = 0; k < kCount; ++k)
            for (int l = 0; l < kLanes; ++l) write_section(now_[k], l, Svf{}), write_section(old_[k], l, Svf{});
    }

    // Samples that a fade takes.
    void set_length(float length) { length_ = length; }

    // New coefficients for one section of one lane; faded in, or at once.
    void set(int lane, int k, const Svf& svf, bool at_once) {
        if (!sane(svf)) return;
        const auto bit = bit_of(lane);
        wanted_[k][lane] = svf;
        if (at_once) {
            fading_[k] &= ~bit, waiting_[k] &= ~bit;
            begin(lane, k);
            finish(lane, k);
        } else if (fading_[k] & bit) {
            svf == taken_[k][lane] ? waiting_[k] &= ~bit : waiting_[k] |= bit;
        } else if (svf != taken_[k][lane]) {
            begin(lane, k);
            left_[k].at[lane] = length_;
            fading_[k] |= bit;
        }
    }

    // Changes that waited for a fade which has ended.
    void start_waiting() {
        for (int k = 0; k < kCount; ++k)
            for (unsigned ready = waiting_[k] & ~fading_[k]; ready; ready &= ready - 1) {
                const int lane = std::countr_zero(ready);
                waiting_[k] &= ~bit_of(lane);
                set(lane, k, wanted_[k][lane], false);
            }
    }
    // Samples until the first of them may start; `none` if nothing waits.
    float wait(float none) const {
        for (int k = 0; k < kCount; ++k)
            for (unsigned bits = waiting_[k]; bits; bits &= bits - 1)
                none = std::min(none, left_[k].at[std::countr_zero(bits)]);
        return none;
    }

    // x through all sections; the result is in y, or still in x if nothing is switched on. Call it for each side, then
    // advance() once.
    const Block& run(const Kernels& kernels, int side, const Block& x, int frames, const LaneMask& active, Block& y) {
        const Block* in = &x;
        const Section* sections[kCount];
        SectionState* states[kCount];
        int count = 0;
        const auto flush = [&] {
            if (count) kernels.filter(sections, states, count, *in, frames, active, y), in = &y, count = 0;
        };
        for (int k = 0; k < kCount; ++k) {
            if (fading_[k]) {
                flush();
                kernels.fade_filter(now_[k], now_state_[side][k], old_[k], old_state_[side][k], left_[k], length_, *in,
                                    frames, active, y);
                in = &y;
            } else if (live_[k]) {
                sections[count] = &now_[k];
                states[count++] = &now_state_[side][k];
            }
        }
        flush();
        return *in;
    }

    // Lets time pass for lanes that were heard. Returns which of them still fade.
    LaneBits advance(int frames, LaneBits lanes) {
        LaneBits still = 0;
        for (int k = 0; k < kCount; ++k) {
            for (unsigned bits = fading_[k] & lanes; bits; bits &= bits - 1) {
                const int lane = std::countr_zero(bits);
                left_[k].at[lane] -= static_cast<float>(frames);
                if (left_[k].at[lane] > 0) continue;
                finish(lane, k);
            }
            still |= fading_[k];
        }
        return static_cast<LaneBits>(still & lanes);
    }

    // All fades are taken as done, and every state is silence: for a bank that falls asleep.
    void settle() {
        for (int k = 0; k < kCount; ++k)
            for (int lane = 0; lane < kLanes; ++lane) {
                if ((fading_[k] | waiting_[k]) & bit_of(lane)) {
                    waiting_[k] &= ~bit_of(lane);
                    begin(lane, k);
                    finish(lane, k);
                }
                for (int side = 0; side < kSides; ++side) {
                    clear_section(now_state_[side][k], lane);
                    clear_section(old_state_[side][k], lane);
                }
            }
    }

    // Whether nothing above `level` rings in any of these lanes, from one side on.
    bool quiet(float level, LaneBits lanes = kAllLanes, int first_side = 0) const {
        bool loud[kLanes] = {};  // no number is loud
        for (int side = first_side; side < kSides; ++side)
            for (int k = 0; k < kCount; ++k)
                for (const SectionState* state : {&now_state_[side][k], &old_state_[side][k]})
                    for (int lane = 0; lane < kLanes; ++lane) loud[lane] |= rings(*state, lane, level);
        for (unsigned bits = lanes; bits; bits &= bits - 1)
            if (loud[std::countr_zero(bits)]) return false;
        return true;
    }

private:
    static LaneBits bit_of(int lane) { return static_cast<LaneBits>(1U << lane); }
    // What ran until now becomes the old one; the new one starts with its state.
    void begin(int lane, int k) {
        write_section(old_[k], lane, taken_[k][lane]);
        write_section(now_[k], lane, wanted_[k][lane]);
        for (int side = 0; side < kSides; ++side) {
            old_state_[side][k].s1[lane] = now_state_[side][k].s1[lane];
            old_state_[side][k].s2[lane] = now_state_[side][k].s2[lane];
            carry_section(now_state_[side][k], lane, taken_[k][lane], wanted_[k][lane]);
        }
        taken_[k][lane] = wanted_[k][lane];
    }
    void finish(int lane, int k) {
        left_[k].at[lane] = 0;
        fading_[k] &= ~bit_of(lane);
        write_section(old_[k], lane, Svf{});
        for (int side = 0; side < kSides; ++side) clear_section(old_state_[side][k], lane);
        taken_[k][lane].passes() ? live_[k] &= ~bit_of(lane) : live_[k] |= bit_of(lane);
    }

    Section now_[kCount], old_[kCount];
    SectionState now_state_[kSides][kCount], old_state_[kSides][kCount];
    Lanes left_[kCount];  // samples that a fade still takes
    float length_ = 1;
    LaneBits live_[kCount] = {}, fading_[kCount] = {}, waiting_[kCount] = {};
    Svf taken_[kCount][kLanes], wanted_[kCount][kLanes];
};

}  // namespace tutti::dsp
