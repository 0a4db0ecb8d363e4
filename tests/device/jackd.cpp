#include "tests/device/jackd.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <thread>
#include <vector>

namespace tutti::test {
namespace {

using namespace std::chrono_literals;

// Half of JACK's rows: the other half is for whoever works on this machine.
constexpr int kNames = 4;

template <class Condition>
bool within(std::chrono::seconds longest, Condition condition) {
    const auto end = std::chrono::steady_clock::now() + longest;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(5ms);
    }
    return true;
}

struct Name {
    std::string text;
    int lock;  // as long as this is open, here or in a server that outlives this process, the name is taken
};

const Name& held_name() {
    static const Name held = [] {
        const std::string user = std::to_string(getuid());
        const std::filesystem::path folder = std::filesystem::temp_directory_path();
        Name name;
        const bool found = within(100s, [&] {
            for (int n = 1; n <= kNames; ++n) {
                name.text = "tutti-test-" + std::to_string(n);
                const std::string file = folder / (name.text + "-of-" + user + ".lock");
                name.lock = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
                if (name.lock < 0) throw std::runtime_error(file + " cannot be opened");
                if (flock(name.lock, LOCK_EX | LOCK_NB) == 0) return true;
                close(name.lock);
            }
            return false;
        });
        if (!found) throw std::runtime_error("other tests have had all JACK servers for too long");
        return name;
    }();
    return held;
}

bool answers() {
    jack_client_t* client = Jackd::connect("ready");
    if (!client) return false;
    jack_client_close(client);
    std::this_thread::sleep_for(100ms);  // one that is opened while JACK still clears up may never be called
    return true;
}

std::string text_of(std::FILE* said) {
    std::string text(4000, '\0');
    std::rewind(said);
    text.resize(std::fread(text.data(), 1, text.size(), said));
    return text;
}

}  // namespace

const std::string& Jackd::name() {
    return held_name().text;
}

jack_client_t* Jackd::connect(const char* client) {
    const auto options = static_cast<jack_options_t>(JackNoStartServer | JackServerName);
    return jack_client_open(client, options, nullptr, name().c_str());
}

bool Jackd::start(int captures, int playbacks, int rate) {
    std::string said;
    for (const bool real_time : {true, false}) {
        real_time_ = real_time;
        spawn(captures, playbacks, rate);
        const bool ready = within(10s, [&] {
            if (runs()) return answers();
            said = text_of(said_);
            // For JACK a killed one of this name lives until the system has forgotten it.
            if (said.find("already active") == std::string::npos) return true;
            spawn(captures, playbacks, rate);
            return false;
        });
        if (ready && runs()) return true;
        stop();
    }
    std::fprintf(stderr, "jackd said: %s\n", said.c_str());
    if (said.find("Too many servers") != std::string::npos)
        std::fprintf(stderr, "Some were killed. While none runs, remove /dev/shm/jack-shm-registry.\n");
    return false;
}

Jackd::~Jackd() {
    stop();
    if (said_) std::fclose(said_);
}

void Jackd::stop() {
    if (pid_ <= 0) return;
    kill(pid_, SIGCONT);
    kill(pid_, SIGTERM);
    if (!within(5s, [this] { return !runs(); })) {
        kill(pid_, SIGKILL);
        waitpid(pid_, nullptr, 0);
    }
    pid_ = 0;
}

void Jackd::send(int signal) const {
    if (pid_ > 0) kill(pid_, signal);  // 0 would be this process and all of its group
}

void Jackd::spawn(int captures, int playbacks, int rate) {
    const std::string server = name(), in = std::to_string(captures), out = std::to_string(playbacks),
                      hertz = std::to_string(rate);
    std::vector<const char*> words{"jackd", "-n", server.c_str(), real_time_ ? "-R" : "-r"};
    if (real_time_)
        words.insert(words.end(), {"-P", "60"});
    else
        words.push_back("-S");
    words.insert(words.end(),
                 {"-d", "dummy", "-r", hertz.c_str(), "-p", "64", "-C", in.c_str(), "-P", out.c_str(), nullptr});
    if (said_) std::fclose(said_);
    said_ = std::tmpfile();
    if (!said_) throw std::runtime_error("no temporary file");
    const pid_t tests = getpid();
    pid_ = fork();
    if (pid_ != 0) return;
    prctl(PR_SET_PDEATHSIG, SIGKILL);  // which also ends one that was stopped
    if (getppid() != tests) _exit(1);
    fcntl(held_name().lock, F_SETFD, 0);
    dup2(open("/dev/null", O_RDONLY), 0);
    dup2(fileno(said_), 1);
    dup2(fileno(said_), 2);
    execvp("jackd", const_cast<char* const*>(words.data()));
    dprintf(2, "it is not installed\n");
    _exit(127);
}

bool Jackd::runs() {
    if (pid_ > 0 && waitpid(pid_, nullptr, WNOHANG) != 0) pid_ = 0;
    return pid_ > 0;
}

}  // namespace tutti::test
