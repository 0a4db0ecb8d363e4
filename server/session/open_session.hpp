#pragma once
// A session as it is found at start: whole, broken, or not to be written. The desk starts whatever there is; what was
// wrong is a sentence for a person, and no file is thrown away. One thread; may take a second.
#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "server/session/session_file.hpp"

namespace tutti {

struct OpenedSession {
    std::unique_ptr<SessionFile> file;  // none: nothing will be saved
    SessionContents contents;
    std::string complaint;  // empty: all is well
};

// A broken file is renamed to NAME.broken-DATE and the newest whole backup takes its place. One that cannot be written
// is read. Throws ForeignFile, and sql::SqlError where another process has it: then nobody should go on.
OpenedSession open_session(const std::filesystem::path& path);

// The backups of a session, the newest first: NAME.backup-1 to NAME.backup-3.
std::vector<std::filesystem::path> backups_of(const std::filesystem::path& path);
// Makes the newest one, checked, and lets go of the oldest; nothing where the newest holds the same revision. Throws
// sql::SqlError and std::filesystem::filesystem_error.
void back_up(SessionFile& file, const std::filesystem::path& path, Revision revision);

}  // namespace tutti
