#include "server/session/session_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace tutti {
namespace {

constexpr const char* kSettings =  // of a file that somebody else made, no more than the largest desk could have
    "SELECT address, value FROM setting WHERE length(address) <= 200 AND length(value) <= 1000 LIMIT 2000000";
constexpr std::int64_t kApplication = 0x54757474;  // "Tutt", as `file` and sqlite3 show it

// What brings a file from format i to i + 1. Never changed once released; a new format is a new line.
constexpr const char* kMigrations[SessionFile::kFormat] = {
    "CREATE TABLE fact(name TEXT PRIMARY KEY, value) WITHOUT ROWID;"
    "CREATE TABLE setting(address TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;"
    "INSERT INTO fact VALUES('revision', 0);",
    "CREATE TABLE record(kind TEXT NOT NULL, id INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY(kind, id));",
    // History (server/history/history_file.hpp): names are addresses and people. Some files of format 2 have it
    // already.
    "CREATE TABLE IF NOT EXISTS history_name(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);"
    "CREATE TABLE IF NOT EXISTS history_step(id INTEGER PRIMARY KEY, last INTEGER NOT NULL, time INTEGER NOT NULL,"
    " person INTEGER NOT NULL, state INTEGER NOT NULL, done INTEGER);"
    "CREATE INDEX IF NOT EXISTS history_newest ON history_step(last);"
    "CREATE INDEX IF NOT EXISTS history_undone ON history_step(done) WHERE state = 1;"
    "CREATE TABLE IF NOT EXISTS history(step INTEGER NOT NULL, address INTEGER NOT NULL, was NOT NULL, became NOT NULL,"
    " PRIMARY KEY(step, address)) WITHOUT ROWID;"
    "INSERT OR IGNORE INTO fact SELECT 'history from', value FROM fact WHERE name = 'revision';",
};

void check_origin(sql::Database& database, const std::filesystem::path& path) {
    const std::int64_t format = database.number("PRAGMA user_version");
    const std::int64_t application = database.number("PRAGMA application_id");
    const bool empty = database.number("SELECT count(*) FROM sqlite_schema") == 0;
    if (application != kApplication && !(empty && application == 0 && format == 0))
        throw ForeignFile(path.string() + " is a database of another program, and is left as it is");
    if (format > SessionFile::kFormat)
        throw ForeignFile(path.string() + " was written by a newer version (format " + std::to_string(format) +
                          "; this one knows " + std::to_string(SessionFile::kFormat) + "), and is left as it is");
}

void migrate(sql::Database& database) {
    for (std::int64_t format = database.number("PRAGMA user_version"); format < SessionFile::kFormat; ++format) {
        sql::Transaction step(database);
        database.run(kMigrations[format]);
        database.run(("PRAGMA user_version = " + std::to_string(format + 1)).c_str());
        database.run(("PRAGMA application_id = " + std::to_string(kApplication)).c_str());
        step.commit();
    }
}

std::vector<Record> records_of(sql::Database& database) {
    std::vector<Record> records;
    if (database.number("PRAGMA user_version") < 2) return records;  // read only, and not migrated
    sql::Statement all(database,
                       "SELECT kind, id, CASE kind WHEN 'scene' THEN '' ELSE body END FROM record "
                       "WHERE length(kind) <= 20 AND (kind = 'scene' OR length(body) <= 1000000) LIMIT 100000");
    while (all.step()) records.push_back({std::string(all.text(0)), all.whole(1), std::string(all.text(2))});
    return records;
}

SessionContents contents_of(sql::Database& database) {
    SessionContents contents;
    contents.revision = static_cast<Revision>(database.number("SELECT value FROM fact WHERE name = 'revision'"));
    sql::Statement all(database, kSettings);
    while (all.step()) {
        StoredSetting setting{std::string(all.text(0)), {}};
        switch (all.type(1)) {
            case SQLITE_INTEGER: setting.value = all.whole(1); break;
            case SQLITE_FLOAT: setting.value = all.number(1); break;
            default: setting.value = std::string(all.text(1)); break;
        }
        contents.settings.push_back(std::move(setting));
    }
    contents.records = records_of(database);
    return contents;
}

// All but the history, into a new file of the same format; there history begins where the copy was made. It may be a
// hundred times as large as all the rest, and would keep a slow disk from saving meanwhile.
void copy_tables(sql::Database& from, const std::filesystem::path& to) {
    sql::Statement(from, "ATTACH ?1 AS copy").bind(1, std::string_view(std::filesystem::absolute(to).string())).run();
    try {
        std::vector<std::string> tables;
        {
            sql::Statement all(from,
                               "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'history%' "
                               "AND name NOT LIKE 'sqlite%'");
            while (all.step()) tables.emplace_back(all.text(0));
        }
        sql::Transaction whole(from);
        for (const std::string& table : tables)
            from.run(("INSERT OR REPLACE INTO copy." + table + " SELECT * FROM main." + table).c_str());
        from.run(
            "UPDATE copy.fact SET value = (SELECT value FROM main.fact WHERE name = 'revision') "
            "WHERE name = 'history from'");
        whole.commit();
    } catch (const sql::SqlError&) {
        sqlite3_exec(from.handle(), "DETACH copy", nullptr, nullptr, nullptr);
        throw;
    }
    from.run("DETACH copy");
}

}  // namespace

