#pragma once
// Finds the names that no step and no entry of the history uses any more, and lets go of them: in bites, since history
// may be large and the values have to be written meanwhile. One thread at a time, the disk's; what cannot be done is a
// sql::SqlError, and the same bite comes again.
#include <cstdint>
#include <unordered_set>
#include <vector>

#include "server/session/sql.hpp"

namespace tutti {

class UnusedNames {
public:
    explicit UnusedNames(sql::Database& database) : database_(database) {}

    // It is about to be written.
    void uses(std::int64_t name) { used_.insert(name); }
    // One bite of looking; false once all has been looked at, and then always.
    bool look();
    // One bite of letting go, behind the last look; false once there is nothing left to let go of.
    bool drop();

private:
    enum class Looks : std::uint8_t { at_steps, at_entries, at_names, no_more };

    sql::Database& database_;
    Looks looks_ = Looks::at_steps;
    std::int64_t step_ = -1, address_ = -1;  // how far it has come
    std::unordered_set<std::int64_t> used_;
    std::vector<std::int64_t> unused_;
};

}  // namespace tutti
