#include "server/history/recorder.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "engine/console/link.hpp"
#include "server/history/put_back.hpp"

namespace tutti {
namespace {

using namespace std::chrono_literals;
constexpr auto kApart = 1s;               // moves less than that apart are one
constexpr std::size_t kMostTouched = 64;  // of a step that is one touch: controls

std::int64_t wall_ms() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

std::shared_ptr<const Signature> the_desk() {
    static const auto desk = std::make_shared<const Signature>(Signature{0, "desk"});
    return desk;
}

Revision revision_of(const std::variant<StepRow, MarkRow>& row) {
    const auto* step = std::get_if<StepRow>(&row);
    return step ? step->last : std::get<MarkRow>(row).revision;
}

}  // namespace

Recorder::Recorder(Console& console, const Hands& hands)
    : console_(console),
      hands_(hands),
      first_(console.revision()),
      next_(static_cast<StepId>(console.first_revision())),
      at_(console.layout().slot_count(), kNone),
      who_(the_desk()) {
    console_.set_witness(this);
}

Recorder::~Recorder() {
    console_.set_witness(nullptr);
}

std::shared_ptr<const Signature> Recorder::signature(Client& client) const {
    const auto differs = [&] {
        if (!client.signature || client.signature->user != client.user) return true;
        return client.user > 0 &&
               client.signature->name != console_.text(console_.layout().slot("name"_user, client.user - 1));
    };
    if (differs()) {
        std::string name = client.user > 0 ? console_.text(console_.layout().slot("name"_user, client.user - 1))
                                           : client.origin.protocol;
        if (client.user <= 0 && client.id > 0) name += " " + std::to_string(client.id);
        client.signature = std::make_shared<const Signature>(Signature{client.user, std::move(name)});
    }
    return client.signature;
}

void Recorder::begin(Client& client, How how, Time now) {
    who_ = signature(client);
    whose_ = client.id;
    how_ = how;
    now_ = now;
    last_ = nullptr;
    begun_ = true;
}

void Recorder::go_on(StepPointer step) {
    going_on_ = std::move(step);
}

Recorder::StepPointer Recorder::step_of_fade(Slot slot) {
    if (!last_) last_ = make();
    claim(*last_, slot);
    if (const auto other = other_side(console_, console_.layout().place(slot))) claim(*last_, *other);
    return last_;
}

// Who has written there until now does not go on behind it.
void Recorder::claim(const Step& step, Slot slot) {
    if (at_[slot] != kNone && entries_[at_[slot]].step != &step) entries_[at_[slot]].step->closed = true;
}

void Recorder::close(const Client* client) {
    for (const StepPointer& step : steps_)
        if (!client || (step->row.who->name == client->signature->name && step->row.who->user == client->user))
            step->closed = true;
}

bool Recorder::changed_by_others(Slot slot, Revision since, const Client& client) const {
    if (console_.changes().revision(slot) <= since) return false;
    if (at_[slot] == kNone) return true;  // whoever it was
    const Signature& who = *entries_[at_[slot]].step->row.who;
    return who.name != client.signature->name || who.user != client.user;
}

void Recorder::changed(Slot slot, const Value& before, const Value& now, bool follows) {
    written_.push_back({slot, before.number, now.number, follows, nullptr});
    if (before.text.data())  // of a text
        written_.back().texts =
            std::make_unique<EntryTexts>(EntryTexts{std::string(before.text), std::string(now.text)});
}

void Recorder::applied(Revision revision) {
    if (!begun_ && !going_on_) {
        who_ = the_desk();
        whose_ = 0;
        how_ = How::brought;
        now_ = Clock::now();
        last_ = nullptr;
    }
    if (!written_.empty()) {
        StepPointer step = going_on_ ? going_on_ : how_ == How::moved ? joined() : nullptr;
        if (!step) step = make();
        if (!step->listed) {  // it was forgotten meanwhile
            step->listed = true;
            steps_.push_back(step);
        }
        for (Written& written : written_) put(*step, written, revision);
        if (!going_on_) {
            step->row.last = revision;
            step->row.time_ms = wall_ms();
            step->moved = now_;
            last_ = std::move(step);
        }
        written_.clear();
        if (kept_.entries.size() + entries_.size() - free_.size() > kMost) forget_all();
    }
    begun_ = false;
    going_on_ = nullptr;
}

// A step of the same hand on the same controls that still goes on.
Recorder::StepPointer Recorder::joined() const {
    Step* step = nullptr;
    for (const Written& written : written_) {
        if (written.follows) continue;
        const std::uint32_t at = at_[written.slot];
        if (at == kNone || entries_[at].follows || (step && entries_[at].step != step)) return nullptr;
        step = entries_[at].step;
    }
    if (!step || !step->moves || step->client != whose_ || step->row.who != who_ || is_still(*step, now_))
        return nullptr;
    return step->shared_from_this();
}

Recorder::StepPointer Recorder::make() {
    auto step = std::make_shared<Step>();
    const auto is_fixed = [this](const Written& w) { return !can_be_put_back(console_.layout().place(w.slot)); };
    const bool fixed =
        how_ == How::undo || (!written_.empty() && std::all_of(written_.begin(), written_.end(), is_fixed));
    step->row = {next_++, console_.revision(), wall_ms(), fixed ? StepState::fixed : StepState::done, !fixed, who_};
    step->client = whose_;
    step->moves = how_ == How::moved;
    step->moved = now_;
    step->listed = true;
    steps_.push_back(step);
    return step;
}

void Recorder::put(Step& step, Written& written, Revision revision) {
    std::uint32_t at = at_[written.slot];
    if (at == kNone || entries_[at].step != &step) {
        if (at != kNone) entries_[at].step->closed = true;
        if (free_.empty()) {
            at = static_cast<std::uint32_t>(entries_.size());
            entries_.emplace_back();
        } else {
            at = free_.back();
            free_.pop_back();
        }
        entries_[at] = {&step,    written.slot,    written.was, 0,
                        revision, written.follows, false,       std::move(written.texts)};
        step.entries.push_back(at);
        at_[written.slot] = at;
    } else if (written.texts) {
        entries_[at].texts->became = std::move(written.texts->became);
    }
    Entry& entry = entries_[at];
    entry.became = written.became;
    entry.revision = revision;
    entry.follows = entry.follows && written.follows;
    entry.dirty = step.dirty = dirty_ = true;
}

// Nothing more joins it.
bool Recorder::is_still(const Step& step, Time now) const {
    if (step.closed) return true;
    if (now - step.moved < kApart) return false;
    if (hands_.empty() || !step.moves || step.entries.size() > kMostTouched) return true;
    return std::none_of(step.entries.begin(), step.entries.end(), [&](std::uint32_t at) {
        const Hands::Hold* hold = hands_.holder(entries_[at].slot);
        return hold && hold->client == step.client && hold->since <= step.moved;
    });
}

HistoryBatch Recorder::take(Time now) {
    HistoryBatch batch = std::move(kept_);
    kept_ = {};
    batch.lost_until = std::max(batch.lost_until, std::exchange(lost_until_, 0));
    const auto fresh = static_cast<std::ptrdiff_t>(batch.steps.size());
    batch.steps.insert(batch.steps.end(), marks_.begin(), marks_.end());
    marks_.clear();
    for (const StepPointer& step : steps_) {
        if (step->dirty) {
            batch.steps.emplace_back(step->row);
            step->row.first_time = step->dirty = false;
            for (const std::uint32_t at : step->entries) {
                Entry& entry = entries_[at];
                if (!std::exchange(entry.dirty, false)) continue;
                EntryRow row{step->row.id, entry.slot, entry.was, entry.became, nullptr};
                if (entry.texts) row.texts = std::make_unique<EntryTexts>(*entry.texts);
                batch.entries.push_back(std::move(row));
            }
        }
    }
    dirty_ = false;
    settle(now);
    std::stable_sort(batch.steps.begin() + fresh, batch.steps.end(),
                     [](const auto& a, const auto& b) { return revision_of(a) < revision_of(b); });
    return batch;
}

void Recorder::settle(Time now) {
    if (dirty_) return;
    last_ = nullptr;
    for (const StepPointer& step : steps_)
        if (step.use_count() == 1 && is_still(*step, now)) let_go(*step);
    std::erase_if(steps_, [](const StepPointer& step) { return !step->listed; });
    if (!steps_.empty()) return;
    std::vector<Entry>().swap(entries_);
    std::vector<std::uint32_t>().swap(free_);
}

void Recorder::let_go(Step& step) {
    for (const std::uint32_t at : step.entries) {
        if (at_[entries_[at].slot] == at) at_[entries_[at].slot] = kNone;
        entries_[at].step = nullptr;
        free_.push_back(at);
    }
    step.entries.clear();
    step.listed = false;
}

void Recorder::give_back(HistoryBatch batch) {
    batch.steps.insert(batch.steps.end(), kept_.steps.begin(), kept_.steps.end());
    std::move(kept_.entries.begin(), kept_.entries.end(), std::back_inserter(batch.entries));
    batch.lost_until = std::max(batch.lost_until, kept_.lost_until);
    kept_ = std::move(batch);
    if (kept_.entries.size() + kept_.steps.size() > kMost) forget_all();
    dirty_ = true;
}

void Recorder::forget_all() {
    spdlog::error("history: what has happened so far cannot be written, and is forgotten");
    kept_ = {};
    marks_.clear();
    for (const StepPointer& step : steps_) {
        let_go(*step);
        step->closed = true;
    }
    steps_.clear();
    entries_.clear();
    free_.clear();
    lost_until_ = console_.revision();
    dirty_ = true;
}

}  // namespace tutti
