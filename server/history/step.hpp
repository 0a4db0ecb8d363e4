#pragma once
// What history is made of. A step is what one undo takes back: one list of changes, or the moves of one hand on the
// same controls. An entry is one address in it, from what it was to what it has become. Plain data; any thread.
#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "engine/console/console.hpp"
#include "server/client.hpp"

namespace tutti {

// Greater than all before it, also of earlier starts.
using StepId = std::int64_t;

enum class StepState : std::uint8_t {
    done,    // can be undone
    undone,  // can be redone
    past,    // was undone, and its person has changed something since
    fixed,   // an undo or redo itself, and what none may take back
};

// A row of the table of steps, as it is to be written.
struct StepRow {
    StepId id = 0;
    Revision last = 0;  // of its newest change: the steps of one address are ordered by it
    std::int64_t time_ms = 0;
    StepState state = StepState::done;
    bool first_time = false;  // it ends what its person could have redone
    std::shared_ptr<const Signature> who;
};
// What a person has undone or redone, behind what was written before `revision`.
struct MarkRow {
    StepId id = 0;
    StepState state = StepState::done;
    Revision revision = 0;
};
struct EntryTexts {
    std::string was, became;
};
struct EntryRow {
    StepId step = 0;
    Slot slot = 0;
    float was = 0, became = 0;
    std::unique_ptr<const EntryTexts> texts;  // of a text
};
struct HistoryBatch {
    std::vector<std::variant<StepRow, MarkRow>> steps;  // in the order in which they happened
    std::vector<EntryRow> entries;
    Revision lost_until = 0;  // what came before it is not whole: nothing is taken back beyond
};

}  // namespace tutti
