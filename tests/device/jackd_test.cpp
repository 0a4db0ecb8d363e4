// The servers that tests start. JACK has room for eight, and a killed one leaves its place to none but its own name:
// what died in earlier runs on this machine must not take the later ones their servers.
#include "tests/device/jackd.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tutti::test {
namespace {

TEST(TestServers, that_were_killed_leave_room_for_those_of_later_tests) {
    for (int n = 1; n <= 9; ++n) {
        const pid_t test = fork();
        if (test == 0) {
            Jackd server;
            const bool started = server.start(2, 2);
            server.send(SIGKILL);
            _exit(started ? 0 : 1);
        }
        int status = 0;
        ASSERT_EQ(waitpid(test, &status, 0), test);
        ASSERT_EQ(status, 0) << "server " << n << " did not start";
    }
}

}  // namespace
}  // namespace tutti::test
