// The client library as somebody: PIN, token, what is refused and why, and who it is after a loss. Also what it makes
// of a peer that is no desk.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <random>

#include "tests/remote/program.hpp"
#include "tests/wire/clients.hpp"
#include "tests/wire/proxy.hpp"

namespace tutti::remote {
namespace {

using testing::HasSubstr;
using wire::DeskProcess;
using wire::Proxy;
using wire::TcpClient;

struct RemoteLogin : testing::Test {
    DeskProcess daemon{{.server = "session = \"desk.tutti\"\n"}};
    TcpClient engineer{daemon};
    Proxy relay{daemon.osc_port(), 7, 0};

    RemoteLogin() {
        engineer.send("/user/add", {std::string_view("ana"), std::string_view("viewer"), std::string_view("4821")});
        engineer.until("/ok");
    }
    std::string token() {
        engineer.send("/user/1/tokens/add");
        return engineer.until("/ok").back().text(2);
    }
};

TEST_F(RemoteLogin, APinMakesItSomebodyAndAgainAfterALoss) {
    Program ana(relay.port(), {.user = "ana", .pin = "4821"});
    ASSERT_TRUE(ana.until_joined());
    EXPECT_EQ(ana.desk.link().role, "viewer");
    for (int loss = 0; loss < 2; ++loss) {
        ana.refusals.clear();
        ASSERT_TRUE(ana.desk.set("/channel/1/fader", -6.0F));
        ASSERT_TRUE(ana.until([&] { return !ana.refusals.empty(); }));
        EXPECT_EQ(ana.refusals[0].code, "not_allowed") << "a viewer, also after the loss";
        relay.cut();
        ASSERT_TRUE(ana.until([&] { return !ana.desk.joined(); }));
        ASSERT_TRUE(ana.until_joined());
    }
}

TEST_F(RemoteLogin, ATokenDoesTheSame) {
    Program ana(relay.port(), {.token = token()});
    ASSERT_TRUE(ana.until_joined());
    EXPECT_EQ(ana.desk.link().role, "viewer");
}

TEST_F(RemoteLogin, AWrongPinIsSaidAndNotTriedForEver) {
    Program ana(relay.port(), {.user = "ana", .pin = "0000"});
    ASSERT_TRUE(ana.until([&] { return ana.desk.link().state == State::refused; }));
    EXPECT_FALSE(ana.desk.link().why.empty());
    EXPECT_EQ(ana.desk.file(), -1);
    const std::size_t links = ana.links.size();
    ana.desk.run_for(std::chrono::milliseconds(500));  // several times the first back-off
    EXPECT_EQ(ana.links.size(), links);
    EXPECT_EQ(ana.desk.file(), -1);
    ana.desk.log_in({.user = "ana", .pin = "4821"});
    ASSERT_TRUE(ana.until_joined());
    EXPECT_EQ(ana.desk.link().role, "viewer");
}

TEST_F(RemoteLogin, SomebodyElseIsToldEverythingAnew) {
    Program ana(relay.port());
    ana.desk.subscribe("/channel/*/fader");
    ASSERT_TRUE(ana.until_joined());
    EXPECT_TRUE(ana.desk.set("/channel/1/fader", -6.0F));
    ASSERT_TRUE(ana.settle() && ana.settle());
    ana.values.clear();
    ana.desk.log_in({.user = "ana", .pin = "4821"});
    ASSERT_TRUE(ana.until([&] { return ana.desk.joined() && ana.desk.link().role == "viewer"; }));
    EXPECT_EQ(ana.values.size(), 8U);
}

TEST_F(RemoteLogin, AnActionIsAnsweredByItsOkOrItsRefusal) {
    Program ana(relay.port());
    ASSERT_TRUE(ana.until_joined());
    std::vector<Answers> answers;
    const auto keep = [&](const Answers& one) { answers.push_back(one); };
    ASSERT_TRUE(ana.desk.act({"/scene/store", {std::string("Verse")}}, keep));  // answered once it is on the disk
    ASSERT_TRUE(ana.desk.act({"/scene/recall", {std::int32_t(99)}}, keep));
    ASSERT_TRUE(ana.desk.act({"/channel/1/fader/by", {-3.0F}}, keep));
    ASSERT_TRUE(ana.until([&] { return answers.size() == 3; }));
    int stored = 0, refused = 0, moved = 0;
    for (const Answers& one : answers) {
        EXPECT_TRUE(one.whole);
        refused += !one.refusals.empty() && one.refusals[0].address == "/scene/recall";
        for (const Message& message : one.messages) {
            stored += message.address == "/ok" && message.arguments.at(2) == Value(std::int32_t(1));
            moved += message.address == "/channel/1/fader";
        }
    }
    EXPECT_EQ(stored, 1);
    EXPECT_EQ(refused, 1);
    EXPECT_EQ(moved, 1);
}

TEST_F(RemoteLogin, AQuestionThatTheLossCutsOffIsEndedAsNotWhole) {
    Program ana(relay.port());
    ASSERT_TRUE(ana.until_joined());
    int cut_off = 0;
    ::kill(daemon.pid(), SIGSTOP);
    ASSERT_TRUE(ana.desk.ask({{"/channel/1/fader"}}, [&](const Answers& one) { cut_off += !one.whole; }));
    ASSERT_TRUE(ana.desk.act({"/monitor/1/solo/clear"}, [&](const Answers& one) { cut_off += !one.whole; }));
    relay.cut();
    ::kill(daemon.pid(), SIGCONT);
    EXPECT_TRUE(ana.until([&] { return cut_off == 2; }));
}

// Somebody else's port: it says what it likes to each who comes.
class Stranger {
public:
    Stranger() {
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof at;
        listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        if (::bind(listener_, reinterpret_cast<sockaddr*>(&at), size) != 0 || ::listen(listener_, 8) != 0) std::abort();
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&at), &size);
        port_ = ntohs(at.sin_port);
    }
    ~Stranger() {
        for (const int guest : guests_) ::close(guest);
        ::close(listener_);
    }
    Stranger(const Stranger&) = delete;
    Stranger& operator=(const Stranger&) = delete;

