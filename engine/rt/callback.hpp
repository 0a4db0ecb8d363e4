#pragma once
// Marks the time a thread spends inside the audio callback, so that tests (and an allocation trap) can make a broken
// promise fail loudly: inside, nobody allocates, locks, logs or makes a system call. Costs one thread-local write.

namespace tutti::rt {

// True between construction and destruction of a CallbackScope on this thread. Any thread; safe in operator new.
bool in_callback() noexcept;

// Where this thread's mark stands: for what watches the callback without being asked by it, a library loaded beside the
// program or the kernel itself (syscall user dispatch). Any thread. The name is plain, so that both find it.
extern "C" bool* tutti_callback_mark() noexcept;

// The first line of the callback. [audio]
class CallbackScope {
public:
    CallbackScope() noexcept;
    ~CallbackScope();
    CallbackScope(const CallbackScope&) = delete;
    CallbackScope& operator=(const CallbackScope&) = delete;

private:
    bool before_;  // callbacks may nest (a test around Engine::process)
};

// For a thread that is real-time as long as it lives. [audio]
void mark_realtime() noexcept;

}  // namespace tutti::rt
