#pragma once
// Filter sections in a row for a left and a right signal. When any of them changes, the whole row runs twice, as it was
// and as it will be, and one is faded into the other; both rows lie in one vector, so the fade costs nothing. Sections
// that pass everything are left out. Audio thread, but for making it.
#include <algorithm>

#include "engine/console/mix_frame.hpp"
#include "engine/dsp/glide.hpp"
#include "engine/dsp/lanes.hpp"

namespace tutti::fx {

template <int kCount>
class StereoFilter {
public:
    StereoFilter() {
        for (int k = 0; k < kCount; ++k) write(k, Svf{}, true), write(k, Svf{}, false);
    }

    // All sections; `length` samples of fade, or at once. What comes during a fade waits for its end.
    void set(const Svf (&sections)[kCount], float length, bool at_once) noexcept {
        std::copy(std::begin(sections), std::end(sections), wanted_);
        length_ = length;
        if (at_once) {
            arrive();
        } else if (!fade_.moving()) {
            start();
        }
    }
    void arrive() noexcept {
        fade_.jump(1);
        if (waiting()) start();
        fade_.jump(1);
    }
    void clear() noexcept {
        arrive();
        for (State& s : states_) s = {};
    }

    int until_change(int frames) const noexcept {
        if (!fade_.moving() || !waiting()) return frames;
        return std::min(frames, std::max(1, static_cast<int>(fade_.left)));
    }

    // At most until_change() frames; in place.
    void process(float* left, float* right, int frames) noexcept {
        int live[kCount], count = 0;
        for (int k = 0; k < kCount; ++k)
            if (!taken_[k].passes() || (fade_.moving() && !was_[k].passes())) live[count++] = k;
        if (count == 0) return time_passes(frames);
        V x[dsp::kChunk];
        for (int from = 0; from < frames; from += dsp::kChunk) {
            const int n = std::min(frames - from, dsp::kChunk);
            for (int t = 0; t < n; ++t) x[t] = V{left[from + t], right[from + t], left[from + t], right[from + t]};
            int done = 0;
            if constexpr (kCount >= 4)
                for (; done + 4 <= count; done += 4) run<4>(live + done, x, n);
            for (; done < count; ++done) run<1>(live + done, x, n);
            for (int t = 0; t < n; ++t) {
                const float weight = next_weight(from + t);
                left[from + t] = x[t][2] + weight * (x[t][0] - x[t][2]);
                right[from + t] = x[t][3] + weight * (x[t][1] - x[t][3]);
            }
        }
        time_passes(frames);
    }

private:
    using V = float __attribute__((vector_size(16)));  // left, right; left, right as it was
    // Not in dsp::Section's coordinates: here a state means the same whatever the filter becomes.
    struct Section {
        V a, b, c;     // state transition
        V x, p, q, s;  // output: x·in + p·s1 + s·s2 + q·(in - s2)
    };
    struct State {
        V s1{}, s2{};
    };

    template <int kRun>
    void run(const int* which, V* x, int frames) noexcept {
        Section f[kRun];
        State state[kRun];
        for (int k = 0; k < kRun; ++k) f[k] = sections_[which[k]], state[k] = states_[which[k]];
        for (int t = 0; t < frames; ++t) {
            V v = x[t];
#pragma GCC unroll 4
            for (int k = 0; k < kRun; ++k) {
                const V rise = v - state[k].s2;
                const V out = f[k].p * state[k].s1 + f[k].s * state[k].s2 + f[k].x * v + f[k].q * rise;
                state[k].s2 += f[k].b * state[k].s1 + f[k].c * rise;
                state[k].s1 = f[k].a * state[k].s1 + f[k].b * rise;
                v = out;
            }
            x[t] = v;
        }
        for (int k = 0; k < kRun; ++k) states_[which[k]] = state[k];
    }

    float next_weight(int passed) const noexcept {
        const float left = std::max(fade_.left - static_cast<float>(passed + 1), 0.0F);
        return fade_.target + left * left * (fade_.b + fade_.c * left);
    }
    void time_passes(int frames) noexcept {
        if (!fade_.moving()) return;
        fade_.advance(frames);
        if (!fade_.moving() && waiting()) start();
    }
    bool waiting() const noexcept {
        return !std::equal(std::begin(wanted_), std::end(wanted_), taken_);
    }

    void start() noexcept {
        if (!waiting()) return;
        for (int k = 0; k < kCount; ++k) {
            write(k, taken_[k], false);
            write(k, wanted_[k], true);
            was_[k] = taken_[k];
            taken_[k] = wanted_[k];
            State& s = states_[k];
            if (was_[k].passes()) s = {};
            s.s1[2] = s.s1[0], s.s1[3] = s.s1[1];
            s.s2[2] = s.s2[0], s.s2[3] = s.s2[1];
        }
        fade_.jump(0);
        fade_.move(1, length_);
    }
    void write(int k, const Svf& svf, bool now) noexcept {
        const float numbers[7] = {2 * svf.a1 - 1,
                                  2 * svf.a2,
                                  2 * svf.a3,
                                  svf.m0,
                                  svf.m1 * svf.a1 + svf.m2 * svf.a2,
                                  svf.m1 * svf.a2 + svf.m2 * svf.a3,
                                  svf.m2};
        Section& f = sections_[k];
        V* const places[7] = {&f.a, &f.b, &f.c, &f.x, &f.p, &f.q, &f.s};
        for (int i = 0; i < 7; ++i)
            for (int lane = now ? 0 : 2; lane < (now ? 2 : 4); ++lane) (*places[i])[lane] = numbers[i];
    }

    Section sections_[kCount] = {};
    State states_[kCount];
    Svf taken_[kCount], was_[kCount], wanted_[kCount];
    dsp::Glide fade_{1, 0, 0, 0};
    float length_ = 1;
};

}  // namespace tutti::fx
