// People come and go while the desk runs, and a restart knows them; the configuration only seeds.
#include <csignal>
#include <fstream>

#include "tests/people/people.hpp"

namespace tutti::wire {
namespace {

std::string session_bytes(const DeskProcess& desk) {
    std::string all;
    for (const auto& file : std::filesystem::directory_iterator(desk.folder().path())) {
        if (file.path().filename() == "desk.toml") continue;
        std::ifstream in(file.path(), std::ios::binary);
        all.append(std::istreambuf_iterator<char>(in), {});
    }
    return all;
}

TEST(Users, of_the_configuration_are_there) {
    DeskProcess desk(with_people());
    TcpClient client(desk);
    EXPECT_EQ(client.get("/user/1/name").text(), "ana");
    EXPECT_EQ(client.get("/user/1/role").text(), "artist");
    EXPECT_EQ(client.get("/user/1/cue").whole(), 3);
    EXPECT_EQ(client.get("/bus/3/kind").text(), "cue");
    EXPECT_EQ(client.get("/bus/3/cue/owner").whole(), 1);
    EXPECT_EQ(client.get("/user/2/monitor").whole(), 1);
    EXPECT_EQ(login(client, "ana", "4821"), "artist");
    EXPECT_TRUE(TcpClient(desk).get("/user/1/online").whole());
}

TEST(Users, are_added_and_deleted) {
    DeskProcess desk;
    WsClient engineer(desk);
    EXPECT_EQ(done(engineer, R"("/user/add", "Max Müller", "artist", "7777")"), "1");
    EXPECT_EQ(done(engineer, R"("/user/add", "zoe", "viewer", "")"), "2");
    EXPECT_EQ(engineer.get("/user/1/name").text(), "Max Müller");
    EXPECT_NE(engineer.get("/user/1/color").text(), engineer.get("/user/2/color").text());
    TcpClient max(desk);
    EXPECT_EQ(login(max, "Max Müller", "7777"), "artist");
    EXPECT_EQ(login(max, "zoe", ""), "not_allowed") << "no PIN lets nobody in";
    EXPECT_THAT(do_it(engineer, R"("/user/add", "zoe", "viewer", "1234")"), HasSubstr("\"bad_value\""));
    EXPECT_THAT(do_it(engineer, R"("/user/add", "", "viewer", "1234")"), HasSubstr("\"bad_value\""));
    EXPECT_THAT(do_it(engineer, R"("/user/add", "x", "none", "1234")"), HasSubstr("\"bad_value\""));
    EXPECT_THAT(do_it(engineer, R"("/user/add", "x", "viewer", "123")"), HasSubstr("\"bad_value\""));
    EXPECT_THAT(do_it(engineer, R"("/user/add", "x", "viewer")"), HasSubstr("\"bad_type\""));
    EXPECT_EQ(refusal(engineer.ask("/user/2/name", {"Max Müller"sv})), "bad_value");
    EXPECT_EQ(refusal(engineer.ask("/user/*/name", {"both"sv})), "bad_value");
    EXPECT_EQ(refusal(engineer.ask("/user/2/name", {""sv})), "bad_value");
    EXPECT_EQ(refusal(engineer.ask("/user/9/name", {"ghost"sv})), "bad_value");
    EXPECT_EQ(refusal(engineer.ask("/user/2/name", {"Zoe"sv})), "");
    done(engineer, R"("/user/2/pin", "4444")");
    EXPECT_EQ(login(max, "Zoe", "4444"), "viewer");
    engineer.ask("/bus/1/cue/owner", {2});
    done(engineer, R"("/user/2/delete")");
    EXPECT_EQ(engineer.get("/user/2/name").text(), "");
    EXPECT_EQ(engineer.get("/bus/1/cue/owner").whole(), 0);
    EXPECT_THAT(do_it(engineer, R"("/user/2/delete")"), HasSubstr("\"bad_value\""));
    EXPECT_EQ(login(max, "Zoe", "4444"), "not_allowed");
}

TEST(Users, survive_a_restart_with_pins_tokens_grants_and_enrolments) {
    DeskProcess desk(with_people());
    std::string token;
    {
        WsClient engineer(desk);
        EXPECT_EQ(done(engineer, R"("/user/add", "max", "artist", "7777")"), "6");
        done(engineer, R"("/user/6/grant", "/dca/1/mute")");
        done(engineer, R"("/user/4/delete")");
        done(engineer, R"("/user/1/pin", "9999")");
        EXPECT_EQ(done(engineer, R"("/enrol/add", "127.0.0.1", 0, "max")"), "1");
        engineer.ask("/user/2/role", {"viewer"sv});
        WsClient max(desk);
        token = token_of(json_login(max, "max", "7777"));
        engineer.ask("/user/6/name", {"Max"sv});
        done(engineer, R"("/user/5/tokens/revoke")");  // behind the name
    }
    desk.end(SIGKILL);
    EXPECT_THAT(session_bytes(desk), Not(HasSubstr("7777")));
    EXPECT_THAT(session_bytes(desk), Not(HasSubstr(token)));
    desk.start_again();
    TcpClient client(desk);
    EXPECT_EQ(client.get("/user/6/name").text(), "Max");
    EXPECT_EQ(client.get("/user/2/role").text(), "viewer");
    EXPECT_EQ(login(client, "ana", "9999"), "artist") << "the configuration does not bring the old PIN back";
    EXPECT_EQ(login(client, "Max", "7777"), "artist");
    EXPECT_EQ(refusal(client.ask("/dca/1/mute", {true})), "") << "by the grant";
    EXPECT_EQ(refusal(client.ask("/dca/1/fader", {0.0F})), "not_allowed");
    WsClient max(desk);
    EXPECT_THAT(json_token(max, token), HasSubstr("\"artist\""));
    UdpClient udp(desk);
    EXPECT_EQ(refusal(udp.ask("/main/mute", {true})), "not_allowed") << "it is max";
    EXPECT_EQ(client.get("/user/4/name").text(), "vic") << "whom only the configuration knows comes at each start";
}

TEST(Users, are_the_engineers_to_change) {
    DeskProcess desk(with_people());
    for (const auto& [name, pin] : {std::pair{"pia", "1111"}, {"theo", "2222"}, {"vic", "3333"}, {"ana", "4821"}}) {
        TcpClient client(desk);
        ASSERT_NE(login(client, name, pin), "not_allowed");
        EXPECT_EQ(refusal(client.ask("/user/add", {"x"sv, "engineer"sv, "1234"sv})), "not_allowed");
        EXPECT_EQ(refusal(client.ask("/user/5/pin", {"1234"sv})), "not_allowed");
        EXPECT_EQ(refusal(client.ask("/user/1/role", {"engineer"sv})), "not_allowed");
        EXPECT_EQ(refusal(client.ask("/enrol/list")), "not_allowed");
    }
}

}  // namespace
}  // namespace tutti::wire
