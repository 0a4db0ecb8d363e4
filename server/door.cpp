#include "server/door.hpp"

#include <algorithm>
#include <cmath>

#include "engine/console/cue_mix.hpp"
#include "engine/console/delay_pool.hpp"
#include "engine/console/inserts.hpp"
#include "engine/console/laws.hpp"
#include "engine/console/link.hpp"
#include "engine/console/pattern.hpp"
#include "engine/console/rules.hpp"
#include "server/people/people.hpp"

namespace tutti {
namespace {

std::optional<double> as_number(const Argument& argument) {
    if (const auto* i = std::get_if<std::int32_t>(&argument)) return *i;
    if (const auto* h = std::get_if<std::int64_t>(&argument)) return static_cast<double>(*h);
    if (const auto* f = std::get_if<float>(&argument)) return *f;
    if (const auto* d = std::get_if<double>(&argument)) return *d;
    return std::nullopt;
}

// Whether what the sender holds differs from what is stored.
bool differs(const Row& row, const Argument& sent, const Value& stored) {
    if (row.type == Type::text || row.type == Type::choice || row.type == Type::route) return false;
    if (const auto* b = std::get_if<bool>(&sent)) return (*b ? 1.0F : 0.0F) != stored.number;
    const auto number = as_number(sent);
    return !number || static_cast<float>(*number) != stored.number;
}

bool continuous(const Row& row) {
    return row.type == Type::number || row.type == Type::integer;
}

}  // namespace

Suffix take_suffix(std::string_view& address) {
    const std::size_t slash = address.rfind('/');
    if (slash == std::string_view::npos || slash == 0) return Suffix::none;
    constexpr std::pair<std::string_view, Suffix> words[] = {{"by", Suffix::by},       {"turn", Suffix::turn},
                                                             {"fade", Suffix::fade},   {"toggle", Suffix::toggle},
                                                             {"reset", Suffix::reset}, {"touch", Suffix::touch}};
    for (const auto& [word, suffix] : words)
        if (address.substr(slash + 1) == word) {
            address = address.substr(0, slash);
            return suffix;
        }
    return Suffix::none;
}

std::optional<Refusal> check_read(const Client& client) {
    if (may_read(client.role)) return std::nullopt;
    return Refusal{Code::not_logged_in, "log in first"};
}

std::optional<Refusal> check_write(const Client& client, const Place& place) {
    if (const auto refusal = check_read(client)) return refusal;
    if (client.rights && client.rights->may_write(place)) return std::nullopt;
    return Refusal{Code::not_allowed, "role " + std::string(role_name(client.role)) + " may not change this"};
}

std::optional<Refusal> check_act(const Client& client, std::string_view address) {
    if (const auto refusal = check_read(client)) return refusal;
    if (client.rights && client.rights->may_act(address)) return std::nullopt;
    return Refusal{Code::not_allowed, "role " + std::string(role_name(client.role)) + " may not do this"};
}

std::optional<Refusal> check_value(const Client& client, const Console& console, const Place& place,
                                   const Value& value) {
    const bool tone = place.is("to/bus/{bus}"_oscillator) && value.number != 0;
    if (tone && console.number("kind"_bus, place.index) == static_cast<float>(BusKind::cue) &&
        client.role != Role::engineer)
        return Refusal{Code::not_allowed, "only the engineer sends the oscillator to a cue bus"};
    return std::nullopt;
}

Value within_rights(const Client& client, const Console& console, const Place& place, Value value) {
    constexpr float heard = -20;
    if (client.role != Role::artist) return value;
    if (const auto cue = cue_of_level(console, place))
        value.number = std::min(value.number, most_of_level(console, place, *cue));
    if (place.is("send/{bus}/level"_talkback))
        value.number = std::max(value.number, std::min(heard, console.number(console.layout().slot(place))));
    return value;
}

std::optional<Refusal> Door::Visit::set(std::string_view address, std::span<const Argument> arguments) {
    if (const auto refusal = check_read(client_)) return refusal;
    const Suffix suffix = take_suffix(address);
    if (!is_pattern(address)) {
        const auto place = door_.console_.tree().find(address);
        if (!place) return Refusal{Code::unknown_address, "this desk has no such address"};
        return set_one(*place, suffix, arguments);
    }
    if (pattern_too_large(address)) return Refusal{Code::too_large, "a pattern has at most 255 bytes and 8 wild cards"};
    if (suffix == Suffix::touch) return Refusal{Code::bad_value, "a hand is on one control"};
    const Layout& layout = door_.console_.layout();
    const Selection selection(layout, door_.console_.tree(), address, Selection::Depth::leaves);
    if (selection.empty()) return Refusal{Code::unknown_address, "the pattern matches nothing"};
    std::optional<Refusal> first;
    constexpr std::size_t most_matched = 1 << 20;
    for (Slot slot = selection.next(layout, 0); slot != kNoSlot; slot = selection.next(layout, slot + 1)) {
        if (++matched_ > most_matched)
            return Refusal{Code::too_large, "the patterns of one packet match over a million"};
        if (auto refusal = set_one(layout.place(slot), suffix, arguments); refusal && !first)
            first = std::move(refusal);
    }
    return first;
}

std::optional<Refusal> Door::Visit::set_one(const Place& place, Suffix suffix, std::span<const Argument> arguments) {
    if (auto refusal = check_write(client_, place)) return refusal;
    const Row& row = place.info();
    const Slot slot = door_.console_.layout().slot(place);
    if (row.kind == Kind::reading) return Refusal{Code::read_only, "a reading cannot be set"};
    if (row.kind == Kind::action) return Refusal{Code::bad_type, "an action takes no such argument"};
    if (suffix == Suffix::touch) return touch(place, slot, arguments);
    const auto value = wanted(place, slot, suffix, arguments);
    if (const auto* refusal = std::get_if<Refusal>(&value)) return *refusal;
    const Value stored = within_rights(client_, door_.console_, place, std::get<Value>(value));
    if (auto refusal = forbidden(door_.console_, place, stored)) return refusal;
    if (auto refusal = check_value(client_, door_.console_, place, stored)) return refusal;
    if (auto refusal = check_person(door_.console_, place, stored, changes_)) return refusal;
    if (is_patch_of_inserts(row)) {
        if (auto refusal = taken(door_.console_, patches_, place, static_cast<int>(stored.number))) return refusal;
        patches_[slot] = static_cast<int>(stored.number);
    }
    if (suffix == Suffix::fade) {
        const double seconds = *as_number(arguments[1]);
        const Slot held = held_side(place, slot);
        if (door_.hands_.holder(held) && !door_.hands_.held_by(held, client_.id)) {
            client_.owe(slot, now_);
            return std::nullopt;  // fades skip what is held
        }
        if (seconds > 0) {
            if (door_.fades_.size() + beginning_ >= Fades::kMost && !door_.fades_.contains(slot))
                return Refusal{Code::busy, "too many fades"};
            ++beginning_;
            if (const auto other = other_side(door_.console_, place)) moves_.push_back({*other, false, 0, 0});
            moves_.push_back({slot, true, stored.number, seconds});
            return std::nullopt;
        }
    }
    if (auto refusal = take_delay(place, slot, stored)) return refusal;
    take(slot, stored, suffix, arguments.empty() ? nullptr : &arguments[0]);
    return std::nullopt;
}

// The memory that a delay needs while it is on, counted together with what came before in the same packet.
std::optional<Refusal> Door::Visit::take_delay(const Place& place, Slot slot, const Value& value) {
    const int pieces = delay_pieces(place);
    const bool on = value.number != 0;
    if (pieces == 0 || on == (pending(slot) != 0)) return std::nullopt;
    if (on && pieces > door_.console_.delay_pieces_left() - delay_pieces_)
        return Refusal{Code::busy, "the memory for delays is taken: switch another one off"};
    delay_pieces_ += on ? pieces : -pieces;
    return std::nullopt;
}

std::variant<Value, Refusal> Door::Visit::wanted(const Place& place, Slot slot, Suffix suffix,
                                                 std::span<const Argument> arguments) const {
    const Row& row = place.info();
    const auto takes = [&](std::size_t count) { return arguments.size() == count; };
    switch (suffix) {
        case Suffix::reset:
            if (!takes(0)) return Refusal{Code::bad_type, "reset takes no argument"};
            return Value{row.type == Type::text ? 0 : door_.console_.initial_number(place), row.initial_text};
        case Suffix::toggle:
            if (row.type != Type::toggle || !takes(0))
                return Refusal{Code::bad_type, "toggle is for switches and takes no argument"};
            return Value{pending(slot) == 0 ? 1.0F : 0.0F};
        case Suffix::by:
        case Suffix::turn: {
            const auto delta = takes(1) ? as_number(arguments[0]) : std::nullopt;
            if (!continuous(row) || !delta)
                return Refusal{Code::bad_type, "a relative move takes one number and is for numbers"};
            if (!std::isfinite(*delta)) return Refusal{Code::bad_value, "not a finite number"};
            const double now = pending(slot);
            const double moved = suffix == Suffix::by ? now + *delta : value_at(row, position(row, now) + *delta);
            return Value{settle(row, static_cast<float>(std::clamp(moved, -3e38, 3e38)))};
        }
        case Suffix::fade: {
            if (!takes(2) || !continuous(row))
                return Refusal{Code::bad_type, "a fade takes a value and seconds and is for numbers"};
            const auto seconds = as_number(arguments[1]);
            if (!seconds) return Refusal{Code::bad_type, "seconds are a number"};
            if (!(*seconds >= 0 && *seconds <= Fades::kLongest))
                return Refusal{Code::bad_value, "a fade takes 0 to 600 seconds"};
            return accept(door_.console_.layout(), row, arguments[0]);
        }
        case Suffix::none:
        case Suffix::touch: break;
    }
    if (!takes(1)) return Refusal{Code::bad_type, "takes one value"};
    return accept(door_.console_.layout(), row, arguments[0]);
}

std::optional<Refusal> Door::Visit::touch(const Place& place, Slot slot, std::span<const Argument> arguments) {
    const bool* down = arguments.size() == 1 ? std::get_if<bool>(&arguments[0]) : nullptr;
    std::optional<double> number;
    if (arguments.size() == 1) number = as_number(arguments[0]);
    if (!down && !number) return Refusal{Code::bad_type, "touch takes T or F"};
    if (!continuous(place.info())) return std::nullopt;  // switches are never held
    if (down ? *down : *number != 0) {
        const Hands::Hold* other = door_.hands_.holder(held_side(place, slot));
        const bool refused = other && other->client != client_.id && client_.role <= other->role;
        if (refused || !door_.hands_.take(slot, client_, now_))
            return Refusal{Code::busy, "somebody else's hand is on it"};
        // Of a linked pair the other side is taken over with it.
        if (const auto pair = other_side(door_.console_, place))
            if (const Hands::Hold* theirs = door_.hands_.holder(*pair); theirs && theirs->client != client_.id)
                door_.hands_.release(*pair, theirs->client);
        if (door_.fades_.cancel(slot)) {  // what was heard on the way and told to nobody is stored
            client_.owe(slot, now_);
            changes_.push_back({slot, {pending(slot)}});
        }
        if (!moves_.empty()) moves_.push_back({slot, false, 0, 0});
    } else if (door_.hands_.release(slot, client_.id)) {
        client_.owe(slot, now_);
    }
    return std::nullopt;
}

// A hand on one side of a linked pair is a hand on both.
Slot Door::Visit::held_side(const Place& place, Slot slot) const {
    const auto other = other_side(door_.console_, place);
    return other && !door_.hands_.holder(slot) && door_.hands_.holder(*other) ? *other : slot;
}

float Door::Visit::pending(Slot slot) const {
    const auto moved = moved_.find(slot);
    if (moved != moved_.end()) return moved->second;
    for (auto change = changes_.rbegin(); change != changes_.rend(); ++change)
        if (change->slot == slot) return change->value.number;
    return door_.console_.number(slot);
}

// Desk and sender may have crossed: within the last two seconds the desk sent this client a value of it for another
// cause (another's change, what came back of a set before, a datagram refresh), or it is amid the values of a
// subscription.
bool Door::Visit::crossed(Slot slot) const {
    const Place place = door_.console_.layout().place(slot);
    if (!client_.listening() || !client_.subscribed(place, slot)) return false;
    const ChangeList& changes = door_.console_.changes();
    const Revision others = changes.author(slot) == client_.id ? changes.other_revision(slot) : changes.revision(slot);
    if (others > client_.past_told.back()) return true;
    const auto given = client_.gave.find(slot);
    if (given != client_.gave.end() && now_ - given->second < Client::kCrossing) return true;
    if (client_.origin.datagram && now_ - client_.refreshed < Client::kCrossing) return true;
    if (!client_.walked) return false;
    bool walking = false;
    for (const Job& job : client_.jobs)
        if (const auto* walk = std::get_if<Walk>(&job)) {
            walking = true;
            if (walk->next > slot) return true;
            // It will pass here, and what it tells may cross the next set.
            if (walk->selection->contains(place)) client_.gives(slot, now_);
        }
    const bool waiting = client_.link->queued() > 0;
    client_.walked = walking || waiting;
    return waiting;
}

// Of both sides of a linked pair: they are written together.
void Door::Visit::end_fades(Slot slot) {
    if (door_.fades_.empty() && moves_.empty()) return;
    moves_.push_back({slot, false, 0, 0});
    if (const auto other = other_side(door_.console_, door_.console_.layout().place(slot)))
        moves_.push_back({*other, false, 0, 0});
}

void Door::Visit::take(Slot slot, const Value& value, Suffix suffix, const Argument* sent) {
    const bool relative = suffix == Suffix::by || suffix == Suffix::turn;
    if (suffix == Suffix::none && sent && is_echo(slot, value, as_number(*sent))) return;
    if (!door_.hands_.empty()) {
        door_.hands_.moved(slot, client_.id, now_);
        const Slot held = held_side(door_.console_.layout().place(slot), slot);
        const Hands::Hold* hold = door_.hands_.holder(held);
        if (hold && hold->client != client_.id && !relative) {
            if (client_.role <= hold->role) {
                client_.owe(slot, now_);  // the sender gets the held value back
                overruled_ = true;
                return;
            }
            door_.hands_.take(held, client_, now_);
        }
    }
    end_fades(slot);
    const Row& row = door_.console_.layout().row(slot);
    const bool otherwise = suffix != Suffix::none || (sent && differs(row, *sent, value));
    if (otherwise || (crossed(slot) && !is_known(slot, value))) client_.owe(slot, now_);
    if (relative || suffix == Suffix::toggle)
        moved_[slot] = value.number;
    else if (!moved_.empty())
        moved_.erase(slot);
    changes_.push_back({slot, value});
}

Revision Door::Visit::finish() {
    return finish(client_.id);
}

Revision Door::Visit::finish_for_all() {
    return finish(Author{0});
}

Revision Door::Visit::finish(Author author, bool exactly) {
    const bool slowly = client_.role == Role::artist;
    for (Change& change : changes_) change.slowly = slowly;
    Recorder* recorder = changes_.empty() && beginning_ == 0 ? nullptr : door_.recorder_;
    if (recorder) recorder->begin(client_, how_, now_);
    if (!changes_.empty()) door_.dead_man_.watch(changes_, client_);
    // What only begins fades has a revision too where there is a history: it stands there by that.
    if (!changes_.empty() || recorder)
        exactly ? door_.console_.put_back(changes_, author) : door_.console_.apply(changes_, author);
    if (how_ != Recorder::How::moved) order_moves(exactly);
    for (const Move& move : moves_) {
        if (!move.begins) {
            door_.fades_.cancel(move.slot);
            continue;
        }
        const auto step = recorder ? recorder->step_of_fade(move.slot) : nullptr;
        door_.fades_.start(door_.console_, move.slot, move.target, move.seconds, now_, client_.id, slowly, step);
    }
    door_.note(changes_, author, now_);
    changes_.clear();
    moves_.clear();
    beginning_ = 0;
    delay_pieces_ = 0;
    moved_.clear();
    patches_.clear();
    return door_.console_.revision();
}

}  // namespace tutti
