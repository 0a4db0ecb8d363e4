#pragma once
// One writer hands whole values to one reader; the newest wins, older unread ones are forgotten. Neither side ever
// waits or allocates: three values exist, one is the writer's, one the reader's, one lies between. What it gives up:
// the writer gets back an old value (not the last one it wrote) and must bring it up to date before it publishes.
#include <atomic>
#include <cstdint>
#include <utility>

namespace tutti::rt {

template <class T>
class TripleBuffer {
public:
    template <class Make>
    explicit TripleBuffer(Make make) : values_{{make()}, {make()}, {make()}} {}
    TripleBuffer(T a, T b, T c) : values_{{std::move(a)}, {std::move(b)}, {std::move(c)}} {}

    // [writer] The value to fill. Stays the same object until publish().
    T& back() noexcept { return values_[back_].value; }

    // [writer] Hands back() over; from now on back() is another object.
    void publish() noexcept { back_ = middle_.exchange(back_ | kFresh, std::memory_order_acq_rel) & kNumber; }

    // [reader] Takes the newest published value, if there is one that has not been taken. front() is it.
    bool take() noexcept {
        if (!(middle_.load(std::memory_order_relaxed) & kFresh)) return false;
        front_ = middle_.exchange(front_, std::memory_order_acq_rel) & kNumber;
        return true;
    }

    // [reader] The value last taken (before the first: a value as it was made).
    const T& front() const noexcept { return values_[front_].value; }

private:
    static constexpr std::uint32_t kNumber = 3, kFresh = 4;
    struct alignas(64) Cell {
        T value;
    };
    Cell values_[3];
    alignas(64) std::uint32_t back_ = 0;
    alignas(64) std::atomic<std::uint32_t> middle_{1};
    alignas(64) std::uint32_t front_ = 2;
};

}  // namespace tutti::rt
