// The one door, for values that the desk brings along: copies, presets, scenes.
#include <algorithm>
#include <unordered_set>

#include "engine/console/cue_mix.hpp"
#include "engine/console/inserts.hpp"
#include "engine/console/rules.hpp"
#include "server/door.hpp"
#include "server/people/people.hpp"

namespace tutti {
namespace {

// What goes to a new value over a time where a whole state is brought back: faders, sends.
bool is_level(const Row& row) {
    return row.unit == Unit::db && (row.law == Law::fader || row.path.ends_with("/offset"));
}

}  // namespace

float within_cue_max(const Console& console, const Place& place, float wanted, Brought brought) {
    const auto cue = cue_of_level(console, place);
    if (!cue) return wanted;
    const float most = most_of_level(console, place, *cue);
    if (brought == Brought::back) return std::min(wanted, std::max(most, console.number(console.layout().slot(place))));
    return place.info().index == Index::bus ? std::min(wanted, most) : wanted;
}

std::optional<Refusal> Door::Visit::bring(const Change& change, std::vector<Slot>& held, double seconds,
                                          Brought brought) {
    const Place place = door_.console_.layout().place(change.slot);
    if (auto refusal = check_write(client_, place)) return refusal;
    Value value = within_rights(client_, door_.console_, place, change.value);
    if (place.info().type == Type::number) value.number = within_cue_max(door_.console_, place, value.number, brought);
    if (forbidden(door_.console_, place, value) || check_value(client_, door_.console_, place, value) ||
        check_person(door_.console_, place, value, changes_))
        return std::nullopt;
    if (!door_.hands_.empty()) {
        const Slot side = held_side(place, change.slot);
        if (door_.hands_.holder(side) && !door_.hands_.held_by(side, client_.id)) {
            held.push_back(change.slot);
            return std::nullopt;
        }
    }
    if (is_patch_of_inserts(place.info())) {
        if (taken(door_.console_, patches_, place, static_cast<int>(value.number))) return std::nullopt;
        patches_[change.slot] = static_cast<int>(value.number);
    }
    if (auto refusal = take_delay(place, change.slot, value)) return refusal;
    end_fades(change.slot);
    how_ = Recorder::How::brought;
    // With a level that goes to off, so that it is said together with it where a mix follows another (cue_rules.cpp).
    const bool beside = place.info().path.ends_with("/offset") && follows(door_.console_, place.index);
    const bool goes =
        seconds > 0 && is_level(place.info()) && (beside || value.number != door_.console_.number(change.slot));
    if (goes && door_.fades_.size() + beginning_ < Fades::kMost) {
        ++beginning_;
        moves_.push_back({change.slot, true, value.number, seconds});
        return std::nullopt;
    }
    changes_.push_back({change.slot, value});
    return std::nullopt;
}

// What is brought together has been a pair, or not, in its own way: no side ends what begins for the other. And where
// nothing follows from anything, only what is brought ends a fade.
void Door::Visit::order_moves(bool exactly) {
    const auto ends = [](const Move& move) { return !move.begins; };
    const auto middle = std::stable_partition(moves_.begin(), moves_.end(), ends);
    if (!exactly) return;
    std::unordered_set<Slot> brought;
    for (const Change& change : changes_) brought.insert(change.slot);
    for (auto move = middle; move != moves_.end(); ++move) brought.insert(move->slot);
    std::erase_if(moves_, [&](const Move& move) { return ends(move) && !brought.contains(move.slot); });
}

}  // namespace tutti
