#include "clients/cli/interruption.hpp"

#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

namespace tutti::cli {

namespace {

volatile sig_atomic_t interrupted = 0;

sigset_t mask_while_waiting;

}  // namespace

void watch_for_interruption() {
    struct sigaction action = {};
    action.sa_handler = [](int) { interrupted = 1; };
    sigset_t blocked;
    sigemptyset(&blocked);
    for (const int signal : {SIGINT, SIGTERM}) {
        sigaction(signal, &action, nullptr);
        sigaddset(&blocked, signal);
    }
    sigprocmask(SIG_BLOCK, &blocked, &mask_while_waiting);
}

Ready wait_for(int socket, bool to_write, std::chrono::steady_clock::time_point until) {
    using namespace std::chrono;
    // Nothing is asked of the output but whether its reader has gone, which poll tells unasked.
    std::array<pollfd, 2> files = {
        {{socket, static_cast<short>(to_write ? POLLIN | POLLOUT : POLLIN), 0}, {STDOUT_FILENO, 0, 0}}};
    while (true) {
        const auto left = std::max(duration_cast<nanoseconds>(until - steady_clock::now()), nanoseconds(0));
        const auto whole = duration_cast<seconds>(left);
        const timespec time = {whole.count(), (left - whole).count()};
        const int count = ppoll(files.data(), files.size(), &time, &mask_while_waiting);
        if (interrupted || (files[1].revents & POLLERR)) throw Interrupted{};
        if (count < 0 && errno != EINTR) throw std::system_error(errno, std::generic_category(), "poll");
        if (count < 0) continue;
        if (files[0].revents & ~POLLOUT) return Ready::input;
        if (files[0].revents & POLLOUT) return Ready::output;
        return Ready::nothing;
    }
}

}  // namespace tutti::cli
