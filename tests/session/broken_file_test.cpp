// Files and disks that let the desk down: it starts, sounds, says what is wrong, and throws nothing away.
#include <gmock/gmock.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <unistd.h>

#include <fstream>

#include "tests/wire/kept.hpp"

namespace tutti::wire {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using namespace std::string_view_literals;

struct BrokenFile : testing::Test {
    DeskProcess desk;
    fs::path file = desk.folder().path() / "studio-a.tutti";

    std::vector<fs::path> named(const std::string& part) const {
        std::vector<fs::path> found;
        for (const auto& entry : fs::directory_iterator(desk.folder().path()))
            if (entry.path().filename().string().find(part) != std::string::npos) found.push_back(entry.path());
        return found;
    }
    // The desk as it was at two starts: each makes a backup of what it found.
    void two_sessions() {
        for (const float level : {-10.0F, -20.0F}) {
            TcpClient(desk).ask("/channel/1/fader", {level});
            desk.end();
            desk.start_again();
            TcpClient(desk).sync();
        }
        for (int tries = 0; tries < 1000 && named(".backup-2").empty(); ++tries) ::usleep(10'000);
        ASSERT_THAT(named(".backup-"), SizeIs(2));
        TcpClient(desk).ask("/channel/1/fader", {-30.0F});
        desk.end();
    }
    void overwrite(std::size_t from, std::size_t count) {
        std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
        bytes.seekp(static_cast<std::streamoff>(from));
        for (std::size_t i = 0; i < count; ++i) bytes.put(static_cast<char>(i * 37));
    }
    float fader() { return TcpClient(desk).get("/channel/1/fader").number(); }
};

TEST_F(BrokenFile, the_newest_backup_takes_the_place_of_one_with_a_broken_head) {
    two_sessions();
    overwrite(0, 4096);
    desk.start_again();
    EXPECT_EQ(fader(), -20);
    EXPECT_THAT(named(".broken-"), Not(IsEmpty()));
    EXPECT_THAT(TcpClient(desk).get("/session/file/reason").text(), HasSubstr("backup-1"));
    EXPECT_THAT(desk.log(), HasSubstr("starts from studio-a.tutti.backup-1"));
    TcpClient(desk).ask("/channel/1/fader", {-25.0F});
    desk.end();
    desk.start_again();
    EXPECT_EQ(fader(), -25) << "and it goes on being saved";
}

TEST_F(BrokenFile, a_hole_in_its_middle_is_noticed) {
    two_sessions();
    ASSERT_GT(fs::file_size(file), 8192U);
    overwrite(4096, fs::file_size(file) - 4096);
    desk.start_again();
    EXPECT_EQ(fader(), -20);
}

TEST_F(BrokenFile, a_broken_backup_is_passed_over) {
    two_sessions();
    overwrite(0, 4096);
    fs::copy_file(file, desk.folder().path() / "studio-a.tutti.backup-1", fs::copy_options::overwrite_existing);
    desk.start_again();
    EXPECT_EQ(fader(), -10);
}

TEST_F(BrokenFile, without_a_backup_the_desk_starts_anew) {
    TcpClient(desk).ask("/channel/1/fader", {-10.0F});
    desk.end();
    for (const auto& backup : named(".backup-")) fs::remove(backup);
    std::ofstream(file) << "this is no database, and longer than the head of one would be";
    desk.start_again();
    EXPECT_NE(fader(), -10);
    EXPECT_THAT(TcpClient(desk).get("/session/file/reason").text(), HasSubstr("starts anew"));
    EXPECT_THAT(named(".broken-"), SizeIs(1));
}

TEST_F(BrokenFile, another_programs_database_is_left_alone) {
    desk.end();
    for (const auto& old : named("studio-a")) fs::remove(old);
    sqlite3* other = nullptr;
    ASSERT_EQ(sqlite3_open(file.c_str(), &other), SQLITE_OK);
    sqlite3_exec(other, "CREATE TABLE cats(name); INSERT INTO cats VALUES('Miezi')", nullptr, nullptr, nullptr);
    sqlite3_close(other);
    const auto size = fs::file_size(file);
    const Ended ended = run_daemon(desk.folder(), config_text({}));
    EXPECT_EQ(ended.code, 1);
    EXPECT_THAT(ended.said, HasSubstr("another program"));
    EXPECT_EQ(fs::file_size(file), size);
}

TEST_F(BrokenFile, of_a_newer_version_is_left_alone) {
    desk.end();
    sqlite3* newer = nullptr;
    ASSERT_EQ(sqlite3_open(file.c_str(), &newer), SQLITE_OK);
    sqlite3_exec(newer, "PRAGMA user_version = 99", nullptr, nullptr, nullptr);
    sqlite3_close(newer);
    const Ended ended = run_daemon(desk.folder(), config_text({}));
    EXPECT_EQ(ended.code, 1);
    EXPECT_THAT(ended.said, HasSubstr("newer version"));
}

TEST_F(BrokenFile, one_that_another_process_keeps_locked_is_written_once_it_lets_go) {
    sqlite3* other = nullptr;
    ASSERT_EQ(sqlite3_open(file.c_str(), &other), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
    TcpClient ana(desk);
    ana.ask("/channel/1/fader", {-11.0F});
    for (int tries = 0; tries < 5000 && ana.get("/session/file/state").text() != "failing"; ++tries) ::usleep(2000);
    EXPECT_EQ(ana.get("/session/file/state").text(), "failing");
    EXPECT_THAT(ana.get("/session/file/reason").text(), HasSubstr("locked"));
    EXPECT_EQ(ana.get("/channel/1/fader").number(), -11) << "the desk goes on";
    sqlite3_exec(other, "ROLLBACK", nullptr, nullptr, nullptr);
    sqlite3_close(other);
    wait_until_saved(ana);
    EXPECT_EQ(ana.get("/session/file/reason").text(), "");
    desk.end(SIGKILL);
    desk.start_again();
    EXPECT_EQ(fader(), -11);
}

// RLIMIT_FSIZE makes the disk full for one process: every write beyond it fails, as with ENOSPC.
TEST_F(BrokenFile, a_full_disk_is_said_and_what_happened_meanwhile_is_saved_once_there_is_room) {
    TcpClient ana(desk);
    const rlimit little{static_cast<rlim_t>(fs::file_size(file)), RLIM_INFINITY};
    rlimit before{};
    ASSERT_EQ(::prlimit(desk.pid(), RLIMIT_FSIZE, &little, &before), 0);
    const std::string long_note(200, 'x');
    for (int i = 0; i < 5000 && ana.get("/session/file/state").text() != "failing"; ++i) {
        for (int c = 1; c <= 8; ++c)
            ana.ask("/channel/" + std::to_string(c) + "/name", {std::string_view(std::to_string(i))});
        ana.ask("/channel/1/fader", {static_cast<float>(-(i % 80))});
    }
    ASSERT_EQ(ana.get("/session/file/state").text(), "failing");
    EXPECT_THAT(ana.get("/session/file/reason").text(), Not(IsEmpty()));
    ana.ask("/channel/1/fader", {-12.5F});
    for (int i = 0; i < 5000 && ana.get("/session/engine/state").text() != "running"; ++i) ::usleep(2000);
    EXPECT_EQ(ana.get("/session/engine/state").text(), "running");
    ASSERT_EQ(::prlimit(desk.pid(), RLIMIT_FSIZE, &before, nullptr), 0);
    wait_until_saved(ana);
    desk.end(SIGKILL);
    desk.start_again();
    EXPECT_EQ(fader(), -12.5F);
}

TEST_F(BrokenFile, in_a_folder_that_cannot_be_written_the_desk_runs_and_says_so) {
    TcpClient(desk).ask("/channel/1/fader", {-10.0F});
    desk.end();
    if (::geteuid() == 0) {
        // Root writes everywhere but into a folder's name: the session is one.
        fs::rename(file, desk.folder().path() / "elsewhere");
        fs::create_directory(file);
    } else {
        fs::permissions(file, fs::perms::owner_read);
        fs::permissions(desk.folder().path(), fs::perms::owner_read | fs::perms::owner_exec);
    }
    desk.start_again();
    TcpClient ana(desk);
    EXPECT_EQ(ana.get("/session/file/state").text(), "failing");
    EXPECT_THAT(ana.get("/session/file/reason").text(), HasSubstr("nothing is saved"));
    ana.ask("/channel/1/fader", {-3.0F});
    EXPECT_EQ(ana.get("/channel/1/fader").number(), -3);
    fs::permissions(desk.folder().path(), fs::perms::owner_all);
}

}  // namespace
}  // namespace tutti::wire
