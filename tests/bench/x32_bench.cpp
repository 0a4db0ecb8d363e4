#include "tests/bench/x32_bench.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "protocol/osc/message.hpp"
#include "tests/bench/wire_desk.hpp"
#include "tests/bench/wire_sockets.hpp"

namespace tutti::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kClients = 50;
constexpr int kMovesASecond = 30;
constexpr double kSeconds = 20;
constexpr double kLeaves = 40 * (2 + 4 + 16);  // that change at once
constexpr std::array<std::string_view, 2> kMeters{"/meters/1", "/meters/2"};

double milliseconds(Clock::duration time) {
    return std::chrono::duration<double, std::milli>(time).count();
}

std::string packet_of(std::string_view address, std::initializer_list<Argument> values) {
    std::string packet;
    osc::append_message(packet, address, values);
    return packet;
}

class Studio {
public:
    Studio() {
        for (int i = 0; i < kClients; ++i) sockets_.push_back(udp_socket(desk.x32()));
        hand_ = udp_socket(desk.x32());
    }
    ~Studio() {
        for (const int socket : sockets_) ::close(socket);
        ::close(hand_);
    }
    Studio(const Studio&) = delete;
    Studio& operator=(const Studio&) = delete;

    // What runs out after 10 s.
    void renew() {
        for (const int socket : sockets_) {
            send(socket, packet_of("/xremote", {}));
            for (const std::string_view meters : kMeters) send(socket, packet_of("/meters", {meters}));
        }
    }
    void move(int step) {
        moved_ = Clock::now();
        send(hand_, packet_of("/ch/01/mix/fader", {static_cast<float>(step % 1000) / 1023}));
    }
    // Everything that comes to the clients until then.
    void listen(Clock::time_point until) {
        std::vector<pollfd> waiting;
        for (const int socket : sockets_) waiting.push_back({socket, POLLIN, 0});
        char bytes[2048];
        do {
            ::poll(waiting.data(), waiting.size(), 1);
            for (const pollfd& one : waiting)
                while (one.revents & POLLIN) {
                    const auto size = ::recv(one.fd, bytes, sizeof bytes, MSG_DONTWAIT);
                    if (size <= 0) break;
                    count({bytes, static_cast<std::size_t>(size)});
                }
        } while (Clock::now() < until);
    }
    void forget() {
        frames = values = 0;
        delays.clear();
    }

    static void send(int socket, const std::string& packet) {
        if (::send(socket, packet.data(), packet.size(), 0) < 0) std::perror("bench: send");
    }

    Desk desk{40, "kind = \"virtual\"\ninputs = 32\noutputs = 16\n", 16};
    long frames = 0, values = 0;
    std::vector<double> delays;

private:
    void count(std::string_view packet) {
        if (packet.starts_with("/meters/")) {
            ++frames;
            return;
        }
        ++values;
        if (packet.starts_with("/ch/01/mix/fader")) delays.push_back(milliseconds(Clock::now() - moved_));
    }

    std::vector<int> sockets_;
    int hand_ = -1;
    Clock::time_point moved_;
};

double share_of(std::vector<double>& delays, double share) {
    std::sort(delays.begin(), delays.end());
    return delays.empty() ? 0 : delays[static_cast<std::size_t>(share * static_cast<double>(delays.size() - 1))];
}

// A great change, as a recall is one: from its packet to the last client's last leaf.
double recall_ms(Studio& studio) {
    studio.renew();
    studio.listen(Clock::now() + std::chrono::milliseconds(200));
    studio.forget();
    const int native = udp_socket(studio.desk.osc());
    const auto begin = Clock::now();
    for (const std::string_view which :
         {"/channel/*/{fader,pan}", "/channel/*/eq/band/*/gain", "/channel/*/send/*/level"})
        Studio::send(native, packet_of(which, {0.5F}));
    auto last = begin;
    while (milliseconds(Clock::now() - last) < 200 && milliseconds(Clock::now() - begin) < 20'000) {
        const long had = studio.values;
        studio.listen(Clock::now() + std::chrono::milliseconds(1));
        if (studio.values != had) last = Clock::now();
    }
    ::close(native);
    return milliseconds(last - begin);
}

}  // namespace

int run_x32(bool json) {
    Studio studio;
    int step = 0;
    const auto play = [&](double seconds) {
        const auto begin = Clock::now();
        auto renewed = begin - std::chrono::seconds(10);
        for (int turn = 0; milliseconds(Clock::now() - begin) < seconds * 1000; ++turn) {
            if (Clock::now() - renewed > std::chrono::seconds(5)) {
                studio.renew();
                renewed = Clock::now();
            }
            studio.move(++step);
            studio.listen(begin + std::chrono::microseconds(1'000'000 / kMovesASecond) * (turn + 1));
        }
    };
    play(2);
    studio.forget();
    const double before = studio.desk.process().processor_seconds();
    const auto begin = Clock::now();
    play(kSeconds);
    const double wall = milliseconds(Clock::now() - begin) / 1000;
    const double share = 100 * (studio.desk.process().processor_seconds() - before) / wall;
    const double frames = static_cast<double>(studio.frames) / kClients / static_cast<double>(kMeters.size()) / wall;
    const double told = static_cast<double>(studio.delays.size()) / kClients / wall;
    const double p50 = share_of(studio.delays, 0.5), p99 = share_of(studio.delays, 0.99);
    const double recall = recall_ms(studio);
    const double leaves = static_cast<double>(studio.values) / kClients;
    if (json)
        std::printf(
            "{\"case\": \"%d X32 clients, two meters at 20 Hz, a hand at %d Hz\", \"p50_ms\": %.3f, \"p99_ms\": %.3f, "
            "\"core_percent\": %.1f, \"frames_a_second\": %.2f, \"moves_a_second\": %.2f, \"recall_ms\": %.0f, "
            "\"recall_leaves\": %.0f}\n",
            kClients, kMovesASecond, p50, p99, share, frames, told, recall, leaves);
    else
        std::printf(
            "%d X32 clients, two kinds of meters at 20 Hz, a hand at %d moves a second: a move is at all others after\n"
            "  %.2f ms (p50), %.2f ms (p99); %.1f %% of a core, the engine included; %.1f frames of each meter and "
            "%.1f moves a client and second.\n"
            "  A change of %.0f leaves is at all of them after %.0f ms\n",
            kClients, kMovesASecond, p50, p99, share, frames, told, leaves, recall);
    std::fflush(stdout);
    const bool all = frames > 19 && told > 0.98 * kMovesASecond && leaves >= kLeaves;
    return all ? 0 : 1;
}

}  // namespace tutti::bench