// SQLite's own locks let a second writer in between two transactions. It takes them with fcntl, and they all end when
// any descriptor of the file is closed: this one is closed behind the database.
class SessionFile::Lock {
public:
    explicit Lock(const std::filesystem::path& path) : file_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
        if (file_ < 0)
            throw sql::SqlError(errno == EROFS || errno == EACCES ? SQLITE_READONLY : SQLITE_CANTOPEN,
                                path.string() + ": " + std::strerror(errno));
        if (::flock(file_, LOCK_EX | LOCK_NB) == 0) return;
        ::close(file_);
        throw sql::SqlError(SQLITE_BUSY, path.string() + ": another tuttid works with this session");
    }
    ~Lock() { ::close(file_); }
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

private:
    int file_;
};

SessionFile::SessionFile(const std::filesystem::path& path)
    : lock_(std::make_unique<Lock>(path)), database_(path, sql::Database::Open::make) {
    check_origin(database_, path);
    if (const std::string what = damage(database_); !what.empty())
        throw sql::SqlError(SQLITE_CORRUPT, path.string() + ": " + what);
    database_.run("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 200");
    migrate(database_);
    put_ = std::make_unique<sql::Statement>(
        database_, "INSERT INTO setting VALUES(?1, ?2) ON CONFLICT(address) DO UPDATE SET value = excluded.value");
    note_ = std::make_unique<sql::Statement>(database_, "UPDATE fact SET value = ?1 WHERE name = 'revision'");
    keep_ = std::make_unique<sql::Statement>(
        database_, "INSERT INTO record VALUES(?1, ?2, ?3) ON CONFLICT(kind, id) DO UPDATE SET body = excluded.body");
    drop_ = std::make_unique<sql::Statement>(database_, "DELETE FROM record WHERE kind = ?1 AND id = ?2");
}

SessionFile::~SessionFile() = default;

SessionContents SessionFile::read() {
    return contents_of(database_);
}

void SessionFile::write(const std::vector<StoredSetting>& settings, Revision revision) {
    write(settings, revision, {});
}

void SessionFile::write(const std::vector<Record>& records) {
    sql::Transaction whole(database_);
    put(records);
    whole.commit();
}

void SessionFile::write(const std::vector<StoredSetting>& settings, Revision revision,
                        const std::vector<Record>& records) {
    sql::Transaction whole(database_);
    put(settings, revision);
    put(records);
    whole.commit();
}

void SessionFile::put(const std::vector<StoredSetting>& settings, Revision revision) {
    for (const StoredSetting& setting : settings) {
        put_->bind(1, std::string_view(setting.address));
        if (const auto* number = std::get_if<double>(&setting.value))
            put_->bind(2, *number);
        else if (const auto* words = std::get_if<std::string>(&setting.value))
            put_->bind(2, std::string_view(*words));
        else
            put_->bind(2, std::get<std::int64_t>(setting.value));
        put_->run();
    }
    note_->bind(1, static_cast<std::int64_t>(revision)).run();
}

void SessionFile::put(const std::vector<Record>& records) {
    for (const Record& record : records) {
        sql::Statement& one = record.body.empty() ? *drop_ : *keep_;
        one.bind(1, std::string_view(record.kind)).bind(2, record.id);
        if (!record.body.empty()) one.bind(3, std::string_view(record.body));
        one.run();
    }
}

// A checkpoint in synchronous = NORMAL first brings the log to the disk, then the database.
void SessionFile::sync() {
    const int code =
        sqlite3_wal_checkpoint_v2(database_.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    if (code != SQLITE_OK) database_.fail(code);
}

void SessionFile::copy_to(const std::filesystem::path& path) {
    std::filesystem::path aside = path;
    aside += ".part";
    std::error_code error;
    std::filesystem::remove(aside, error);
    {
        sql::Database copy(aside, sql::Database::Open::make);
        migrate(copy);
    }
    copy_tables(database_, aside);
    {
        sql::Database copy(aside, sql::Database::Open::make);
        if (const std::string what = damage(copy); !what.empty())
            throw sql::SqlError(SQLITE_CORRUPT, aside.string() + ": " + what);
    }
    std::filesystem::rename(aside, path);
}

std::string SessionFile::damage(sql::Database& database) {
    const std::string found = database.text("PRAGMA quick_check(1)");
    return found == "ok" ? std::string{} : found;
}

SessionContents SessionFile::read_only(const std::filesystem::path& path) {
    const auto read = [&](sql::Database::Open how) {
        sql::Database database(path, how);
        check_origin(database, path);
        if (const std::string what = damage(database); !what.empty())
            throw sql::SqlError(SQLITE_CORRUPT, path.string() + ": " + what);
        return database.number("PRAGMA user_version") == 0 ? SessionContents{} : contents_of(database);
    };
    try {
        return read(sql::Database::Open::read_only);
    } catch (const sql::SqlError& error) {
        if (error.code != SQLITE_CANTOPEN && error.code != SQLITE_READONLY) throw;
        return read(sql::Database::Open::frozen);  // a folder in which nothing can be made
    }
}

}  // namespace tutti
