#pragma once
// Whether an address of the history is one that somebody asks for. Each name is looked at once. One thread at a time.
#include <memory>
#include <unordered_map>

#include "engine/console/selection.hpp"
#include "server/history/history_file.hpp"

namespace tutti {

class Selected {
public:
    Selected(const Console& console, std::shared_ptr<const Selection> selection)
        : console_(console), selection_(std::move(selection)) {}

    bool operator()(HistoryFile& file, NameId address) {
        if (selection_->everything()) return true;
        const auto [at, fresh] = known_.try_emplace(address, false);
        if (fresh) {
            const auto place = console_.tree().find(file.name_of(address));
            at->second = place && selection_->contains(*place);
        }
        return at->second;
    }

private:
    const Console& console_;  // its tree, which never changes
    std::shared_ptr<const Selection> selection_;
    std::unordered_map<NameId, bool> known_;
};

}  // namespace tutti
