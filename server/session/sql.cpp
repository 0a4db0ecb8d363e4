#include "server/session/sql.hpp"

namespace tutti::sql {
namespace {

// A path as a URI, so that it can say "immutable".
std::string uri_of(const std::filesystem::path& path) {
    constexpr char kHex[] = "0123456789ABCDEF";
    std::string uri = "file:";
    for (const char c : std::filesystem::absolute(path).string()) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '%' || c == '?' || c == '#' || byte < 0x20)
            (((uri += '%') += kHex[byte >> 4]) += kHex[byte & 15]);
        else
            uri += c;
    }
    return uri;
}

}  // namespace

Database::Database(const std::filesystem::path& path, Open how) : path_(path.string()) {
    const int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                      (how == Open::make ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY);
    const std::string uri = uri_of(path) + (how == Open::frozen ? "?immutable=1" : "");
    if (const int code = sqlite3_open_v2(uri.c_str(), &handle_, flags, nullptr); code != SQLITE_OK) {
        const SqlError error(code & 0xff, path_ + ": " + (handle_ ? sqlite3_errmsg(handle_) : sqlite3_errstr(code)));
        sqlite3_close_v2(handle_);
        throw error;
    }
}

Database::~Database() {
    sqlite3_close_v2(handle_);
}

void Database::fail(int code) const {
    throw SqlError(code & 0xff, path_ + ": " + sqlite3_errmsg(handle_));
}

void Database::run(const char* statements) {
    if (const int code = sqlite3_exec(handle_, statements, nullptr, nullptr, nullptr); code != SQLITE_OK) fail(code);
}

std::int64_t Database::number(const char* query) {
    Statement statement(*this, query);
    return statement.step() ? statement.whole(0) : 0;
}

std::string Database::text(const char* query) {
    Statement statement(*this, query);
    return statement.step() ? std::string(statement.text(0)) : std::string{};
}

Statement::Statement(Database& database, std::string_view words) : database_(database) {
    check(sqlite3_prepare_v3(database.handle(), words.data(), static_cast<int>(words.size()), SQLITE_PREPARE_PERSISTENT,
                             &handle_, nullptr));
}
Statement::~Statement() {
    sqlite3_finalize(handle_);
}

void Statement::check(int code) const {
    if (code != SQLITE_OK) database_.fail(code);
}

Statement& Statement::bind(int place, std::int64_t value) {
    check(sqlite3_bind_int64(handle_, place, value));
    return *this;
}
Statement& Statement::bind(int place, double value) {
    check(sqlite3_bind_double(handle_, place, value));
    return *this;
}
Statement& Statement::bind(int place, std::string_view value) {
    check(sqlite3_bind_text64(handle_, place, value.data(), value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
    return *this;
}

bool Statement::step() {
    const int code = sqlite3_step(handle_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    sqlite3_reset(handle_);
    database_.fail(code);
}

void Statement::run() {
    while (step()) {
    }
    check(sqlite3_reset(handle_));
}

std::string_view Statement::text(int column) const {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
    if (!bytes) return {};
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

Transaction::~Transaction() {
    if (open_) sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}
void Transaction::commit() {
    database_.run("COMMIT");
    open_ = false;
}

}  // namespace tutti::sql
