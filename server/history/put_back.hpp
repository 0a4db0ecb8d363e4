#pragma once
// Bringing values back as they were: through the one door, as they stood together then, with what no undo may do left
// out. State thread only.
#include <string>
#include <unordered_set>
#include <vector>

#include "server/actions.hpp"
#include "server/door.hpp"
#include "server/session/session_file.hpp"

namespace tutti {

// Not who there is at the desk, which scenes there are, and what the network hears: those are no matter of the mix.
bool can_be_put_back(const Place& place);

struct PutBack {
    std::vector<StoredSetting> settings;
    std::unordered_set<std::string> newer;  // somebody has changed them since: left alone, and named
};
// The newest revision, how many values differ now, and the addresses that were left alone; a refusal where nothing
// else is left. Levels take 50 ms. `strict`: a value that this client may not write refuses all of it.
Result put_back(Door& door, Console& console, Client& client, const PutBack& what, Recorder::How how, bool strict,
                Time now);

}  // namespace tutti
