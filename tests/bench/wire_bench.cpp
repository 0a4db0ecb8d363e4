#include "tests/bench/wire_bench.hpp"

#include <sched.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <map>
#include <memory>
#include <thread>
#include <vector>

#include "protocol/osc/message.hpp"
#include "tests/bench/wire_desk.hpp"
#include "tests/bench/wire_sockets.hpp"

namespace tutti::bench {
namespace {

using Clock = std::chrono::steady_clock;
double us(Clock::duration d) {
    return std::chrono::duration<double, std::micro>(d).count();
}

struct Times {
    double p50 = 0, p99 = 0;
};
Times times_of(std::vector<double> all) {
    std::sort(all.begin(), all.end());
    return {all[all.size() / 2], all[all.size() * 99 / 100]};
}

std::string message(std::string_view address, std::initializer_list<Argument> arguments) {
    std::string out;
    osc::append_message(out, address, arguments);
    return out;
}

void report(bool json, const std::string& name, const Times& t, const Times* against = nullptr) {
    const double p50 = against ? t.p50 / against->p50 : 1, p99 = against ? t.p99 / against->p99 : 1;
    if (json)
        std::printf(
            "{\"case\": \"%s\", \"p50_us\": %.1f, \"p99_us\": %.1f, \"times_anchor\": %.2f, \"p99_times_anchor\": "
            "%.2f}\n",
            name.c_str(), t.p50, t.p99, p50, p99);
    else if (against)
        std::printf("%-52s p50 %7.1f us  p99 %7.1f us, %.2f and %.2f x anchor\n", name.c_str(), t.p50, t.p99, p50, p99);
    else
        std::printf("%-52s p50 %7.1f us  p99 %7.1f us\n", name.c_str(), t.p50, t.p99);
    std::fflush(stdout);
}

constexpr int kRounds = 20000, kRoundsInTurn = 250;

Times liblo_echo() {
    const int port = 20000 + getpid() % 20000;
    const Process server([port] { serve_liblo_echo(port); });
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    const int fd = udp_socket(port);
    const std::string packet = message("/channel/1/fader", {-6.0F});
    std::vector<double> rounds;
    char answer[256];
    for (int i = 0; i < kRounds; ++i) {
        const auto begin = Clock::now();
        if (send(fd, packet.data(), packet.size(), 0) < 0 || recv(fd, answer, sizeof answer, 0) < 0) continue;
        rounds.push_back(us(Clock::now() - begin));
    }
    close(fd);
    return times_of(rounds);
}

// A bare Beast server, and a client of it.
struct BeastEcho {
    const int port = 20001 + getpid() % 20000;
    const Process server{[this] { serve_beast_echo(port); }};
    std::unique_ptr<OscStream> client;
    BeastEcho() {
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
        client = std::make_unique<OscStream>(OscStream::Kind::websocket, port);
    }
    void round(const std::string& packet) {
        client->send(packet);
        client->receive();
    }
};

// One client's fader to another client, who has subscribed to all of them.
struct FaderToOther {
    OscStream hand, other;
    FaderToOther(OscStream::Kind kind, int port) : hand(kind, port), other(kind, port) {
        other.send(message("/subscribe", {std::string_view("/channel/*/fader")}));
        other.send(message("/sync", {1}));
        while (other.receive().compare(0, 7, "/synced") != 0) {
        }
    }
    void round(const std::string& packet) {
        hand.send(packet);
        other.receive();
    }
};

// Both take turns, a few milliseconds each: what else the machine does meanwhile decides the slowest hundredth of both.
void beside_the_anchor(bool json, const std::string& name, BeastEcho& anchor, FaderToOther desk) {
    std::vector<double> anchor_rounds, desk_rounds;
    const auto measure = [](auto& one, std::vector<double>& rounds) {
        for (int i = 0; i < kRoundsInTurn; ++i) {
            const std::string packet = message("/channel/1/fader", {static_cast<float>(-1 - i % 50)});
            const auto begin = Clock::now();
            one.round(packet);
            rounds.push_back(us(Clock::now() - begin));
        }
    };
    for (int done = 0; done < kRounds; done += kRoundsInTurn) {
        measure(anchor, anchor_rounds);
        measure(desk, desk_rounds);
    }
    const Times against = times_of(anchor_rounds);
    report(json, "anchor: bare Beast WebSocket echo", against);
    report(json, name, times_of(desk_rounds), &against);
}

// Values at a listener: bundles and messages folded into a map.
void fold(const std::string& packet, std::map<std::string, float>& values, bool& synced) {
    osc::Packet decoded;
    decoded.decode(std::as_bytes(std::span(packet)));
    for (const osc::Message& m : decoded.messages()) {
        if (m.address == "/synced")
            synced = true;
        else if (m.arguments.size() == 1)
            if (const auto* f = std::get_if<float>(&m.arguments[0])) values[std::string(m.address)] = *f;
    }
}

bool many_sets(bool json) {
    constexpr int kParameters = 1000, kSets = 400000;
    const Desk desk(500);
    OscStream writer(OscStream::Kind::tcp, desk.osc()), listener(OscStream::Kind::tcp, desk.osc());
    listener.send(message("/subscribe", {std::string_view("/")}));
    std::map<std::string, float> heard, expected;
    bool synced = false;
    listener.send(message("/sync", {1}));
    while (!synced) fold(listener.receive(), heard, synced);
    std::string bytes;
    std::vector<std::string> addresses;
    for (int p = 0; p < kParameters; ++p)
        addresses.push_back("/channel/" + std::to_string(p / 2 + 1) + (p % 2 ? "/pan" : "/fader"));
    for (int i = 0; i < kSets; ++i) {
        const std::string& address = addresses[static_cast<std::size_t>(i % kParameters)];
        const int turn = i / kParameters;
        const float value = i % 2 ? static_cast<float>(turn % 100) / 100.0F : -static_cast<float>(turn % 80);
        bytes += writer.framed(message(address, {value}));
        expected[address] = value;
    }
    bytes += writer.framed(message("/sync", {2}));
    const auto begin = Clock::now();
    double seconds = 0;
    std::thread write([&] {
        writer.write(bytes);
        writer.receive();
        seconds = us(Clock::now() - begin) / 1e6;
    });
    bool done = false;
    std::atomic<bool> writer_done = false;
    std::thread wait([&] {
        write.join();
        writer_done = true;
    });
    while (!writer_done) fold(listener.receive(), heard, done);  // readings come ten times a second at least
    wait.join();
    listener.send(message("/sync", {3}));
    while (!done) fold(listener.receive(), heard, done);
    int wrong = 0;
    for (const auto& [address, value] : expected) wrong += heard[address] != value;
    if (json)
        std::printf("{\"case\": \"sets over TCP, %d parameters\", \"sets_per_second\": %.0f, \"wrong\": %d}\n",
                    kParameters, kSets / seconds, wrong);
    else
        std::printf("%-52s %.0f sets/s, %d of %d last values wrong\n", "separate sets over TCP, one listener to all",
                    kSets / seconds, wrong, kParameters);
    std::fflush(stdout);
    return wrong == 0;
}

// Processor time of the daemon, for clients that listen to all and have meters, while somebody moves things.
void many_clients(bool json, int count) {
    constexpr double kSeconds = 5;
    const Desk desk(32);
    std::vector<std::unique_ptr<OscStream>> clients;
    for (int i = 0; i < count; ++i) {
        clients.push_back(std::make_unique<OscStream>(OscStream::Kind::websocket, desk.http()));
        clients.back()->send(message("/subscribe", {std::string_view("/")}));
        clients.back()->send(message("/meters/subscribe", {std::string_view("channels:1-32"), 25}));
    }
    std::string packet;
    for (const auto& client : clients) {  // all that was sent while the others came is read and not counted
        while (client->receive().compare(0, 8, "/meters/") != 0) {
        }
        while (client->fill_some()) {
        }
        while (client->take(packet)) {
        }
    }
    OscStream hand(OscStream::Kind::websocket, desk.http());
    const double before = desk.process().processor_seconds();
    const auto begin = Clock::now();
    long frames = 0;
    for (int turn = 0; us(Clock::now() - begin) < kSeconds * 1e6; ++turn) {
        hand.send(message("/channel/1/fader", {static_cast<float>(-1 - turn % 50)}));
        for (const auto& client : clients) {
            while (client->fill_some()) {
            }
            while (client->take(packet)) frames += packet.compare(0, 8, "/meters/") == 0;
        }
        std::this_thread::sleep_until(begin + std::chrono::milliseconds(10) * (turn + 1));
    }
    const double wall = us(Clock::now() - begin) / 1e6;
    const double share = (desk.process().processor_seconds() - before) / wall;
    if (json)
        std::printf(
            "{\"case\": \"%d clients, all, meters at 25 Hz, 100 changes/s\", \"core_percent\": %.1f, "
            "\"meter_frames_per_client\": %.1f}\n",
            count, share * 100, static_cast<double>(frames) / count / wall);
    else
        std::printf(
            "%3d clients, all, meters at 25 Hz, 100 changes/s       %5.1f %% of a core, %.1f meter frames a client and "
            "second\n",
            count, share * 100, static_cast<double>(frames) / count / wall);
    std::fflush(stdout);
}

// This process, and those that it starts meanwhile, on one core: to wake another core costs more than all else that
// is measured here, and whether the scheduler does is chance.
class OneCore {
public:
    OneCore() {
        sched_getaffinity(0, sizeof before_, &before_);
        int first = 0;
        while (first < CPU_SETSIZE - 1 && !CPU_ISSET(first, &before_)) ++first;
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(first, &one);
        sched_setaffinity(0, sizeof one, &one);
    }
    ~OneCore() { sched_setaffinity(0, sizeof before_, &before_); }
    OneCore(const OneCore&) = delete;
    OneCore& operator=(const OneCore&) = delete;

private:
    cpu_set_t before_;
};

}  // namespace

int run_wire(bool json) {
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    {
        const OneCore pinned;
        report(json, "anchor: bare liblo echo, UDP", liblo_echo());
        BeastEcho anchor;
        const Desk desk(32);
        beside_the_anchor(json, "fader to another client, WebSocket", anchor,
                          {OscStream::Kind::websocket, desk.http()});
        beside_the_anchor(json, "fader to another client, TCP", anchor, {OscStream::Kind::tcp, desk.osc()});
    }
    const bool right = many_sets(json);
    for (const int count : {1, 50, 200, 500}) many_clients(json, count);
    return right ? 0 : 1;
}

}  // namespace tutti::bench
