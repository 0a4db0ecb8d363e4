// Logging in and out by every carrier, tokens, and that guessing takes long.
#include <thread>

#include "tests/people/people.hpp"

namespace tutti::wire {
namespace {

using Clock = std::chrono::steady_clock;

struct Login : testing::Test {
    DeskProcess desk{with_people("local_role = \"none\"\n")};
};

TEST_F(Login, by_name_and_pin_over_osc) {
    TcpClient tcp(desk);
    UdpClient udp(desk);
    WsClient ws(desk);
    for (Client* client : std::initializer_list<Client*>{&tcp, &udp, &ws}) {
        EXPECT_EQ(login(*client, "eve", "5555"), "engineer");
        EXPECT_EQ(client->get("/channel/1/fader").number(), -90);
        EXPECT_EQ(refusal(client->ask("/channel/1/fader", {-6.0F})), "");
        client->send("/channel/1/fader", {-90.0F});
        client->send("/logout");
        EXPECT_EQ(client->until("/ok").back().text(0), "/logout");
        client->send("/channel/1/fader");
        EXPECT_EQ(client->until("/error").back().text(1), "not_logged_in");
    }
}

TEST_F(Login, by_json_tells_role_cue_and_a_token_for_the_next_time) {
    WsClient ana(desk);
    const std::string reply = json_login(ana, "ana", "4821");
    EXPECT_THAT(reply, HasSubstr("\"ROLE\": \"artist\", \"CUE\": 3, \"USER\": 1"));
    const std::string token = token_of(reply);
    EXPECT_GE(token.size(), 43U);
    WsClient again(desk);
    EXPECT_EQ(token_of(json_token(again, token)), token);
    TcpClient tcp(desk);
    tcp.send("/login", {std::string_view(token)});
    EXPECT_EQ(tcp.until("/ok").back().text(2), "artist");
    EXPECT_EQ(tcp.get("/bus/3/cue/owner").whole(), 1);
    EXPECT_THAT(ana.command(R"({"COMMAND": "LOGOUT", "ID": 2})"), HasSubstr("\"OK\""));
    EXPECT_THAT(ana.command(R"({"COMMAND": "GET", "DATA": "/main/fader", "ID": 3})"), HasSubstr("not_logged_in"));
}

TEST_F(Login, of_nobody_or_with_a_wrong_pin_is_refused_soon) {
    for (const auto& [name, pin] : {std::pair{"ana", "0000"}, {"ana", ""}, {"nobody", "4821"}, {"", ""}}) {
        TcpClient client(desk);
        EXPECT_EQ(login(client, name, pin), "not_allowed");
        client.send("/channel/1/fader");
        EXPECT_EQ(client.until("/error").back().text(1), "not_logged_in");
    }
    TcpClient client(desk);
    client.send("/login");
    EXPECT_EQ(client.until("/error").back().text(1), "bad_type");
    WsClient ws(desk);
    EXPECT_THAT(json_token(ws, "AAAA"), HasSubstr("\"not_allowed\""));
}

TEST_F(Login, is_slowed_down_from_the_sixth_wrong_attempt_in_a_minute) {
    TcpClient thief(desk);
    for (int attempt = 1; attempt <= 5; ++attempt) EXPECT_EQ(login(thief, "ana", "0000"), "not_allowed");
    const auto begin = Clock::now();
    TcpClient other_port(desk);
    EXPECT_EQ(login(other_port, "ana", "0001"), "not_allowed");
    EXPECT_GE(Clock::now() - begin, std::chrono::milliseconds(1500)) << "the source waits, whatever its port";
    const auto next = Clock::now();
    EXPECT_EQ(login(other_port, "ana", "4821"), "artist") << "and so does the right one";
    EXPECT_GE(Clock::now() - next, std::chrono::milliseconds(3000)) << "longer each time";
}

TEST_F(Login, of_those_who_know_their_pins_is_never_slowed_down) {
    const auto logged_in = [this](int times) {
        const auto begin = Clock::now();
        for (int attempt = 0; attempt < times; ++attempt) {
            TcpClient client(desk);
            EXPECT_EQ(login(client, "vic", "3333"), "viewer");
        }
        return Clock::now() - begin;
    };
    // From the sixth on a stranger waits for ten seconds and more; how long a PIN takes at all is the machine's affair.
    const auto first = logged_in(5);
    EXPECT_LT(logged_in(3), first + std::chrono::seconds(6));
}

TEST_F(Login, of_many_holds_nobody_back_from_a_new_pin) {
    TcpClient eve(desk);
    EXPECT_EQ(login(eve, "eve", "5555"), "engineer");
    std::vector<std::unique_ptr<TcpClient>> many;
    for (int i = 0; i < 12; ++i) many.push_back(std::make_unique<TcpClient>(desk));
    for (auto& one : many) one->send("/login", {"vic"sv, "3333"sv});
    eve.send("/user/1/pin", {"1234"sv});
    EXPECT_EQ(eve.until("/ok").back().text(0), "/user/1/pin");
    std::size_t in = 0;
    for (auto& one : many) {
        while (one->listen(0)) {
        }
        in += of({one->waiting.begin(), one->waiting.end()}, "/ok").size();
    }
    EXPECT_LT(in, many.size());
    for (auto& one : many) EXPECT_EQ(one->until("/ok").back().text(2), "viewer");
    TcpClient ana(desk);
    EXPECT_EQ(login(ana, "ana", "1234"), "artist");
}

TEST_F(Login, goes_before_what_is_behind_everything) {
    TcpClient client(desk);
    EXPECT_EQ(login(client, "vic", "3333"), "viewer");
    client.send("/login", {"eve"sv, "5555"sv});
    const HeardList heard = client.sync();
    ASSERT_EQ(of(heard, "/ok").size(), 1U);
    EXPECT_EQ(of(heard, "/ok")[0].text(2), "engineer");
}

TEST_F(Login, by_token_ends_when_tokens_are_revoked) {
    WsClient ana(desk), eve(desk);
    json_login(eve, "eve", "5555");
    const std::string token = token_of(json_login(ana, "ana", "4821"));
    WsClient other(desk);
    EXPECT_THAT(json_token(other, token), HasSubstr("\"artist\""));
    done(eve, R"("/user/1/tokens/revoke")");
    for (WsClient* client : {&ana, &other})
        EXPECT_THAT(client->command(R"({"COMMAND": "GET", "DATA": "/main/fader", "ID": 3})"),
                    HasSubstr("not_logged_in"));
    EXPECT_THAT(json_token(other, token), HasSubstr("\"not_allowed\""));
    EXPECT_EQ(http(desk, "GET /main/fader", "Host: 127.0.0.1\r\nAuthorization: Bearer " + token + "\r\n").status, 401);
    EXPECT_THAT(json_login(ana, "ana", "4821"), HasSubstr("\"artist\"")) << "the PIN is still hers";
}

TEST_F(Login, keeps_thirty_two_tokens_of_each_and_the_oldest_goes) {
    WsClient eve(desk);
    json_login(eve, "eve", "5555");
    std::vector<std::string> tokens;
    for (int i = 0; i < 33; ++i) tokens.push_back(between(done(eve, R"("/user/4/tokens/add")"), "\"", "\""));
    WsClient vic(desk);
    EXPECT_THAT(json_token(vic, tokens[0]), HasSubstr("\"not_allowed\""));
    EXPECT_THAT(json_token(vic, tokens[1]), HasSubstr("\"viewer\""));
    EXPECT_THAT(json_token(vic, tokens[32]), HasSubstr("\"viewer\""));
}

TEST_F(Login, and_resume_brings_the_difference) {
    WsClient eve(desk), ana(desk);
    json_login(eve, "eve", "5555");
    const std::string token = token_of(json_login(ana, "ana", "4821"));
    const std::int64_t revision = (ana.sync(), ana.revision_of_sync);
    ana.ask("/bus/3/fader", {-17.0F});
    WsClient back(desk);
    EXPECT_THAT(json_token(back, token), HasSubstr("\"artist\""));
    back.send("/resume", {revision});
    EXPECT_FALSE(std::get<bool>(back.until("/resumed").back().values.at(1)));
    const HeardList heard = back.ask("/subscribe", {"/bus"sv});
    ASSERT_EQ(of(heard, "/bus/3/fader").size(), 1U);
    EXPECT_EQ(of(heard, "/bus/3/fader")[0].number(), -17);
    EXPECT_TRUE(of(heard, "/bus/2/fader").empty());
}

TEST_F(Login, tells_no_secret_to_the_log) {
    WsClient ana(desk);
    const std::string token = token_of(json_login(ana, "ana", "4821"));
    TcpClient thief(desk);
    login(thief, "ana", "987654");
    desk.end();
    for (const std::string& secret : {std::string("4821"), std::string("987654"), token, std::string("argon2")})
        EXPECT_THAT(desk.log(), Not(HasSubstr(secret)));
}

}  // namespace
}  // namespace tutti::wire
