#include "tests/carriers/support.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>

namespace tutti::testing {

using Clock = std::chrono::steady_clock;

ClientId SmallDesk::arrived(Link& link, Origin origin) {
    origins.push_back(std::move(origin));
    const auto client = static_cast<ClientId>(origins.size());
    links[client] = &link;
    if (on_arrival) on_arrival(link);
    return client;
}

void SmallDesk::received(ClientId client, std::span<const std::byte> packet, bool text) {
    got.push_back({client, {reinterpret_cast<const char*>(packet.data()), packet.size()}, text});
    const Packet taken = got.back();
    if (on_packet) on_packet(*links.at(client), taken);
}

void SmallDesk::left(ClientId client) {
    links.at(client)->queued();  // it lives until left() has returned
    links.erase(client);
    gone.push_back(client);
}

HttpAnswer SmallDesk::answer(const HttpQuestion& question) {
    asked = std::string(question.method) + " " + std::string(question.path) + "?" + std::string(question.query) +
            " bearer=" + std::string(question.bearer) + " body=" + std::string(question.body);
    if (on_question) return on_question(question);
    HttpAnswer answer;
    answer.body = "{}";
    return answer;
}

Loop::~Loop() {
    end_carriers();
    std::promise<void> ended;
    auto end = ended.get_future();
    // The last to be destroyed of what hangs on the loop is its thread's io.run().
    std::thread watch([&] {
        if (end.wait_for(kPatience) == std::future_status::ready) return;
        ADD_FAILURE() << "the carriers have ended, but something of theirs goes on";
        io.stop();
    });
    work_.reset();
    thread_.join();
    ended.set_value();
    watch.join();
}

void Loop::end_carriers() {
    run([this] { held_.clear(); });
}

bool Loop::until(const std::function<bool()>& condition, std::chrono::milliseconds most) {
    for (const auto deadline = Clock::now() + most; Clock::now() < deadline; std::this_thread::sleep_for(1ms))
        if (run([&] { return condition(); })) return true;
    return false;
}

void Loop::turns(int count) {
    for (int turn = 0; turn < count; ++turn) run([] {});
}

void CarrierTest::go_on(ClientId client) {
    loop.run([&] {
        desk.on_packet = nullptr;
        link(client).pause(false);
    });
}

std::vector<std::string> CarrierTest::packets() {
    return loop.run([&] {
        std::vector<std::string> all;
        for (const SmallDesk::Packet& packet : desk.got) all.push_back(packet.bytes);
        return all;
    });
}

std::vector<ClientId> CarrierTest::gone() {
    return loop.run([&] { return desk.gone; });
}

std::size_t CarrierTest::arrivals() {
    return loop.run([&] { return desk.origins.size(); });
}

std::size_t CarrierTest::queued(ClientId client) {
    return loop.run([&] { return link(client).queued(); });
}

namespace {

int connected(int type, std::uint16_t port, int receive_buffer) {
    const int socket = ::socket(AF_INET, type | SOCK_CLOEXEC, 0);
    if (receive_buffer > 0) ::setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (socket < 0 || ::connect(socket, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0)
        throw std::runtime_error("cannot connect");
    return socket;
}

bool ready(int socket, short what, Clock::time_point until) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now());
    pollfd one{socket, what, 0};
    return ::poll(&one, 1, static_cast<int>(std::max<std::int64_t>(left.count(), 0))) > 0;
}

}  // namespace

Peer Peer::tcp(std::uint16_t port, int receive_buffer) {
    return Peer(connected(SOCK_STREAM, port, receive_buffer));
}
Peer Peer::udp(std::uint16_t port) {
    return Peer(connected(SOCK_DGRAM, port, 0));
}

void Peer::close() {
    if (socket_ >= 0) ::close(std::exchange(socket_, -1));
}

void Peer::reset() {
    const linger at_once{1, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close();
}

bool Peer::send(std::string_view bytes) {
    while (!bytes.empty()) {
        if (!ready(socket_, POLLOUT, Clock::now() + kPatience)) return false;
        const std::size_t sent = send_some(bytes);
        if (sent == 0) return false;
        bytes.remove_prefix(sent);
    }
    return true;
}

std::size_t Peer::send_some(std::string_view bytes) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    return sent > 0 ? static_cast<std::size_t>(sent) : 0;
}

void Peer::finish_sending() {
    ::shutdown(socket_, SHUT_WR);
}

bool Peer::fill(Clock::time_point until) {
    if (ended_ || !ready(socket_, POLLIN, until)) return false;
    char bite[65'536];
    const auto size = ::recv(socket_, bite, sizeof bite, 0);
    ended_ = size <= 0;
    if (!ended_) buffer_.append(bite, static_cast<std::size_t>(size));
    return !ended_;
}

std::string Peer::receive(std::size_t bytes, std::chrono::milliseconds most) {
    const auto until = Clock::now() + most;
    while (buffer_.size() < bytes && fill(until)) {
    }
    std::string taken = buffer_.substr(0, bytes);
    buffer_.erase(0, taken.size());
    return taken;
}

std::string Peer::receive_until(std::string_view mark) {
    const auto until = Clock::now() + kPatience;
    std::size_t at = buffer_.find(mark);
    while (at == std::string::npos && fill(until)) at = buffer_.find(mark);
    return receive(at == std::string::npos ? buffer_.size() : at + mark.size(), 0ms);
}

std::string Peer::datagram(std::chrono::milliseconds most) {
    fill(Clock::now() + most);
    return std::exchange(buffer_, {});
}

bool Peer::closes(std::chrono::milliseconds most) {
    const auto until = Clock::now() + most;
    while (fill(until)) buffer_.clear();
    return ended_;
}

std::uint16_t Peer::port() const {
    sockaddr_in own{};
    socklen_t size = sizeof own;
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&own), &size);
    return ntohs(own.sin_port);
}

Bytes bytes_of(std::string text) {
    return std::make_shared<const std::string>(std::move(text));
}

void echo(Link& link, const SmallDesk::Packet& packet) {
    link.send(bytes_of(packet.bytes), packet.text);
}

}  // namespace tutti::testing
