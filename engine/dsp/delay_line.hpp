#pragma once
// The memory of all delays, reserved at start, in pieces of half a second; and a line, which is one mono signal kept in
// one or two of them. A line that was just taken is empty: what came before it is silence, and the first samples that
// it keeps rise from nothing. Audio thread only, after construction; a full pool gives nothing.
#include <algorithm>
#include <atomic>
#include <vector>

#include "engine/dsp/lanes.hpp"

namespace tutti::dsp {

class DelayPool {
public:
    // Pieces of half a second at `rate` Hz, and a block more.
    DelayPool(int pieces, double rate)
        : length_(static_cast<int>(rate / 2 + 0.5) + kChunk),
          memory_(static_cast<std::size_t>(pieces) * static_cast<std::size_t>(length_)) {
        for (int n = 0; n < pieces; ++n)
            free_.push_back(memory_.data() + static_cast<std::size_t>(n) * static_cast<std::size_t>(length_));
        left_ = pieces;
    }
    DelayPool(const DelayPool&) = delete;
    DelayPool& operator=(const DelayPool&) = delete;

    int piece_length() const { return length_; }
    int left() const { return left_.load(std::memory_order_relaxed); }
    float* take() { return free_[static_cast<std::size_t>(left_.fetch_sub(1, std::memory_order_relaxed)) - 1]; }
    // Several threads of a crew may give back at once, while nobody takes.
    void give_back(float* piece) {
        free_[static_cast<std::size_t>(left_.fetch_add(1, std::memory_order_relaxed))] = piece;
    }

private:
    int length_;
    std::vector<float> memory_;
    std::vector<float*> free_;  // the first left_ of them
    std::atomic<int> left_;
};

class DelayLine {
public:
    static constexpr int kMostPieces = 2;

    bool held() const { return count_ > 0; }
    int capacity() const { return count_ * length_; }

    // The pool must have them.
    void hold(DelayPool& pool, int pieces) {
        for (count_ = 0; count_ < pieces; ++count_) pieces_[count_] = pool.take();
        length_ = pool.piece_length();
        at_ = filled_ = 0;
    }
    void release(DelayPool& pool) {
        while (count_ > 0) pool.give_back(pieces_[--count_]);
    }

    // Keeps `frames` samples; `rise`: how many of the first ones ever kept come up along a smooth S.
    void write(const float* x, int frames, float rise) {
        float rising[kChunk];
        if (static_cast<float>(filled_) < rise) {
            for (int t = 0; t < frames; ++t) {
                const float u = std::min(static_cast<float>(filled_ + t) / rise, 1.0F);
                rising[t] = x[t] * (u * u * (3 - 2 * u));
            }
            x = rising;
        }
        each_run(at_, frames, [&](float* at, int done, int run) { std::copy_n(x + done, run, at); });
        at_ = (at_ + frames) % capacity();
        filled_ = std::min(filled_ + frames, capacity());
    }

    // What was written `delay` samples before the last `frames` ones; the line must be longer than both together.
    void read(int delay, int frames, float* y) const {
        const int from = (at_ + 2 * capacity() - delay - frames) % capacity();
        each_run(from, frames, [&](const float* at, int done, int run) { std::copy_n(at, run, y + done); });
        std::fill_n(y, std::clamp(delay + frames - filled_, 0, frames), 0.0F);  // before its time
    }

private:
    template <class Do>
    void each_run(int from, int frames, Do&& each) const {
        for (int done = 0; done < frames;) {
            const int piece = from / length_, within = from % length_;
            const int run = std::min(frames - done, length_ - within);
            each(pieces_[piece] + within, done, run);
            done += run;
            from = (from + run) % capacity();
        }
    }

    float* pieces_[kMostPieces] = {};
    int count_ = 0, length_ = 0;
    int at_ = 0, filled_ = 0;
};

}  // namespace tutti::dsp
