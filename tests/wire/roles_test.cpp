// Who has not logged in: what each role of local_role and lan_role may do, over every carrier, and how it is told.
#include <gmock/gmock.h>

#include "tests/wire/clients.hpp"

namespace tutti::wire {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using namespace std::string_view_literals;

constexpr char kFader[] = "/channel/1/fader";

std::string code_of(const HeardList& heard) {
    const HeardList errors = of(heard, "/error");
    return errors.empty() ? "" : errors[0].text(1);
}
// One that even a role without the right to /sync can ask for.
std::string code(Client& client, const std::string& address, std::initializer_list<Argument> values = {}) {
    client.send(address, values);
    return client.until("/error").back().text(1);
}
int put(const DeskProcess& desk) {
    return http(desk, "PUT /channel/1/fader", "Host: 127.0.0.1\r\n", R"({"VALUE": [-6]})").status;
}

void expect_reader(DeskProcess& desk) {
    TcpClient tcp(desk);
    UdpClient udp(desk);
    WsClient ws(desk);
    for (Client* client : std::initializer_list<Client*>{&tcp, &udp, &ws}) {
        EXPECT_EQ(client->get(kFader).number(), -90);
        EXPECT_THAT(client->ask("/subscribe", {"/channel/1/fader"sv}), SizeIs(1));
        EXPECT_EQ(code_of(client->ask("/meters/subscribe", {"main"sv, 5})), "");
        EXPECT_EQ(code_of(client->ask(kFader, {-6.0F})), "not_allowed");
        EXPECT_EQ(code_of(client->ask("/channel/1/fader/by", {-6.0F})), "not_allowed");
        EXPECT_EQ(code_of(client->ask("/channel/1/fader/turn", {0.5F})), "not_allowed");
        EXPECT_EQ(code_of(client->ask("/channel/1/fader/fade", {-6.0F, 0.0F})), "not_allowed");
        EXPECT_EQ(code_of(client->ask("/channel/1/fader/touch", {true})), "not_allowed");
        EXPECT_EQ(code_of(client->ask("/channel/1/mute/toggle")), "not_allowed");
        EXPECT_EQ(code_of(client->ask("/channel/1/eq/on/reset")), "not_allowed");
        EXPECT_EQ(code_of(client->ask("/channel/*/pan", {0.5F})), "not_allowed");
        EXPECT_EQ(code_of(client->ask("/monitor/1/solo/clear")), "not_allowed");
    }
    EXPECT_EQ(tcp.get(kFader).number(), -90);
    ws.texts.clear();
    EXPECT_THAT(ws.command(R"({"COMMAND": "GET", "DATA": "/channel/1/fader", "ID": 1})"),
                HasSubstr("\"/channel/1/fader\": -90"));
    EXPECT_THAT(ws.command(R"({"COMMAND": "SET", "DATA": {"/channel/1/fader": -6}, "ID": 1})"),
                HasSubstr("\"not_allowed\""));
    EXPECT_THAT(ws.command(R"({"COMMAND": "DO", "DATA": ["/monitor/1/solo/clear"], "ID": 1})"),
                HasSubstr("\"not_allowed\""));
    EXPECT_EQ(http(desk, "GET /channel/1/fader?ACCESS").body, "{\"ACCESS\":1}");
    EXPECT_EQ(http(desk, "GET /monitor/1/solo/clear?ACCESS").body, "{\"ACCESS\":0}");
    EXPECT_EQ(put(desk), 403);
}

void expect_engineer(DeskProcess& desk) {
    TcpClient tcp(desk);
    UdpClient udp(desk);
    WsClient ws(desk);
    float level = -1;
    for (Client* client : std::initializer_list<Client*>{&tcp, &udp, &ws}) {
        EXPECT_EQ(code_of(client->ask(kFader, {level})), "");
        EXPECT_EQ(TcpClient(desk).get(kFader).number(), level);
        level -= 1;
    }
    EXPECT_EQ(http(desk, "GET /channel/1/fader?ACCESS").body, "{\"ACCESS\":3}");
    EXPECT_EQ(put(desk), 204);
}

TEST(Roles, engineer_may_do_all) {
    DeskProcess desk;
    expect_engineer(desk);
}

TEST(Roles, viewer_reads_and_writes_nothing) {
    DeskProcess desk({.server = "local_role = \"viewer\"\n"});
    expect_reader(desk);
}

TEST(Roles, none_gets_nothing_but_the_word_to_log_in) {
    DeskProcess desk({.server = "local_role = \"none\"\n"});
    TcpClient tcp(desk);
    UdpClient udp(desk);
    WsClient ws(desk);
    for (Client* client : std::initializer_list<Client*>{&tcp, &udp, &ws}) {
        EXPECT_EQ(code(*client, kFader), "not_logged_in");
        EXPECT_EQ(code(*client, "/channel/*/fader"), "not_logged_in");
        EXPECT_EQ(code(*client, kFader, {-6.0F}), "not_logged_in");
        EXPECT_EQ(code(*client, "/no/such", {1}), "not_logged_in") << "nor whether there is such an address";
        EXPECT_EQ(code(*client, "/subscribe", {"/"sv}), "not_logged_in");
        EXPECT_EQ(code(*client, "/refresh", {"/"sv}), "not_logged_in");
        EXPECT_EQ(code(*client, "/meters/subscribe", {"inputs"sv, 25}), "not_logged_in");
        EXPECT_EQ(code(*client, "/unsubscribe", {"/"sv}), "not_logged_in");
        EXPECT_EQ(code(*client, "/meters/unsubscribe", {"inputs"sv}), "not_logged_in");
        EXPECT_EQ(code(*client, "/resume", {std::int64_t{1}}), "not_logged_in");
        EXPECT_EQ(code(*client, "/sync", {1}), "not_logged_in");
        EXPECT_EQ(code(*client, "/channel/1/fader/touch", {true}), "not_logged_in");
        EXPECT_EQ(code(*client, "/channel/1/mute/toggle"), "not_logged_in");
        EXPECT_EQ(code(*client, "/monitor/1/solo/clear"), "not_logged_in");
        EXPECT_EQ(code(*client, "/login", {"ana"sv, "0000"sv}), "not_allowed");
    }
    for (const char* rest : {R"("GET", "DATA": "/channel/1/fader")", R"("SET", "DATA": {"/channel/1/fader": -6})",
                             R"("SUBSCRIBE", "DATA": "/")", R"("LISTEN", "DATA": "/channel/1/fader")",
                             R"("DO", "DATA": ["/monitor/1/solo/clear"])", R"("RESUME", "DATA": 1)", R"("SYNC")",
                             R"("METERS", "DATA": {"WHAT": "main", "RATE": 5})"})
        EXPECT_THAT(ws.command("{\"ID\": 1, \"COMMAND\": " + std::string(rest) + "}"),
                    HasSubstr("\"ERROR\": \"not_logged_in\""))
            << rest;
    for (const char* path : {"/", "/channel/1/fader", "/channel/1/fader?VALUE", "/no/such"}) {
        const HttpReply reply = http(desk, "GET " + std::string(path));
        EXPECT_EQ(reply.status, 401) << path;
        EXPECT_THAT(reply.body, Not(HasSubstr("fader")));
        EXPECT_THAT(reply.head, Not(HasSubstr("Access-Control-Allow-Origin")));
    }
    EXPECT_EQ(put(desk), 401);
    EXPECT_EQ(http(desk, "GET /healthz").status, 200);
    EXPECT_FALSE(tcp.closed());
}

// Through this machine's address in the network a client comes from elsewhere.
struct Elsewhere : testing::Test {
    std::string network = address_in_network();
    void SetUp() override {
        if (network.empty()) GTEST_SKIP() << "this machine has no network";
    }
    Wish open(const std::string& server) { return {.server = server, .http = "0.0.0.0:0", .osc = "0.0.0.0:0"}; }
};

TEST_F(Elsewhere, is_a_viewer_unless_told_otherwise) {
    DeskProcess desk(open(""));
    desk.reach_by(network);
    expect_reader(desk);
    desk.reach_by("127.0.0.1");
    expect_engineer(desk);
}

TEST_F(Elsewhere, has_the_role_of_the_network) {
    DeskProcess desk(open("local_role = \"viewer\"\nlan_role = \"engineer\"\n"));
    desk.reach_by("127.0.0.1");
    expect_reader(desk);
    desk.reach_by(network);
    expect_engineer(desk);
}

TEST_F(Elsewhere, may_be_nobody) {
    DeskProcess desk(open("lan_role = \"none\"\n"));
    desk.reach_by(network);
    TcpClient tcp(desk);
    UdpClient udp(desk);
    WsClient ws(desk);
    for (Client* client : std::initializer_list<Client*>{&tcp, &udp, &ws})
        EXPECT_EQ(code(*client, kFader), "not_logged_in");
    EXPECT_EQ(http(desk, "GET /channel/1/fader").status, 401);
    desk.reach_by("127.0.0.1");
    EXPECT_EQ(TcpClient(desk).get(kFader).number(), -90);
    EXPECT_THAT(http(desk, "GET /channel/1/fader").head, Not(HasSubstr("Access-Control-Allow-Origin")));
}

TEST_F(Elsewhere, finds_nothing_of_a_desk_that_is_on_loopback) {
    DeskProcess desk;
    desk.reach_by(network);
    EXPECT_THROW(TcpClient{desk}, std::runtime_error);
    EXPECT_THROW(WsClient{desk}, std::runtime_error);
    UdpClient udp(desk);
    udp.send(kFader);
    EXPECT_FALSE(udp.listen(200));
}

}  // namespace
}  // namespace tutti::wire
