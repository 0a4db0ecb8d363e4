#include "tests/x32/wire/x32_client.hpp"

#include <gmock/gmock.h>

#include <bit>
#include <boost/json.hpp>
#include <chrono>
#include <cstring>
#include <fstream>
#include <sstream>

namespace tutti::x32 {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kPatience = std::chrono::seconds(20);

std::uint32_t big_endian(const std::string& bytes, std::size_t at) {
    std::uint32_t word = 0;
    for (std::size_t i = 0; i < 4; ++i) word = word << 8 | static_cast<unsigned char>(bytes.at(at + i));
    return word;
}

std::string text_at(const std::string& bytes, std::size_t& at) {
    std::string text(bytes.c_str() + at);
    at += text.size() / 4 * 4 + 4;
    return text;
}

std::uint16_t port_of(const boost::json::value& address) {
    const std::string text(address.as_string());
    return static_cast<std::uint16_t>(std::stoi(text.substr(text.rfind(':') + 1)));
}

wire::Wish with_port(wire::Wish wish) {
    wish.server += "x32 = \"127.0.0.1:0\"\n";
    return wish;
}

}  // namespace

// The plainest reading of a message; throws where it is broken.
Reply decoded(const std::string& bytes) {
    Reply reply;
    reply.bytes = bytes;
    std::size_t at = 0;
    reply.address = text_at(bytes, at);
    if (bytes.at(at) != ',') throw std::runtime_error("no type tags");
    reply.tags = text_at(bytes, at).substr(1);
    for (const char tag : reply.tags) {
        if (tag == 's') {
            reply.words.emplace_back(text_at(bytes, at));
        } else if (tag == 'b') {
            const std::size_t size = big_endian(bytes, at);
            reply.words.emplace_back(bytes.substr(at + 4, size));
            at += 4 + (size + 3) / 4 * 4;
        } else {
            const std::uint32_t word = big_endian(bytes, at);
            if (tag == 'f')
                reply.words.emplace_back(std::bit_cast<float>(word));
            else
                reply.words.emplace_back(static_cast<std::int32_t>(word));
            at += 4;
        }
    }
    if (at != bytes.size()) throw std::runtime_error("bytes behind a message");
    return reply;
}

Replies of(const Replies& all, const std::string& address) {
    Replies found;
    for (const Reply& reply : all)
        if (reply.address == address) found.push_back(reply);
    return found;
}

Desk32::Desk32(wire::Wish wish) : wire::DeskProcess(with_port(std::move(wish))) {
    std::ifstream file(folder().path() / "ready");
    std::stringstream text;
    text << file.rdbuf();
    const auto ready = boost::json::parse(text.str()).as_object();
    port = port_of(ready.at("x32"));
    if (const auto* list = ready.if_contains("x32_windows"))
        for (const auto& window : list->as_array()) windows.push_back(port_of(window));
}

Replies Client32::until(const std::function<bool(const Reply&)>& enough) {
    Replies heard;
    const auto end = Clock::now() + kPatience;
    while (Clock::now() < end) {
        std::string bytes;
        if (!socket_.read(bytes, 100)) continue;
        heard.push_back(decoded(bytes));
        if (enough(heard.back())) return heard;
    }
    ADD_FAILURE() << "nothing like it has come";
    heard.emplace_back();
    return heard;
}

Reply Client32::ask(const std::string& address, std::initializer_list<Argument> values) {
    send(address, values);
    return until(address == "/node" ? "node" : address).back();
}

Replies Client32::all() {
    Replies heard;
    for (int round = 0; round < 2; ++round) {
        send("/status");
        Replies some = until("/status");
        some.pop_back();
        heard.insert(heard.end(), some.begin(), some.end());
    }
    return heard;
}

}  // namespace tutti::x32
