// 200,000 broken packets on all carriers: the desk stays, answers who asks properly, and keeps little of it.
#include <gmock/gmock.h>

#include <optional>

#include "tests/wire/follower.hpp"

namespace tutti::wire {
namespace {

using namespace std::string_view_literals;
using testing::HasSubstr;

constexpr int kPackets = 200'000, kBetweenSyncs = 500;
constexpr long kMostLeftKb = 30 * 1024;

// What is broken: one proper packet of each kind, for each carrier what it takes.
std::vector<std::string> osc_seeds() {
    const std::string set = message("/channel/1/fader", {-3.0F});
    std::string deep = set;
    for (int i = 0; i < 8; ++i) deep = bundle({deep, set});
    return {set,
            message("/channel/{1,2,[3-5]}/eq/band/*/gain", {3.0F}),
            message("/*/*/*/*", {}),
            message("/channel/*/na*m*e*", {"Voice"sv}),
            message("/channel/2/fader/by", {1.5F}),
            message("/channel/2/fader/to", {-10.0F, 0.2F}),
            message("/channel/3/fader/touch", {true}),
            message("/bus/1/name", {"Ana"sv}),
            message("/subscribe", {"/channel/*"sv, 5.0F}),
            message("/unsubscribe", {"/channel/*"sv}),
            message("/meters/subscribe", {"channels:1-4"sv, 25.0F}),
            message("/resume", {std::int64_t{1}, "0123456789abcdef"sv}),
            message("/sync", {7}),
            message("/refresh", {"/bus"sv}),
            message("/error", {"/x"sv, "bad_value"sv, "text"sv}),
            bundle({set, message("/main/fader"), set}),
            deep};
}

const std::vector<std::string> kJsonSeeds = {
    R"({"COMMAND": "SET", "DATA": {"/channel/1/fader": -3.5, "/channel/1/name": "Voice"}, "ID": 1})",
    R"({"COMMAND": "GET", "DATA": "/channel/*/fader", "ID": [1, {"a": null}]})",
    R"({"COMMAND": "LISTEN", "DATA": "/channel/1/fader"})",
    R"({"COMMAND": "IGNORE", "DATA": "/channel/1/fader"})",
    R"({"COMMAND": "METERS", "DATA": {"WHAT": "buses:1-2", "RATE": 30}, "ID": "m"})",
    R"({"COMMAND": "SUBSCRIBE", "DATA": {"PATTERN": "/bus/*"}, "ID": 3})",
    R"({"COMMAND": "RESUME", "DATA": {"REVISION": 3, "SESSION": "0123456789abcdef"}, "ID": 4})",
    R"({"COMMAND": "DO", "DATA": {"ADDRESS": "/channel/1/fader/by", "VALUES": [1.5]}, "ID": 5})"};

const std::vector<std::string> kHttpSeeds = {
    "GET /channel/1/fader?VALUE HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "GET /?HOST_INFO HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n",
    "GET /app/%2e%2e/index.html HTTP/1.1\r\nHost: 127.0.0.1\r\nIf-None-Match: \"x\"\r\n\r\n",
    "PUT /channel/1/name HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "
    "7\r\n\r\n\"Voice\"",
    "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"};

class Mutator {
public:
    std::string broken(const std::vector<std::string>& seeds) {
        std::string packet = seeds[below(seeds.size())];
        for (auto times = 1 + below(4); times > 0; --times) change(packet, seeds);
        return packet;
    }
    std::size_t below(std::size_t end) { return random_() % end; }

private:
    void change(std::string& packet, const std::vector<std::string>& seeds) {
        const std::size_t at = below(packet.size() + 1);
        switch (below(9)) {
            case 0: packet.resize(at); break;
            case 1: packet.insert(at, 1 + below(8), static_cast<char>(below(256))); break;
            case 2: packet.erase(at, 1 + below(8)); break;
            case 3: packet.insert(at, packet.substr(at, below(64))); break;
            case 4: packet += seeds[below(seeds.size())]; break;
            case 5: packet.insert(at, below(2) != 0 ? std::string(below(600), '*') : "{[!-],?}"); break;
            case 6:  // a number at its ends
                for (std::size_t i = at; i < std::min(at + 4, packet.size()); ++i)
                    packet[i] = below(2) != 0 ? '\xff' : '\0';
                break;
            default:
                if (at < packet.size()) packet[at] = static_cast<char>(below(256));
        }
    }
    std::mt19937 random_{20'261'121};
};

struct Hostile : testing::Test {
    DeskProcess desk;
    TcpClient judge{desk};
    Mutator mutator;
    long before_kb = 0;

    void SetUp() override {
        judge.send("/subscribe", {"/"sv});
        judge.sync();
        before_kb = desk.resident_kb();
    }

    // Sends all with `send`, and has the desk answer the judge in between.
    template <typename Send>
    void attack(int packets, Send&& send) {
        for (int i = 0; i < packets; ++i) {
            send();
            if (i % kBetweenSyncs == 0) judge.sync();
            if (HasFatalFailure()) FAIL() << "no answer after " << i << " packets";
        }
        judge.sync();
    }
};

TEST_F(Hostile, packets_leave_the_desk_as_it_was_in_memory_and_at_work) {
    const std::vector<std::string> osc = osc_seeds();
    constexpr int kEach = kPackets / 5;

    std::vector<std::unique_ptr<UdpClient>> sources;
    for (int i = 0; i < 20; ++i) sources.push_back(std::make_unique<UdpClient>(desk));
    attack(kEach, [&] { sources[mutator.below(sources.size())]->send_packet(mutator.broken(osc)); });
    sources.clear();

    // In proper frames; now and then the stream itself is broken, and another connection made.
    for (const By by : {By::length, By::slip, By::ws}) {
        std::unique_ptr<Client> client;
        attack(kEach, [&] {
            if (!client || client->closed()) client = connect(by, by == By::ws ? desk.http_port() : desk.osc_port());
            const bool text = by == By::ws && mutator.below(2) != 0;
            const std::string packet = mutator.broken(text ? kJsonSeeds : osc);
            if (text)
                dynamic_cast<WsClient&>(*client).say(packet);
            else
                client->send_packet(packet);
            if (mutator.below(500) == 0) client->socket().write(packet), client = nullptr;
            while (client && client->listen(0)) client->waiting.clear(), client->texts.clear();
        });
    }

    std::optional<Socket> http;
    attack(kEach, [&] {
        if (!http || mutator.below(8) == 0) http.emplace(1, desk.http_port());
        std::string answer;
        if (!http->write(mutator.broken(kHttpSeeds))) http.reset();
        while (http && http->read(answer, 0)) answer.clear();
        if (http && http->ended()) http.reset();
    });
    http.reset();

    ASSERT_TRUE(desk.alive()) << desk.log();
#ifndef TUTTI_SANITIZED  // the sanitizer keeps what has been freed
    EXPECT_LT(desk.resident_kb() - before_kb, kMostLeftKb);
#endif
    // What they changed, if anything, everybody knows.
    UdpClient fresh(desk);
    Follower late(By::length, desk.osc_port());
    late.settle();
    for (const auto& [address, value] : late.picture())
        if (address.starts_with("/channel/")) {
            EXPECT_EQ(text_of(fresh.get(address).values.at(0)), text_of(value)) << address;
        }
}

}  // namespace
}  // namespace tutti::wire
