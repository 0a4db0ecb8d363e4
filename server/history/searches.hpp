#pragma once
// The questions that history answers, each as what it looks at on the disk thread and what it then comes to on the
// state thread: undo and redo, the list, restore.
#include <memory>
#include <variant>

#include "server/history/history.hpp"

namespace tutti {

struct HistoryParts {
    Console& console;
    Door& door;
    Recorder& recorder;
};

// The newest step of this client's person, or of anybody. Result: how many values it has set, and the addresses that
// were left alone.
std::unique_ptr<History::Search> make_undo(HistoryParts parts, Client& client, bool all, bool redo, Revision asked);
// Result: a JSON text, the newest entry first. A step is whole in it, but for one that alone has more than `count`.
std::unique_ptr<History::Search> make_list(const Console& console, Revision before, int count,
                                           std::shared_ptr<const Selection> selection);
// All that is selected as it was right after the revision. Result as of undo.
std::unique_ptr<History::Search> make_restore(HistoryParts parts, Revision revision,
                                              std::shared_ptr<const Selection> selection);

std::variant<std::shared_ptr<const Selection>, Refusal> select(const Console& console, std::string_view pattern);

}  // namespace tutti
