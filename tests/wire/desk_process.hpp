#pragma once
// The real tuttid in a folder of its own: started with a configuration, served on free ports, ended with the test.
#include <sys/types.h>

#include <csignal>
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace tutti::wire {

class Folder {
public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path write(const std::string& name, const std::string& text) const;

private:
    std::filesystem::path path_;
};

// What a daemon that ends by itself says, and how.
struct Ended {
    int code = -1;
    std::string said;  // stderr
};
Ended run_daemon(const Folder& folder, const std::string& config);
Ended run_tuttid(const Folder& folder, const std::vector<std::string>& arguments);  // said: stdout and stderr

std::filesystem::path tuttid();  // the program under test

struct Wish {
    std::string server = "";  // further lines of [server]
    std::string device = "";  // of [device], behind kind
    std::string desk = "channels = 8\nbuses = 4\n";
    std::string rest = "";
    std::string http = "127.0.0.1:0", osc = "127.0.0.1:0";
    std::string kind = "virtual";  // of [device]
    std::filesystem::path program = tuttid();
    std::vector<std::pair<std::string, std::string>> files = {};  // beside its configuration, desk.toml
    bool own_clock = false;                                       // then forward() puts the daemon's clock ahead
};
std::string config_text(const Wish& wish);

class DeskProcess {
public:
    explicit DeskProcess(const Wish& wish = {});
    ~DeskProcess();
    DeskProcess(const DeskProcess&) = delete;
    DeskProcess& operator=(const DeskProcess&) = delete;

    std::uint16_t osc_port() const { return osc_; }
    std::uint16_t http_port() const { return http_; }
    bool alive();
    pid_t pid() const { return pid_; }
    std::string log() const;  // what it has said so far; also after it has ended
    long resident_kb() const;
    int end(int signal = SIGTERM);  // the exit code, -1 if it had to be killed or was gone
    // Once it has ended: in the same folder, with the same configuration.
    void start_again(const std::vector<std::string>& further_arguments = {});
    // Where clients reach it: loopback, or this machine's address in the network, where it counts as elsewhere.
    const std::string& host() const { return host_; }
    void reach_by(const std::string& host) { host_ = host; }
    // So many seconds pass for the daemon at once: leases, holds and whatever else it counts by its steady clock.
    void forward(double seconds);
    const Folder& folder() const { return folder_; }

private:
    void start(const std::vector<std::string>& further_arguments);

    Folder folder_;
    std::filesystem::path program_, clock_;
    pid_t pid_ = -1;
    std::uint16_t osc_ = 0, http_ = 0;
    std::int64_t ahead_ns_ = 0;
    std::string host_ = "127.0.0.1";
};

// This machine's IPv4 address in a network, as text; empty if it has none.
std::string address_in_network();

}  // namespace tutti::wire
