#pragma once
// X32 clients as people write them: a UDP socket, messages without bundles, what was heard as a list. And the desk they
// talk to: the real daemon with that port open.
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "tests/wire/clients.hpp"

namespace tutti::x32 {

using Word = std::variant<std::int32_t, float, std::string>;  // b: string

struct Reply {
    std::string address, tags;  // without the comma
    std::vector<Word> words;
    std::string bytes;
    std::int32_t whole(std::size_t i = 0) const { return std::get<std::int32_t>(words.at(i)); }
    float number(std::size_t i = 0) const { return std::get<float>(words.at(i)); }
    const std::string& text(std::size_t i = 0) const { return std::get<std::string>(words.at(i)); }
};
using Replies = std::vector<Reply>;
Reply decoded(const std::string& bytes);  // throws where it is broken
Replies of(const Replies& all, const std::string& address);

// Ports of a daemon's ready file: that of the whole desk, then those of windows.
struct Desk32 : wire::DeskProcess {
    explicit Desk32(wire::Wish wish = {});
    std::uint16_t port = 0;
    std::vector<std::uint16_t> windows;
};

class Client32 {
public:
    explicit Client32(const Desk32& desk) : Client32(desk.port) {}
    explicit Client32(std::uint16_t port, const std::string& host = "127.0.0.1")
        : socket_(2, port, host), port_(port) {}

    void raw(std::string_view bytes) { socket_.write(std::string(bytes)); }
    void send(const std::string& address, std::initializer_list<Argument> values = {}) {
        raw(wire::message(address, values));
    }
    // Hears until `enough` says so or 20 s have passed, which fails the test.
    Replies until(const std::function<bool(const Reply&)>& enough);
    Replies until(const std::string& address) {
        return until([&](const Reply& reply) { return reply.address == address; });
    }
    Reply ask(const std::string& address, std::initializer_list<Argument> values = {});  // its one answer
    // Everything that has been sent to it by now: two questions, since notices leave at the end of a turn.
    Replies all();
    // Another socket of the same program.
    Client32 other() const { return Client32(port_); }
    wire::Socket& socket() { return socket_; }

private:
    wire::Socket socket_;
    std::uint16_t port_;
};

}  // namespace tutti::x32
