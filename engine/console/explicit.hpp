#pragma once
// Which addresses a list of changes sets itself: no consequence overwrites them. Used by the rules only, while one list
// is applied; state thread.
#include <algorithm>
#include <span>
#include <vector>

#include "engine/console/console.hpp"

namespace tutti {

class Explicit {
public:
    explicit Explicit(std::span<const Change> changes) {
        if (changes.size() == 1) {
            one_ = changes.front().slot;  // most lists, without a vector
            return;
        }
        slots_.reserve(changes.size());
        for (const Change& change : changes) slots_.push_back(change.slot);
        if (!std::is_sorted(slots_.begin(), slots_.end())) std::sort(slots_.begin(), slots_.end());
        slots_.erase(std::unique(slots_.begin(), slots_.end()), slots_.end());
    }

    // In their order, each once however often the list says it: what follows from it follows once.
    std::span<const Slot> slots() const { return one_ != kNoSlot ? std::span(&one_, 1) : std::span(slots_); }
    bool names(Slot slot) const {
        const auto all = slots();
        return std::binary_search(all.begin(), all.end(), slot);
    }

private:
    Slot one_ = kNoSlot;
    std::vector<Slot> slots_;
};

}  // namespace tutti
