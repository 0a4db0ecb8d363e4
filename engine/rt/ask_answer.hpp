#pragma once
// Readings from the audio thread, by question: the asker bumps `wanted`; the audio thread, at the end of that block,
// writes its answer and publishes `answered`. Each reading is in exactly one answer, and nothing is written while
// someone reads. What it gives up: one asker, one question at a time; who does not ask gets nothing.
#include <atomic>
#include <cstdint>
#include <utility>

namespace tutti::rt {

template <class T>
class AskAnswer {
public:
    explicit AskAnswer(T value) : value_(std::move(value)) {}

    // [asker] Asks, unless the last question is still open.
    void ask() noexcept {
        const std::uint64_t asked = wanted_.load(std::memory_order_relaxed);
        if (answered_.load(std::memory_order_acquire) == asked) wanted_.store(asked + 1, std::memory_order_release);
    }

    // [asker] The answer to the last question; nullptr until it has come. Valid until the next ask().
    const T* answer() const noexcept {
        return answered_.load(std::memory_order_acquire) == wanted_.load(std::memory_order_relaxed) ? &value_ : nullptr;
    }

    // [audio] Where to write the answer, if there is a question; publish() it afterwards.
    T* question() noexcept {
        open_ = wanted_.load(std::memory_order_acquire);
        return open_ == answered_.load(std::memory_order_relaxed) ? nullptr : &value_;
    }
    void publish() noexcept { answered_.store(open_, std::memory_order_release); }

private:
    T value_;
    alignas(64) std::atomic<std::uint64_t> wanted_{0};
    alignas(64) std::atomic<std::uint64_t> answered_{0};
    std::uint64_t open_ = 0;  // [audio] the question being answered
};

}  // namespace tutti::rt
