#pragma once
// SQLite as two small classes: a connection, and a prepared statement of it. Both belong to one thread at a time. What
// goes wrong is an SqlError; its sentence names the file.
#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

namespace tutti::sql {

struct SqlError : std::runtime_error {
    SqlError(int kind, const std::string& what) : std::runtime_error(what), code(kind) {}
    int code;  // SQLite's primary code: SQLITE_FULL, SQLITE_CORRUPT, …
};

class Database {
public:
    enum class Open {
        make,       // for reading and writing, made if missing
        read_only,  // beside whoever writes it
        frozen,     // a file that nobody writes: no lock is taken, nothing is made beside it
    };
    Database(const std::filesystem::path& path, Open how);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    void run(const char* statements);
    std::int64_t number(const char* query);  // the first column of its first row
    std::string text(const char* query);

    [[noreturn]] void fail(int code) const;
    sqlite3* handle() const { return handle_; }

private:
    std::string path_;
    sqlite3* handle_ = nullptr;
};

class Statement {
public:
    Statement(Database& database, std::string_view words);
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    // Places count from 1. Texts are copied.
    Statement& bind(int place, std::int64_t value);
    Statement& bind(int place, double value);
    Statement& bind(int place, std::string_view value);
    bool step();                               // there is a row
    void run();                                // to its end, and ready to be bound again
    void rewind() { sqlite3_reset(handle_); }  // the same, amid its rows

    // Of the row; columns count from 0.
    int type(int column) const { return sqlite3_column_type(handle_, column); }
    std::int64_t whole(int column) const { return sqlite3_column_int64(handle_, column); }
    double number(int column) const { return sqlite3_column_double(handle_, column); }
    std::string_view text(int column) const;

private:
    void check(int code) const;

    Database& database_;
    sqlite3_stmt* handle_ = nullptr;
};

// All or nothing: what is not committed when it goes is undone.
class Transaction {
public:
    explicit Transaction(Database& database) : database_(database) { database_.run("BEGIN IMMEDIATE"); }
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

private:
    Database& database_;
    bool open_ = true;
};

}  // namespace tutti::sql
