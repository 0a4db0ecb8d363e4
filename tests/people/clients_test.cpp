// Who is connected: /session/clients, names of hands, enrolled devices, and being shown the door.
#include "tests/people/people.hpp"

namespace tutti::wire {
namespace {

// Where this one stands in the list, by its own port.
std::string place_of(Client& asker, Client& whom) {
    const std::string port = ":" + std::to_string(whom.socket().own_port());
    for (const Heard& heard : asker.ask("/refresh", {"/session/clients/*/address"sv}))
        if (heard.address.ends_with("/address") && heard.text().ends_with(port))
            return heard.address.substr(0, heard.address.rfind('/'));
    return "";
}

struct Connected : testing::Test {
    DeskProcess desk{with_people()};
    TcpClient engineer{desk};
};

TEST_F(Connected, each_is_listed_with_role_address_and_protocol) {
    WsClient ws(desk);
    UdpClient udp(desk);
    ws.sync(), udp.sync();
    EXPECT_EQ(engineer.get(place_of(engineer, ws) + "/protocol").text(), "ws");
    EXPECT_EQ(engineer.get(place_of(engineer, udp) + "/protocol").text(), "udp");
    const std::string place = place_of(engineer, ws);
    EXPECT_EQ(engineer.get(place + "/user").text(), "");
    EXPECT_EQ(engineer.get(place + "/role").text(), "engineer");
    EXPECT_THAT(engineer.get(place + "/address").text(), HasSubstr("127.0.0.1:"));
    json_login(ws, "pia", "1111");
    EXPECT_EQ(engineer.get(place + "/user").text(), "pia");
    EXPECT_EQ(engineer.get(place + "/role").text(), "producer");
    EXPECT_EQ(refusal(engineer.ask(place + "/user", {"x"sv})), "read_only");
}

TEST_F(Connected, what_each_holds_is_told_by_place_and_by_name) {
    WsClient ws(desk);
    json_login(ws, "pia", "1111");
    ws.ask("/channel/2/fader/touch", {true});
    ws.ask("/main/fader/touch", {true});
    EXPECT_EQ(engineer.get(place_of(engineer, ws) + "/holds").text(), "/channel/2/fader /main/fader");
    EXPECT_EQ(engineer.get("/session/hands").text(), R"({"/channel/2/fader": "pia", "/main/fader": "pia"})");
    ws.ask("/main/fader/touch", {false});
    EXPECT_EQ(engineer.get(place_of(engineer, ws) + "/holds").text(), "/channel/2/fader");
}

// What was kept from her while she held it is told to her who has lost it, though nobody moves it any more.
TEST_F(Connected, whoever_loses_a_hold_is_told_what_is_stored) {
    WsClient pia(desk);
    json_login(pia, "pia", "1111");
    pia.ask("/channel/2/fader", {-10.0F});
    pia.ask("/subscribe", {"/channel/2/fader"sv});
    pia.ask("/channel/2/fader/touch", {true});
    engineer.ask("/channel/2/fader/by", {-5.0F});
    EXPECT_THAT(pia.sync(), testing::IsEmpty());
    engineer.ask("/channel/2/fader/touch", {true});
    const HeardList heard = pia.sync();
    ASSERT_EQ(heard.size(), 1U);
    EXPECT_EQ(heard[0].number(), -15);
}

TEST_F(Connected, who_goes_leaves_the_place_to_the_next) {
    std::string place;
    {
        TcpClient one(desk);
        one.sync();
        place = place_of(engineer, one);
        ASSERT_NE(place, "");
    }
    engineer.send("/subscribe", {std::string_view(place)});
    engineer.until([&](const Heard& heard) { return heard.address == place + "/protocol" && heard.text().empty(); });
    UdpClient next(desk);
    next.sync();
    EXPECT_EQ(place_of(engineer, next), place);
}

TEST_F(Connected, who_follows_is_told_who_comes) {
    engineer.ask("/subscribe", {"/session/clients"sv});
    WsClient ws(desk);
    const std::string port = ":" + std::to_string(ws.socket().own_port());
    engineer.until(
        [&](const Heard& heard) { return heard.address.ends_with("/address") && heard.text().ends_with(port); });
    json_login(ws, "ana", "4821");
    engineer.until([&](const Heard& heard) { return heard.address.ends_with("/user") && heard.text() == "ana"; });
}

TEST_F(Connected, how_far_somebody_is_is_measured) {
    WsClient ws(desk);
    ws.sync();
    const std::string place = place_of(engineer, ws);
    engineer.send("/subscribe", {std::string_view(place + "/round_trip")});
    std::atomic<bool> measured = false;
    for (int tries = 0; tries < 400 && !measured; ++tries) {
        ws.listen(50);  // answers pings
        measured = engineer.get(place + "/round_trip").number() > 0;
    }
    EXPECT_TRUE(measured);
    EXPECT_LT(engineer.get(place + "/round_trip").number(), 5000);
}

TEST_F(Connected, an_engineer_shows_somebody_the_door) {
    WsClient ws(desk);
    ws.sync();
    TcpClient pia(desk);
    ASSERT_EQ(login(pia, "pia", "1111"), "producer");
    const std::string place = place_of(engineer, ws);
    EXPECT_EQ(refusal(pia.ask(place + "/drop")), "not_allowed");
    EXPECT_FALSE(ws.closed());
    EXPECT_EQ(refusal(engineer.ask(place + "/drop")), "");
    while (!ws.closed() && ws.close_code == 0) ASSERT_TRUE(ws.listen(20'000));
    EXPECT_EQ(ws.close_code, 1008);
    EXPECT_EQ(refusal(engineer.ask("/session/clients/999/drop")), "bad_value");
    EXPECT_EQ(refusal(engineer.ask(place_of(engineer, pia) + "/drop")), "");
    while (!pia.closed()) pia.listen(1000);
}

TEST_F(Connected, a_device_that_is_enrolled_is_somebody_without_logging_in) {
    UdpClient before(desk), other(desk);
    before.sync(), other.sync();
    EXPECT_EQ(
        of(engineer.ask("/enrol/add", {"127.0.0.1"sv, static_cast<int>(before.socket().own_port()), "vic"sv}), "/ok")
            .at(0)
            .whole(2),
        1);
    EXPECT_EQ(refusal(before.ask("/main/mute", {true})), "not_allowed") << "at once";
    EXPECT_EQ(refusal(other.ask("/main/mute", {true})), "") << "another port is another device";
    EXPECT_EQ(engineer.get(place_of(engineer, before) + "/user").text(), "vic");
    EXPECT_EQ(engineer.get("/user/4/online").whole(), 1);
    const HeardList listed = of(engineer.ask("/enrol/list"), "/ok");
    ASSERT_EQ(listed.size(), 1U);
    EXPECT_EQ(listed[0].whole(2), 1);
    EXPECT_EQ(listed[0].text(3), "127.0.0.1");
    EXPECT_EQ(listed[0].whole(4), before.socket().own_port());
    EXPECT_EQ(listed[0].text(5), "vic");
    EXPECT_EQ(refusal(engineer.ask("/enrol/add", {"127.0.0.1"sv, 0, "nobody"sv})), "bad_value");
    EXPECT_EQ(refusal(engineer.ask("/enrol/add", {"studio"sv, 0, "vic"sv})), "bad_value");
    EXPECT_EQ(refusal(engineer.ask("/enrol/add", {"127.0.0.1"sv, 70'000, "vic"sv})), "bad_value");
    EXPECT_EQ(refusal(engineer.ask("/enrol/delete", {1})), "");
    EXPECT_EQ(refusal(before.ask("/main/mute", {true})), "");
    EXPECT_EQ(refusal(engineer.ask("/enrol/delete", {1})), "bad_value");
    TcpClient tcp(desk);
    engineer.ask("/enrol/add", {"127.0.0.1"sv, 0, "vic"sv});
    EXPECT_EQ(refusal(tcp.ask("/main/mute", {false})), "") << "a connection logs in";
    EXPECT_EQ(refusal(other.ask("/main/mute", {false})), "not_allowed");
    EXPECT_EQ(login(other, "eve", "5555"), "engineer") << "who logs in is somebody else";
    EXPECT_EQ(refusal(other.ask("/main/mute", {false})), "");
    other.send("/logout");
    other.until("/ok");
    EXPECT_EQ(refusal(other.ask("/main/mute", {false})), "not_allowed");
}

}  // namespace
}  // namespace tutti::wire
