// History in the session file: over a restart, a kill, a full disk, a million entries; and restore to any point of it.
#include <sys/resource.h>

#include <fstream>

#include "tests/history/kept_desk.hpp"

namespace tutti::wire {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

struct Kept : KeptDesk {};

TEST_F(Kept, all_of_it_is_there_after_a_restart_and_can_be_undone) {
    {
        TcpClient ana(desk);
        ana.ask("/channel/1/fader", {-20.0F});
        ana.ask("/channel/2/name", {"Vox"sv});
        ana.ask("/bus/1/kind", {"group"sv});
    }
    const auto before = list(*std::make_unique<TcpClient>(desk));
    ASSERT_GT(before.size(), 10U);
    EXPECT_EQ(desk.end(), 0);
    desk.start_again();
    TcpClient ana(desk);
    const auto after = list(ana);
    ASSERT_EQ(changes(after), changes(before));
    EXPECT_EQ(after[0].time, before[0].time);
    EXPECT_EQ(undo(ana).code, "bad_value") << "another connection, though it may have the same number";
    EXPECT_GT(undo(ana, "all").count, 8);
    EXPECT_EQ(ana.get("/bus/1/kind").text(), "aux");
    EXPECT_EQ(undo(ana, "all").count, 1);
    EXPECT_EQ(ana.get("/channel/2/name").text(), "");
    desk.end();
    desk.start_again();
    TcpClient bob(desk);
    EXPECT_EQ(redo(bob, "all").count, 1);
    EXPECT_EQ(bob.get("/channel/2/name").text(), "Vox");
    EXPECT_EQ(undo(bob, "all").count, 1);
    EXPECT_EQ(undo(bob, "all").count, 1);
    expect_level(bob, "/channel/1/fader", -90);
}

TEST_F(Kept, a_clean_end_writes_what_was_done_last) {
    TcpClient(desk).ask("/channel/1/fader", {-20.0F});
    desk.end();
    desk.start_again();
    TcpClient ana(desk);
    EXPECT_THAT(changes(list(ana)), ElementsAre("/channel/1/fader -90 -> -20"));
}

TEST_F(Kept, a_kill_loses_nothing_that_was_listed) {
    for (int round = 0; round < 5; ++round) {
        SCOPED_TRACE(round);
        TcpClient ana(desk);
        for (int i = 0; i < 200; ++i)
            ana.send("/channel/" + std::to_string(1 + i % 8) + "/mute", {i / 8 % 2 == round % 2});
        const auto listed = list(ana);
        ASSERT_FALSE(listed.empty());
        for (int i = 0; i < 100; ++i) ana.send("/channel/1/pan", {static_cast<float>(i) / 100});
        desk.end(SIGKILL);
        desk.start_again();
        TcpClient bob(desk);
        const auto found = list(bob, listed[0].revision + 1);
        ASSERT_GE(found.size(), listed.size());
        for (std::size_t i = 0; i < listed.size(); ++i) EXPECT_EQ(found[i].change(), listed[i].change());
        EXPECT_EQ(number(file, "SELECT count(*) FROM history WHERE step NOT IN (SELECT id FROM history_step)"), 0);
    }
}

TEST_F(Kept, behind_a_broken_file_the_desk_goes_on_from_its_backup_and_history_begins_there) {
    TcpClient(desk).ask("/channel/1/fader", {-20.0F});
    desk.end();
    desk.start_again();
    const auto backup = desk.folder().path() / "studio-a.tutti.backup-1";
    for (int tries = 0; tries < 2000 && !std::filesystem::exists(backup); ++tries) ::usleep(10'000);
    TcpClient(desk).ask("/channel/1/fader", {-10.0F});
    desk.end();
    std::ofstream(file, std::ios::binary) << std::string(20'000, '?');
    desk.start_again();
    TcpClient ana(desk);
    EXPECT_EQ(ana.get("/channel/1/fader").number(), -20);
    EXPECT_THAT(list(ana), IsEmpty());
    EXPECT_EQ(undo(ana, "all").code, "bad_value");
    ana.ask("/channel/1/fader", {-5.0F});
    EXPECT_EQ(undo(ana).count, 1);
    expect_level(ana, "/channel/1/fader", -20);
}

TEST_F(Kept, restore_brings_what_is_asked_for_to_any_point_and_back) {
    TcpClient ana(desk), bob(desk);
    ana.ask("/channel/1/fader", {-20.0F});
    ana.ask("/channel/2/fader", {-21.0F});
    ana.ask("/channel/1/eq/band/1/gain", {3.0F});
    ana.sync();
    const std::int64_t a = ana.revision_of_sync;
    const auto picture_a = picture(desk);
    desk.forward(2);
    bob.ask("/channel/1/fader", {-5.0F});
    bob.ask("/channel/1/link", {true});
    bob.ask("/channel/2/eq/band/1/gain", {6.0F});
    bob.ask("/channel/3/mute", {true});
    bob.sync();
    const std::int64_t b = bob.revision_of_sync;
    const auto picture_b = picture(desk);
    ASSERT_NE(picture_a, picture_b);
    // A and B, back and forth.
    EXPECT_GT(restore(ana, a, "/").count, 3);
    expect_picture(desk, picture_a);
    EXPECT_GT(restore(ana, b, "/").count, 3);
    expect_picture(desk, picture_b);
    EXPECT_GT(restore(ana, a, "/").count, 3);
    expect_picture(desk, picture_a);
    // It is one step.
    EXPECT_GT(undo(ana).count, 3);
    expect_picture(desk, picture_b);
    redo(ana);
    expect_picture(desk, picture_a);
    EXPECT_GT(restore(ana, b, "/").count, 3);
    expect_picture(desk, picture_b);
    // Only what the pattern names.
    EXPECT_EQ(restore(ana, a, "/channel/3").count, 1);
    EXPECT_FALSE(is_on(ana, "/channel/3/mute"));
    EXPECT_EQ(ana.get("/channel/1/fader").number(), -5);
    EXPECT_EQ(restore(ana, a, "/channel/3").count, 0);
    EXPECT_EQ(restore(ana, b, "/channel/*/mute").count, 1);
    expect_picture(desk, picture_b);
    bob.ask("/channel/1/fader/touch", {true});
    EXPECT_THAT(restore(ana, a, "/channel/*/fader").left, testing::Contains("/channel/1/fader"));
    EXPECT_EQ(ana.get("/channel/1/fader").number(), -5);
}

TEST_F(Kept, of_a_million_entries_and_ninety_days_the_rest_is_let_go_of) {
    TcpClient(desk).ask("/channel/1/fader", {-20.0F});
    EXPECT_EQ(desk.end(), 0);
    const std::int64_t newest = number(file, "SELECT max(last) FROM history_step");
    const std::int64_t now = std::time(nullptr) * std::int64_t{1000};
    const std::string day = std::to_string(std::int64_t{86'400'000});
    const auto seconds_since = [](std::chrono::steady_clock::time_point then) {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - then).count();
    };
    auto begin = std::chrono::steady_clock::now();
    run_sql(
        "BEGIN; INSERT OR IGNORE INTO history_name(name) VALUES('/channel/2/fader'), ('tcp 1');"
        // 50,000 too old, and 1,010,000 that are not
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1060000) "
        "INSERT INTO history_step SELECT i, i, " +
        std::to_string(now) + " - " + day +
        " * (CASE WHEN i <= 50000 THEN 91 ELSE 2 END), "
        "(SELECT id FROM history_name WHERE name = 'tcp 1'), 0, NULL FROM n;"
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1060000) "
        "INSERT INTO history SELECT i, (SELECT id FROM history_name WHERE name = '/channel/2/fader'), "
        "-(i % 80) - 0.5, -((i + 1) % 80) - 0.5 FROM n;"
        "UPDATE fact SET value = 1 WHERE name = 'history from'; COMMIT;");
    const double written = seconds_since(begin);
    begin = std::chrono::steady_clock::now();
    desk.start_again();
    TcpClient ana(desk);
    ana.ask("/channel/1/mute", {true});
    EXPECT_LT(seconds_since(begin), written) << "seconds, as it took to write them";
    EXPECT_THAT(list(ana, newest + 1, 200), SizeIs(200));
    EXPECT_THAT(list(ana, 0, 10, "/channel/3"), IsEmpty()) << "it is looked for in all of it";
    std::int64_t left = 0;
    for (int tries = 0; tries < 600; ++tries, ::usleep(200'000))
        if ((left = number(file, "SELECT count(*) FROM history")) <= 1'000'000) break;
    EXPECT_LE(left, 1'000'000);
    EXPECT_GT(left, 900'000);
    EXPECT_GT(number(file, "SELECT min(id) FROM history_step"), 50'000);
    EXPECT_EQ(restore(ana, 40'000, "/channel/2/fader").code, "bad_value");
    EXPECT_EQ(restore(ana, 500'000, "/channel/2/fader").count, 1);
    expect_level(ana, "/channel/2/fader", -1.5);
    const auto backup = desk.folder().path() / "studio-a.tutti.backup-1";
    for (int tries = 0; tries < 2000 && !std::filesystem::exists(backup); ++tries) ::usleep(10'000);
    EXPECT_LT(std::filesystem::file_size(backup), 2'000'000U) << "history is in no backup";
    EXPECT_EQ(desk.log().find("error"), std::string::npos) << desk.log();
}

// RLIMIT_FSIZE makes the disk full for one process: every write beyond it fails, as with ENOSPC.
TEST_F(Kept, a_full_disk_is_said_and_takes_nothing_but_undo) {
    TcpClient ana(desk);
    ana.ask("/channel/8/mute", {true});
    list(ana);
    const rlimit little{static_cast<rlim_t>(std::filesystem::file_size(file)), RLIM_INFINITY};
    rlimit before{};
    ASSERT_EQ(::prlimit(desk.pid(), RLIMIT_FSIZE, &little, &before), 0);
    Answer answer;
    for (int i = 0; i < 3000 && answer.code != "busy"; ++i) {
        for (int c = 1; c <= 8; ++c)
            ana.ask("/channel/" + std::to_string(c) + "/name", {std::string_view(std::to_string(i))});
        answer = answer_of(ana.ask("/history/list", {std::int64_t{0}, 1}), "/history/list");
    }
    ASSERT_EQ(answer.code, "busy");
    EXPECT_THAT(answer.reason, HasSubstr("history cannot be written"));
    EXPECT_THAT(desk.log(), HasSubstr("history: not written"));
    ana.ask("/channel/1/fader", {-12.0F});
    EXPECT_EQ(ana.get("/channel/1/fader").number(), -12.0F);
    ASSERT_EQ(::prlimit(desk.pid(), RLIMIT_FSIZE, &before, nullptr), 0);
    for (int i = 0; i < 4000 && answer.code == "busy"; ++i, ::usleep(5000))
        answer = answer_of(ana.ask("/history/list", {std::int64_t{0}, 1}), "/history/list");
    ASSERT_EQ(answer.code, "");
    EXPECT_THAT(changes(list(ana, 0, 1)), ElementsAre("/channel/1/fader -90 -> -12"));
    EXPECT_EQ(undo(ana).count, 1);
    expect_level(ana, "/channel/1/fader", -90);
}

}  // namespace
}  // namespace tutti::wire
