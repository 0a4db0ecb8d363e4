#include "tests/wire/desk_process.hpp"

#include <fcntl.h>
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

pid_t start(const std::filesystem::path& config, const std::filesystem::path& ready, const std::filesystem::path& log) {
    const pid_t pid = ::fork();
    if (pid != 0) return pid;
    const int to = ::open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    ::dup2(to, STDOUT_FILENO);
    ::dup2(to, STDERR_FILENO);
    ::execl(TUTTID, TUTTID, "--config", config.c_str(), "--ready-file", ready.c_str(), nullptr);
    ::_exit(127);
}

bool wait_for(pid_t pid, int& status, std::chrono::seconds patience) {
    for (const auto until = std::chrono::steady_clock::now() + patience; std::chrono::steady_clock::now() < until;) {
        if (::waitpid(pid, &status, WNOHANG) == pid) return true;
        std::this_thread::sleep_for(5ms);
    }
    return false;
}

std::uint16_t port_of(const std::string& ready, const std::string& key) {
    const std::size_t at = ready.find("127.0.0.1:", ready.find("\"" + key + "\""));
    if (at == std::string::npos) throw std::runtime_error("no " + key + " in " + ready);
    return static_cast<std::uint16_t>(std::stoi(ready.substr(at + 10)));
}

}  // namespace

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
    const pid_t pid = start(folder.write("desk.toml", config), folder.path() / "ready", folder.path() / "log");
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

DeskProcess::DeskProcess(const Wish& wish) {
    const auto ready = folder_.path() / "ready";
    pid_ = start(folder_.write("desk.toml", config_text(wish)), ready, folder_.path() / "log");
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

DeskProcess::~DeskProcess() { end(); }

bool DeskProcess::alive() {
    int status = 0;
    if (pid_ > 0 && ::waitpid(pid_, &status, WNOHANG) == pid_) pid_ = -1;
    return pid_ > 0;
}

std::string DeskProcess::log() const { return whole_file(folder_.path() / "log"); }

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

int DeskProcess::end() {
    if (!alive()) return -1;
    int status = 0;
    ::kill(pid_, SIGTERM);
    const bool by_itself = wait_for(pid_, status, 20s);
    if (!by_itself) {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, &status, 0);
    }
    pid_ = -1;
    return by_itself && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace tutti::wire
