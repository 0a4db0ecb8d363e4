#pragma once
// A small desk that keeps what carriers tell it, a loop for both in a thread of its own, and a plain socket for the
// other side. Desk and carriers belong to the loop: a test looks at them through run() and until() only.
#include <gmock/gmock.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/post.hpp>
#include <chrono>
#include <functional>
#include <future>
#include <map>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "server/link.hpp"

namespace tutti::testing {

using namespace std::chrono_literals;
inline constexpr auto kPatience = 20'000ms;

class SmallDesk : public Reception, public HttpDesk {
public:
    struct Packet {
        ClientId client;
        std::string bytes;
        bool text;
        bool operator==(const Packet&) const = default;
    };

    ClientId arrived(Link& link, Origin origin) override;
    void received(ClientId client, std::span<const std::byte> packet, bool text) override;
    void drained(ClientId client) override { drains.push_back(client); }
    void left(ClientId client) override;
    HttpAnswer answer(const HttpQuestion& question) override;
    bool reading_needs_login() const override { return needs_login; }

    // What it does with a client, a packet or a question.
    std::function<void(Link&)> on_arrival;
    std::function<void(Link&, const Packet&)> on_packet;
    std::function<HttpAnswer(const HttpQuestion&)> on_question;
    bool needs_login = false;

    std::map<ClientId, Link*> links;
    std::vector<Origin> origins;  // client n is origins[n - 1]
    std::vector<Packet> got;
    std::vector<ClientId> gone, drains;
    std::string asked;  // the last question: "METHOD path?query bearer=… body=…"
};

// Runs an io_context and the carriers on it.
class Loop {
public:
    Loop() : thread_([this] { io.run(); }) {}
    ~Loop();  // with its carriers; fails the test where anything of theirs goes on

    // Runs `what` on the loop and gives what it returns, or throws what it throws.
    template <typename What>
    decltype(auto) run(What what) {
        std::packaged_task<decltype(what())()> task(std::move(what));
        auto result = task.get_future();
        boost::asio::post(io, [&task] { task(); });
        return result.get();
    }
    bool until(const std::function<bool()>& condition, std::chrono::milliseconds most = kPatience);
    // Time enough for whatever lies ready: each turn asks all sockets again.
    void turns(int count = 50);

    template <typename Carrier, typename... Arguments>
    Carrier& hold(Arguments&&... arguments) {
        return run([&]() -> Carrier& {
            auto carrier = std::make_shared<Carrier>(io, std::forward<Arguments>(arguments)...);
            held_.push_back(carrier);
            return *carrier;
        });
    }
    void end_carriers();

    boost::asio::io_context io{1};

private:
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{io.get_executor()};
    std::vector<std::shared_ptr<void>> held_;
    std::thread thread_;
};

class CarrierTest : public ::testing::Test {
protected:
    bool until(const std::function<bool()>& condition) { return loop.until(condition); }
    Link& link(ClientId client) { return *desk.links.at(client); }  // on the loop
    void go_on(ClientId client);  // a paused client is read again, and not paused again
    std::vector<std::string> packets();
    std::vector<ClientId> gone();
    std::size_t arrivals();
    std::size_t queued(ClientId client);

    SmallDesk desk;
    Loop loop;  // ends before the desk
};

class Peer {
public:
    static Peer tcp(std::uint16_t port, int receive_buffer = 0);
    static Peer udp(std::uint16_t port);
    Peer(Peer&& other) noexcept
        : socket_(std::exchange(other.socket_, -1)), buffer_(std::move(other.buffer_)), ended_(other.ended_) {}
    ~Peer() { close(); }

    // False when the other side is gone or takes nothing.
    bool send(std::string_view bytes);
    // Sends as much as goes without waiting; how much that was.
    std::size_t send_some(std::string_view bytes);
    void finish_sending();
    void close();
    void reset();  // ends it without a word of what was not read yet
    // Exactly so much, or what came before the end or the deadline.
    std::string receive(std::size_t bytes, std::chrono::milliseconds most = kPatience);
    std::string receive_until(std::string_view mark);
    // One datagram, empty where none comes.
    std::string datagram(std::chrono::milliseconds most = kPatience);
    // Reads until the other side has closed.
    bool closes(std::chrono::milliseconds most = kPatience);
    std::uint16_t port() const;

private:
    explicit Peer(int socket) : socket_(socket) {}
    bool fill(std::chrono::steady_clock::time_point until);

    int socket_;
    std::string buffer_;
    bool ended_ = false;
};

Bytes bytes_of(std::string text);
void echo(Link& link, const SmallDesk::Packet& packet);
inline const std::string ping("/ping\0\0\0,\0\0\0", 12);
inline const auto loopback = boost::asio::ip::address_v4::loopback();

}  // namespace tutti::testing
