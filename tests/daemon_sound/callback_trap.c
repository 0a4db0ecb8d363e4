// A library to load ahead of the others (LD_PRELOAD, or linked first) that ends the program with a sentence when a
// thread that stands in the audio callback allocates, frees, takes a lock, wakes another thread or makes a system call.
// The first four are functions of the C library, replaced. System calls are refused by the kernel itself, to which the
// mark of the callback is the switch (syscall user dispatch, Linux 5.11), so that no way around a function exists.
// TUTTI_TRAP_FAULT=malloc|free|lock|wake|syscall|stall makes one mistake in a callback; the last takes 50 ms and is
// no matter of this trap but of the device's counters.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#ifndef PR_SET_SYSCALL_USER_DISPATCH
#define PR_SET_SYSCALL_USER_DISPATCH 59
#define PR_SYS_DISPATCH_ON 1
#endif

bool* tutti_callback_mark(void) __attribute__((weak));  // engine/rt/callback.hpp; absent in other people's programs
void* __libc_malloc(size_t);
void __libc_free(void*);
void* __libc_calloc(size_t, size_t);
void* __libc_realloc(void*, size_t);
void* __libc_memalign(size_t, size_t);

static atomic_uint readings;  // of the clock, inside the callback: each callback makes some
static atomic_bool kernel_watches;
static const char* _Atomic fault;  // still to be made

static bool inside(void) {
    return tutti_callback_mark && *tutti_callback_mark();
}

static _Noreturn void caught(const char* what) {
    *tutti_callback_mark() = false;  // what follows is not the callback any more
    char line[100];
    const int length = snprintf(line, sizeof line, "in the audio callback: %s\n", what);
    if (write(STDERR_FILENO, line, (size_t)length) < 0) _exit(3);
    abort();
}

static void not_here(const char* what) {
    if (inside()) caught(what);
}

// The same function of the library that comes next.
static void* after_us(const char* name) {
    // Condition variables have an old form besides, which is what a search without a version finds.
    void* found = strncmp(name, "pthread_cond_", 13) == 0 ? dlvsym(RTLD_NEXT, name, "GLIBC_2.3.2") : NULL;
    return found ? found : dlsym(RTLD_NEXT, name);
}

