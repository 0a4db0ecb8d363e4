#include "tests/bench/surface_bench.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "clients/surface/mcu/midi.hpp"
#include "clients/surface/mcu/scale.hpp"
#include "protocol/osc/message.hpp"
#include "tests/bench/wire_desk.hpp"
#include "tests/bench/wire_sockets.hpp"

namespace tutti::bench {
namespace {

using Clock = std::chrono::steady_clock;
using surface::MidiMessage;

constexpr int kUnits = 16, kFaders = kUnits * 8;
constexpr int kHands = 16, kMovesASecond = 30, kRecalls = 20;
constexpr int kX32Clients = 50;
constexpr double kSeconds = 10;

double milliseconds(Clock::duration time) {
    return std::chrono::duration<double, std::milli>(time).count();
}

std::string packet_of(const std::string& address, std::initializer_list<Argument> values) {
    std::string packet;
    osc::append_message(packet, address, values);
    return packet;
}

void ask(OscStream& client, const std::string& address, std::initializer_list<Argument> values) {
    client.send(packet_of(address, values));
    for (osc::Packet decoded;;) {
        const std::string packet = client.receive();
        decoded.decode(std::as_bytes(std::span(packet)));
        for (const osc::Message& m : decoded.messages())
            if (m.address == "/ok" || m.address == "/error" || m.address == address) return;
    }
}

// A plain folder with the surface's configuration and the file that says where it listens.
class Surface {
public:
    explicit Surface(int osc) {
        std::string name = (std::filesystem::temp_directory_path() / "tutti-bench-XXXXXX").string();
        if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
        folder_ = name;
        std::ofstream file(folder_ / "surface.toml");
        file << "desk = \"127.0.0.1:" << osc << "\"\nxctl = \"127.0.0.1:0\"\n";
        for (int u = 0; u < kUnits; ++u)
            file << "[[unit]]\nprofile = \"" << TUTTI_BENCH_PROFILE << "\"\nxctl = \"any\"\n";
        file.close();
        process_ = std::make_unique<Process>([this] {
            const std::string config = folder_ / "surface.toml", ready = folder_ / "ready";
            if (!std::freopen("/dev/null", "w", stderr)) ::_exit(1);
            ::execl(TUTTI_SURFACE, TUTTI_SURFACE, "--config", config.c_str(), "--ready-file", ready.c_str(), nullptr);
            ::_exit(127);
        });
        for (int i = 0; i < 1000 && !std::filesystem::exists(folder_ / "ready"); ++i) ::usleep(10'000);
        std::ifstream ready(folder_ / "ready");
        std::string word;
        if (!(ready >> word >> port_)) throw std::runtime_error("tutti-surface does not start");
    }
    ~Surface() {
        process_.reset();
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    int port() const { return port_; }
    const Process& process() const { return *process_; }

private:
    std::filesystem::path folder_;
    std::unique_ptr<Process> process_;
    int port_ = 0;
};

class Units {
public:
    explicit Units(int port) {
        for (int u = 0; u < kUnits; ++u) {
            sockets_.push_back({udp_socket(port), POLLIN, 0});
            probe(u);
            listen(Clock::now() + std::chrono::milliseconds(20));  // so that they stand in their order
        }
    }
    ~Units() {
        for (const pollfd& one : sockets_) ::close(one.fd);
    }
    Units(const Units&) = delete;
    Units& operator=(const Units&) = delete;

    // Takes what comes, until then.
    void listen(Clock::time_point until) {
        std::array<std::uint8_t, 2048> bytes;
        do {
            if (Clock::now() > probed_ + std::chrono::seconds(1)) {
                probed_ = Clock::now();
                for (int u = 0; u < kUnits; ++u) probe(u);
            }
            ::poll(sockets_.data(), sockets_.size(), 1);
            for (std::size_t u = 0; u < sockets_.size(); ++u) {
                if ((sockets_[u].revents & POLLIN) == 0) continue;
                for (;;) {
                    const auto size = ::recv(sockets_[u].fd, bytes.data(), bytes.size(), MSG_DONTWAIT);
                    if (size <= 0) break;
                    take(u, {bytes.data(), static_cast<std::size_t>(size)}, Clock::now());
                }
            }
        } while (Clock::now() < until);
    }
    void expect(int fader, int position) {
        const auto f = static_cast<std::size_t>(fader);
        wanted_[f] = position;
        asked_[f] = Clock::now();
        waiting_ += pending_[f] ? 0 : 1;
        pending_[f] = true;
    }
    int waiting() const { return waiting_; }
    std::vector<double>& delays() { return delays_; }
    void forget() {
        pending_.fill(false);
        waiting_ = 0;
        delays_.clear();
    }

private:
    void probe(int unit) {
        [[maybe_unused]] const auto sent =
            ::send(sockets_[static_cast<std::size_t>(unit)].fd, "\xF0\x00\x20\x32\x58\x54\x00\xF7", 8, MSG_DONTWAIT);
    }
    void take(std::size_t unit, surface::MidiBytes bytes, Clock::time_point now) {
        surface::MidiReader reader;
        reader.feed(bytes, [&](const MidiMessage& message) {
            if (message.kind() != 0xE0 || message.channel() > 7) return;
            const std::size_t fader = unit * 8 + static_cast<std::size_t>(message.channel());
            if (!pending_[fader] || wanted_[fader] != (message.first | message.second << 7)) return;
            pending_[fader] = false;
            --waiting_;
            delays_.push_back(milliseconds(now - asked_[fader]));
        });
    }

    std::vector<pollfd> sockets_;
    std::array<int, kFaders> wanted_ = {};
    std::array<bool, kFaders> pending_ = {};
    std::array<Clock::time_point, kFaders> asked_ = {};
    std::vector<double> delays_;
    int waiting_ = 0;
    Clock::time_point probed_ = {};
};

// X32 clients beside the surface, each following everything, with meters at 20 Hz. They only read.
void be_x32_clients(int port) {
    std::vector<pollfd> sockets;
    for (int i = 0; i < kX32Clients; ++i) sockets.push_back({udp_socket(port), POLLIN, 0});
    std::array<char, 2048> bytes;
    for (auto renewed = Clock::now() - std::chrono::seconds(10);;) {
        if (Clock::now() > renewed + std::chrono::seconds(5)) {
            renewed = Clock::now();
            for (const pollfd& one : sockets)
                for (const std::string& said :
                     {packet_of("/xremote", {}), packet_of("/meters", {std::string_view("/meters/1")})})
                    if (::send(one.fd, said.data(), said.size(), 0) < 0) ::_exit(1);
        }
        ::poll(sockets.data(), sockets.size(), 100);
        for (const pollfd& one : sockets)
            while ((one.revents & POLLIN) && ::recv(one.fd, bytes.data(), bytes.size(), MSG_DONTWAIT) > 0) {
            }
    }
}

double at(std::vector<double>& sorted, double share) {
    std::sort(sorted.begin(), sorted.end());
    return sorted.empty() ? 0 : sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

std::string fader(int n) {
    return "/channel/" + std::to_string(n + 1) + "/fader";
}

}  // namespace

int run_surface(bool json) {
    Desk desk(kFaders);
    Surface program(desk.osc());
    Units units(program.port());
    OscStream tablet(OscStream::Kind::tcp, desk.osc());
    const surface::Scale scale;
    std::string unread;

    int step = 0, lost = 0;
    const auto play = [&](double seconds) {
        const auto begin = Clock::now();
        for (int turn = 0; milliseconds(Clock::now() - begin) < seconds * 1000; ++turn) {
            for (int hand = 0; hand < kHands; ++hand) {
                const int where = hand * (kFaders / kHands) + turn % 8, position = 1 + (++step * 37) % 16000;
                units.expect(where, position);
                tablet.send(packet_of(fader(where), {static_cast<float>(scale.db(position))}));
            }
            units.listen(begin + std::chrono::microseconds(1'000'000 / kMovesASecond) * (turn + 1));
            while (tablet.fill_some()) {
            }
            while (tablet.take(unread)) {
            }
        }
    };
    const auto measure = [&](const char* beside) {
        play(2);
        units.forget();
        const double desk_before = desk.process().processor_seconds();
        const double own_before = program.process().processor_seconds();
        const auto begin = Clock::now();
        play(kSeconds);
        units.listen(Clock::now() + std::chrono::milliseconds(200));
        lost += units.waiting();
        const double wall = milliseconds(Clock::now() - begin) / 1000;
        const double desk_share = 100 * (desk.process().processor_seconds() - desk_before) / wall;
        const double own_share = 100 * (program.process().processor_seconds() - own_before) / wall;
        std::printf(json ? "{\"case\": \"%d units, %d motor faders, %d hands at %d Hz%s\", \"p50_ms\": %.3f, "
                           "\"p99_ms\": %.3f, \"worst_ms\": %.3f, \"desk_percent\": %.1f, "
                           "\"surface_percent\": %.1f, \"not_told\": %d}\n"
                         : "%d units with %d motor faders, %d fingers at %d moves a second%s: a motor is told after\n"
                           "  %.2f ms (p50), %.2f ms (p99), %.2f ms (worst); %.1f %% of a core for tuttid, "
                           "%.1f %% for tutti-surface; %d not told\n",
                    kUnits, kFaders, kHands, kMovesASecond, beside, at(units.delays(), 0.5), at(units.delays(), 0.99),
                    at(units.delays(), 1), desk_share, own_share, units.waiting());
        std::fflush(stdout);
    };
    measure("");
    {
        const int port = desk.x32();
        const Process others([port] { be_x32_clients(port); });
        measure(", 50 X32 clients with meters at 20 Hz beside");
    }

    // Two scenes, one after the other: the last of 128 motors is told.
    const std::array<int, 2> places = {4000, 12000};
    for (const int place : places) {
        for (int n = 0; n < kFaders; ++n) tablet.send(packet_of(fader(n), {static_cast<float>(scale.db(place))}));
        ask(tablet, "/scene/store", {std::string_view("bench")});
    }
    units.listen(Clock::now() + std::chrono::milliseconds(500));
    std::vector<double> recalls;
    for (int i = 0; i < kRecalls; ++i) {
        units.forget();
        for (int n = 0; n < kFaders; ++n) units.expect(n, places[static_cast<std::size_t>(i % 2)]);
        const auto asked = Clock::now();
        tablet.send(packet_of("/scene/recall", {i % 2 + 1}));
        while (units.waiting() && Clock::now() < asked + std::chrono::seconds(5)) units.listen(Clock::now());
        lost += units.waiting();
        recalls.push_back(milliseconds(Clock::now() - asked));
        units.listen(Clock::now() + std::chrono::milliseconds(100));
    }
    std::printf(json ? "{\"case\": \"a scene moves %d motors\", \"p50_ms\": %.2f, \"worst_ms\": %.2f}\n"
                     : "a scene moves all %d: the last is told %.1f ms after the recall (median), %.1f ms (worst)\n",
                kFaders, at(recalls, 0.5), at(recalls, 1));
    std::fflush(stdout);
    return lost ? 1 : 0;
}

}  // namespace tutti::bench
