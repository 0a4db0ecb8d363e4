// A private JACK server without a sound card, for one process of tests: gone with the test, and with the process if it
// dies.
//
// JACK has eight rows for the servers of a user. That of a server that was killed stays taken until one of the same
// name comes: with names of their own, eight killed tests would leave no room for any later one. So names are few here,
// used again, and held by one process at a time.
#pragma once

#include <jack/jack.h>
#include <sys/types.h>

#include <cstdio>
#include <string>

namespace tutti::test {

class Jackd {
public:
    // For JACK_DEFAULT_SERVER. This process has it until it ends; waits while others have all of them.
    static const std::string& name();

    Jackd() = default;
    ~Jackd();
    Jackd(const Jackd&) = delete;
    Jackd& operator=(const Jackd&) = delete;

    // With real-time priority where that is permitted, else without. False: there is no jackd that works here, and what
    // it said stands on standard error.
    bool start(int captures = 32, int playbacks = 32, int rate = 48000);
    void stop();
    void send(int signal) const;
    bool real_time() const { return real_time_; }

    static jack_client_t* connect(const char* client);

private:
    void spawn(int captures, int playbacks, int rate);
    bool runs();

    pid_t pid_ = 0;
    bool real_time_ = false;
    std::FILE* said_ = nullptr;
};

}  // namespace tutti::test
