// The file that history stands in: of an older format, with names that nothing uses, on a disk that fails meanwhile.
#include <set>

#include "tests/history/kept_desk.hpp"

namespace tutti::wire {
namespace {

using testing::ElementsAre;

struct HistoryInFile : KeptDesk {
    static constexpr char kNames[] = "SELECT count(*) FROM history_name";
    static constexpr char kUsed[] =
        "SELECT count(*) FROM history_name WHERE id IN (SELECT person FROM history_step) OR id IN (SELECT address FROM "
        "history)";
    static constexpr char kEntries[] = "SELECT count(*) FROM history";
};

TEST_F(HistoryInFile, of_the_format_that_had_none_begins) {
    TcpClient(desk).ask("/channel/1/fader", {-20.0F});
    desk.end();
    run_sql(
        "DROP TABLE history; DROP TABLE history_step; DROP TABLE history_name;"
        "DELETE FROM fact WHERE name = 'history from'; PRAGMA user_version = 2");
    desk.start_again();
    TcpClient ana(desk);
    EXPECT_EQ(ana.get("/channel/1/fader").number(), -20);
    ana.ask("/channel/1/fader", {-10.0F});
    EXPECT_THAT(changes(list(ana)), ElementsAre("/channel/1/fader -20 -> -10"));
    EXPECT_EQ(undo(ana).count, 1);
    expect_level(ana, "/channel/1/fader", -20);
    EXPECT_EQ(restore(ana, 1, "/").code, "bad_value") << "what was before it began is not known";
}

TEST_F(HistoryInFile, of_that_format_with_one_goes_on) {
    TcpClient(desk).ask("/channel/1/fader", {-20.0F});
    desk.end();
    run_sql("PRAGMA user_version = 2");
    desk.start_again();
    TcpClient ana(desk);
    EXPECT_THAT(changes(list(ana)), ElementsAre("/channel/1/fader -90 -> -20"));
    EXPECT_EQ(undo(ana, "all").count, 1);
    expect_level(ana, "/channel/1/fader", -90);
}

TEST_F(HistoryInFile, lets_go_of_names_that_nothing_uses) {
    {
        TcpClient ana(desk);
        ana.ask("/channel/1/fader", {-20.0F});
        ana.ask("/channel/3/mute", {true});
    }
    desk.end();
    run_sql(
        "WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 9000) "
        "INSERT INTO history_name(name) SELECT 'ws ' || i FROM n");
    ASSERT_GT(number(file, kNames), 8000);
    desk.start_again();
    TcpClient ana(desk);
    int channel = 0;
    for (int tries = 0; tries < 1000 && number(file, kNames) != number(file, kUsed); ++tries, ::usleep(20'000))
        ana.ask("/channel/" + std::to_string(1 + ++channel % 8) + "/pan", {0.001F * static_cast<float>(tries % 500)});
    const auto entries = list(ana);
    EXPECT_EQ(number(file, kNames), number(file, kUsed));
    std::set<std::string> people;
    for (const Entry& entry : entries) {
        EXPECT_THAT(entry.address, testing::StartsWith("/channel/"));
        people.insert(entry.who);
    }
    EXPECT_THAT(people, testing::Each(testing::StartsWith("tcp ")));
    EXPECT_EQ(entries.back().change(), "/channel/1/fader -90 -> -20");
    desk.end();
    desk.start_again();
    EXPECT_EQ(changes(list(*std::make_unique<TcpClient>(desk))), changes(entries));
}

TEST_F(HistoryInFile, has_no_name_of_who_has_changed_nothing) {
    TcpClient ana(desk);
    ana.ask("/channel/1/fader", {-20.0F});
    list(ana);
    const auto names = number(file, kNames);
    for (int i = 0; i < 3; ++i) {
        TcpClient eve(desk);
        EXPECT_EQ(undo(eve).code, "bad_value");
        EXPECT_EQ(redo(eve).code, "bad_value");
    }
    EXPECT_EQ(undo(ana).count, 1);
    TcpClient eve(desk);
    EXPECT_EQ(redo(eve).code, "bad_value") << "what somebody else has undone";
    list(ana);
    EXPECT_EQ(number(file, kNames), names);
}

// Another process that keeps the file locked is a disk that fails.
TEST_F(HistoryInFile, lets_go_of_what_is_too_old_though_the_disk_failed_meanwhile) {
    desk.end();
    fill(40'000, 91);
    desk.start_again();
    sqlite3* other = nullptr;
    ASSERT_EQ(sqlite3_open(file.c_str(), &other), SQLITE_OK);
    sqlite3_busy_timeout(other, 10'000);
    ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
    TcpClient ana(desk);
    ana.ask("/channel/1/mute", {true});
    for (int tries = 0; tries < 2000 && ana.get("/session/file/state").text() != "failing"; ++tries) ::usleep(5000);
    ::usleep(800'000);  // whatever else wants to write has failed as well
    sqlite3_exec(other, "ROLLBACK", nullptr, nullptr, nullptr);
    sqlite3_close(other);
    std::int64_t left = -1;
    for (int tries = 0; tries < 400 && (left = number(file, kEntries)) > 100; ++tries) ::usleep(100'000);
    EXPECT_LE(left, 100);
}

}  // namespace
}  // namespace tutti::wire
