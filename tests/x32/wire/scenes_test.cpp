// Scenes in words of that desk: saved, loaded, named and listed; actions; and what the tablets see of it.
#include <gmock/gmock.h>

#include <cmath>

#include "tests/x32/wire/x32_client.hpp"

namespace tutti::x32 {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using namespace std::string_view_literals;

constexpr char kFader[] = "/ch/01/mix/fader";

struct Scenes32 : testing::Test {
    Desk32 desk{{.desk = "channels = 40\nbuses = 16\n"}};
    Client32 ana{desk}, ben{desk};
    wire::TcpClient tablet{desk};

    bool done(const std::string& word, std::initializer_list<Argument> values) {
        const Reply reply = ana.ask(word, values);
        EXPECT_EQ(reply.tags, "si");
        EXPECT_EQ(reply.text(), std::get<std::string_view>(*values.begin()));
        return reply.whole(1) == 1;
    }
    std::string name(int number) {
        return ana.ask("/-show/showfile/scene/" + std::to_string(1000 + number).substr(1) + "/name").text();
    }
    int has(int number) {
        return ana.ask("/-show/showfile/scene/" + std::to_string(1000 + number).substr(1) + "/hasdata").whole();
    }
};

TEST_F(Scenes32, are_saved_and_loaded_under_their_numbers) {
    ben.send("/xremote");
    ana.send(kFader, {0.5F});
    EXPECT_TRUE(done("/save", {"scene"sv, 0, "Intro"sv, "slow"sv}));
    ana.send(kFader, {0.75F});
    EXPECT_TRUE(done("/save", {"scene"sv, 41, "Chorus"sv, ""sv}));
    EXPECT_EQ(name(0), "Intro");
    EXPECT_EQ(name(41), "Chorus");
    EXPECT_EQ(ana.ask("/-show/showfile/scene/000/notes").text(), "slow");
    EXPECT_EQ(has(41), 1);
    EXPECT_EQ(has(1), 0);
    EXPECT_EQ(tablet.get("/scene/2/name").text(), "Chorus");
    ben.until([](const Reply& r) { return r.address == "/-show/showfile/scene/041/name" && r.text() == "Chorus"; });
    EXPECT_TRUE(done("/load", {"scene"sv, 0}));
    EXPECT_NEAR(ben.until(kFader).back().number(), 0.5F, 1e-3);
    EXPECT_NEAR(ana.ask(kFader).number(), 0.5F, 1e-3);
    ana.send("/-action/goscene", {41});
    bool moved = false, current = false;
    ben.until([&](const Reply& r) {
        moved |= r.address == kFader && r.number() > 0.7F;
        current |= r.address == "/-show/prepos/current" && r.whole() == 41;
        return moved && current;
    });
    EXPECT_FALSE(done("/load", {"scene"sv, 7}));
    EXPECT_FALSE(done("/load", {"snippet"sv, 0}));
}

TEST_F(Scenes32, are_overwritten_renamed_copied_and_deleted) {
    EXPECT_TRUE(done("/save", {"scene"sv, 3, "One"sv, ""sv}));
    ana.send(kFader, {0.5F});
    EXPECT_TRUE(done("/save", {"scene"sv, 3, "Two"sv, "louder"sv}));
    EXPECT_EQ(name(3), "Two");
    EXPECT_EQ(tablet.get("/scene/2/name").text(), "");  // still one scene
    EXPECT_TRUE(done("/rename", {"scene"sv, 3, "The third one, with strings"sv}));
    EXPECT_EQ(name(3), "The third one, with strings");
    ana.send("/-show/showfile/scene/003/notes", {"soft"sv});
    EXPECT_EQ(tablet.get("/scene/1/note").text(), "soft");
    EXPECT_TRUE(done("/copy", {"scene"sv, 3, 5}));
    EXPECT_EQ(name(5), "The third one, with strings");
    ana.send(kFader, {0.25F});
    EXPECT_TRUE(done("/load", {"scene"sv, 5}));
    EXPECT_NEAR(ana.ask(kFader).number(), 0.5F, 1e-3);
    EXPECT_TRUE(done("/delete", {"scene"sv, 3}));
    EXPECT_EQ(has(3), 0);
    EXPECT_EQ(has(5), 1);
    EXPECT_FALSE(done("/delete", {"scene"sv, 3}));
    EXPECT_FALSE(done("/rename", {"scene"sv, 3, "None"sv}));
    EXPECT_FALSE(done("/add", {"cue"sv, 1252, "Cue"sv}));
    EXPECT_FALSE(done("/save", {"scene"sv, 100, "Far"sv, ""sv}));
}

TEST_F(Scenes32, of_tablets_have_numbers_by_their_place) {
    tablet.ask("/scene/store", {"Verse"sv});
    tablet.ask("/scene/store", {"Bridge"sv});
    EXPECT_EQ(name(0), "Verse");
    EXPECT_EQ(name(1), "Bridge");
    tablet.ask("/scene/1/position", {3});
    EXPECT_EQ(name(1), "Bridge");
    EXPECT_EQ(name(2), "Verse");
    EXPECT_THAT(ana.ask("/node", {"-show/showfile/scene/002"sv}).text(), HasSubstr("\"Verse\""));
    ana.send("/showdump");
    int lines = 0;
    ana.until([&](const Reply& r) { return r.address == "node" && ++lines == 100; });
}

// The numbers are those of the moment, also for the very first packet after a time in which nobody was here.
struct FirstWords32 : testing::Test {
    Desk32 desk{{.desk = "channels = 8\nbuses = 4\n", .own_clock = true}};
    wire::TcpClient tablet{desk};

