// Each role's yes and no, what an engineer grants besides, and that changes of it are in force at once.
#include "tests/people/people.hpp"

namespace tutti::wire {
namespace {

struct RightsOf : testing::Test {
    DeskProcess desk{with_people()};
    TcpClient engineer{desk};
    TcpClient she{desk};

    std::string tries(const std::string& address, Argument value) { return refusal(she.ask(address, {value})); }
    std::string does(const std::string& address) { return refusal(she.ask(address)); }
};

TEST_F(RightsOf, an_artist_are_the_own_cue_mix) {
    ASSERT_EQ(login(she, "ana", "4821"), "artist");
    EXPECT_EQ(tries("/channel/1/send/3/level", -30.0F), "");
    EXPECT_EQ(tries("/channel/1/send/3/level/by", 1.0F), "");
    EXPECT_EQ(tries("/channel/1/send/3/me", true), "");
    EXPECT_EQ(tries("/fx/1/return/send/3/level", -30.0F), "");
    EXPECT_EQ(tries("/bus/3/fader", -30.0F), "");
    EXPECT_EQ(tries("/bus/3/eq/band/1/gain", 2.0F), "");
    EXPECT_EQ(tries("/bus/3/cue/family/1/mute", true), "");
    EXPECT_EQ(tries("/bus/3/cue/call", true), "");
    EXPECT_EQ(tries("/talkback/1/send/3/level", 3.0F), "");
    EXPECT_EQ(tries("/channel/*/send/3/pan", 0.5F), "") << "a pattern of what is hers";
    EXPECT_EQ(tries("/channel/*/send/*/pan", 0.25F), "not_allowed") << "and of what is not";
    EXPECT_EQ(engineer.get("/channel/2/send/3/pan").number(), 0.25F);
    EXPECT_EQ(engineer.get("/channel/2/send/2/pan").number(), 0);
    EXPECT_EQ(tries("/bus/3/limiter/on", false), "not_allowed");
    EXPECT_EQ(tries("/bus/3/cue/max", 10.0F), "not_allowed");
    EXPECT_EQ(tries("/channel/1/send/3/show", false), "not_allowed");
    EXPECT_EQ(tries("/channel/1/send/3/tap", "bus"sv), "not_allowed");
    EXPECT_EQ(tries("/channel/1/solo/1", true), "not_allowed");
}

TEST_F(RightsOf, an_artist_end_where_the_mix_is_locked_or_another_s) {
    ASSERT_EQ(login(she, "ana", "4821"), "artist");
    EXPECT_EQ(tries("/bus/3/fader", -30.0F), "");
    EXPECT_EQ(tries("/bus/3/fader/touch", true), "");
    engineer.ask("/bus/3/cue/locked", {true});
    EXPECT_EQ(engineer.get("/session/hands").text(), "{}") << "what she held is let go";
    EXPECT_EQ(tries("/bus/3/fader", -20.0F), "not_allowed");
    EXPECT_EQ(tries("/bus/3/cue/call", true), "not_allowed");
    EXPECT_EQ(tries("/channel/1/send/3/level", -20.0F), "not_allowed");
    engineer.ask("/bus/3/cue/locked", {false});
    EXPECT_EQ(tries("/bus/3/fader", -20.0F), "");
    engineer.ask("/bus/{1,2}/kind", {"cue"sv});
    engineer.ask("/bus/2/cue/owner", {1});
    EXPECT_EQ(tries("/bus/2/fader", -20.0F), "") << "a second one";
    EXPECT_EQ(tries("/bus/1/fader", -20.0F), "not_allowed");
    engineer.ask("/bus/3/cue/owner", {0});
    EXPECT_EQ(tries("/bus/3/fader", -10.0F), "not_allowed");
    EXPECT_EQ(engineer.get("/user/1/cue").whole(), 2);
    engineer.ask("/bus/2/kind", {"group"sv});
    EXPECT_EQ(tries("/bus/2/fader", -10.0F), "not_allowed") << "a group is everybody's";
}

TEST_F(RightsOf, a_producer_are_mix_and_talk_but_no_patch_limits_or_people) {
    ASSERT_EQ(login(she, "pia", "1111"), "producer");
    EXPECT_EQ(tries("/channel/1/fader", -30.0F), "");
    EXPECT_EQ(tries("/channel/1/eq/band/1/gain", 1.0F), "");
    EXPECT_EQ(tries("/main/fader", -30.0F), "");
    EXPECT_EQ(tries("/dca/1/mute", true), "");
    EXPECT_EQ(tries("/talkback/1/on", true), "");
    EXPECT_EQ(tries("/monitor/1/level", -30.0F), "");
    EXPECT_EQ(tries("/channel/1/solo/1", true), "");
    EXPECT_EQ(tries("/channel/1/solo/2", true), "not_allowed") << "she sits at the first";
    EXPECT_EQ(tries("/monitor/2/level", -30.0F), "not_allowed");
    EXPECT_EQ(tries("/channel/1/input/source", "none"sv), "not_allowed");
    EXPECT_EQ(tries("/output/1/source", "none"sv), "not_allowed");
    EXPECT_EQ(tries("/channel/1/insert/source", "none"sv), "not_allowed");
    EXPECT_EQ(tries("/bus/1/limiter/ceiling", -3.0F), "not_allowed");
    EXPECT_EQ(tries("/main/limiter/on", false), "not_allowed");
    EXPECT_EQ(tries("/bus/3/cue/max", 0.0F), "not_allowed");
    EXPECT_EQ(tries("/user/2/role", "engineer"sv), "not_allowed");
    EXPECT_EQ(tries("/bus/3/cue/owner", 2), "not_allowed");
    engineer.ask("/user/2/monitor", {0});
    EXPECT_EQ(tries("/channel/2/solo/1", true), "not_allowed") << "who sits nowhere cannot solo";
}

TEST_F(RightsOf, a_technician_are_patch_names_gains_and_tests) {
    ASSERT_EQ(login(she, "theo", "2222"), "technician");
    EXPECT_EQ(tries("/channel/1/input/source", "none"sv), "");
    EXPECT_EQ(tries("/channel/1/input/trim", 3.0F), "");
    EXPECT_EQ(tries("/channel/1/name", "Kick"sv), "");
    EXPECT_EQ(tries("/output/1/source", "none"sv), "");
    EXPECT_EQ(tries("/oscillator/on", true), "");
    EXPECT_EQ(tries("/channel/1/fader", -3.0F), "not_allowed");
    EXPECT_EQ(tries("/channel/1/input/mute", true), "not_allowed");
    EXPECT_EQ(tries("/channel/1/eq/band/1/gain", 1.0F), "not_allowed");
    EXPECT_EQ(tries("/talkback/1/on", true), "not_allowed");
}

TEST_F(RightsOf, a_viewer_are_to_look) {
    ASSERT_EQ(login(she, "vic", "3333"), "viewer");
    EXPECT_EQ(she.get("/channel/1/fader").number(), -90);
    EXPECT_EQ(tries("/channel/1/fader", -3.0F), "not_allowed");
    EXPECT_EQ(tries("/session/panic", true), "not_allowed");
    EXPECT_EQ(tries("/user/4/selection", "channel:2"sv), "") << "what the own devices show";
    EXPECT_EQ(tries("/user/5/selection", "channel:2"sv), "not_allowed");
}

TEST_F(RightsOf, an_engineer_are_all) {
    ASSERT_EQ(login(she, "eve", "5555"), "engineer");
    EXPECT_EQ(tries("/user/1/color", "#ff0000"sv), "");
    EXPECT_EQ(tries("/bus/1/limiter/on", true), "");
    EXPECT_EQ(tries("/channel/1/solo/2", true), "");
}

TEST_F(RightsOf, anybody_grow_by_a_grant_and_shrink_again) {
    ASSERT_EQ(login(she, "vic", "3333"), "viewer");
    EXPECT_EQ(tries("/channel/1/mute", true), "not_allowed");
    EXPECT_EQ(refusal(engineer.ask("/user/4/grant", {"/channel/*/mute /dca/1"sv})), "");
    EXPECT_EQ(tries("/channel/1/mute", true), "");
    EXPECT_EQ(tries("/dca/1/fader", -3.0F), "");
    EXPECT_EQ(tries("/channel/1/fader", -3.0F), "not_allowed");
    EXPECT_EQ(of(engineer.ask("/user/4/grant"), "/ok").at(0).text(2), "/channel/*/mute /dca/1");
    EXPECT_EQ(refusal(engineer.ask("/user/4/grant", {"channel"sv})), "bad_value");
    EXPECT_EQ(refusal(engineer.ask("/user/4/grant", {""sv})), "");
    EXPECT_EQ(tries("/channel/1/mute", false), "not_allowed");
}

TEST_F(RightsOf, a_performer_are_never_granted_in_a_locked_mix) {
    ASSERT_EQ(login(she, "ana", "4821"), "artist");
    engineer.ask("/user/1/grant", {"/bus/3/comp /bus/2/comp"sv});
    EXPECT_EQ(tries("/bus/3/comp/on", true), "");
    engineer.ask("/bus/3/cue/locked", {true});
    EXPECT_EQ(tries("/bus/3/comp/on", false), "not_allowed");
    EXPECT_EQ(tries("/bus/2/comp/on", true), "");
}

TEST_F(RightsOf, whose_role_changes_change_at_once_and_talk_and_holds_end) {
    ASSERT_EQ(login(she, "pia", "1111"), "producer");
    EXPECT_EQ(tries("/talkback/1/on", true), "");
    EXPECT_EQ(tries("/channel/1/fader/touch", true), "");
    EXPECT_THAT(engineer.get("/session/hands").text(), HasSubstr("\"pia\""));
    engineer.ask("/user/2/role", {"viewer"sv});
    EXPECT_EQ(engineer.get("/session/hands").text(), "{}");
    EXPECT_FALSE(engineer.get("/talkback/1/on").whole());
    EXPECT_EQ(tries("/channel/1/fader", -3.0F), "not_allowed");
    engineer.ask("/user/2/role", {"producer"sv});
    EXPECT_EQ(tries("/channel/1/fader", -3.0F), "");
    EXPECT_EQ(refusal(engineer.ask("/user/2/delete")), "");
    EXPECT_EQ(tries("/bus/1/limiter/on", true), "") << "nobody from this machine, who is an engineer";
    EXPECT_EQ(engineer.get("/user/2/online").whole(), 0);
}

TEST_F(RightsOf, each_are_told_by_access) {
    WsClient ws(desk);
    const std::string token = token_of(json_login(ws, "ana", "4821"));
    const std::string headers = "Host: 127.0.0.1\r\nAuthorization: Bearer " + token + "\r\n";
    EXPECT_EQ(http(desk, "GET /bus/3/fader?ACCESS", headers).body, "{\"ACCESS\":3}");
    EXPECT_EQ(http(desk, "GET /bus/2/fader?ACCESS", headers).body, "{\"ACCESS\":1}");
    EXPECT_EQ(http(desk, "GET /bus/2/fader?ACCESS").body, "{\"ACCESS\":3}") << "without the token: the engineer";
    EXPECT_EQ(http(desk, "PUT /bus/3/fader", headers, R"({"VALUE": [-12]})").status, 204);
    EXPECT_EQ(http(desk, "PUT /bus/2/fader", headers, R"({"VALUE": [-12]})").status, 403);
    const std::string wrong = "Host: 127.0.0.1\r\nAuthorization: Bearer nobody\r\n";
    EXPECT_EQ(http(desk, "GET /bus/3/fader", wrong).status, 401);
    EXPECT_EQ(http(desk, "PUT /bus/3/fader", wrong, R"({"VALUE": [-12]})").status, 401);
}

}  // namespace
}  // namespace tutti::wire
