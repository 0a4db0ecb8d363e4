#include "tests/carriers/http_support.hpp"

namespace tutti::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class Http : public HttpTest {};

TEST_F(Http, ANodeIsTheDesksAnswer) {
    const std::string answer = ask("GET /channel/1/fader?VALUE", "Host: x\r\nAuthorization: Bearer t0k\r\n");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
    EXPECT_THAT(answer, HasSubstr("\r\nContent-Type: application/json\r\n"));
    EXPECT_THAT(answer, HasSubstr("\r\nAccess-Control-Allow-Origin: *\r\n"));
    EXPECT_THAT(answer, HasSubstr("\r\nConnection: close\r\n"));
    EXPECT_THAT(answer, HasSubstr("\r\n\r\n{}"));
    EXPECT_EQ(asked(), "GET /channel/1/fader?VALUE bearer=t0k body=");
    ask("GET http://desk.studio/channel/%2A HTTP/1.1\r\nAuthorization: Basic abc\r\nX:");
    EXPECT_EQ(asked(), "GET /channel/%2A? bearer= body=");
    loop.run([&] { desk.needs_login = true; });
    EXPECT_THAT(ask("GET /channel"), Not(HasSubstr("Access-Control")));
}

TEST_F(Http, WhatTheDeskRefusesIsSaidWithItsStatus) {
    desk.on_question = [](const HttpQuestion& question) {
        HttpAnswer answer;
        answer.status = question.method == "PUT" ? 204 : 404;
        if (answer.status == 404) answer.body = R"({"ERROR": "unknown_address"})";
        return answer;
    };
    EXPECT_THAT(ask("GET /nothing"), AllOf(StartsWith("HTTP/1.1 404"), HasSubstr("unknown_address")));
    const std::string put = ask("PUT /x", "Host: localhost\r\n", "{}");
    EXPECT_THAT(put, StartsWith("HTTP/1.1 204"));
    EXPECT_THAT(put, AllOf(Not(HasSubstr("Content-Length")), Not(HasSubstr("\r\nContent-Type"))));
}

TEST_F(Http, OneConnectionServesManyRequestsEvenAtOnceAndByteByByte) {
    Peer peer = connect();
    const std::string many =
        "GET /a HTTP/1.1\r\nHost: x\r\n\r\nHEAD /b HTTP/1.1\r\nHost: x\r\n\r\n"
        "PUT /c HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}"
        "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
    for (int round = 0; round < 2; ++round) {
        if (round == 0) {
            peer.send(many);
        } else {
            for (const char c : many) ASSERT_TRUE(peer.send({&c, 1}));
        }
        EXPECT_THAT(peer.receive_until("\r\n\r\n{}"), StartsWith("HTTP/1.1 200"));
        EXPECT_THAT(peer.receive_until("\r\n\r\n"), HasSubstr("Content-Length: 2"));
        EXPECT_THAT(peer.receive_until("\r\n\r\n{}"), StartsWith("HTTP/1.1 200"));  // no body came with the HEAD
        EXPECT_THAT(peer.receive_until("\r\n\r\n"), StartsWith("HTTP/1.1 200"));
        EXPECT_EQ(peer.receive(2), "ok");
        EXPECT_EQ(asked(), "PUT /c? bearer= body={}");
    }
}

TEST_F(Http, AConnectionEndsWhereTheClientWantsItOrIsOld) {
    Peer old = connect(), kept = connect(), closing = connect();
    old.send("GET / HTTP/1.0\r\n\r\n");
    EXPECT_THAT(old.receive(1 << 20), StartsWith("HTTP/1.0 200"));
    closing.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\nGET /second HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_THAT(closing.receive(1 << 20), Not(HasSubstr("{}HTTP/1.1")));
    for (int i = 0; i < 2; ++i) {
        kept.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        EXPECT_THAT(kept.receive_until("{}"), HasSubstr("\r\nConnection: keep-alive\r\n"));
    }
    EXPECT_TRUE(old.closes() && closing.closes());
}

TEST_F(Http, ABigTreeComesInChunks) {
    desk.on_question = [](const HttpQuestion&) { return Pieces::answer(100); };
    const std::string answer = ask("GET /");
    EXPECT_THAT(answer.substr(0, 500), HasSubstr("Transfer-Encoding: chunked"));
    EXPECT_THAT(answer.substr(0, 500), HasSubstr("Vary: Accept"));
    std::size_t at = answer.find("\r\n\r\n") + 4, body = 0, size = 1;
    while (at < answer.size() && size > 0) {
        size = std::stoul(answer.substr(at, 10), nullptr, 16);
        at = answer.find("\r\n", at) + 2 + size + 2;
        body += size;
    }
    EXPECT_EQ(body, 5'000'000u);
    EXPECT_EQ(at, answer.size());
    EXPECT_THAT(ask("HEAD /"), AllOf(HasSubstr("Transfer-Encoding: chunked"), ::testing::EndsWith("\r\n\r\n")));
}