    FirstWords32() {
        for (const auto& [name, level] : {std::pair{"Verse"sv, -10.0F}, {"Bridge"sv, -20.0F}}) {
            tablet.ask("/channel/1/fader", {level});
            tablet.ask("/scene/store", {name});
        }
        tablet.ask("/channel/1/fader", {0.0F});
    }
    bool anybody() {
        std::string protocols;
        for (int n = 1; n < 5; ++n)
            protocols += tablet.get("/session/clients/" + std::to_string(n) + "/protocol").text();
        return protocols.find("x32") != std::string::npos;
    }
    // Somebody sees the scenes as they are, and goes; then the tablet gives the two each other's place.
    void others_places() {
        EXPECT_EQ(Client32(desk).ask("/-show/showfile/scene/000/name").text(), "Verse");
        desk.forward(40);
        for (int look = 0; look < 400 && anybody(); ++look) tablet.listen(50);
        EXPECT_FALSE(anybody());
        tablet.ask("/scene/1/position", {2});
        tablet.ask("/scene/2/position", {1});
    }
    int done(const std::string& word, std::initializer_list<Argument> values) {
        return Client32(desk).ask(word, values).whole(1);
    }
    std::string scene(int id) { return tablet.get("/scene/" + std::to_string(id) + "/name").text(); }
    float fader() { return tablet.get("/channel/1/fader").number(); }
};

TEST_F(FirstWords32, find_scenes_that_came_before_them) {
    tablet.ask("/scene/delete", {1});
    EXPECT_EQ(done("/load", {"scene"sv, 1}), 1);
    EXPECT_NEAR(fader(), -20, 0.01);
    EXPECT_EQ(done("/load", {"scene"sv, 0}), 0);
    EXPECT_EQ(done("/delete", {"scene"sv, 1}), 1);
    EXPECT_EQ(scene(2), "");
}

TEST_F(FirstWords32, load_what_has_the_number_now) {
    others_places();
    EXPECT_EQ(done("/load", {"scene"sv, 0}), 1);
    EXPECT_NEAR(fader(), -20, 0.01);
}

TEST_F(FirstWords32, go_to_what_has_the_number_now) {
    others_places();
    Client32 ana(desk);
    ana.send("/-action/goscene", {1});
    tablet.ask("/subscribe", {"/channel/1/fader"sv});
    if (fader() > -1) tablet.until([](const wire::Heard& heard) { return heard.number() < -1; });
    EXPECT_NEAR(fader(), -10, 0.01);
}

TEST_F(FirstWords32, overwrite_what_has_the_number_now) {
    others_places();
    EXPECT_EQ(done("/save", {"scene"sv, 0, "Outro"sv, ""sv}), 1);
    EXPECT_EQ(scene(1), "Verse");
    EXPECT_EQ(scene(2), "Outro");
}

TEST_F(FirstWords32, delete_what_has_the_number_now) {
    others_places();
    EXPECT_EQ(done("/delete", {"scene"sv, 0}), 1);
    EXPECT_EQ(scene(1), "Verse");
    EXPECT_EQ(scene(2), "");
}

TEST_F(FirstWords32, name_what_has_the_number_now) {
    others_places();
    EXPECT_EQ(done("/rename", {"scene"sv, 0, "Outro"sv}), 1);
    EXPECT_EQ(scene(1), "Verse");
    EXPECT_EQ(scene(2), "Outro");
}

TEST_F(FirstWords32, note_by_what_has_the_number_now) {
    others_places();
    Client32 ana(desk);
    ana.send("/-show/showfile/scene/001/notes", {"slower"sv});
    EXPECT_THAT(ana.all(), IsEmpty());
    EXPECT_EQ(tablet.get("/scene/1/note").text(), "slower");
    EXPECT_EQ(tablet.get("/scene/2/note").text(), "");
}

TEST_F(FirstWords32, copy_what_has_the_number_now) {
    others_places();
    EXPECT_EQ(done("/copy", {"scene"sv, 0, 7}), 1);
    EXPECT_EQ(scene(3), "Bridge");
    EXPECT_EQ(done("/load", {"scene"sv, 7}), 1);
    EXPECT_NEAR(fader(), -20, 0.01);
}

TEST_F(Scenes32, are_not_for_everybody) {
    Desk32 studio({.desk = "channels = 8\nbuses = 4\n",
                   .rest = "[[x32]]\nlisten = \"127.0.0.1:0\"\nuser = \"gus\"\n"
                           "[[user]]\nname = \"gus\"\nrole = \"viewer\"\npin = \"4822\"\n"});
    Client32 gus(studio.windows.at(0));
    EXPECT_EQ(gus.ask("/save", {"scene"sv, 0, "Mine"sv, ""sv}).whole(1), 0);
    EXPECT_EQ(wire::TcpClient(studio).get("/scene/1/name").text(), "");
}

TEST_F(Scenes32, and_other_actions) {
    ana.send("/xremote");
    ana.send("/-stat/solosw/01", {1});
    EXPECT_EQ(ana.until("/-stat/solo").back().whole(), 1);
    EXPECT_EQ(tablet.get("/channel/1/solo/1").whole(), 1);
    ben.send("/-action/clearsolo", {1});
    EXPECT_EQ(ana.until("/-stat/solosw/01").back().whole(), 0);
    ana.send("/-stat/talk/A", {1});
    ana.all();
    EXPECT_EQ(tablet.get("/talkback/1/on").whole(), 1);
    ana.send("/-stat/talk/A", {0});
    ana.send("/config/mute/2", {1});
    ana.send("/-stat/osc/on", {1});
    ana.all();
    EXPECT_EQ(tablet.get("/mutegroup/2/on").whole() + tablet.get("/oscillator/on").whole(), 2);
    ben.send("/xremote");
    ana.send("/-stat/selidx", {12});
    EXPECT_EQ(ben.until("/-stat/selidx").back().whole(), 12);
}

TEST_F(Scenes32, an_undo_takes_back_what_this_client_did) {
    ana.send(kFader, {0.5F});
    ana.all();
    ana.send("/xremote");
    ana.send("/-action/doundo", {1});
    EXPECT_EQ(ana.until(kFader).back().number(), 0);
    EXPECT_EQ(tablet.get("/channel/1/fader").number(), -90);
}

TEST_F(Scenes32, an_undo_goes_back_to_the_point_that_was_set) {
    ana.send("/xremote");
    ana.send(kFader, {0.5F});
    EXPECT_EQ(ana.ask("/-undo/time").text(), "");
    ana.send("/-action/undopt", {1});
    EXPECT_EQ(ana.ask("/-undo/time").text().size(), 8U);
    ana.send(kFader, {0.75F});
    ana.send("/ch/02/mix/on", {0});
    ana.all();
    tablet.ask("/channel/3/pan", {0.5F});
    ben.send("/-action/doundo", {1});
    bool fader = false, on = false, pan = false;
    ana.until([&](const Reply& r) {
        fader |= r.address == kFader && std::abs(r.number() - 0.5F) < 1e-3F;
        on |= r.address == "/ch/02/mix/on" && r.whole() == 1;
        pan |= r.address == "/ch/03/mix/pan" && r.number() == 0.5F;
        return fader && on && pan;
    });
    EXPECT_EQ(ana.ask("/-undo/time").text(), "");
}

// One point for all of the port: who may not go back to it neither sets it nor takes it away.
TEST_F(Scenes32, an_undo_point_is_the_engineers) {
    Desk32 studio({.desk = "channels = 8\nbuses = 4\n",
                   .rest = "[[x32]]\nlisten = \"127.0.0.1:0\"\nuser = \"eve\"\n"
                           "[[user]]\nname = \"eve\"\nrole = \"viewer\"\npin = \"4821\"\n"});
    Client32 eve(studio.windows.at(0));
    wire::TcpClient engineer(studio);
    eve.send("/-action/undopt", {1});
    EXPECT_EQ(eve.ask("/-undo/time").text(), "") << "a viewer has no point to go back to";
    engineer.ask("/user/1/role", {"engineer"sv});
    eve.send(kFader, {0.5F});
    eve.send("/-action/undopt", {1});
    EXPECT_EQ(eve.ask("/-undo/time").text().size(), 8U);
    eve.send(kFader, {0.75F});
    eve.all();
    engineer.ask("/user/1/role", {"viewer"sv});
    eve.send("/-action/doundo", {1});
    EXPECT_EQ(eve.ask("/-undo/time").text().size(), 8U) << "nothing was taken back";
    EXPECT_NEAR(eve.ask(kFader).number(), 0.75F, 1e-3);
    engineer.ask("/user/1/role", {"engineer"sv});
    eve.send("/xremote");
    eve.send("/-action/doundo", {1});
    eve.until([](const Reply& r) { return r.address == kFader && std::abs(r.number() - 0.5F) < 1e-3F; });
    if (!eve.ask("/-undo/time").text().empty())
        eve.until([](const Reply& r) { return r.address == "/-undo/time" && r.text().empty(); });
}

}  // namespace
}  // namespace tutti::x32
