// What calls itself a desk and speaks without an end: what is kept of it has a bound, and it is given up.
#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <thread>

#include "clients/remote/packets.hpp"
#include "tests/remote/program.hpp"
#include "tests/wire/desk_process.hpp"

namespace tutti::remote {
namespace {

// Answers so many questions by /synced; after that it only tells where a fader is, over and over, as fast as it is
// read.
class EndlessDesk {
public:
    explicit EndlessDesk(int answers) : answers_(answers), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 4) != 0)
            throw std::runtime_error("no port to listen at");
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this] {
            while (!over_) serve();
        });
    }
    ~EndlessDesk() {
        over_ = true;
        thread_.join();
        ::close(listener_);
    }
    EndlessDesk(const EndlessDesk&) = delete;
    EndlessDesk& operator=(const EndlessDesk&) = delete;
    std::uint16_t port() const { return port_; }

private:
    static bool ready(int file, short events) {
        pollfd one{file, events, 0};
        return ::poll(&one, 1, 20) == 1;
    }
    void serve() {
        if (!ready(listener_, POLLIN)) return;
        const int client = ::accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (client < 0) return;
        std::string told;
        for (int i = 0; i < 100; ++i) told += encode_packet({{"/channel/1/fader", {-6.0F}}});
        PacketReader reader;
        std::string waiting;
        for (int answered = 0; !over_;) {
            std::array<std::byte, 4096> bytes;
            const ssize_t count = ::recv(client, bytes.data(), bytes.size(), 0);
            if (count == 0 || (count < 0 && errno != EAGAIN)) break;
            std::deque<Message> asked;
            if (count > 0) reader.read(std::span(bytes).first(static_cast<std::size_t>(count)), asked);
            for (const Message& message : asked)
                if (message.address == "/sync" && answered++ < answers_)
                    waiting += encode_packet({{"/synced", {message.arguments.at(0), std::int64_t{1}}}});
            if (waiting.empty() && answered >= answers_) waiting = told;
            if (waiting.empty() || !ready(client, POLLOUT)) continue;
            const ssize_t sent = ::send(client, waiting.data(), waiting.size(), MSG_NOSIGNAL);
            if (sent > 0) waiting.erase(0, static_cast<std::size_t>(sent));
        }
        ::close(client);
    }

    int answers_, listener_;
    std::uint16_t port_ = 0;
    std::atomic<bool> over_ = false;
    std::thread thread_;
};

TEST(RemoteEndless, AnAnswerWithoutAnEndIsGivenUpAndWhatIsKeptOfItHasABound) {
    EndlessDesk endless(1);
    Manner manner = patient;
    manner.most_answers = 1 << 20;
    Program ana(endless.port(), {}, "127.0.0.1", manner);
    ASSERT_TRUE(ana.until_joined());
    std::optional<Answers> answers;
    ASSERT_TRUE(ana.desk.ask({{"/channel/1/fader"}}, [&](const Answers& all) { answers = all; }));
    ASSERT_TRUE(ana.until([&] { return answers.has_value(); }));
    EXPECT_FALSE(answers->whole);
    EXPECT_GT(answers->messages.size(), 1000U);
    EXPECT_LT(answers->messages.size(), manner.most_answers / sizeof(Message));
    EXPECT_EQ(ana.desk.link().state, State::lost);
    EXPECT_THAT(ana.desk.link().why, testing::HasSubstr("answers without an end"));
}

TEST(RemoteEndless, ADeskThatSpeaksAndAnswersNothingIsGivenUp) {
    EndlessDesk endless(0);
    Manner manner = patient;
    manner.no_end = std::chrono::milliseconds(500);
    Program ana(endless.port(), {}, "127.0.0.1", manner);
    EXPECT_TRUE(ana.until([&] { return ana.told.size() > 10; }));
    EXPECT_TRUE(ana.until([&] { return ana.desk.link().state == State::lost; }));
    EXPECT_THAT(ana.desk.link().why, testing::HasSubstr("speaks, and answers nothing"));
}

TEST(RemoteEndless, WhatWasAnsweredIsNoLongerCounted) {
    wire::DeskProcess daemon;
    Manner manner = patient;
    manner.most_answers = 100'000;
    Program ana(daemon.osc_port(), {}, "127.0.0.1", manner);
    ASSERT_TRUE(ana.until_joined());
    for (int i = 0; i < 100; ++i) {  // each of some kilobytes
        std::optional<Answers> answers;
        ASSERT_TRUE(ana.desk.ask({{"/channel/1/eq"}}, [&](const Answers& all) { answers = all; }));
        ASSERT_TRUE(ana.until([&] { return answers.has_value(); }));
        ASSERT_TRUE(answers->whole) << i;
        ASSERT_GT(answers->messages.size(), 10U);
    }
}

}  // namespace
}  // namespace tutti::remote
