#include "tests/bench/people_bench.hpp"

#include <poll.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "protocol/osc/message.hpp"
#include "tests/bench/wire_desk.hpp"
#include "tests/bench/wire_sockets.hpp"

namespace tutti::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kClients = 100, kPeople = 50, kHands = 10;
constexpr int kMovesASecond = 30;
constexpr double kSeconds = 20;
constexpr int kSteps = 8000;  // of a fader, in hundredths of a dB

double milliseconds(Clock::duration time) {
    return std::chrono::duration<double, std::milli>(time).count();
}

long resident_kb(pid_t pid) {
    std::ifstream status("/proc/" + std::to_string(pid) + "/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmRSS:")) return std::atol(line.c_str() + 6);
    return 0;
}

std::string packet_of(const std::string& address, std::initializer_list<Argument> values) {
    std::string packet;
    osc::append_message(packet, address, values);
    return packet;
}

// The texts of the /ok to an action; what else comes meanwhile is passed over.
std::vector<std::string> act(OscStream& client, const std::string& address, std::initializer_list<Argument> values) {
    client.send(packet_of(address, values));
    for (osc::Packet decoded;;) {
        const std::string packet = client.receive();
        decoded.decode(std::as_bytes(std::span(packet)));
        for (const osc::Message& m : decoded.messages()) {
            if (m.address != "/ok" && m.address != "/error") continue;
            std::vector<std::string> texts;
            for (const Argument& argument : m.arguments)
                if (const auto* text = std::get_if<std::string_view>(&argument)) texts.emplace_back(*text);
            if (m.address == "/error") throw std::runtime_error(address + ": " + texts.back());
            if (texts.at(0) == address) return texts;
        }
    }
}

struct Studio {
    Desk desk{32, "kind = \"virtual\"\ninputs = 32\noutputs = 16\n", 16};
    std::vector<std::unique_ptr<OscStream>> clients;

    // All logged in by tokens, as phones are: following everything, with meters at 25 Hz.
    Studio() {
        OscStream engineer(OscStream::Kind::websocket, desk.http());
        std::vector<std::string> tokens;
        for (int p = 1; p <= kPeople; ++p) {
            const std::string name = "person " + std::to_string(p);
            act(engineer, "/user/add", {std::string_view(name), std::string_view("producer"), std::string_view("")});
            tokens.push_back(act(engineer, "/user/" + std::to_string(p) + "/tokens/add", {}).at(1));
        }
        for (int i = 0; i < kClients; ++i) {
            clients.push_back(std::make_unique<OscStream>(OscStream::Kind::websocket, desk.http()));
            act(*clients.back(), "/login", {std::string_view(tokens[static_cast<std::size_t>(i % kPeople)])});
            clients.back()->send(packet_of("/subscribe", {std::string_view("/")}));
            clients.back()->send(packet_of("/meters/subscribe", {std::string_view("channels:1-32"), 25}));
        }
    }
};

class Watch {
public:
    // What one client has received: values of the faders that move, frames of meters.
    void take(const std::string& packet, Clock::time_point now) {
        if (packet.starts_with("/meters/")) {
            ++frames_;
            return;
        }
        decoded_.decode(std::as_bytes(std::span(packet)));
        for (const osc::Message& m : decoded_.messages()) {
            if (!m.address.starts_with("/channel/") || !m.address.ends_with("/fader") || m.arguments.size() != 1)
                continue;
            const int hand = std::atoi(m.address.data() + 9) - 1;
            const auto* value = std::get_if<float>(&m.arguments[0]);
            if (hand < 0 || hand >= kHands || !value) continue;
            const auto step = static_cast<std::size_t>(std::lround(-*value * 100)) % kSteps;
            const auto sent = sent_[static_cast<std::size_t>(hand)][step];
            if (sent != Clock::time_point{}) delays_.push_back(milliseconds(now - sent));
        }
    }
    void sent(int hand, int step, Clock::time_point when) {
        sent_[static_cast<std::size_t>(hand)][static_cast<std::size_t>(step % kSteps)] = when;
    }
    void forget() {
        delays_.clear();
        frames_ = 0;
    }
    double delay(double share) {
        std::sort(delays_.begin(), delays_.end());
        return delays_.empty() ? 0 : delays_[static_cast<std::size_t>(share * static_cast<double>(delays_.size() - 1))];
    }
    std::size_t arrived() const { return delays_.size(); }
    long frames() const { return frames_; }

private:
    osc::Packet decoded_;
    std::vector<std::vector<Clock::time_point>> sent_ = std::vector(kHands, std::vector<Clock::time_point>(kSteps));
    std::vector<double> delays_;
    long frames_ = 0;
};

