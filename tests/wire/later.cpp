// Preloaded into a daemon under test: its steady clock is ahead by as many nanoseconds as a shared file says. Waits of
// a minute are so tested in a moment; what the daemon sleeps until is translated back, so that it still wakes in time.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdlib>

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

std::int64_t ahead() {
    static const std::atomic<std::int64_t>* const by = [] {
        const char* name = std::getenv("TUTTI_LATER_BY");
        const int file = name ? ::open(name, O_RDONLY | O_CLOEXEC) : -1;
        void* at = file < 0 ? MAP_FAILED : ::mmap(nullptr, sizeof(std::int64_t), PROT_READ, MAP_SHARED, file, 0);
        if (file >= 0) ::close(file);
        return at == MAP_FAILED ? nullptr : static_cast<const std::atomic<std::int64_t>*>(at);
    }();
    return by ? by->load(std::memory_order_relaxed) : 0;
}

timespec shifted(const timespec& time, std::int64_t by) {
    const std::int64_t ns = time.tv_sec * kSecond + time.tv_nsec + by;
    return {static_cast<time_t>(ns / kSecond), static_cast<long>(ns % kSecond)};
}

}  // namespace

extern "C" int clock_gettime(clockid_t clock, timespec* now) noexcept {
    const auto result = static_cast<int>(::syscall(SYS_clock_gettime, clock, now));
    if (result == 0 && clock == CLOCK_MONOTONIC) *now = shifted(*now, ahead());
    return result;
}

extern "C" int clock_nanosleep(clockid_t clock, int flags, const timespec* until, timespec* rest) {
    timespec when = *until;
    if (clock == CLOCK_MONOTONIC && (flags & TIMER_ABSTIME) != 0) when = shifted(when, -ahead());
    return ::syscall(SYS_clock_nanosleep, clock, flags, &when, rest) == 0 ? 0 : errno;
}
