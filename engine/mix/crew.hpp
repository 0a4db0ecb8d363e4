#pragma once
// A fixed crew of threads that share the jobs of one block with the audio thread. Work that needs nothing of other jobs
// is done by whoever is free; what it leads to is taken up by the audio thread alone, in the jobs' order, so that
// every sum has the same bits as without a crew. Nothing is allocated or locked while it works. Calling
// it up is one system call (futex) if it sleeps; the first time, two more ask for the audio thread's priority, which
// the workers take over. If a worker is not given its core, the audio thread does the jobs itself, and waits only for
// those that somebody has begun.
#include <atomic>
#include <cstdint>
#include <thread>
#include <type_traits>
#include <vector>

namespace tutti {

class Crew {
public:
    static constexpr int kMost = 15;

    explicit Crew(int workers);  // 1..kMost; makes the threads
    ~Crew();                     // not while run() is at work
    Crew(const Crew&) = delete;
    Crew& operator=(const Crew&) = delete;

    // Places for what a job leaves behind: no more than these are under way.
    int places() const { return static_cast<int>(done_.size()); }

    // [audio] work(job, place) for each job from 0 to count - 1 (at most 65,535), on any thread; then(job, place) here,
    // in order.
    template <class Work, class Then>
    void run(int count, Work&& work, Then&& then) noexcept {
        using Plain = std::remove_reference_t<Work>;
        begin(
            count, [](void* what, int job, int place) { (*static_cast<Plain*>(what))(job, place); },
            const_cast<void*>(static_cast<const void*>(&work)));
        for (int job = 0; job < count; ++job) {
            wait_for(job);
            then(job, job % places());
            passed_.store(job + 1, std::memory_order_release);
        }
    }

private:
    using Call = void (*)(void* what, int job, int place);
    void begin(int count, Call call, void* what) noexcept;
    void wait_for(int job) noexcept;
    bool take_one() noexcept;
    void serve();
    void ask_priority() noexcept;

    // The round, how many jobs it has, and the next one, in one number: who takes a job knows that it is of this round.
    std::atomic<std::uint64_t> next_{0};
    std::atomic<std::uint32_t> rounds_{0};          // what workers sleep on
    std::atomic<int> passed_{0};                    // jobs of this round that are over
    std::vector<std::atomic<std::uint64_t>> done_;  // of each place: the round and job that is ready in it
    Call call_ = nullptr;
    void* what_ = nullptr;
    std::atomic<int> priority_{0};  // of the audio thread: its policy times 256, and the number
    std::atomic<bool> ends_{false};
    std::vector<std::jthread> threads_;
};

}  // namespace tutti
