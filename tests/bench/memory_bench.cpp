#include "tests/bench/memory_bench.hpp"

#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>
#include <thread>

#include "protocol/osc/message.hpp"
#include "tests/bench/wire_desk.hpp"
#include "tests/bench/wire_sockets.hpp"

namespace tutti::bench {
namespace {

constexpr int kChannels = 256, kBusCounts[] = {16, 64};
constexpr double kAllowed = 64;  // kB

// What it has of its own, touched or swapped out; files that it maps are not counted. kB.
double memory_of(pid_t process) {
    std::ifstream file("/proc/" + std::to_string(process) + "/status");
    double all = 0;
    for (std::string word; file >> word;) {
        if (word != "RssAnon:" && word != "VmSwap:") continue;
        double kilobytes = 0;
        file >> kilobytes;
        all += kilobytes;
    }
    return all;
}

double measure(int channels, int buses) {
    const Desk desk(channels, "kind = \"virtual\"\ninputs = 32\noutputs = 16\n", buses);
    OscStream client(OscStream::Kind::tcp, desk.osc());
    const auto tell = [&](const char* address, std::initializer_list<Argument> arguments) {
        std::string packet;
        osc::append_message(packet, address, arguments);
        client.send(packet);
    };
    // Every channel awake, with every processor on; and somebody who has been told of all of it.
    tell("/channel/*/input/source", {std::string_view("oscillator")}), tell("/oscillator/on", {true});
    for (const char* on : {"/channel/*/hpf/on", "/channel/*/gate/on", "/channel/*/comp/on", "/channel/*/send/*/on"})
        tell(on, {true});
    tell("/channel/*/fader", {-20.0F}), tell("/channel/*/send/*/level", {-20.0F});
    tell("/subscribe", {std::string_view("/")});
    tell("/sync", {1});
    while (client.receive().compare(0, 8, "/synced\0", 8) != 0) continue;
    std::this_thread::sleep_for(std::chrono::seconds(4));  // until the last moves are history
    return memory_of(desk.process().pid());
}

}  // namespace

int run_memory(bool json) {
    int result = 0;
    for (const int buses : kBusCounts) {
        const double few = measure(kChannels, buses), many = measure(2 * kChannels, buses);
        const double each = (many - few) / kChannels;
        std::printf(json ? "{\"bench\":\"memory\",\"buses\":%d,\"channels\":%d,\"kilobytes\":%.0f,"
                           "\"kilobytes_of_twice\":%.0f,\"kilobytes_per_channel\":%.1f}\n"
                         : "daemon with %d buses: %d channels %.0f kB, twice as many %.0f kB, %.1f kB a channel\n",
                    buses, kChannels, few, many, each);
        std::fflush(stdout);
        if (!(each < kAllowed)) result = 1;
    }
    return result;
}

}  // namespace tutti::bench
