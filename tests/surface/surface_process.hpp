#pragma once
// The real tutti-surface, started with its arguments and ended with the test.
#include <sys/types.h>

#include <chrono>
#include <csignal>
#include <functional>
#include <string>
#include <vector>

#include "tests/wire/desk_process.hpp"

namespace tutti::surface {

class SurfaceProcess {
public:
    // Waits until its ports are open.
    SurfaceProcess(const wire::Folder& folder, std::vector<std::string> arguments);
    ~SurfaceProcess();
    SurfaceProcess(const SurfaceProcess&) = delete;
    SurfaceProcess& operator=(const SurfaceProcess&) = delete;

    int end(int signal = SIGTERM);  // the exit code; -1: it had to be killed
    std::string log() const;
    std::uint16_t xctl_port() const { return xctl_; }

private:
    std::filesystem::path log_;
    pid_t pid_ = -1;
    std::uint16_t xctl_ = 0;
};

// One that ends by itself: its exit code and what it said.
wire::Ended run_surface(const wire::Folder& folder, const std::vector<std::string>& arguments);

// Polls until it holds; false after so long.
bool eventually(const std::function<bool()>& holds, std::chrono::seconds most = std::chrono::seconds(60));

}  // namespace tutti::surface