TEST_F(Http, OldClientsGetATreeWithoutChunks) {
    desk.on_question = [](const HttpQuestion&) { return Pieces::answer(3); };
    Peer peer = connect();
    peer.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    const std::string head = peer.receive_until("\r\n\r\n");
    EXPECT_THAT(head, AllOf(Not(HasSubstr("chunked")), HasSubstr("\r\nConnection: close\r\n")));
    EXPECT_EQ(peer.receive(1 << 20).size(), 150'000u);
    EXPECT_TRUE(peer.closes());
}

TEST_F(Http, PutGoesToTheDeskWithItsBody) {
    const std::string value = R"({"VALUE": [-6]})";
    EXPECT_THAT(ask("PUT /channel/1/fader", "Host: 10.0.0.5:8080\r\n", value), StartsWith("HTTP/1.1 200"));
    EXPECT_EQ(asked(), R"(PUT /channel/1/fader? bearer= body={"VALUE": [-6]})");
    Peer peer = connect();
    peer.send("PUT /a HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    EXPECT_EQ(peer.receive_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    peer.send("[]");
    EXPECT_THAT(peer.receive_until("{}"), StartsWith("HTTP/1.1 200"));
    EXPECT_EQ(asked(), "PUT /a? bearer= body=[]");
    peer.send("PUT /b HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n");
    EXPECT_THAT(peer.receive_until("{}"), StartsWith("HTTP/1.1 200"));
    EXPECT_EQ(asked(), "PUT /b? bearer= body={}");
}

TEST_F(Http, HostAndOriginOfPutAndUpgrade) {
    const std::string one = "Host: localhost:8080\r\nOrigin: ";
    const std::pair<std::string, bool> cases[] = {
        {"Host: localhost:8080\r\n", true},
        {"Host: 192.168.1.7\r\n", true},
        {"Host: [::1]:8080\r\n", true},
        {"Host: DESK.studio:80\r\n", true},
        {"Host: evil.example\r\n", false},
        {"Host: localhost.evil.example\r\n", false},
        {"Host: 127.0.0.1.evil.example\r\n", false},
        {"Host: localhost:80@evil\r\n", false},
        {"Host: [::1\r\n", false},
        {"Host: \r\n", false},
        {"", false},
        {"Host: localhost\r\nHost: localhost\r\n", false},
        {one + "http://localhost:8080\r\n", true},
        {one + "https://localhost:8080\r\n", true},
        {one + "http://LOCALHOST:8080\r\n", true},
        {one + "http://localhost:8081\r\n", false},
        {one + "http://localhost\r\n", false},
        {one + "http://evil.example\r\n", false},
        {one + "http://localhost:8080.evil.example\r\n", false},
        {one + "null\r\n", false},
        {one + "\r\n", false},
        {one + "file://localhost:8080\r\n", false},
        {one + "http://localhost:8080\r\nOrigin: http://evil.example\r\n", false},
        {"Host: evil.example\r\nOrigin: http://evil.example\r\n", false},
    };
    for (const auto& [headers, allowed] : cases) {
        const std::string put = ask("PUT /x", headers, "{}");
        EXPECT_THAT(put, StartsWith(allowed ? "HTTP/1.1 200" : "HTTP/1.1 403")) << headers;
        if (!allowed) {
            EXPECT_THAT(put, AllOf(HasSubstr(R"("ERROR":"not_allowed")"), HasSubstr(R"("REASON":")")));
        }
        Peer peer = connect();
        peer.send("GET /any/path HTTP/1.1\r\n" + upgrade + headers + "\r\n");
        EXPECT_THAT(peer.receive_until("\r\n\r\n"), StartsWith(allowed ? "HTTP/1.1 101" : "HTTP/1.1 403")) << headers;
    }
    EXPECT_EQ(arrivals(), 7u);
}

TEST_F(Http, AnUpgradeThatIsNoneIsRefusedAndMakesNoClient) {
    Peer peer = connect();
    peer.send("GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
    EXPECT_THAT(peer.receive_until("\r\n\r\n"), StartsWith("HTTP/1.1 4"));
    EXPECT_TRUE(peer.closes());
    EXPECT_EQ(arrivals(), 0u);
}

TEST_F(Http, BrowsersAreSentToThePage) {
    const std::string browser = "Host: x\r\nAccept: text/html,application/xhtml+xml,*/*;q=0.8\r\n";
    for (const std::string& answer : {ask("GET /", browser), ask("GET /app")}) {
        EXPECT_THAT(answer, StartsWith("HTTP/1.1 302"));
        EXPECT_THAT(answer, HasSubstr("\r\nLocation: /app/\r\n"));
    }
    EXPECT_THAT(ask("GET /app?token=1"), HasSubstr("\r\nLocation: /app/?token=1\r\n"));
    EXPECT_THAT(ask("GET /", browser), HasSubstr("\r\nVary: Accept\r\n"));
    EXPECT_THAT(ask("GET /", "Host: x\r\nAccept: */*\r\n"), HasSubstr("{}"));
    EXPECT_THAT(ask("GET /?HOST_INFO", browser), HasSubstr("{}"));
    EXPECT_THAT(ask("GET /channel", browser), HasSubstr("{}"));
}

TEST_F(Http, OtherMethodsAndThePreflight) {
    EXPECT_THAT(ask("DELETE /channel"), AllOf(StartsWith("HTTP/1.1 405"), HasSubstr("\r\nAllow: GET")));
    EXPECT_THAT(ask("POST /channel", "Host: x\r\n", "x"), StartsWith("HTTP/1.1 405"));
    EXPECT_THAT(ask("GET *"), StartsWith("HTTP/1.1 400"));
    EXPECT_EQ(asked(), "");
    const std::string preflight = ask("OPTIONS /x", "Host: x\r\nOrigin: http://elsewhere\r\n");
    EXPECT_THAT(preflight, HasSubstr("Access-Control-Allow-Methods: GET\r\n"));
    EXPECT_THAT(preflight, HasSubstr("Access-Control-Allow-Origin: *"));
    loop.run([&] { desk.needs_login = true; });
    EXPECT_THAT(ask("OPTIONS /x"), Not(HasSubstr("Access-Control-Allow-Origin")));
}

}  // namespace
}  // namespace tutti::testing
