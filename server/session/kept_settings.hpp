#pragma once
// Which settings a session keeps, how one is stored, and how a desk becomes what a session holds.
#include <string>
#include <vector>

#include "server/session/session_file.hpp"

namespace tutti {

// Every setting that does not end with the daemon.
inline bool is_kept(const Row& row) {
    return row.kind == Kind::setting && !row.passing;
}

// A number, or the text of a parameter that is one, as it stands in the file. Any thread.
StoredSetting stored_of(const Layout& layout, Slot slot, float number, const std::string& text);

// As a client would send it, so that what is accepted is the same.
Argument argument_of(const Row& row, const StoredValue& value);

struct Restored {
    int left_out_count = 0;
    std::vector<std::string> left_out;  // a sentence for each setting that this desk has no place for, 20 at most
};
// What stands in the session is taken, everything else is as on a new desk, in one apply. A desk that is smaller than
// the session's loads what fits. State thread, before anybody else writes.
Restored restore(Console& console, const SessionContents& contents);

// The studio's own words for families of cue mixes, which keep their numbers.
Record record_of_families(const Console& console);

}  // namespace tutti
