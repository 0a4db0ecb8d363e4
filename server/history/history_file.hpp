#pragma once
// History in the session file: tables of steps and entries, the newest million entries and at most 90 days. Addresses
// and people stand there by numbers of their names. One thread at a time, the disk's; what cannot be done is a
// sql::SqlError.
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "server/history/step.hpp"
#include "server/history/unused_names.hpp"
#include "server/session/session_file.hpp"

namespace tutti {

using NameId = std::int64_t;

struct HistoryRow {
    StepId step = 0;
    Revision last = 0;
    std::int64_t time_ms = 0;
    NameId person = 0, address = 0;
    StepState state = StepState::done;
    StoredValue was, became;
};
struct FoundStep {
    StepId id = 0;
    Revision done = 0;  // when it was undone
    std::vector<HistoryRow> entries;
};

class HistoryFile {
public:
    static constexpr std::int64_t kMost = 1'000'000;  // entries
    static constexpr int kDays = 90;

    // `begin`: of a new session, what history reaches back to.
    HistoryFile(SessionFile& file, const Layout& layout, Revision begin);

    // One transaction. Also lets go of some of what is too old.
    void write(const HistoryBatch& batch);
    // Lets go of at most `most` entries; whether there is more to be let go of.
    bool prune(int most);
    // Names that nothing uses any more: a bite of looking for them, false once they are known; then a bite of letting
    // go of them, false once none is left. By then nobody may hold the number of one that was seen before they were
    // known.
    bool look_for_unused_names();
    bool drop_unused_names();
    // So many have come since they were last looked for that it is worth while.
    bool many_names() const { return fresh_names_ >= kManyNames; }
    // The values right after a revision before this one are not known.
    Revision reach();

    // Entries of steps whose newest change came before `before`, the newest step first, until `take` says no, or
    // behind some thousand at the end of a step. Where to go on from; 0: there is no more.
    Revision visit(Revision before, const std::function<bool(const HistoryRow&)>& take);
    std::vector<HistoryRow> entries(StepId step);
    // The step that was undone last, of this person or (0) of anybody, begun at `first` or later.
    std::optional<FoundStep> undone(NameId person, StepId first);

    std::optional<NameId> find(const std::string& name);
    std::string name_of(NameId id);

private:
    static constexpr int kManyNames = 1000;
    NameId number_of(const std::string& name);  // a new one where it has none
    NameId number_of(Slot slot);
    bool prune_in(int most);

    sql::Database& database_;
    const Layout& layout_;
    std::int64_t count_ = 0;
    int fresh_names_ = 0;
    std::optional<UnusedNames> unused_;  // while they are looked for
    std::unordered_map<Slot, NameId> slots_;
    std::unordered_map<NameId, std::string> names_;
    sql::Statement name_, find_, spell_, put_step_, end_redo_, mark_, put_, go_on_, forget_, oldest_, drop_, drop_step_,
        reach_;
};

}  // namespace tutti
