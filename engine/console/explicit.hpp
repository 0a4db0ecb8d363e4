#pragma once
// Which addresses a list of changes sets itself: no consequence overwrites them. Used by the rules only, while one list
// is applied; state thread.
#include <algorithm>
#include <vector>

#include "engine/console/console.hpp"

namespace tutti {

// Sorted when first asked, since most lists have no consequences.
class Explicit {
public:
    explicit Explicit(std::span<const Change> changes) : changes_(changes) {}
    bool names(Slot slot) {
        if (slots_.empty())
            for (const Change& change : changes_) slots_.push_back(change.slot);
        if (!std::is_sorted(slots_.begin(), slots_.end())) std::sort(slots_.begin(), slots_.end());
        return std::binary_search(slots_.begin(), slots_.end(), slot);
    }

private:
    std::span<const Change> changes_;
    std::vector<Slot> slots_;
};

}  // namespace tutti
