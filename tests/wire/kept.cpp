#include "tests/wire/kept.hpp"

#include <sqlite3.h>

#include <stdexcept>
#include <thread>

namespace tutti::wire {
namespace {

using Clock = std::chrono::steady_clock;

bool same(const Value& shown, sqlite3_stmt* row) {
    if (const auto* text = std::get_if<std::string>(&shown))
        return *text == reinterpret_cast<const char*>(sqlite3_column_text(row, 1));
    const double kept = sqlite3_column_double(row, 1);
    if (const auto* on = std::get_if<bool>(&shown)) return (kept != 0) == *on;
    if (const auto* whole = std::get_if<std::int32_t>(&shown)) return kept == *whole;
    if (const auto* number = std::get_if<float>(&shown)) return static_cast<float>(kept) == *number;
    return false;
}

}  // namespace

std::vector<std::string> picture(const DeskProcess& desk) {
    TcpClient client(desk);
    std::vector<std::string> all;
    for (const char* branch : {"/channel", "/bus", "/main", "/monitor", "/output", "/fx", "/dca", "/matrix",
                               "/mutegroup", "/talkback", "/oscillator"}) {
        client.send(branch);
        for (const Heard& heard : but_answers_to_sync(client.sync())) {
            std::string line = heard.address;
            for (const Value& value : heard.values) line += " " + text_of(value);
            all.push_back(line);
        }
    }
    return all;
}

void wait_until_saved(Client& client) {
    for (const auto end = Clock::now() + std::chrono::seconds(20); Clock::now() < end;) {
        if (client.get("/session/file/state").text() == "saved") return;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    throw std::runtime_error("the session is not saved");
}

std::vector<std::string> differences_from_file(const std::filesystem::path& session, const Picture& desk) {
    sqlite3* database = nullptr;
    sqlite3_stmt* all = nullptr;
    std::vector<std::string> wrong;
    if (sqlite3_open_v2(session.c_str(), &database, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK ||
        sqlite3_prepare_v2(database, "SELECT address, value FROM setting", -1, &all, nullptr) != SQLITE_OK)
        wrong.emplace_back(sqlite3_errmsg(database));
    while (all && sqlite3_step(all) == SQLITE_ROW) {
        const std::string address = reinterpret_cast<const char*>(sqlite3_column_text(all, 0));
        const auto shown = desk.find(address);
        if (shown == desk.end())
            wrong.push_back(address + " is in the file only");
        else if (!same(shown->second, all))
            wrong.push_back(address + " is " + text_of(shown->second) + ", in the file " +
                            reinterpret_cast<const char*>(sqlite3_column_text(all, 1)));
    }
    sqlite3_finalize(all);
    sqlite3_close(database);
    return wrong;
}

}  // namespace tutti::wire
