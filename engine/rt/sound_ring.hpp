#pragma once
// Stereo sound on its way from the audio thread to one other thread, in order, in memory made beforehand. Neither side
// waits: what the reader leaves lying is kept as long as there is room, and what comes then is dropped and counted.
// What belongs together is a take; a reader hears nothing of any other take than the one it asks for.
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tutti::rt {

class SoundRing {
public:
    // `room`: frames, a power of two.
    explicit SoundRing(std::size_t room) : samples_(2 * room), room_(room) {}

    // [writer] What is written from now on is another take, unless it is the one that is running. Never 0.
    void begin(std::uint64_t take) noexcept {
        if (take_.load(std::memory_order_relaxed) == take) return;
        take_.store(0, std::memory_order_relaxed);  // who reads what comes now sees that the old one is over
        start_.store(head_.load(std::memory_order_relaxed), std::memory_order_release);
        take_.store(take, std::memory_order_release);
    }
    // [writer] All of it, or nothing where the room does not suffice.
    void write(const float* left, const float* right, int frames) noexcept {
        const std::uint64_t head = head_.load(std::memory_order_relaxed);
        const auto count = static_cast<std::uint64_t>(frames);
        if (head + count - tail_.load(std::memory_order_acquire) > room_) {
            lost_.store(lost_.load(std::memory_order_relaxed) + count, std::memory_order_relaxed);
            return;
        }
        for (std::uint64_t i = 0; i < count; ++i) {
            float* frame = at(head + i);
            frame[0] = left[i];
            frame[1] = right[i];
        }
        head_.store(head + count, std::memory_order_release);
    }

    // [reader] The next frames of this take, left and right in turn, as many as there are and fit; how many.
    std::size_t read(std::uint64_t take, std::span<float> interleaved) noexcept {
        if (take_.load(std::memory_order_acquire) != take) return 0;
        const std::uint64_t tail =
            reading_ == take ? tail_.load(std::memory_order_relaxed) : start_.load(std::memory_order_acquire);
        const std::uint64_t there = head_.load(std::memory_order_acquire) - tail;
        if (take_.load(std::memory_order_relaxed) != take) return 0;  // the writer has gone on: this may be another's
        reading_ = take;
        const std::uint64_t count = std::min<std::uint64_t>(there, interleaved.size() / 2);
        for (std::uint64_t i = 0; i < count; ++i) {
            const float* frame = at(tail + i);
            interleaved[2 * i] = frame[0];
            interleaved[2 * i + 1] = frame[1];
        }
        tail_.store(tail + count, std::memory_order_release);
        return count;
    }

    // [any] Frames dropped since it was made.
    std::uint64_t lost() const noexcept { return lost_.load(std::memory_order_relaxed); }

private:
    float* at(std::uint64_t frame) noexcept { return &samples_[2 * (frame & (room_ - 1))]; }

    std::vector<float> samples_;
    std::uint64_t room_;
    alignas(64) std::atomic<std::uint64_t> head_{0};  // frames written since it was made
    std::atomic<std::uint64_t> start_{0}, take_{0}, lost_{0};
    alignas(64) std::atomic<std::uint64_t> tail_{0};  // frames read
    std::uint64_t reading_ = 0;                       // [reader]
};

}  // namespace tutti::rt
