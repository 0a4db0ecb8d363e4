// The one door, for programs that say back what they hear.
#include <algorithm>

#include "server/door.hpp"

namespace tutti {

// Whether this packet changes it. Whoever changes this much at once says nothing back.
bool Door::Visit::changes(Slot slot) const {
    constexpr std::size_t many = 64;
    return changes_.size() > many ||
           std::any_of(changes_.begin(), changes_.end(), [slot](const Change& change) { return change.slot == slot; });
}

// Nothing that is meant: it is left alone, and so are a fade that goes on and a hand.
bool Door::Visit::is_echo(Slot slot, const Value& value, const std::optional<double>& sent) {
    if (door_.hands_.held_by(slot, client_.id) || changes(slot)) return false;
    const Place place = door_.console_.layout().place(slot);
    const Echoes::Heard heard = door_.echoes_.hear(client_, place, slot, sent.value_or(value.number), now_);
    // A fade is told of anyhow; between its steps it is heard where nobody has been told of.
    if (heard == Echoes::Heard::late && !door_.fades_.contains(slot)) client_.owe(slot, now_);
    return heard != Echoes::Heard::news;
}

// The sender knows what it sends, and has been given it lately: to say so again would set off a program that echoes.
bool Door::Visit::is_known(Slot slot, const Value& value) const {
    const Value stored = door_.console_.value(slot);
    if (stored.number != value.number || stored.text != value.text || changes(slot)) return false;
    const auto given = client_.gave.find(slot);
    return given != client_.gave.end() && now_ - given->second < Client::kCrossing;
}

void Door::note(std::span<const Change> changes, Author author, Time now, bool of_fades) {
    for (const Change& change : changes)
        if (console_.changes().revision(change.slot) == console_.revision())
            echoes_.changed(change.slot, author, now, of_fades && fades_.contains(change.slot));
}

}  // namespace tutti
