// Undo, redo and restore: what they look for, and how they set it back.
#include <unordered_map>
#include <unordered_set>

#include "server/history/put_back.hpp"
#include "server/history/searches.hpp"
#include "server/history/selected.hpp"
#include "server/session/kept_settings.hpp"

namespace tutti {
namespace {

class Undo final : public History::Search {
public:
    Undo(HistoryParts parts, Client& client, bool all, bool redo, Revision asked)
        : parts_(parts), who_(parts.recorder.signature(client)), all_(all), redo_(redo), asked_(asked) {
        // A connection without a user is another one after each start.
        if (!all && who_->user == 0) first_ = parts.recorder.first_step();
    }

    void begin(HistoryFile& file) override {
        person_ = file.find(who_->name).value_or(kNobody);
        reach_ = file.reach();
        if (redo_) found_ = file.undone(all_ ? 0 : person_, first_);
    }

    bool take(HistoryFile&, const HistoryRow& row) override {
        const bool effective = row.state == StepState::done;
        if (redo_) {
            if (!found_ || all_ || row.last <= found_->done) return false;
        } else {
            if (found_ ? row.step != found_->id : row.last <= reach_) return false;
            if (found_ || (effective && (all_ || (row.person == person_ && row.step >= first_)))) {
                if (!found_) found_.emplace(FoundStep{row.step, 0, {}});
                found_->entries.push_back(row);
                return true;
            }
        }
        if (effective && row.person != person_) newer_.insert(row.address);
        return true;
    }

    void end(HistoryFile& file) override {
        if (!found_) return;
        for (const HistoryRow& entry : found_->entries) {
            const std::string address = file.name_of(entry.address);
            what_.settings.push_back({address, redo_ ? entry.became : entry.was});
            if (!all_ && newer_.contains(entry.address)) what_.newer.insert(address);
        }
    }

    Result result(Client& client, Time now) override {
        if (!found_) return Refusal{Code::bad_value, redo_ ? "there is nothing to redo" : "there is nothing to undo"};
        parts_.recorder.signature(client);
        if (!all_)
            for (const StoredSetting& setting : what_.settings)
                if (const auto place = parts_.console.tree().find(setting.address))
                    if (parts_.recorder.changed_by_others(parts_.console.layout().slot(*place), asked_, client))
                        what_.newer.insert(setting.address);
        if (!redo_) end_fades();
        parts_.recorder.close(all_ ? nullptr : &client);
        Result result = put_back(parts_.door, parts_.console, client, what_, Recorder::How::undo, false, now);
        if (const auto* outcome = std::get_if<Outcome>(&result))
            parts_.recorder.mark(found_->id, redo_ ? StepState::done : StepState::undone, outcome->revision);
        return result;
    }

private:
    // What is on its way, but has been told to nobody yet, stands in no entry.
    void end_fades() {
        const Layout& layout = parts_.console.layout();
        std::unordered_set<std::string> named;
        for (const StoredSetting& setting : what_.settings) named.insert(setting.address);
        for (const Change& begun : parts_.door.fades().of(found_->id))
            if (StoredSetting setting = stored_of(layout, begun.slot, begun.value.number, {});
                !named.contains(setting.address))
                what_.settings.push_back(std::move(setting));
    }

    static constexpr NameId kNobody = -1;  // has no name there: has changed nothing

    HistoryParts parts_;
    const std::shared_ptr<const Signature> who_;
    const bool all_, redo_;
    const Revision asked_;
    StepId first_ = 0;
    NameId person_ = 0;
    Revision reach_ = 0;
    std::optional<FoundStep> found_;
    std::unordered_set<NameId> newer_;  // what others have changed since
    PutBack what_;
};

// What was before the oldest change behind a revision was there right after it.
class Restore final : public History::Search {
public:
    Restore(HistoryParts parts, Revision revision, std::shared_ptr<const Selection> selection)
        : parts_(parts), revision_(revision), selected_(parts.console, std::move(selection)) {}

    void begin(HistoryFile& file) override { reach_ = file.reach(); }

    bool take(HistoryFile& file, const HistoryRow& row) override {
        if (revision_ < reach_ || row.last <= revision_) return false;
        if (selected_(file, row.address)) was_[row.address] = row.was;
        return true;
    }

    void end(HistoryFile& file) override {
        for (auto& [address, was] : was_) what_.settings.push_back({file.name_of(address), std::move(was)});
    }

    Result result(Client& client, Time now) override {
        if (revision_ < reach_)
            return Refusal{Code::bad_value, "history reaches back to revision " + std::to_string(reach_) + " only"};
        return put_back(parts_.door, parts_.console, client, what_, Recorder::How::brought, true, now);
    }

private:
    HistoryParts parts_;
    const Revision revision_;
    Selected selected_;
    Revision reach_ = 0;
    std::unordered_map<NameId, StoredValue> was_;
    PutBack what_;
};

}  // namespace

std::unique_ptr<History::Search> make_undo(HistoryParts parts, Client& client, bool all, bool redo, Revision asked) {
    return std::make_unique<Undo>(parts, client, all, redo, asked);
}

std::unique_ptr<History::Search> make_restore(HistoryParts parts, Revision revision,
                                              std::shared_ptr<const Selection> selection) {
    return std::make_unique<Restore>(parts, revision, std::move(selection));
}

}  // namespace tutti