#define REAL(name)                 \
    static __typeof__(name)* real; \
    if (!real) *(void**)&real = after_us(#name)

#define FORBIDDEN(result, name, parameters, ...) \
    result name parameters {                     \
        not_here(#name);                         \
        REAL(name);                              \
        return real(__VA_ARGS__);                \
    }

// ---- memory: the C++ library's operators lead here too ----

void* malloc(size_t size) {
    not_here("malloc");
    return __libc_malloc(size);
}
void free(void* p) {
    if (p) not_here("free");
    __libc_free(p);
}
void* calloc(size_t count, size_t size) {
    not_here("calloc");
    return __libc_calloc(count, size);
}
void* realloc(void* p, size_t size) {
    not_here("realloc");
    return __libc_realloc(p, size);
}
void* memalign(size_t alignment, size_t size) {
    not_here("memalign");
    return __libc_memalign(alignment, size);
}
void* aligned_alloc(size_t alignment, size_t size) {
    return memalign(alignment, size);
}
int posix_memalign(void** p, size_t alignment, size_t size) {
    *p = memalign(alignment, size);
    return *p ? 0 : ENOMEM;
}

// ---- locks and wakes: those that nobody contends for never reach the kernel ----

FORBIDDEN(int, pthread_mutex_lock, (pthread_mutex_t * m), m)
FORBIDDEN(int, pthread_mutex_trylock, (pthread_mutex_t * m), m)
FORBIDDEN(int, pthread_mutex_unlock, (pthread_mutex_t * m), m)
FORBIDDEN(int, pthread_rwlock_rdlock, (pthread_rwlock_t * l), l)
FORBIDDEN(int, pthread_rwlock_wrlock, (pthread_rwlock_t * l), l)
FORBIDDEN(int, pthread_rwlock_tryrdlock, (pthread_rwlock_t * l), l)
FORBIDDEN(int, pthread_rwlock_trywrlock, (pthread_rwlock_t * l), l)
FORBIDDEN(int, pthread_spin_lock, (pthread_spinlock_t * l), l)
FORBIDDEN(int, pthread_cond_signal, (pthread_cond_t * c), c)
FORBIDDEN(int, pthread_cond_broadcast, (pthread_cond_t * c), c)
FORBIDDEN(int, pthread_cond_wait, (pthread_cond_t * c, pthread_mutex_t* m), c, m)
FORBIDDEN(int, pthread_once, (pthread_once_t * once, void (*run)(void)), once, run)
FORBIDDEN(int, sem_wait, (sem_t * s), s)
FORBIDDEN(int, sem_trywait, (sem_t * s), s)
FORBIDDEN(int, sem_post, (sem_t * s), s)

int __cxa_guard_acquire(long long*);  // the first use of a static in a function
FORBIDDEN(int, __cxa_guard_acquire, (long long* guard), guard)

// ---- the commonest system calls, for kernels that cannot watch ----

FORBIDDEN(ssize_t, write, (int fd, const void* from, size_t size), fd, from, size)
FORBIDDEN(ssize_t, read, (int fd, void* to, size_t size), fd, to, size)
FORBIDDEN(int, poll, (struct pollfd * fds, nfds_t count, int timeout), fds, count, timeout)
FORBIDDEN(int, nanosleep, (const struct timespec* how_long, struct timespec* left), how_long, left)
FORBIDDEN(int, clock_nanosleep, (clockid_t clock, int flags, const struct timespec* when, struct timespec* left), clock,
          flags, when, left)
FORBIDDEN(int, sched_yield, (void))

long syscall(long number, ...) {
    not_here("syscall");
    REAL(syscall);
    va_list list;
    va_start(list, number);
    long a[6];
    for (int i = 0; i < 6; ++i) a[i] = va_arg(list, long);
    va_end(list);
    return real(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

// ---- all system calls, where the kernel can ----

static void on_syscall(int signal, siginfo_t* info, void* context) {
    (void)signal, (void)context;
    char what[40];
    snprintf(what, sizeof what, "system call %d", info->si_syscall);
    caught(what);
}

// For the calling thread as long as it lives.
static void let_the_kernel_watch(void) {
    if (tutti_callback_mark &&
        prctl(PR_SET_SYSCALL_USER_DISPATCH, PR_SYS_DISPATCH_ON, 0, 0, tutti_callback_mark()) == 0)
        kernel_watches = true;
}

bool tutti_trap_kernel_watches(void) {
    return kernel_watches;
}

struct start {
    void* (*run)(void*);
    void* with;
};

static void* run_watched(void* given) {
    const struct start start = *(struct start*)given;
    free(given);
    let_the_kernel_watch();
    return start.run(start.with);
}

int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*run)(void*), void* with) {
    not_here("pthread_create");
    REAL(pthread_create);
    struct start* start = malloc(sizeof *start);
    *start = (struct start){run, with};
    const int error = real(thread, attributes, run_watched, start);
    if (error) free(start);
    return error;
}

// ---- the one thing every callback does, and so the place for a mistake on purpose ----

static __typeof__(clock_gettime)* real_clock;
static __typeof__(syscall)* real_syscall;
static void* spare;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;

static void make(const char* mistake) {
    if (strcmp(mistake, "malloc") == 0) spare = malloc(1);
    if (strcmp(mistake, "free") == 0) free(spare);
    if (strcmp(mistake, "lock") == 0) pthread_mutex_lock(&mutex);
    if (strcmp(mistake, "wake") == 0) pthread_cond_signal(&condition);
    if (strcmp(mistake, "syscall") == 0) real_syscall(SYS_getppid);
    if (strcmp(mistake, "stall") != 0) return;
    struct timespec start, now;
    real_clock(CLOCK_MONOTONIC, &start);
    do real_clock(CLOCK_MONOTONIC, &now);
    while ((now.tv_sec - start.tv_sec) * 1000 + (now.tv_nsec - start.tv_nsec) / 1000000 < 50);
}

int clock_gettime(clockid_t clock, struct timespec* now) {
    if (inside()) {  // the second of a callback ends it, so that it counts as its time
        if (atomic_fetch_add(&readings, 1) == 1001) {
            const char* mistake = atomic_exchange(&fault, NULL);
            if (mistake) make(mistake);
        }
    }
    if (!real_clock) *(void**)&real_clock = after_us("clock_gettime");
    return real_clock(clock, now);
}

__attribute__((constructor)) static void begin(void) {
    *(void**)&real_clock = after_us("clock_gettime");
    *(void**)&real_syscall = after_us("syscall");
    spare = malloc(1);
    fault = getenv("TUTTI_TRAP_FAULT");
    struct sigaction action = {.sa_sigaction = on_syscall, .sa_flags = SA_SIGINFO};
    sigaction(SIGSYS, &action, NULL);
    let_the_kernel_watch();
}

__attribute__((destructor)) static void end(void) {
    if (!tutti_callback_mark) return;
    fprintf(stderr, "callback trap: %u readings of the clock inside, %s\n", readings,
            kernel_watches ? "the kernel watched" : "the kernel cannot watch");
}
