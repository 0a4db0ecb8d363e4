#pragma once
// The session on the disk: one SQLite database in WAL mode. Values stand there by their addresses, as clients see them
// (choices and routes in words), so that a desk of another size or a later version finds what it knows. One thread at a
// time. What cannot be done is a sql::SqlError with a sentence.
#include <filesystem>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "engine/console/console.hpp"
#include "server/session/sql.hpp"

namespace tutti {

// Switches are 0 and 1.
using StoredValue = std::variant<std::int64_t, double, std::string>;
struct StoredSetting {
    std::string address;
    StoredValue value;
};
// What is more than a value: a PIN's hash, a preset, a scene; a kind and a number, and what its room makes of it.
struct Record {
    std::string kind;
    std::int64_t id = 0;
    std::string body;  // to be written: empty deletes it
};
struct SessionContents {
    Revision revision = 0;  // the newest that is in it; 0: it is new
    std::vector<StoredSetting> settings;
    std::vector<Record> records;  // scenes without a body: that is read when they are recalled
};

// What is no session, or one that this version cannot know. Nothing was changed in it.
struct ForeignFile : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class SessionFile {
public:
    static constexpr int kFormat = 3;

    // Opens it, or makes it; brings older formats up to this one. Throws ForeignFile too; SQLITE_BUSY where another
    // process has it.
    explicit SessionFile(const std::filesystem::path& path);
    ~SessionFile();

    SessionContents read();
    // One transaction. It survives the end of this process; the end of the power it survives after sync().
    void write(const std::vector<StoredSetting>& settings, Revision revision);
    void write(const std::vector<Record>& records);
    void write(const std::vector<StoredSetting>& settings, Revision revision, const std::vector<Record>& records);
    void sync();
    // For rooms that have tables of their own.
    sql::Database& database() { return database_; }
    // Another file with all of it but the history, whole or not there.
    void copy_to(const std::filesystem::path& path);

    // A sentence where the file is damaged.
    static std::string damage(sql::Database& database);
    // What a file holds that cannot or must not be written to.
    static SessionContents read_only(const std::filesystem::path& path);

private:
    void put(const std::vector<StoredSetting>& settings, Revision revision);
    void put(const std::vector<Record>& records);
    class Lock;  // against a second daemon on the same file
    std::unique_ptr<Lock> lock_;
    sql::Database database_;
    std::unique_ptr<sql::Statement> put_, note_, keep_, drop_;
};

}  // namespace tutti
