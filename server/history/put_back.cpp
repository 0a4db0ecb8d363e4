#include "server/history/put_back.hpp"

#include <algorithm>

#include "engine/console/delay_pool.hpp"
#include "engine/console/inserts.hpp"
#include "engine/console/link.hpp"
#include "server/session/kept_settings.hpp"

namespace tutti {
namespace {

constexpr double kFade = 0.05;           // seconds
constexpr std::size_t kMostNamed = 256;  // addresses in an answer

struct Wanted {
    Slot slot;
    Value value;
};

// A voice or a tone that is on would go where it does not now.
bool opens(const Console& console, const Place& place, float wanted) {
    if (wanted == 0) return false;
    if (place.is("to/bus/{bus}"_oscillator) || place.is("to/main"_oscillator)) return console.on("on"_oscillator);
    if (place.is("to/bus/{bus}"_talkback) || place.is("to/monitor/{monitor}"_talkback))
        return console.on("on"_talkback, place.strip);
    return false;
}

bool is_there(const Console& console, const Wanted& wanted) {
    if (console.layout().row(wanted.slot).type == Type::text) return console.text(wanted.slot) == wanted.value.text;
    return console.number(wanted.slot) == wanted.value.number;
}

// What sets something free stands ahead of what takes it.
bool sets_free(const Layout& layout, const Wanted& wanted) {
    const Place place = layout.place(wanted.slot);
    return wanted.value.number == 0 && (is_patch_of_inserts(place.info()) || delay_pieces(place) > 0);
}

}  // namespace

bool can_be_put_back(const Place& place) {
    return place.family != Family::user && place.family != Family::client && place.family != Family::scene &&
           place.family != Family::preset && !place.is("lan"_session);
}

Result put_back(Door& door, Console& console, Client& client, const PutBack& what, Recorder::How how, bool strict,
                Time now) {
    const Layout& layout = console.layout();
    // What the last undo brings is there first: linked sides move along with a fade, and must not be parted on the way.
    std::vector<Fades::Due> due;
    door.fades().hurry(kFade, due);
    if (!due.empty()) door.apply(due);
    std::vector<std::string> left;
    std::vector<Wanted> all;
    std::unordered_set<Slot> named;
    for (const StoredSetting& setting : what.settings) {
        const auto place = console.tree().find(setting.address);
        if (place && (place->info().kind != Kind::setting || !can_be_put_back(*place))) continue;
        const auto value = place ? accept(layout, place->info(), argument_of(place->info(), setting.value))
                                 : Refusal{Code::unknown_address, "this desk has none"};
        if (std::holds_alternative<Refusal>(value) || what.newer.contains(setting.address)) {
            left.push_back(setting.address);
            continue;
        }
        Wanted wanted{layout.slot(*place), std::get<Value>(value)};
        if (place->info().type == Type::number)
            wanted.value.number = within_cue_max(console, *place, wanted.value.number, Brought::back);
        named.insert(wanted.slot);
        if (is_there(console, wanted) && !door.fades().contains(wanted.slot)) continue;
        if (opens(console, *place, wanted.value.number))
            left.push_back(setting.address);
        else
            all.push_back(wanted);
    }
    // Both sides of a linked pair, where only one is asked for. An undo names all that was written.
    for (std::size_t i = 0, count = all.size(); i < count && how == Recorder::How::brought; ++i) {
        const Place place = layout.place(all[i].slot);
        const auto other = other_side(console, place);
        if (other && !named.contains(layout.slot("link"_channel, place.strip & ~1)) && named.insert(*other).second)
            all.push_back({*other, all[i].value});
    }
    std::stable_partition(all.begin(), all.end(), [&](const Wanted& wanted) { return sets_free(layout, wanted); });
    Door::Visit visit(door, client, now);
    std::vector<Slot> held;
    std::optional<Refusal> first;
    int count = 0;
    for (const Wanted& wanted : all) {
        const std::size_t held_so_far = held.size();
        const auto refusal = visit.bring({wanted.slot, wanted.value}, held, kFade, Brought::back);
        if (!refusal) {
            count += held.size() == held_so_far ? 1 : 0;
            continue;
        }
        left.push_back(address_of(layout, wanted.slot));
        if (!first) first = Refusal{refusal->code, left.back() + ": " + refusal->reason};
    }
    if (first && (strict || count == 0)) {
        visit.discard();
        return *first;
    }
    for (const Slot slot : held) left.push_back(address_of(layout, slot));
    Outcome outcome{visit.finish_exactly(how), {count}};
    for (std::string& address : left)
        if (outcome.result.size() <= kMostNamed) outcome.result.emplace_back(std::move(address));
    return outcome;
}

Revision Door::Visit::finish_exactly(Recorder::How how) {
    how_ = how;
    return finish(Author{0}, true);
}

void Door::apply(std::vector<Fades::Due>& due) {
    std::stable_sort(due.begin(), due.end(), [](const auto& a, const auto& b) { return a.step < b.step; });
    std::vector<Change> changes;
    for (std::size_t i = 0; i < due.size(); ++i) {
        changes.push_back(due[i].change);
        if (i + 1 < due.size() && due[i + 1].step == due[i].step) continue;
        if (recorder_ && due[i].step) recorder_->go_on(std::move(due[i].step));
        console_.apply(changes, 0);
        note(changes, 0, Clock::now(), true);
        changes.clear();
    }
}

}  // namespace tutti
