#include "tests/wire/desk_process.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

namespace tutti::wire {
namespace {

using namespace std::chrono_literals;

std::string whole_file(const std::filesystem::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

// Both outputs go into the log; a clock file lets the daemon's clock be put forward (later.cpp).
pid_t start(const std::filesystem::path& program, const std::vector<std::string>& arguments,
            const std::filesystem::path& log, const std::string& clock = "") {
    std::vector<char*> words{const_cast<char*>(program.c_str())};
    for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);
    const pid_t pid = ::fork();
    if (pid != 0) return pid;
    const int to = ::open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    ::dup2(to, STDOUT_FILENO);
    ::dup2(to, STDERR_FILENO);
    if (!clock.empty()) {
        ::setenv("LD_PRELOAD", TUTTI_LATER, 1);
        ::setenv("TUTTI_LATER_BY", clock.c_str(), 1);
        const char* sanitizer = ::getenv("ASAN_OPTIONS");
        ::setenv("ASAN_OPTIONS", (std::string(sanitizer ? sanitizer : "") + ":verify_asan_link_order=0").c_str(), 1);
    }
    ::execv(program.c_str(), words.data());
    ::_exit(127);
}

std::vector<std::string> arguments_of(const std::filesystem::path& config, const std::filesystem::path& ready) {
    return {"--config", config.string(), "--ready-file", ready.string()};
}

bool wait_for(pid_t pid, int& status, std::chrono::seconds patience) {
    for (const auto until = std::chrono::steady_clock::now() + patience; std::chrono::steady_clock::now() < until;) {
        if (::waitpid(pid, &status, WNOHANG) == pid) return true;
        std::this_thread::sleep_for(5ms);
    }
    return false;
}

std::uint16_t port_of(const std::string& ready, const std::string& key) {
    const std::string head = "\"" + key + "\": \"";
    const std::size_t at = ready.find(head);
    if (at == std::string::npos) throw std::runtime_error("no " + key + " in " + ready);
    const std::string address = ready.substr(at + head.size(), ready.find('"', at + head.size()) - at - head.size());
    return static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
}

}  // namespace

std::string address_in_network() {
    ifaddrs* all = nullptr;
    std::string found;
    if (::getifaddrs(&all) != 0) return found;
    for (const ifaddrs* one = all; one && found.empty(); one = one->ifa_next) {
        if (!one->ifa_addr || one->ifa_addr->sa_family != AF_INET ||
            (one->ifa_flags & (IFF_LOOPBACK | IFF_UP)) != IFF_UP)
            continue;
        char text[INET_ADDRSTRLEN] = {};
        ::inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in*>(one->ifa_addr)->sin_addr, text, sizeof text);
        found = text;
    }
    ::freeifaddrs(all);
    return found;
}

std::filesystem::path tuttid() {
    return TUTTID;
}

Folder::Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "tutti-wire-XXXXXX").string();
    if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    path_ = name;
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path Folder::write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return path_ / name;
}

Ended run_daemon(const Folder& folder, const std::string& config) {
    return run_tuttid(folder, arguments_of(folder.write("desk.toml", config), folder.path() / "ready"));
}

Ended run_tuttid(const Folder& folder, const std::vector<std::string>& arguments) {
    const pid_t pid = start(tuttid(), arguments, folder.path() / "log");
    int status = 0;
    if (!wait_for(pid, status, 30s)) {
        ::kill(pid, SIGKILL);
        ::waitpid(pid, &status, 0);
        return {-1, "it did not end: " + whole_file(folder.path() / "log")};
    }
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, whole_file(folder.path() / "log")};
}

std::string config_text(const Wish& wish) {
    return "[server]\nhttp = \"" + wish.http + "\"\nosc = \"" + wish.osc + "\"\n" + wish.server +
           "\n[device]\nkind = \"" + wish.kind + "\"\n" + wish.device + "\n[desk]\n" + wish.desk + "\n" + wish.rest;
}

DeskProcess::DeskProcess(const Wish& wish) : program_(wish.program) {
    for (const auto& [name, text] : wish.files) folder_.write(name, text);
    if (wish.own_clock) clock_ = folder_.write("clock", std::string(sizeof ahead_ns_, '\0'));
    folder_.write("desk.toml", config_text(wish));
    start({});
}

void DeskProcess::start(const std::vector<std::string>& further_arguments) {
    const auto ready = folder_.path() / "ready";
    std::filesystem::remove(ready);
    std::vector<std::string> arguments = arguments_of(folder_.path() / "desk.toml", ready);
    arguments.insert(arguments.end(), further_arguments.begin(), further_arguments.end());
    pid_ = wire::start(program_, arguments, folder_.path() / "log", clock_.string());
    for (const auto until = std::chrono::steady_clock::now() + 30s; !std::filesystem::exists(ready);) {
        if (std::chrono::steady_clock::now() > until || !alive()) {
            if (pid_ > 0) ::kill(pid_, SIGKILL);
            throw std::runtime_error("tuttid does not serve: " + whole_file(folder_.path() / "log"));
        }
        std::this_thread::sleep_for(2ms);
    }
    const std::string text = whole_file(ready);
    osc_ = port_of(text, "osc");
    http_ = port_of(text, "http");
}

void DeskProcess::start_again(const std::vector<std::string>& further_arguments) {
    if (alive()) throw std::logic_error("it still runs");
    start(further_arguments);
}

DeskProcess::~DeskProcess() {
    end();
}

bool DeskProcess::alive() {
    int status = 0;
    if (pid_ > 0 && ::waitpid(pid_, &status, WNOHANG) == pid_) pid_ = -1;
    return pid_ > 0;
}

std::string DeskProcess::log() const {
    return whole_file(folder_.path() / "log");
}

long DeskProcess::resident_kb() const {
    std::ifstream status("/proc/" + std::to_string(pid_) + "/status");
    for (std::string word; status >> word;)
        if (word == "VmRSS:") {
            long kb = 0;
            status >> kb;
            return kb;
        }
    return -1;
}

void DeskProcess::forward(double seconds) {
    ahead_ns_ += static_cast<std::int64_t>(seconds * 1e9);
    const int file = ::open((folder_.path() / "clock").c_str(), O_WRONLY);
    if (::pwrite(file, &ahead_ns_, sizeof ahead_ns_, 0) != sizeof ahead_ns_) throw std::runtime_error("no clock");
    ::close(file);
}

int DeskProcess::end(int signal) {
    if (!alive()) return -1;
    int status = 0;
    ::kill(pid_, signal);
    const bool by_itself = wait_for(pid_, status, 20s);
    if (!by_itself) {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, &status, 0);
    }
    pid_ = -1;
    return by_itself && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace tutti::wire
