// In this program an allocation inside the audio callback ends the test: every test of the mix is also a test of that.
// malloc and free themselves are replaced, so that the C library's and the standard library's ways all lead here.
#include <cstddef>
#include <cstdio>
#include <cstdlib>

#include "engine/rt/callback.hpp"

#if defined(__GLIBC__) && !defined(TUTTI_SANITIZED)

extern "C" {
void* __libc_malloc(std::size_t);
void __libc_free(void*);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);

static void not_in_the_callback(const char* what) {
    if (!tutti::rt::in_callback()) return;
    std::fputs("in the audio callback: ", stderr);
    std::fputs(what, stderr);
    std::fputc('\n', stderr);
    std::abort();
}

void* malloc(std::size_t size) {
    not_in_the_callback("malloc");
    return __libc_malloc(size);
}
void free(void* p) {
    if (p) not_in_the_callback("free");
    __libc_free(p);
}
void* calloc(std::size_t count, std::size_t size) {
    not_in_the_callback("calloc");
    return __libc_calloc(count, size);
}
void* realloc(void* p, std::size_t size) {
    not_in_the_callback("realloc");
    return __libc_realloc(p, size);
}
void* memalign(std::size_t alignment, std::size_t size) {
    not_in_the_callback("memalign");
    return __libc_memalign(alignment, size);
}
void* aligned_alloc(std::size_t alignment, std::size_t size) {
    return memalign(alignment, size);
}
int posix_memalign(void** p, std::size_t alignment, std::size_t size) {
    *p = memalign(alignment, size);
    return *p ? 0 : 12;
}
}

#endif
