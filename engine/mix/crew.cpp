#include "engine/mix/crew.hpp"

#include <sched.h>

#include <algorithm>

#include "engine/rt/flush.hpp"

namespace tutti {
namespace {

constexpr int kSpins = 2000;  // some ten microseconds: the next slice of a block comes at once

std::uint64_t packed(std::uint64_t round, int count, int index) {
    return round << 32 | static_cast<std::uint64_t>(count) << 16 | static_cast<std::uint64_t>(index);
}
int count_of(std::uint64_t next) {
    return static_cast<int>(next >> 16 & 0xffff);
}
int index_of(std::uint64_t next) {
    return static_cast<int>(next & 0xffff);
}
// A job of a round as it stands in its place.
std::uint64_t ready(std::uint64_t next, int job) {
    return (next >> 32) << 32 | static_cast<std::uint64_t>(job + 1);
}

void relax() {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}

}  // namespace

Crew::Crew(int workers) : done_(static_cast<std::size_t>(2 * (std::clamp(workers, 1, kMost) + 1))) {
    for (int n = 0; n < std::clamp(workers, 1, kMost); ++n) threads_.emplace_back([this] { serve(); });
}

Crew::~Crew() {
    ends_.store(true);
    rounds_.fetch_add(1);
    rounds_.notify_all();
}

void Crew::begin(int count, Call call, void* what) noexcept {
    // Nobody reads these now: all jobs of the last round are over, and none of this one can be taken yet.
    call_ = call, what_ = what;
    passed_.store(0, std::memory_order_relaxed);
    ask_priority();
    const std::uint64_t round = (next_.load(std::memory_order_relaxed) >> 32) + 1;
    next_.store(packed(round, count, 0), std::memory_order_release);
    rounds_.fetch_add(1, std::memory_order_release);
    rounds_.notify_all();
}

void Crew::wait_for(int job) noexcept {
    const std::uint64_t wanted = ready(next_.load(std::memory_order_relaxed), job);
    while (done_[static_cast<std::size_t>(job % places())].load(std::memory_order_acquire) != wanted)
        if (!take_one()) relax();
}

// False where there is none that can begin now.
bool Crew::take_one() noexcept {
    std::uint64_t next = next_.load(std::memory_order_acquire);
    const int job = index_of(next);
    if (job >= count_of(next) || job >= passed_.load(std::memory_order_acquire) + places()) return false;
    if (!next_.compare_exchange_strong(next, next + 1, std::memory_order_acq_rel)) return true;  // somebody else has it
    const int place = job % places();
    call_(what_, job, place);
    done_[static_cast<std::size_t>(place)].store(ready(next, job), std::memory_order_release);
    return true;
}

void Crew::serve() {
    const rt::FlushDenormals flush;
    int priority = 0;
    for (std::uint32_t seen = 0; !ends_.load();) {
        for (int spin = 0; spin < kSpins && rounds_.load(std::memory_order_acquire) == seen; ++spin) relax();
        rounds_.wait(seen, std::memory_order_acquire);
        seen = rounds_.load(std::memory_order_acquire);
        if (const int wanted = priority_.load(std::memory_order_relaxed); wanted != priority) {
            priority = wanted;  // without the right to it a worker stays as it is
            const sched_param parameters{wanted & 0xff};
            sched_setscheduler(0, wanted >> 8, &parameters);
        }
        for (;;) {
            const std::uint64_t next = next_.load(std::memory_order_acquire);
            if (index_of(next) >= count_of(next)) break;
            if (!take_one()) relax();
        }
    }
}

// Once on each audio thread that ever works with it.
void Crew::ask_priority() noexcept {
    thread_local const int own = [] {
        sched_param parameters{};
        const int policy = sched_getscheduler(0);
        return policy >= 0 && sched_getparam(0, &parameters) == 0 ? policy << 8 | parameters.sched_priority : 0;
    }();
    priority_.store(own, std::memory_order_relaxed);
}

}  // namespace tutti
