#pragma once
// Levels that a performer has set in a cue mix and that are heard only some time later: below -20 dB at once, from
// there on by 20 dB a second at most. The values themselves are stored as they were set. Part of Console; state thread
// only.
#include <iterator>
#include <unordered_map>

#include "engine/console/layout.hpp"

namespace tutti {

class Rises {
public:
    static constexpr float kFloor = -20;     // dB
    static constexpr float kPerSecond = 20;  // dB

    bool empty() const { return rising_.empty(); }
    // What is heard of a level that is stored so.
    float heard(Slot slot, float stored) const {
        if (rising_.empty()) return stored;
        const auto found = rising_.find(slot);
        return found == rising_.end() ? stored : found->second;
    }
    // The level has been set: from where it was heard, at least from `floor`, it rises to there; `slowly` or at once.
    void set(Slot slot, float was, float now, float floor, bool slowly) {
        const float from = was > floor ? was : floor;
        if (slowly && now > from)
            rising_[slot] = from;
        else if (!rising_.empty())
            rising_.erase(slot);
    }
    // `step(slot, heard)` for each: moves it, and says whether it is still on its way.
    template <class Step>
    void advance(Step&& step) {
        for (auto it = rising_.begin(); it != rising_.end();)
            it = step(it->first, it->second) ? std::next(it) : rising_.erase(it);
    }

private:
    std::unordered_map<Slot, float> rising_;
};

}  // namespace tutti
