#include "engine/console/console.hpp"

#include <algorithm>
#include <bit>
#include <unordered_map>
#include <utility>

#include "engine/console/cue_mix.hpp"
#include "engine/console/delay_pool.hpp"
#include "engine/console/inserts.hpp"
#include "engine/console/link.hpp"
#include "engine/console/rules.hpp"

namespace tutti {
namespace {

// What moves nothing of a channel but its gains, its sends and its place in automix.
bool gains_only(const Place& place) {
    switch (place.info().part) {
        case Part::pan:
        case Part::fader:
        case Part::mute:
        case Part::sends:
        case Part::names: return true;
        case Part::groups: return !place.is("link"_channel);
        default:
            return place.is("input/trim"_channel) || place.is("input/invert"_channel) || place.is("input/mute"_channel);
    }
}

std::vector<Slot> other_sides_of_slow(const Console& console, std::span<const Change> changes) {
    std::vector<Slot> sides;
    for (const Change& change : changes) {
        const auto side = change.slowly ? other_side(console, console.layout().place(change.slot)) : std::nullopt;
        if (side) sides.push_back(*side);
    }
    return sides;
}

}  // namespace

Console::Console(const Sizes& sizes, Revision first_revision)
    : layout_(sizes),
      tree_(layout_),
      changes_(layout_.slot_count()),
      numbers_(layout_.slot_count()),
      stamps_(static_cast<std::size_t>(sizes.channels + sizes.buses + 1 + sizes.monitors + sizes.outputs + 1 +
                                       sizes.talkbacks + sizes.fx + sizes.matrices),
              1),
      processor_stamps_(static_cast<std::size_t>(sizes.channels), 1),
      families_(sizes),
      revision_(first_revision),
      first_revision_(first_revision),
      delay_pieces_left_(delay_pool(sizes)) {
    for (Slot slot = 0; slot < layout_.slot_count(); ++slot) {
        const Place place = layout_.place(slot);
        if (place.info().type == Type::text) {
            numbers_[slot] = static_cast<float>(texts_.size());
            texts_.emplace_back(place.info().initial_text);
        } else {
            numbers_[slot] = initial_of(layout_, place, BusKind::aux);
        }
    }
}

Value Console::value(Slot slot) const {
    if (layout_.row(slot).type == Type::text) return {0, text(slot)};
    return {numbers_[slot]};
}

float Console::initial_number(const Place& place) const {
    int bus = place.family == Family::bus ? place.strip : -1;
    if (place.info().index == Index::bus) bus = place.index;
    const auto kind = bus < 0 ? BusKind::aux : static_cast<BusKind>(static_cast<int>(number("kind"_bus, bus)));
    return initial_of(layout_, place, kind);
}

bool Console::vacant(Slot slot) const {
    const Place place = layout_.place(slot);
    const auto never = [&](Slot name) { return changes_.revision(name) == 0; };
    switch (place.family) {
        case Family::preset: return never(layout_.slot("name"_preset, place.strip));
        case Family::user: return never(layout_.slot("name"_user, place.strip));
        case Family::client: return never(layout_.slot("protocol"_client, place.strip));
        case Family::scene: return never(layout_.slot("name"_scene, place.strip));
        default: return false;
    }
}

Revision Console::apply(std::span<const Change> changes, Author author) {
    ++revision_;
    ++sound_;
    const Following following(*this, changes);
    for (const Change& change : changes) write(change, author, false);
    std::vector<Change> consequences;
    append_consequences(*this, changes, consequences);
    if (!following.empty()) following.append(*this, Explicit(changes), consequences);
    // Consequences go to the sender too: they are nobody's own. A level's other side rises with it.
    const std::vector<Slot> slow_pairs = other_sides_of_slow(*this, changes);
    for (const Change& change : consequences) {
        const bool slowly = std::find(slow_pairs.begin(), slow_pairs.end(), change.slot) != slow_pairs.end();
        write({change.slot, change.value, slowly}, 0, true);
    }
    if (std::exchange(families_named_, false)) follow_families();
    if (witness_) witness_->applied(revision_);
    return revision_;
}

Revision Console::put_back(std::span<const Change> changes, Author author) {
    ++revision_;
    ++sound_;
    for (const Change& change : changes) write(change, author, false);
    if (std::exchange(families_named_, false)) follow_families();
    if (witness_) witness_->applied(revision_);
    return revision_;
}

bool Console::write(const Change& change, Author author, bool follows) {
    const auto& [slot, value, slowly] = change;
    const Place place = layout_.place(slot);
    const Row& row = place.info();
    if (row.kind != Kind::setting) return false;
    if (row.type == Type::text) {
        std::string& stored = texts_[static_cast<std::size_t>(numbers_[slot])];
        if (stored == value.text) return false;
        const std::string before = std::exchange(stored, std::string(value.text));
        families_named_ |= place.info().path.ends_with("family");
        witness(row, slot, {0, before}, {0, stored}, follows);
    } else {
        const float settled = settle(row, value.number);
        const auto way = glided_.empty() ? glided_.end() : glided_.find(slot);  // heard already, but told to nobody
        const bool glided = way != glided_.end();
        const float before = glided ? way->second : numbers_[slot];
        if (glided) glided_.erase(way);
        if (numbers_[slot] == settled && !glided) return false;
        if (const int pieces = delay_pieces(place)) {  // beyond the pool stays off, whoever wrote it
            if (settled != 0 && pieces > delay_pieces_left_) return false;
            delay_pieces_left_ += settled != 0 ? -pieces : pieces;
        }
        move_level(place, slot, settled, slowly);
        if (before != settled) witness(row, slot, {before}, {settled}, follows);
        if (row.routes == RouteSet::insert_source) {
            const auto at = std::lower_bound(inserts_.begin(), inserts_.end(), slot);
            const bool there = at != inserts_.end() && *at == slot;
            if (settled == 0 && there) inserts_.erase(at);
            if (settled != 0 && !there) inserts_.insert(at, slot);
        }
    }
    changes_.touch(ChangeList::Of::settings, slot, revision_, author);
    stamp_dependants(place);
    return true;
}

// A level of a cue mix is stored at once, and perhaps heard later.
void Console::move_level(const Place& place, Slot slot, float number, bool slowly) {
    const float was = rises_.heard(slot, numbers_[slot]);
    numbers_[slot] = number;
    const auto cue = slowly ? cue_of_level(*this, place) : std::nullopt;
    rises_.set(slot, was, number, cue ? quick_up_to(*this, *cue) : number, cue.has_value());
}

void Console::glide(Slot slot, float number, bool slowly) {
    ++sound_;
    const auto go = [&](Slot to) {
        const Place place = layout_.place(to);
        glided_.emplace(to, numbers_[to]);
        move_level(place, to, settle(place.info(), number), slowly);
        stamp_dependants(place);
    };
    go(slot);
    if (const auto other = other_side(*this, layout_.place(slot))) go(*other);
}

// Where several levels of one send rise at once, they share the speed.
void Console::rise(double seconds) {
    if (rises_.empty()) return;
    ++sound_;
    std::unordered_map<int, unsigned> summands;
    rises_.advance([&](Slot slot, float&) {
        const Place place = layout_.place(slot);
        if (const auto cue = cue_of_level(*this, place)) summands[*cue] |= summand_of(place);
        return true;
    });
    rises_.advance([&](Slot slot, float& heard) {
        const Place place = layout_.place(slot);
        stamp_dependants(place);
        const auto cue = cue_of_level(*this, place);
        if (!cue) return false;  // it is no cue mix any more
        heard += static_cast<float>(seconds * Rises::kPerSecond / std::popcount(summands[*cue]));
        return heard < numbers_[slot];
    });
}

void Console::follow_families() {
    for (const Place& place : families_.follow(*this)) stamp_dependants(place);
}

bool Console::keep(Slot slot, const Value& value) {
    if (layout_.row(slot).type == Type::text) {
        std::string& stored = texts_[static_cast<std::size_t>(numbers_[slot])];
        if (stored == value.text) return false;
        stored = value.text;
    } else {
        if (numbers_[slot] == value.number) return false;
        numbers_[slot] = value.number;
    }
    if (const Place place = layout_.place(slot);
        place.is("talker/monitor"_talkback) || place.is("engine/shed"_session)) {  // the readings that are heard
        ++sound_;
        stamp_dependants(place);
    }
    return true;
}

void Console::publish(Slot slot, const Value& value) {
    if (keep(slot, value)) tell(slot);
}

void Console::stamp(int first, int count) {
    for (int s = first; s < first + count; ++s) stamps_[static_cast<std::size_t>(s)] = sound_;
}

// The strips whose sends a row of a cue mix moves. Who follows this mix hears it in the same strips.
void Console::stamp_senders(const Place& place) {
    const Sizes& n = layout_.sizes();
    const bool of_family = place.is("cue/family/{family}/level"_bus) || place.is("cue/family/{family}/mute"_bus);
    const bool of_me = place.is("cue/me/level"_bus);
    const bool of_all = place.is("inherit/source"_bus) || place.is("cue/max"_bus) || place.is("cue/owner"_bus);
    if (!of_family && !of_me && !of_all) return;
    const int first_fx = n.channels + n.buses + 1 + n.monitors + n.outputs + 1 + n.talkbacks;
    const auto moves = [&](int family, Slot me) {
        return of_all || (of_me && numbers_[me] != 0) || (of_family && family == place.index);
    };
    for (int c = 0; c < n.channels; ++c)
        if (moves(families_.of_channel(c), layout_.slot("send/{bus}/me"_channel, c, place.strip))) stamp(c, 1);
    for (int b = 0; b < n.buses; ++b)
        if (moves(families_.of_bus(b), layout_.slot("send/{bus}/me"_bus, b, place.strip))) stamp(n.channels + b, 1);
    for (int x = 0; x < n.fx; ++x)
        if (moves(families_.of_return(x), layout_.slot("return/send/{bus}/me"_fx, x, place.strip)))
            stamp(first_fx + x, 1);
}

void Console::stamp_processors(int channel) {
    processor_stamps_[static_cast<std::size_t>(channel)] = sound_;
}

// The strips with an insert; if they are patched otherwise, also all that inserts can go through.
void Console::stamp_inserts(bool patched) {
    const Sizes& n = layout_.sizes();
    for (const Slot slot : inserts_) {
        const Place place = layout_.place(slot);
        stamp(strip_number(layout_, place.family, place.strip), 1);
        if (place.family == Family::channel) stamp_processors(place.strip);
    }
    if (!patched) return;
    const int first_output = n.channels + n.buses + 1 + n.monitors;
    stamp(first_output, n.outputs);
    stamp(first_output + n.outputs + 1 + n.talkbacks, n.fx);
}

// Order of the stamps: channels, buses, main, monitors, outputs, oscillator, talkbacks, effects, matrices (MixFrame).
void Console::stamp_dependants(const Place& place) {
    const Sizes& n = layout_.sizes();
    const int first_monitor = n.channels + n.buses + 1;
    const int oscillator = first_monitor + n.monitors + n.outputs;
    const int first_fx = oscillator + 1 + n.talkbacks;
    const int first_matrix = first_fx + n.fx;
    if (is_solo(place)) stamp(first_monitor + place.index, 1);
    switch (place.family) {
        case Family::channel:
            stamp(place.strip, 1);
            if (!gains_only(place)) stamp_processors(place.strip);
            if (place.is("link"_channel) && place.strip + 1 < n.channels)
                stamp(place.strip + 1, 1), stamp_processors(place.strip + 1);
            break;
        case Family::bus:
            stamp(n.channels + place.strip, 1);
            // What every send into it, and every patch of its sides, depends on.
            if (place.is("kind"_bus) || place.is("width"_bus) || place.is("tap"_bus) || place.is("follow/mute"_bus))
                stamp(0, n.channels + n.buses), stamp(first_fx, n.fx);
            stamp_senders(place);
            if (place.is("width"_bus)) stamp(first_monitor, n.monitors + n.outputs + 1 + n.talkbacks);
            break;
        case Family::main: stamp(n.channels + n.buses, 1); break;
        case Family::matrix:
            stamp(first_matrix + place.strip, 1);
            if (place.is("width"_matrix)) stamp(n.channels, n.buses + 1), stamp(first_monitor, n.monitors + n.outputs);
            break;
        case Family::dca:
        case Family::mutegroup:
            if (place.info().type == Type::text) break;
            for (int c = 0; c < n.channels; ++c)
                if (place.family == Family::dca ? on("dca/{dca}"_channel, c, place.strip)
                                                : on("mutegroup/{mutegroup}"_channel, c, place.strip))
                    stamp(c, 1);
            for (int b = 0; b < n.buses; ++b)
                if (place.family == Family::dca ? on("dca/{dca}"_bus, b, place.strip)
                                                : on("mutegroup/{mutegroup}"_bus, b, place.strip))
                    stamp(n.channels + b, 1);
            for (int x = 0; x < n.fx; ++x)
                if (place.family == Family::dca ? on("return/dca/{dca}"_fx, x, place.strip)
                                                : on("return/mutegroup/{mutegroup}"_fx, x, place.strip))
                    stamp(first_fx + x, 1);
            for (int m = 0; m < n.matrices; ++m)
                if (place.family == Family::dca ? on("dca/{dca}"_matrix, m, place.strip)
                                                : on("mutegroup/{mutegroup}"_matrix, m, place.strip))
                    stamp(first_matrix + m, 1);
            break;
        case Family::fx: stamp(first_fx + place.strip, 1); break;
        case Family::monitor:
            stamp(first_monitor + place.strip, 1);
            if (place.is("mode"_monitor) || place.is("pfl_trim"_monitor))
                stamp(0, first_monitor), stamp(first_fx, n.fx + n.matrices);
            break;
        case Family::talkback:
            stamp(oscillator + 1 + place.strip, 1);
            if (place.is("to/bus/{bus}"_talkback)) stamp(n.channels + place.index, 1);
            if (place.is("to/monitor/{monitor}"_talkback)) stamp(first_monitor + place.index, 1);
            if (place.is("on"_talkback) || place.is("dim"_talkback)) stamp(n.channels, n.buses);
            if (place.is("on"_talkback) || place.is("dim"_talkback) || place.is("talker/monitor"_talkback))
                stamp(first_monitor, n.monitors);
            break;
        case Family::oscillator: stamp(oscillator, 1); break;
        case Family::output: stamp(first_monitor + n.monitors + place.strip, 1); break;
        case Family::session:
            if (place.is("panic"_session)) stamp(first_monitor + n.monitors, n.outputs);
            if (place.is("engine/shed"_session)) stamp(first_fx, n.fx);
            if (place.is("sip/armed"_session) || place.is("sip/channel/{channel}"_session))
                stamp(0, n.channels + n.buses);
            break;
        case Family::preset:
        case Family::user:
        case Family::client:
        case Family::scene:
        case Family::scene_list: break;
    }
    const bool gear = place.is("source"_fx) || place.is("type"_fx) || place.is("source"_output);
    const bool patched = place.info().routes == RouteSet::insert_source;
    if (gear || patched) stamp_inserts(patched);
    // Then channels are in main as their groups would have them there.
    const bool of_groups =
        place.family == Family::bus || place.family == Family::dca || place.family == Family::mutegroup;
    if (of_groups && sip_active(*this)) stamp(0, n.channels);
}

}  // namespace tutti
