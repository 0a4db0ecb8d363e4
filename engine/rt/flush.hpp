#pragma once
// Treats denormal numbers as zero while it lives: a filter ringing out would otherwise cost a hundred times its price.
// For the audio thread, at the top of the callback; the caller's mode comes back at the end.
#include <cstdint>

#if defined(__SSE__)
#include <xmmintrin.h>
#endif

namespace tutti::rt {

class FlushDenormals {
public:
#if defined(__SSE__)
    FlushDenormals() noexcept : before_(_mm_getcsr()) {
        _mm_setcsr(static_cast<unsigned>(before_) | 0x8040U);  // flush to zero, denormals are zero
    }
    ~FlushDenormals() {
        _mm_setcsr(static_cast<unsigned>(before_));
    }
#elif defined(__aarch64__)
    FlushDenormals() noexcept {
        asm volatile("mrs %0, fpcr" : "=r"(before_));
        asm volatile("msr fpcr, %0" : : "r"(before_ | (std::uint64_t{1} << 24)));
    }
    ~FlushDenormals() {
        asm volatile("msr fpcr, %0" : : "r"(before_));
    }
#else
    FlushDenormals() noexcept = default;
#endif
    FlushDenormals(const FlushDenormals&) = delete;
    FlushDenormals& operator=(const FlushDenormals&) = delete;

private:
    [[maybe_unused]] std::uint64_t before_ = 0;
};

}  // namespace tutti::rt
