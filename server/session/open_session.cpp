#include "server/session/open_session.hpp"

#include <array>
#include <ctime>
#include <optional>

namespace tutti {
namespace {

constexpr int kBackups = 3;

std::filesystem::path with(const std::filesystem::path& path, const std::string& ending) {
    std::filesystem::path other = path;
    other += ending;
    return other;
}

std::string date(const char* form) {
    std::array<char, 32> words{};
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    localtime_r(&now, &parts);
    return {words.data(), std::strftime(words.data(), words.size(), form, &parts)};
}

// The file and what SQLite keeps beside it, which belongs to nothing else.
std::filesystem::path put_aside(const std::filesystem::path& path) {
    const std::string ending = ".broken-" + date("%Y%m%d-%H%M%S");
    std::filesystem::path kept = with(path, ending);
    for (int n = 2; std::filesystem::exists(kept); ++n) kept = with(path, ending + "-" + std::to_string(n));
    std::filesystem::rename(path, kept);
    for (const char* beside : {"-wal", "-shm"}) {
        std::error_code error;
        std::filesystem::rename(with(path, beside), with(kept, beside), error);
    }
    return kept;
}

// Of a whole session, which is newer than 0 once something was set in it.
std::optional<Revision> revision_of(const std::filesystem::path& path) {
    try {
        return SessionFile::read_only(path).revision;
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

// Copies the newest backup that is whole to where the session was; its name, or nothing.
std::filesystem::path bring_back(const std::filesystem::path& path) {
    for (const auto& backup : backups_of(path)) {
        if (!revision_of(backup)) continue;
        const std::filesystem::path aside = with(path, ".part");
        std::filesystem::copy_file(backup, aside, std::filesystem::copy_options::overwrite_existing);
        std::filesystem::rename(aside, path);
        return backup;
    }
    return {};
}

bool is_damage(const sql::SqlError& error) {
    return error.code == SQLITE_CORRUPT || error.code == SQLITE_NOTADB || error.code == SQLITE_ERROR;
}

OpenedSession open_whole(const std::filesystem::path& path) {
    OpenedSession opened;
    opened.file = std::make_unique<SessionFile>(path);
    opened.contents = opened.file->read();
    return opened;
}

OpenedSession mend(const std::filesystem::path& path, const std::string& what) {
    const std::filesystem::path kept = put_aside(path);
    const std::filesystem::path backup = bring_back(path);
    OpenedSession opened = open_whole(path);
    opened.complaint = what + "; it is kept as " + kept.filename().string() + ", and the desk starts " +
                       (backup.empty() ? "anew: there is no whole backup" : "from " + backup.filename().string());
    return opened;
}

// What can be had of a file that cannot be written: its values, or a backup's, or none.
OpenedSession only_read(const std::filesystem::path& path, const std::string& why) {
    OpenedSession opened;
    opened.complaint = why + "; nothing is saved";
    std::vector<std::filesystem::path> places = backups_of(path);
    places.insert(places.begin(), path);
    for (const auto& place : places) {
        try {
            opened.contents = SessionFile::read_only(place);
            if (opened.contents.revision > 0) return opened;
        } catch (const sql::SqlError&) {
            continue;  // the next one
        }
    }
    return opened;
}

}  // namespace

OpenedSession open_session(const std::filesystem::path& path) {
    try {
        return open_whole(path);
    } catch (const sql::SqlError& error) {
        if (error.code == SQLITE_BUSY) throw;
        if (!is_damage(error)) return only_read(path, error.what());
        try {
            return mend(path, error.what());
        } catch (const std::exception& worse) {
            return only_read(path, worse.what());
        }
    }
}

std::vector<std::filesystem::path> backups_of(const std::filesystem::path& path) {
    std::vector<std::filesystem::path> backups;
    for (int n = 1; n <= kBackups; ++n)
        if (const auto backup = with(path, ".backup-" + std::to_string(n)); std::filesystem::exists(backup))
            backups.push_back(backup);
    return backups;
}

void back_up(SessionFile& file, const std::filesystem::path& path, Revision revision) {
    const auto numbered = [&](int n) { return with(path, ".backup-" + std::to_string(n)); };
    if (const auto newest = revision_of(numbered(1)); newest == revision)
        return;
    else if (!newest)
        std::filesystem::remove(numbered(1));  // a broken one must not push out whole ones
    const std::filesystem::path fresh = with(path, ".backup-0");
    file.copy_to(fresh);
    if (std::filesystem::exists(numbered(1)))
        for (int n = kBackups - 1; n >= 1; --n)
            if (std::filesystem::exists(numbered(n))) std::filesystem::rename(numbered(n), numbered(n + 1));
    std::filesystem::rename(fresh, numbered(1));
}

}  // namespace tutti