// Everything that has come to any client, until then.
void listen(Studio& studio, Watch* watch, Clock::time_point until) {
    std::vector<pollfd> sockets;
    for (const auto& client : studio.clients) sockets.push_back({client->fd(), POLLIN, 0});
    std::string packet;
    do {
        poll(sockets.data(), sockets.size(), 1);
        for (std::size_t i = 0; i < sockets.size(); ++i) {
            if ((sockets[i].revents & POLLIN) == 0) continue;
            while (studio.clients[i]->fill_some()) {
            }
            const auto now = Clock::now();
            while (studio.clients[i]->take(packet))
                if (watch) watch->take(packet, now);
        }
    } while (Clock::now() < until);
}

}  // namespace

int run_people(bool json) {
    Studio studio;
    listen(studio, nullptr, Clock::now() + std::chrono::seconds(3));  // what was sent while the others came
    Watch watch;
    int step = 1;
    const auto play = [&](double seconds) {
        const auto begin = Clock::now();
        for (int turn = 0; milliseconds(Clock::now() - begin) < seconds * 1000; ++turn, ++step) {
            for (int hand = 0; hand < kHands; ++hand) {
                const std::string address = "/channel/" + std::to_string(hand + 1) + "/fader";
                watch.sent(hand, step, Clock::now());
                studio.clients[static_cast<std::size_t>(hand)]->send(
                    packet_of(address, {static_cast<float>(-(step % kSteps)) / 100}));
            }
            listen(studio, &watch, begin + std::chrono::microseconds(1'000'000 / kMovesASecond) * (turn + 1));
        }
    };
    play(3);  // what grows only once has grown
    const long before_kb = resident_kb(studio.desk.process().pid());
    const double before = studio.desk.process().processor_seconds();
    const auto begin = Clock::now();
    watch.forget();
    play(kSeconds);
    const double wall = milliseconds(Clock::now() - begin) / 1000;
    const double share = 100 * (studio.desk.process().processor_seconds() - before) / wall;
    const long growth_kb = resident_kb(studio.desk.process().pid()) - before_kb;
    const double frames = static_cast<double>(watch.frames()) / kClients / wall;
    const double p50 = watch.delay(0.5), p99 = watch.delay(0.99);
    if (json)
        std::printf(
            "{\"case\": \"%d logged-in clients, meters at 25 Hz, %d hands at %d Hz\", \"p50_ms\": %.3f, "
            "\"p99_ms\": %.3f, \"core_percent\": %.1f, \"meter_frames_per_client\": %.1f, \"growth_kb\": %ld}\n",
            kClients, kHands, kMovesASecond, p50, p99, share, frames, growth_kb);
    else
        std::printf(
            "%d logged-in clients, meters at 25 Hz, %d hands at %d moves a second: a move is at another client after\n"
            "  %.2f ms (p50), %.2f ms (p99); %.1f %% of a core, %.1f meter frames a client and second, %ld kB more "
            "after %.0f s\n",
            kClients, kHands, kMovesASecond, p50, p99, share, frames, growth_kb, kSeconds);
    std::fflush(stdout);
    return watch.arrived() > 0 ? 0 : 1;
}

}  // namespace tutti::bench
