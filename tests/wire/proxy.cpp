#include "tests/wire/proxy.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

#include <algorithm>
#include <chrono>
#include <deque>
#include <stdexcept>
#include <string>
#include <vector>

namespace tutti::wire {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;
constexpr std::size_t kMostUnderWay = 256 * 1024;

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_port = htons(port);
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return at;
}

// Bytes on their way in one direction.
struct Lane {
    struct Piece {
        Clock::time_point due;
        std::string bytes;
    };
    std::deque<Piece> pieces;
    std::size_t under_way = 0;
    bool ended = false;  // nothing more comes

    // False when the connection is over.
    bool read(int from, std::mt19937& random, int most_delay_ms) {
        char buffer[16384];
        const std::size_t most = random() % 4 == 0 ? 1 + random() % 64 : sizeof buffer;
        const ssize_t n = ::recv(from, buffer, most, MSG_DONTWAIT);
        if (n < 0) return errno == EAGAIN;
        if (n == 0) return ended = true;
        auto due = Clock::now() + milliseconds(random() % static_cast<unsigned>(most_delay_ms + 1));
        if (!pieces.empty()) due = std::max(due, pieces.back().due);
        pieces.push_back({due, {buffer, static_cast<std::size_t>(n)}});
        under_way += static_cast<std::size_t>(n);
        return true;
    }

    bool write(int to, Clock::time_point now) {
        while (!pieces.empty() && pieces.front().due <= now) {
            std::string& bytes = pieces.front().bytes;
            const ssize_t n = ::send(to, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
            if (n < 0) return errno == EAGAIN;
            under_way -= static_cast<std::size_t>(n);
            bytes.erase(0, static_cast<std::size_t>(n));
            if (!bytes.empty()) return true;
            pieces.pop_front();
        }
        return !(ended && pieces.empty());
    }
};

}  // namespace

struct Proxy::Pair {
    int client = -1, desk = -1;
    Lane up, down;
};

Proxy::Proxy(std::uint16_t to, std::uint32_t seed, int most_delay_ms)
    : to_(to), random_(seed), most_delay_ms_(most_delay_ms) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    wake_ = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    sockaddr_in at = loopback(0);
    socklen_t size = sizeof at;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&at), size) != 0 || ::listen(listener_, 16) != 0)
        throw std::runtime_error("the proxy cannot listen");
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&at), &size);
    port_ = ntohs(at.sin_port);
    thread_ = std::thread([this] { run(); });
}

Proxy::~Proxy() {
    over_ = true;
    wake();
    thread_.join();
    for (Pair& pair : pairs_) close_pair(pair);
    ::close(listener_);
    ::close(wake_);
}

void Proxy::wake() const {
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t n = ::write(wake_, &one, sizeof one);
}

void Proxy::cut() {
    const int number = ++cuts_wanted_;
    wake();
    while (cuts_ < number) std::this_thread::sleep_for(milliseconds(1));
}

void Proxy::accept_one() {
    Pair pair;
    pair.client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    pair.desk = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in to = loopback(to_);
    if (::connect(pair.desk, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0)
        pairs_.push_back(std::move(pair));
    else
        close_pair(pair);
}

void Proxy::close_pair(Pair& pair) {
    const linger reset{1, 0};
    for (const int side : {pair.client, pair.desk}) {
        if (random_() % 2) ::setsockopt(side, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
        ::close(side);
    }
}

void Proxy::run() {
    std::vector<pollfd> fds;
    while (!over_) {
        fds = {{wake_, POLLIN, 0}, {listener_, POLLIN, 0}};
        auto next = Clock::now() + std::chrono::seconds(1);
        for (const Pair& pair : pairs_) {
            const auto wanted = [](const Lane& in) {
                return static_cast<short>(!in.ended && in.under_way < kMostUnderWay ? POLLIN : 0);
            };
            fds.push_back({pair.client, wanted(pair.up), 0});
            fds.push_back({pair.desk, wanted(pair.down), 0});
            for (const Lane* lane : {&pair.up, &pair.down})
                if (!lane->pieces.empty())
                    next = std::min(next, std::max(lane->pieces.front().due, Clock::now() + milliseconds(1)));
        }
        const auto wait = std::chrono::ceil<milliseconds>(next - Clock::now()).count();
        ::poll(fds.data(), fds.size(), static_cast<int>(std::max<long>(wait, 0)));
        std::uint64_t woken = 0;
        [[maybe_unused]] const ssize_t n = ::read(wake_, &woken, sizeof woken);
        const Clock::time_point now = Clock::now();
        std::size_t at = 2;
        const int wanted = cuts_wanted_;
        for (auto pair = pairs_.begin(); pair != pairs_.end(); at += 2) {
            bool alive = cuts_ == wanted;
            if (alive && fds[at].revents) alive = pair->up.read(pair->client, random_, most_delay_ms_);
            if (alive && fds[at + 1].revents) alive = pair->down.read(pair->desk, random_, most_delay_ms_);
            alive = alive && pair->up.write(pair->desk, now) && pair->down.write(pair->client, now);
            if (!alive) close_pair(*pair);
            pair = alive ? std::next(pair) : pairs_.erase(pair);
        }
        cuts_ = wanted;
        if (fds[1].revents) accept_one();
    }
}

}  // namespace tutti::wire
