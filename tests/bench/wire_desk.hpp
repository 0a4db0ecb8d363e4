#pragma once
// Processes of the wire bench: the real tuttid beside this program, and children that serve an anchor. Ended with
// their object.
#include <sys/types.h>
#include <functional>
#include <string>

namespace tutti::bench {

class Process {
public:
    explicit Process(const std::function<void()>& child);  // runs in the child, which then ends
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;
    double processor_seconds() const;  // user and system
    pid_t pid() const { return pid_; }

private:
    pid_t pid_;
};

// A desk of `channels`, on free ports, its engine on the virtual clock or on the device that this part of the
// configuration names.
class Desk {
public:
    explicit Desk(int channels, const std::string& device = "kind = \"virtual\"\ninputs = 32\noutputs = 16\n",
                  int buses = 16);
    ~Desk();
    int http() const { return http_; }
    int osc() const { return osc_; }
    int x32() const { return x32_; }
    const Process& process() const { return *process_; }

private:
    std::string folder_;
    Process* process_ = nullptr;
    int http_ = 0, osc_ = 0, x32_ = 0;
};

// Anchors: what the libraries can do with nothing behind them. They listen on the port until they are ended.
void serve_liblo_echo(int port);
void serve_beast_echo(int port);

}  // namespace tutti::bench
