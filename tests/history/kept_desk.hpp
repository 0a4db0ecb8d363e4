#pragma once
// A desk whose session file is looked at, and written, as SQLite shows it.
#include <sqlite3.h>

#include "tests/history/asking.hpp"

namespace tutti::wire {

struct KeptDesk : testing::Test {
    DeskProcess desk{{.own_clock = true}};
    std::filesystem::path file = desk.folder().path() / "studio-a.tutti";

    void run_sql(const std::string& words) const {
        sqlite3* database = nullptr;
        ASSERT_EQ(sqlite3_open(file.c_str(), &database), SQLITE_OK);
        EXPECT_EQ(sqlite3_exec(database, words.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
            << sqlite3_errmsg(database);
        sqlite3_close(database);
    }
    static std::int64_t number(const std::filesystem::path& file, const char* query) {
        sqlite3* database = nullptr;
        sqlite3_stmt* statement = nullptr;
        EXPECT_EQ(sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READONLY, nullptr), SQLITE_OK);
        EXPECT_EQ(sqlite3_prepare_v2(database, query, -1, &statement, nullptr), SQLITE_OK) << query;
        const std::int64_t found = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : -1;
        sqlite3_finalize(statement);
        sqlite3_close(database);
        return found;
    }
    // While the desk does not run: so many steps of one move each of /channel/2/fader, as old as that.
    void fill(int steps, int days) const {
        const std::string count = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
                                  std::to_string(steps) + ") INSERT INTO ";
        const std::int64_t when = (std::time(nullptr) - days * std::int64_t{86'400}) * 1000;
        run_sql("BEGIN; INSERT OR IGNORE INTO history_name(name) VALUES('/channel/2/fader'), ('tcp 1');" + count +
                "history_step SELECT i, i, " + std::to_string(when) +
                ", (SELECT id FROM history_name WHERE name = 'tcp 1'), 0, NULL FROM n;" + count +
                "history SELECT i, (SELECT id FROM history_name WHERE name = '/channel/2/fader'), "
                "-(i % 80) - 0.5, -((i + 1) % 80) - 0.5 FROM n;"
                "UPDATE fact SET value = 0 WHERE name = 'history from'; COMMIT;");
    }
};

}  // namespace tutti::wire
