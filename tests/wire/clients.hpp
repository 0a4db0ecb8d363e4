#pragma once
// Clients as people write them: sockets on loopback, OSC packets in each carrier's framing, what was heard as a list.
#include <chrono>
#include <deque>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "protocol/osc/framing.hpp"
#include "protocol/osc/message.hpp"
#include "tests/wire/desk_process.hpp"

namespace tutti::wire {

using Value = std::variant<std::monostate, bool, std::int32_t, std::int64_t, float, double, std::string>;  // b: string

struct Heard {
    std::string address;
    std::vector<Value> values;
    std::size_t packet_size = 0;
    int packet = 0;  // number of the packet it came in
    float number(std::size_t i = 0) const;
    std::int64_t whole(std::size_t i = 0) const;
    std::string text(std::size_t i = 0) const;
};
using HeardList = std::vector<Heard>;

// What was heard of one address; its newest value; how often.
HeardList of(const HeardList& all, const std::string& address);
HeardList but_answers_to_sync(HeardList all);

std::string message(const std::string& address, std::initializer_list<Argument> values = {});
std::string bundle(const std::vector<std::string>& elements);

class Socket {
public:
    Socket(int type, std::uint16_t port, const std::string& host = "127.0.0.1");
    ~Socket();
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;
    bool write(const std::string& bytes) const;            // false once the other side is gone
    bool read(std::string& into, int milliseconds) const;  // appends; false: nothing came
    std::uint16_t own_port() const;
    bool ended() const { return ended_; }
    int fd() const { return fd_; }

private:
    int fd_;
    mutable bool ended_ = false;
};

class Client {
public:
    virtual ~Client() = default;
    virtual void send_packet(const std::string& packet) = 0;
    void send(const std::string& address, std::initializer_list<Argument> values = {}) {
        send_packet(message(address, values));
    }
    // Everything up to the answer to a /sync of ours; stops the test when it does not come.
    HeardList sync();
    std::int64_t revision_of_sync = 0;
    // Hears until `enough` says so or it takes too long (then the test fails).
    HeardList until(const std::function<bool(const Heard&)>& enough);
    HeardList until(const std::string& address) {
        return until([address](const Heard& heard) { return heard.address == address; });
    }
    Heard get(const std::string& address);  // asks and waits for the answer
    HeardList ask(const std::string& address, std::initializer_list<Argument> values = {}) {
        send(address, values);
        return sync();
    }
    bool listen(int milliseconds);  // one read of the socket; false: nothing came
    bool closed() const { return socket_->ended(); }
    Socket& socket() { return *socket_; }
    std::deque<std::string> texts;  // text frames, in order
    std::deque<Heard> waiting;

protected:
    Client(int type, std::uint16_t port, const std::string& host)
        : socket_(std::make_unique<Socket>(type, port, host)) {}
    virtual void take(std::string& bytes) = 0;  // cuts whole packets off the front
    void heard(const std::string& packet);
    std::unique_ptr<Socket> socket_;

private:
    std::string bytes_;
    osc::Packet decoder_;
    int packets_ = 0, token_ = 1000;
};

class UdpClient : public Client {
public:
    explicit UdpClient(const DeskProcess& desk) : UdpClient(desk.osc_port(), desk.host()) {}
    explicit UdpClient(std::uint16_t port, const std::string& host = "127.0.0.1") : Client(2, port, host) {}
    void send_packet(const std::string& packet) override { socket_->write(packet); }

protected:
    void take(std::string& bytes) override;
};

class TcpClient : public Client {
public:
    enum class By { length, slip };
    explicit TcpClient(const DeskProcess& desk, By by = By::length) : TcpClient(desk.osc_port(), by, desk.host()) {}
    explicit TcpClient(std::uint16_t port, By by = By::length, const std::string& host = "127.0.0.1")
        : Client(1, port, host), by_(by) {}
    void send_packet(const std::string& packet) override;

protected:
    void take(std::string& bytes) override;

private:
    By by_;
    osc::StreamDecoder decoder_;
};

class WsClient : public Client {
public:
    explicit WsClient(const DeskProcess& desk, const std::string& path = "/")
        : WsClient(desk.http_port(), path, desk.host()) {}
    explicit WsClient(std::uint16_t port, const std::string& path = "/", const std::string& host = "127.0.0.1");
    void send_packet(const std::string& packet) override { frame(2, packet); }
    void say(const std::string& json) { frame(1, json); }
    std::string next_text();  // waits for it
    std::string command(const std::string& json) { return say(json), next_text(); }
    void frame(int opcode, const std::string& payload);
    int close_code = 0;

protected:
    void take(std::string& bytes) override;
};

struct HttpReply {
    int status = 0;
    std::string head, body;
};
HttpReply http(const DeskProcess& desk, const std::string& first_line,
               const std::string& headers = "Host: 127.0.0.1\r\n", const std::string& body = "");
std::string whole(const HttpReply& reply);  // the body of an answer in pieces ("chunked") put together

}  // namespace tutti::wire
