#include "tests/surface/surface_process.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

namespace tutti::surface {
namespace {

std::string whole_file(const std::filesystem::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

pid_t start(const std::vector<std::string>& arguments, const std::filesystem::path& log) {
    std::vector<char*> words{const_cast<char*>(TUTTI_SURFACE)};
    for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);
    const pid_t pid = ::fork();
    if (pid != 0) return pid;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int to = ::open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    ::dup2(to, STDOUT_FILENO);
    ::dup2(to, STDERR_FILENO);
    ::execv(TUTTI_SURFACE, words.data());
    ::_exit(127);
}

}  // namespace

bool eventually(const std::function<bool()>& holds, std::chrono::seconds most) {
    for (const auto until = std::chrono::steady_clock::now() + most; std::chrono::steady_clock::now() < until;) {
        if (holds()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return holds();
}

SurfaceProcess::SurfaceProcess(const wire::Folder& folder, std::vector<std::string> arguments)
    : log_(folder.path() / "surface.log") {
    const auto ready = folder.path() / "surface.ready";
    std::filesystem::remove(ready);
    arguments.insert(arguments.end(), {"--ready-file", ready.string()});
    pid_ = start(arguments, log_);
    if (!eventually([&] { return std::filesystem::exists(ready); })) {
        end(SIGKILL);
        throw std::runtime_error("tutti-surface does not start: " + log());
    }
    const std::string text = whole_file(ready);
    xctl_ = static_cast<std::uint16_t>(std::stoi(text.substr(text.find(':') + 1)));
}

SurfaceProcess::~SurfaceProcess() {
    end(SIGKILL);
}

int SurfaceProcess::end(int signal) {
    if (pid_ <= 0) return -1;
    ::kill(pid_, signal);
    int status = 0;
    const bool ended = eventually([&] { return ::waitpid(pid_, &status, WNOHANG) == pid_; });
    if (!ended) {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, &status, 0);
    }
    pid_ = -1;
    return ended && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::string SurfaceProcess::log() const {
    return whole_file(log_);
}

wire::Ended run_surface(const wire::Folder& folder, const std::vector<std::string>& arguments) {
    const auto log = folder.path() / "surface.log";
    const pid_t pid = start(arguments, log);
    int status = 0;
    if (!eventually([&] { return ::waitpid(pid, &status, WNOHANG) == pid; })) {
        ::kill(pid, SIGKILL);
        ::waitpid(pid, &status, 0);
    }
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, whole_file(log)};
}

}  // namespace tutti::surface
