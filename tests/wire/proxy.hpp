#pragma once
// A bad network between TCP clients and the desk: bytes pass both ways in random pieces and after random delays, and
// all connections are cut when the test says so, wherever in a packet they are. Has a thread of its own; the functions
// are for the test's thread. The same seed gives the same pieces and delays, not the same interleaving.
#include <atomic>
#include <cstdint>
#include <list>
#include <random>
#include <thread>

namespace tutti::wire {

class Proxy {
public:
    Proxy(std::uint16_t to, std::uint32_t seed, int most_delay_ms = 12);
    ~Proxy();
    Proxy(const Proxy&) = delete;
    Proxy& operator=(const Proxy&) = delete;

    std::uint16_t port() const { return port_; }
    void lead_to(std::uint16_t to) { to_ = to; }  // new connections; a daemon that comes back has another port
    // Ends all connections, some with a reset; returns when they are gone. What was on its way is lost.
    void cut();
    int cuts() const { return cuts_; }

private:
    struct Pair;  // one connection: the client's side and the desk's
    void run();
    void accept_one();
    void close_pair(Pair& pair);
    void wake() const;

    std::atomic<std::uint16_t> to_;
    std::uint16_t port_ = 0;
    std::mt19937 random_;
    int most_delay_ms_;
    int listener_ = -1, wake_ = -1;
    std::list<Pair> pairs_;
    std::atomic<int> cuts_wanted_{0}, cuts_{0};
    std::atomic<bool> over_{false};
    std::thread thread_;
};

}  // namespace tutti::wire
