#include "tests/carriers/http_support.hpp"

namespace tutti::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

// A body without end, which tells when nobody wants it any more.
class Endless final : public HttpAnswer::Pieces {
public:
    explicit Endless(bool& ended) : ended_(ended) {}
    ~Endless() override { ended_ = true; }
    bool next(std::string& out) override {
        out.append(50'000, 'x');
        return true;
    }

private:
    bool& ended_;
};

class HttpLimits : public HttpTest {
protected:
    HttpLimits() {
        desk.on_question = [this](const HttpQuestion& question) {
            HttpAnswer answer;
            answer.body = "{}";
            if (question.path == "/endless") answer.more = std::make_unique<Endless>(ended);
            return answer;
        };
    }
    // A connection on which the answer has begun, and is not taken.
    Peer deaf() {
        Peer peer = connect(4096);
        peer.send("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n");
        EXPECT_TRUE(until([&] { return desk.asked.starts_with("GET /endless"); }));
        return peer;
    }
    bool served(Peer& peer) {
        peer.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
        return peer.receive_until("ok").starts_with("HTTP/1.1 200");
    }

    bool ended = false;  // belongs to the loop
};

TEST_F(HttpLimits, OfHeaderAndBody) {
    const auto header_of = [](std::size_t size) { return "Host: x\r\nX: " + std::string(size, 'x') + "\r\n"; };
    EXPECT_THAT(ask("GET /", header_of(16'000)), StartsWith("HTTP/1.1 200"));
    for (const std::size_t size : {17'000u, 1'000'000u})
        EXPECT_THAT(ask("GET /", header_of(size)), StartsWith("HTTP/1.1 431"));
    EXPECT_THAT(ask("GET /" + std::string(17'000, 'x')), StartsWith("HTTP/1.1 431"));
    const std::string host = "Host: localhost\r\n", longest(1 << 20, 'x');
    EXPECT_THAT(ask("PUT /x", host, longest), StartsWith("HTTP/1.1 200"));
    EXPECT_THAT(ask("PUT /x", host, longest + "x"), StartsWith("HTTP/1.1 413"));
    EXPECT_THAT(ask("PUT /x", host + "Content-Length: 99999999999\r\n"), StartsWith("HTTP/1.1 413"));
    Peer chunked = connect();
    chunked.send("PUT /x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n100001\r\n" + longest +
                 "x\r\n");
    EXPECT_THAT(chunked.receive_until("\r\n\r\n"), StartsWith("HTTP/1.1 413"));
}

TEST_F(HttpLimits, WhatIsNoRequestIsAnsweredAndEndsTheConnection) {
    for (const char* wrong : {"nonsense\r\n\r\n", "GET / HTTP/1.1\r\nHost x\r\n\r\n", "GET / HTTP/9.9\r\n\r\n",
                              "PUT /x HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", "\x16\x03\x01\x02\r\n\r\n"}) {
        Peer peer = connect();
        peer.send(wrong);
        EXPECT_THAT(peer.receive(1 << 20), StartsWith("HTTP/1.1 400")) << wrong;
        EXPECT_TRUE(peer.closes());
    }
    EXPECT_EQ(asked(), "");
}

TEST_F(HttpLimits, OfConnections) {
    settings.most_connections = 2;
    Peer one = connect(), two = connect();
    one.send("GET / HTTP/1.1\r\n" + upgrade + "Host: localhost\r\n\r\n");  // a WebSocket counts as well
    EXPECT_THAT(one.receive_until("\r\n\r\n"), StartsWith("HTTP/1.1 101"));
    EXPECT_TRUE(served(two));
    EXPECT_TRUE(connect().closes());
    EXPECT_TRUE(served(two));
    two.close();
    for (bool in = false; !in;) {  // the place of who went is free once that is known
        Peer next = connect();
        in = served(next);
    }
}

TEST_F(HttpLimits, ARequestThatDripsIsCutOff) {
    settings.patience = 1s;
    Peer header = connect(), body = connect(), idle = connect(), kept = connect();
    body.send("PUT /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n");
    kept.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_THAT(kept.receive_until("ok"), StartsWith("HTTP/1.1 200"));
    // Each goes on and on, but never gets anywhere.
    EXPECT_TRUE(until([&] { return !header.send("G") || header.closes(0ms); }));
    EXPECT_TRUE(until([&] { return !body.send("x") || body.closes(0ms); }));
    EXPECT_TRUE(idle.closes());
    EXPECT_TRUE(kept.closes());
    EXPECT_THAT(ask("GET /healthz"), HasSubstr("ok"));
}

TEST_F(HttpLimits, AnAnswerThatNobodyTakesIsGivenUpWhileOthersAreServed) {
    settings.patience = 500ms;
    Peer peer = deaf();
    EXPECT_THAT(ask("GET /small"), HasSubstr("{}"));
    EXPECT_TRUE(until([&] { return ended; }));
}

TEST_F(HttpLimits, WhoVanishesAmidAnAnswerIsForgotten) {
    Peer peer = deaf();
    peer.reset();
    EXPECT_TRUE(until([&] { return ended; }));
}

TEST_F(HttpLimits, TheCarrierEndsWithConnectionsInEveryState) {
    Peer idle = connect(), header = connect(), body = connect(), unread = deaf(), lingering = connect();
    header.send("GET /he");
    body.send("PUT /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n123");
    lingering.send("nonsense\r\n\r\n");
    EXPECT_THAT(lingering.receive_until("}"), StartsWith("HTTP/1.1 400"));
    loop.turns();
    loop.end_carriers();
    EXPECT_TRUE(loop.run([&] { return ended; }));
    for (Peer* peer : {&idle, &header, &body, &unread, &lingering}) EXPECT_TRUE(peer->closes());
}

}  // namespace
}  // namespace tutti::testing
