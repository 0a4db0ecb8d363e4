// A private JACK server without a sound card, for one test process: gone with the test, and with the process if it
// dies.
#pragma once

#include <fcntl.h>
#include <jack/jack.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/device/support.hpp"

namespace tutti::test {

class Jackd {
public:
    static std::string name() { return "tutti-test-" + std::to_string(getpid()); }

    ~Jackd() { stop(); }

    // With real-time priority where that is permitted, else without. False: there is no jackd that works here.
    bool start(int captures = 32, int playbacks = 32, int rate = 48000) {
        for (const char* real_time : {"-R", "-r"}) {
            spawn(real_time, captures, playbacks, rate);
            if (eventually([this] { return answers() || !runs(); }, std::chrono::seconds(10)) && runs()) return true;
            stop();
        }
        return false;
    }

    void stop() {
        if (pid_ <= 0) return;
        kill(pid_, SIGCONT);
        kill(pid_, SIGTERM);
        if (!eventually([this] { return !runs(); }, std::chrono::seconds(5))) {
            kill(pid_, SIGKILL);
            waitpid(pid_, nullptr, 0);
        }
        pid_ = 0;
    }

    void send(int signal) const { kill(pid_, signal); }

    static jack_client_t* connect(const char* client) {
        const auto options = static_cast<jack_options_t>(JackNoStartServer | JackServerName);
        return jack_client_open(client, options, nullptr, name().c_str());
    }

private:
    void spawn(const char* real_time, int captures, int playbacks, int rate) {
        const std::string server = name(), in = std::to_string(captures), out = std::to_string(playbacks),
                          hertz = std::to_string(rate);
        const std::vector<const char*> words{
            "jackd", "-n",    server.c_str(), real_time,     real_time[1] == 'R' ? "-P60" : "-S",
            "-d",    "dummy", "-r",           hertz.c_str(), "-p",
            "64",    "-C",    in.c_str(),     "-P",          out.c_str(),
            nullptr};
        pid_ = fork();
        if (pid_ != 0) return;
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        const int null = open("/dev/null", O_RDWR);
        for (int fd = 0; fd < 3; ++fd) dup2(null, fd);
        execvp("jackd", const_cast<char* const*>(words.data()));
        _exit(127);
    }

    bool runs() {
        if (pid_ > 0 && waitpid(pid_, nullptr, WNOHANG) != 0) pid_ = 0;
        return pid_ > 0;
    }

    static bool answers() {
        jack_client_t* client = connect("ready");
        if (client) jack_client_close(client);
        return client != nullptr;
    }

    pid_t pid_ = 0;
};

}  // namespace tutti::test