    std::uint16_t port() const { return port_; }
    std::size_t visits() const { return guests_.size(); }
    void say_to_who_comes(const std::string& bytes) {
        const int guest = ::accept(listener_, nullptr, nullptr);
        if (guest < 0) return;
        guests_.push_back(guest);
        [[maybe_unused]] const ssize_t said = ::send(guest, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    }

private:
    int listener_ = -1;
    std::uint16_t port_ = 0;
    std::vector<int> guests_;
};

TEST(RemoteStranger, WhoSpeaksNoOscIsLeftAndTriedAgain) {
    Stranger stranger;
    Program ana(stranger.port());
    ana.desk.subscribe("/channel/*/fader");
    std::mt19937 random(3);
    const auto rubbish = [&] {
        switch (stranger.visits() % 3) {
            case 0: return std::string("HTTP/1.1 400 Bad Request\r\n\r\n");
            case 1: return std::string("\0\0\0\x10/synced\0,ih\0\xff\xff\xff\xff", 20);
            default: break;
        }
        std::string bytes(4096, '\0');
        for (char& byte : bytes) byte = static_cast<char>(random());
        return bytes;
    };
    EXPECT_TRUE(ana.until([&] { return stranger.say_to_who_comes(rubbish()), stranger.visits() >= 4; }));
    EXPECT_FALSE(ana.desk.joined());
    EXPECT_TRUE(ana.values.empty());
}

TEST(RemoteStranger, WhoSaysNothingIsNoDesk) {
    Stranger stranger;
    Program ana(stranger.port(), {}, "127.0.0.1", {});
    EXPECT_TRUE(ana.until([&] { return stranger.say_to_who_comes(""), stranger.visits() >= 2; }));
    for (const Link& link : ana.links) EXPECT_NE(link.state, State::joined);
}

}  // namespace
}  // namespace tutti::remote
