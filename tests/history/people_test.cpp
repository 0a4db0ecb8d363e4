// Who has logged in: history knows people by name, over all their devices and over restarts.
#include "tests/history/asking.hpp"

namespace tutti::wire {
namespace {

using testing::HasSubstr;

std::string role_of(Client& client, std::string_view name, std::string_view pin) {
    return answer_of(client.ask("/login", {name, pin}), "/login").text;
}

struct PeopleHistory : testing::Test {
    DeskProcess desk{{.own_clock = true}};
    PeopleHistory() {
        TcpClient engineer(desk);
        for (const auto& [name, role] : {std::pair{"ana"sv, "producer"sv}, std::pair{"bob"sv, "artist"sv}})
            EXPECT_EQ(answer_of(engineer.ask("/user/add", {name, role, "4821"sv}), "/user/add").code, "");
        engineer.ask("/bus/2/kind", {"cue"sv});
        engineer.ask("/bus/2/cue/owner", {2});
    }
};

TEST_F(PeopleHistory, a_person_undoes_on_one_device_what_was_done_on_another) {
    TcpClient tablet(desk), surface(desk), guest(desk);
    EXPECT_EQ(role_of(tablet, "ana", "4821"), "producer");
    EXPECT_EQ(role_of(surface, "ana", "4821"), "producer");
    tablet.ask("/channel/1/mute", {true});
    guest.ask("/channel/2/mute", {true});
    const auto entries = list(guest, 0, 2);
    EXPECT_THAT(entries.at(0).who, HasSubstr("tcp "));
    EXPECT_EQ(entries.at(1).who, "ana");
    EXPECT_EQ(undo(surface).count, 1);
    EXPECT_FALSE(is_on(guest, "/channel/1/mute"));
    EXPECT_TRUE(is_on(guest, "/channel/2/mute"));
    EXPECT_EQ(undo(surface).code, "bad_value");
    EXPECT_EQ(redo(tablet).count, 1);
}

TEST_F(PeopleHistory, after_a_restart_too) {
    {
        TcpClient ana(desk);
        role_of(ana, "ana", "4821");
        ana.ask("/channel/1/name", {"Vox"sv});
        TcpClient(desk).ask("/channel/2/name", {"Kick"sv});
        list(ana);
        wait_until_saved(ana);
    }
    desk.end(SIGKILL);
    desk.start_again();
    TcpClient ana(desk);
    role_of(ana, "ana", "4821");
    EXPECT_EQ(undo(ana).count, 1);
    EXPECT_EQ(ana.get("/channel/1/name").text(), "");
    EXPECT_EQ(ana.get("/channel/2/name").text(), "Kick");
}

TEST_F(PeopleHistory, a_performer_takes_back_in_the_own_mix_only) {
    TcpClient bob(desk), engineer(desk);
    EXPECT_EQ(role_of(bob, "bob", "4821"), "artist");
    bob.ask("/channel/1/send/2/level", {-12.0F});
    engineer.ask("/channel/1/fader", {-3.0F});
    EXPECT_EQ(undo(bob, "all").code, "not_allowed");
    EXPECT_EQ(undo(bob).count, 1);
    expect_level(bob, "/channel/1/send/2/level", -90);
    EXPECT_EQ(undo(bob).code, "bad_value");
    EXPECT_EQ(restore(bob, bob.revision_of_sync, "/channel/1").code, "not_allowed");
    EXPECT_EQ(redo(bob).count, 1);
    expect_level(bob, "/channel/1/send/2/level", -12);
    // Once the mix is locked, there is nothing that it may take back.
    engineer.ask("/bus/2/cue/locked", {true});
    EXPECT_EQ(undo(bob).code, "not_allowed");
    EXPECT_EQ(bob.get("/channel/1/send/2/level").number(), -12);
}

}  // namespace
}  // namespace tutti::wire
