#include "tests/bench/wire_desk.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

namespace tutti::bench {

Process::Process(const std::function<void()>& child) : pid_(fork()) {
    if (pid_ != 0) return;
    child();
    _exit(0);
}

Process::~Process() {
    kill(pid_, SIGTERM);
    waitpid(pid_, nullptr, 0);
}

double Process::processor_seconds() const {
    std::ifstream file("/proc/" + std::to_string(pid_) + "/stat");
    std::string line;
    std::getline(file, line);
    std::istringstream fields(line.substr(line.rfind(')') + 2));
    std::string skipped;
    for (int i = 0; i < 11; ++i) fields >> skipped;
    double user = 0, system = 0;
    fields >> user >> system;
    return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

Desk::Desk(int channels, const std::string& device, int buses) {
    char name[] = "/tmp/tutti-bench-XXXXXX";
    folder_ = mkdtemp(name);
    const std::string config = folder_ + "/desk.toml", ready = folder_ + "/ready.json";
    std::ofstream(config) << "[server]\nhttp = \"127.0.0.1:0\"\nosc = \"127.0.0.1:0\"\nx32 = \"127.0.0.1:0\"\n"
                          << "[device]\n"
                          << device << "[desk]\nchannels = " << channels << "\nbuses = " << buses << "\n";
    const auto program = std::filesystem::read_symlink("/proc/self/exe").parent_path() / "tuttid";
    process_ = new Process([&] {
        const int nothing = open("/dev/null", O_WRONLY);
        dup2(nothing, 2);
        execl(program.c_str(), "tuttid", "--config", config.c_str(), "--ready-file", ready.c_str(), nullptr);
    });
    for (int i = 0; i < 500 && !std::filesystem::exists(ready); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    std::stringstream text;
    text << std::ifstream(ready).rdbuf();
    const auto port_of = [&](const std::string& key) {
        const std::size_t at = text.str().find(":", text.str().find("127.0.0.1", text.str().find("\"" + key + "\"")));
        return std::atoi(text.str().c_str() + at + 1);
    };
    if (text.str().empty()) {
        std::fprintf(stderr, "bench: %s did not start\n", program.c_str());
        std::exit(1);
    }
    http_ = port_of("http");
    osc_ = port_of("osc");
    x32_ = port_of("x32");
    std::this_thread::sleep_for(std::chrono::milliseconds(300));  // the engine is running
}

Desk::~Desk() {
    delete process_;
    std::filesystem::remove_all(folder_);
}

}  // namespace tutti::bench
