// What is kept of scenes, in which order, under which numbers, and over which ends of the daemon.
#include <sqlite3.h>

#include <unistd.h>

#include "tests/scenes/stage.hpp"
#include "tests/wire/kept.hpp"

namespace tutti::wire {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using namespace std::string_view_literals;

struct SceneStore : Stage {};

TEST_F(SceneStore, a_scene_gets_a_number_a_name_and_a_place_at_the_end) {
    EXPECT_EQ(current(), 0);
    EXPECT_EQ(keep("Intro"), 1);
    EXPECT_EQ(keep("Verse"), 2);
    EXPECT_EQ(word("/scene/2/name"), "Verse");
    EXPECT_EQ(ana.get("/scene/1/position").whole(), 1);
    EXPECT_EQ(ana.get("/scene/2/position").whole(), 2);
    EXPECT_TRUE(on("/scene/2/scope/fader"));
    EXPECT_FALSE(on("/scene/2/scope/patch"));
    EXPECT_EQ(current(), 2);
    set("/scene/1/position", 9), set("/scene/1/note", "from the top");
    EXPECT_EQ(keep("Chorus"), 3);
    EXPECT_EQ(ana.get("/scene/3/position").whole(), 10);
}

TEST_F(SceneStore, who_follows_is_told_and_numbers_that_were_never_given_are_silent) {
    EXPECT_THAT(of(ana.ask("/subscribe", {"/scene/*/name"sv}), "/scene/1/name"), IsEmpty());
    const HeardList told = act("/scene/store", {"Intro"sv});
    ASSERT_EQ(of(told, "/scene/1/name").size(), 1U);
    EXPECT_EQ(of(told, "/scene/1/name")[0].text(), "Intro");
}

TEST_F(SceneStore, comes_back_after_any_end_with_all_that_is_said_of_it) {
    fader(1, -6.25F), set("/channel/2/name", "Vox \"Ü\""), set("/channel/3/input/source", "input:7");
    const int id = keep("Verse");
    set("/scene/1/seconds", 2.5F), set("/scene/1/scope/names", true), set("/scene/1/note", "slow");
    fader(1, 0), set("/channel/2/name", "x");
    wait_until_saved(ana);
    desk.end(SIGKILL);
    desk.start_again();
    TcpClient ben(desk);
    EXPECT_EQ(ben.get("/scene/1/name").text(), "Verse");
    EXPECT_EQ(ben.get("/scene/1/note").text(), "slow");
    EXPECT_EQ(ben.get("/scene/1/seconds").number(), 2.5F);
    ben.ask("/scene/recall", {id, "fader names"sv, 0.0F});
    EXPECT_EQ(ben.get("/channel/1/fader").number(), -6.25F);
    EXPECT_EQ(ben.get("/channel/2/name").text(), "Vox \"Ü\"");
}

TEST_F(SceneStore, nothing_that_was_answered_is_lost_by_a_kill) {
    int kept = 0;
    for (int round = 0; round < 8; ++round) {
        {
            TcpClient ben(desk);
            const int before = kept;
            for (int i = 0; i < 4; ++i) {
                const std::string name = "Scene " + std::to_string(before + i + 1);
                ben.send("/channel/1/fader", {static_cast<float>(-(before + i + 1))});
                ben.send("/scene/store", {std::string_view(name)});
            }
            // As soon as the answer to some of them is here the power of the process goes.
            for (int answers = 0; answers <= round % 4; ++answers) {
                const HeardList all = ben.until("/ok");
                kept = static_cast<int>(all.back().whole(2));
            }
        }
        desk.end(SIGKILL);
        desk.start_again();
        TcpClient ben(desk);
        for (int id = 1; id <= kept; ++id) {
            const std::string name = ben.get("/scene/" + std::to_string(id) + "/name").text();
            ASSERT_THAT(name, HasSubstr("Scene ")) << id;
            ASSERT_EQ(of(ben.ask("/scene/recall", {id}), "/ok").size(), 1U) << id;
            EXPECT_EQ(ben.get("/channel/1/fader").number(), static_cast<float>(-std::stoi(name.substr(6)))) << id;
        }
        // What was written without an answer may be there: later numbers go on behind it.
        const HeardList next = of(ben.ask("/scene/store", {"Next"sv}), "/ok");
        ASSERT_EQ(next.size(), 1U);
        EXPECT_GT(next[0].whole(2), kept);
        EXPECT_LE(next[0].whole(2), kept + 5);
        kept = static_cast<int>(next[0].whole(2));
        ben.ask("/channel/1/fader", {static_cast<float>(-kept)});
        ben.ask("/scene/overwrite", {kept});
        const std::string name = "Scene " + std::to_string(kept);
        ben.ask("/scene/" + std::to_string(kept) + "/name", {std::string_view(name)});
        wait_until_saved(ben);
    }
}

TEST_F(SceneStore, a_number_is_never_given_twice) {
    for (const char* name : {"One", "Two", "Three"}) keep(name);
    EXPECT_EQ(code("delete", {3}), "/ok");
    EXPECT_EQ(code("delete", {2}), "/ok");
    EXPECT_EQ(code("recall", {3}), "bad_value");
    EXPECT_EQ(code("delete", {3}), "bad_value");
    EXPECT_EQ(word("/scene/3/name"), "");
    EXPECT_EQ(keep("Four"), 4);
    EXPECT_EQ(code("delete", {4}), "/ok");
    desk.end(SIGKILL);
    desk.start_again();
    TcpClient ben(desk);
    const HeardList next = of(ben.ask("/scene/store", {"Five"sv}), "/ok");
    ASSERT_EQ(next.size(), 1U);
    EXPECT_EQ(next[0].whole(2), 5);
    expect_refused(but_answers_to_sync(ben.ask("/scene/recall", {4})), "bad_value");
    EXPECT_EQ(of(ben.ask("/scene/recall", {1}), "/ok").size(), 1U);
}

TEST_F(SceneStore, when_all_numbers_are_used_it_is_busy) {
    keep("One");
    desk.end();
    sqlite3* file = nullptr;
    ASSERT_EQ(sqlite3_open((desk.folder().path() / "studio-a.tutti").c_str(), &file), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(file, "UPDATE record SET body = '1999' WHERE kind = 'scenes' AND id = 0", nullptr, nullptr,
                           nullptr),
              SQLITE_OK);
    ASSERT_EQ(sqlite3_changes(file), 1);
    sqlite3_close(file);
    desk.start_again();
    TcpClient ben(desk);
    EXPECT_EQ(of(ben.ask("/scene/store", {"Last"sv}), "/ok").at(0).whole(2), 2000);
    expect_refused(but_answers_to_sync(ben.ask("/scene/store", {"Over"sv})), "busy");
}

TEST_F(SceneStore, what_cannot_be_written_is_no_scene) {
    keep("Before");
    sqlite3* other = nullptr;
    ASSERT_EQ(sqlite3_open((desk.folder().path() / "studio-a.tutti").c_str(), &other), SQLITE_OK);
    sqlite3_busy_timeout(other, 20'000);
    ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
    EXPECT_EQ(code("store", {"Lost"sv}), "busy");
    EXPECT_EQ(word("/scene/2/name"), "");
    EXPECT_EQ(code("delete", {1}), "busy");
    EXPECT_EQ(word("/scene/1/name"), "Before");
    sqlite3_exec(other, "ROLLBACK", nullptr, nullptr, nullptr);
    sqlite3_close(other);
    EXPECT_EQ(keep("After"), 2);
    EXPECT_THAT(go(1), IsEmpty());
}

TEST_F(SceneStore, what_cannot_be_is_refused) {
    keep("One");
    EXPECT_EQ(code("store", {}), "bad_type");
    EXPECT_EQ(code("store", {""sv}), "bad_value");
    EXPECT_EQ(code("store", {std::string_view(std::string(33, 'x'))}), "bad_value");
    EXPECT_EQ(code("recall", {}), "bad_type");
    EXPECT_EQ(code("recall", {"1"sv}), "bad_type");
    EXPECT_EQ(code("recall", {9}), "bad_value");
    EXPECT_EQ(code("recall", {-1}), "bad_value");
    EXPECT_EQ(code("recall", {1, "spoon"sv}), "bad_value");
    EXPECT_EQ(code("recall", {1, 61}), "bad_value");
    EXPECT_EQ(code("recall", {1, "fader"sv, 61.0F}), "bad_value");
    EXPECT_EQ(code("recall", {1, "fader"sv, -1.0F}), "bad_value");
    EXPECT_EQ(code("recall/only", {1}), "bad_type");
    EXPECT_EQ(code("recall/only", {1, ""sv}), "bad_value");
    EXPECT_EQ(code("recall/only", {1, "/spoon"sv}), "bad_value");
    EXPECT_EQ(code("overwrite", {2}), "bad_value");
    EXPECT_EQ(code("compare", {2}), "bad_value");
    EXPECT_EQ(code("export", {2}), "bad_value");
    EXPECT_EQ(code("export", {1, 999'999'999}), "bad_value");
}

TEST_F(SceneStore, a_scene_that_there_is_not_has_no_settings_and_one_that_there_is_has_a_name) {
    keep("One");
    expect_refused(act("/scene/7/name", {"Ghost"sv}), "bad_value");
    expect_refused(act("/scene/7/scope/input", {true}), "bad_value");
    expect_refused(act("/scene/1/name", {""sv}), "bad_value");
    EXPECT_EQ(word("/scene/1/name"), "One");
}

TEST_F(SceneStore, next_and_previous_go_by_position) {
    for (int i = 1; i <= 3; ++i) fader(1, static_cast<float>(-i)), keep("Number " + std::to_string(i));
    set("/scene/1/position", 2), set("/scene/2/position", 1);  // 2 1 3
    go(2);
    EXPECT_THAT(named_in(scene("next", {})), ElementsAre("1"));
    EXPECT_EQ(fader(1), -1);
    EXPECT_EQ(current(), 1);
    EXPECT_THAT(named_in(scene("next", {})), ElementsAre("3"));
    EXPECT_EQ(code("next", {}), "bad_value");
    EXPECT_EQ(current(), 3);
    EXPECT_THAT(named_in(scene("previous", {})), ElementsAre("1"));
    EXPECT_THAT(named_in(scene("previous", {})), ElementsAre("2"));
    EXPECT_EQ(code("previous", {}), "bad_value");
    // Twice quickly is two scenes on.
    ana.send("/scene/next"), ana.send("/scene/next");
    ana.sync();
    EXPECT_EQ(current(), 3);
    EXPECT_EQ(fader(1), -3);
}

TEST_F(SceneStore, the_current_one_is_known_after_a_start_and_whether_the_desk_has_left_it) {
    fader(1, -3), keep("One"), fader(1, -6), keep("Two");
    go(1);
    wait_until_saved(ana);
    const auto left = [](Client& client) {
        const auto yes = [&] { return std::get<bool>(client.get("/scene/changed").values.at(0)); };
        for (int tries = 0; tries < 4000 && !yes(); ++tries) usleep(5000);
        return yes();
    };
    desk.end();
    desk.start_again();
    {
        TcpClient ben(desk);
        EXPECT_EQ(ben.get("/scene/current").whole(), 1);
        EXPECT_FALSE(std::get<bool>(ben.get("/scene/changed").values.at(0)));
        ben.ask("/channel/1/fader", {-9.0F});
        EXPECT_TRUE(left(ben));
    }
    desk.end();
    desk.start_again();
    TcpClient ben(desk);
    EXPECT_TRUE(left(ben));
    EXPECT_EQ(of(ben.ask("/scene/next"), "/ok").at(0).whole(2), 2);
}

TEST_F(SceneStore, an_overwritten_one_is_what_the_desk_is_now) {
    fader(1, -3), keep("One"), set("/scene/1/note", "kept");
    fader(1, -7);
    EXPECT_TRUE(changed());
    EXPECT_EQ(code("overwrite", {1}), "/ok");
    EXPECT_FALSE(changed());
    fader(1, 0);
    go(1);
    EXPECT_EQ(fader(1), -7);
    EXPECT_EQ(word("/scene/1/name"), "One");
    EXPECT_EQ(word("/scene/1/note"), "kept");
}

TEST_F(SceneStore, changed_is_what_differs_in_its_scope) {
    set("/channel/1/link", true);
    keep("One");
    EXPECT_FALSE(changed());
    set("/channel/3/name", "out of scope");
    set("/monitor/1/level", -3.0F);
    EXPECT_FALSE(changed());
    set("/scene/1/scope/names", true);
    EXPECT_TRUE(changed()) << "the scope has grown";
    set("/scene/1/scope/names", false);
    EXPECT_FALSE(changed());
    set("/channel/3/eq/band/1/gain", 3.0F);
    EXPECT_TRUE(changed());
    set("/channel/3/eq/band/1/gain", 0.0F);
    EXPECT_FALSE(changed()) << "it is as it was";
    fader(2, -3);
    EXPECT_TRUE(changed());
    go(1);
    EXPECT_FALSE(changed());
    fader(1, -30);
    const auto told = ana.ask("/subscribe", {"/scene/changed"sv});
    EXPECT_EQ(of(told, "/scene/changed").size(), 1U);
    ana.send("/scene/recall", {1, "fader"sv, 0.0F});
    ana.until("/scene/changed");  // told by itself
    EXPECT_FALSE(changed());
    EXPECT_EQ(code("delete", {1}), "/ok");
    EXPECT_EQ(current(), 0);
    fader(1, -4);
    EXPECT_FALSE(changed());
}

}  // namespace
}  // namespace tutti::wire
