#pragma once
// The past of one signal, and a place in it that can be moved without a click. Memory is taken when it is made; then it
// is the audio thread's. A block is written first; then any delay from 0 up to the longest can be read.
#include <algorithm>
#include <bit>
#include <cstring>
#include <vector>

#include "engine/dsp/glide.hpp"

namespace tutti::fx {

class Ring {
public:
    // Samples that can be looked back, besides the block just written.
    explicit Ring(int longest = 0)
        : size_(static_cast<int>(std::bit_ceil(static_cast<unsigned>(longest + dsp::kChunk + kGuard)))),
          past_(static_cast<std::size_t>(size_ + kOverlap)) {}

    int longest() const { return size_ - dsp::kChunk - kGuard; }

    // Up to kChunk samples.
    void write(const float* x, int frames) noexcept {
        const int until_end = std::min(frames, size_ - head_);
        std::memcpy(&past_[static_cast<std::size_t>(head_)], x, bytes(until_end));
        std::memcpy(past_.data(), x + until_end, bytes(frames - until_end));
        // The beginning stands once more behind the end, so that every block read lies in one piece.
        if (head_ < kOverlap) repeat(head_, std::min(head_ + frames, kOverlap));
        if (frames > until_end) repeat(0, std::min(frames - until_end, kOverlap));
        head_ = (head_ + frames) & (size_ - 1);
        known_ = std::min(known_ + frames, size_);
    }
    void push(float x) noexcept {
        past_[static_cast<std::size_t>(head_)] = x;
        if (head_ < kOverlap) past_[static_cast<std::size_t>(size_ + head_)] = x;
        head_ = (head_ + 1) & (size_ - 1);
        known_ = std::min(known_ + 1, size_);
    }

    // `delay` samples before the next one to be written; at most kChunk in a row are valid.
    const float* before(int delay) const noexcept {
        return delay > known_ ? kSilence : &past_[static_cast<std::size_t>((head_ - delay) & (size_ - 1))];
    }

    // At once, however long it is: a block of silence is written, and what is older is no longer known. A block that
    // begins there ends in that silence at the latest.
    void clear() noexcept {
        write(kSilence, dsp::kChunk);
        write(kSilence, kGuard);
        known_ = kOverlap;
    }

private:
    static constexpr int kGuard = 4;  // neighbours that an interpolation reads
    static constexpr int kOverlap = dsp::kChunk + kGuard;
    static constexpr float kSilence[kOverlap] = {};
    static std::size_t bytes(int frames) { return sizeof(float) * static_cast<std::size_t>(frames); }
    void repeat(int from, int to) noexcept {
        std::memcpy(&past_[static_cast<std::size_t>(size_ + from)], &past_[static_cast<std::size_t>(from)],
                    bytes(to - from));
    }

    int size_, head_ = 0;
    int known_ = size_;  // how far back it remembers
    std::vector<float> past_;
};

// A place in a Ring, in whole samples. Moved, it cross-fades; what comes meanwhile waits for the end of the fade.
class ReadPoint {
public:
    void set(int delay, float length, bool at_once) noexcept {
        wanted_ = delay;
        if (at_once)
            now_ = old_ = wanted_, fade_.jump(1);
        else if (!fade_.moving())
            start(length);
        length_ = length;
    }
    // Ends what is under way.
    void arrive() noexcept { now_ = old_ = wanted_, fade_.jump(1); }

    // The frames that may pass until a waiting change has to start: at most `frames`.
    int until_change(int frames) const noexcept {
        if (now_ == wanted_ || !fade_.moving()) return frames;
        return std::min(frames, std::max(1, static_cast<int>(fade_.left)));
    }
    int shortest() const noexcept { return std::min(now_, old_); }

    // What was heard `delay` before each of the last `frames` samples that were written, or, where they are not written
    // yet (`ahead`), will be.
    void read(const Ring& ring, int frames, bool ahead, float* out) const noexcept {
        const int written = ahead ? 0 : frames;
        const float* now = ring.before(now_ + written);
        if (!fade_.moving()) {
            std::memcpy(out, now, sizeof(float) * static_cast<std::size_t>(frames));
            return;
        }
        const float* old = ring.before(old_ + written);
        for (int t = 0; t < frames; ++t) {
            const float left = std::max(fade_.left - static_cast<float>(t + 1), 0.0F);
            const float weight = fade_.target + left * left * (fade_.b + fade_.c * left);
            out[t] = old[t] + weight * (now[t] - old[t]);
        }
    }
    void advance(int frames) noexcept {
        if (!fade_.moving()) return;
        fade_.advance(frames);
        if (!fade_.moving()) old_ = now_, start(length_);
    }

private:
    void start(float length) noexcept {
        if (now_ == wanted_) return;
        old_ = now_, now_ = wanted_;
        fade_.jump(0);
        fade_.move(1, length);
    }

    int now_ = 0, old_ = 0, wanted_ = 0;
    float length_ = 1;
    dsp::Glide fade_{1, 0, 0, 0};
};

}  // namespace tutti::fx
