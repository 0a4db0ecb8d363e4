#include "engine/console/console.hpp"

#include <algorithm>

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

Revision Console::apply(std::span<const Change> changes, Author author) {
    ++revision_;
    ++sound_;
    for (const Change& change : changes) write(change.slot, change.value, author);
    std::vector<Change> consequences;
    append_consequences(*this, changes, consequences);
    // Consequences go to the sender too: they are nobody's own.
    for (const Change& change : consequences) write(change.slot, change.value, 0);
    return revision_;
}

bool Console::write(Slot slot, const Value& value, Author author) {
    const Place place = layout_.place(slot);
    const Row& row = place.info();
    if (row.kind != Kind::setting) return false;
    if (row.type == Type::text) {
        std::string& stored = texts_[static_cast<std::size_t>(numbers_[slot])];
        if (stored == value.text) return false;
        stored = value.text;
    } else {
        const float settled = settle(row, value.number);
        const bool glided = !glided_.empty() && glided_.erase(slot) > 0;  // heard already, but told to nobody
        if (numbers_[slot] == settled && !glided) return false;
        if (const int pieces = delay_pieces(place)) {  // beyond the pool stays off, whoever wrote it
            if (settled != 0 && pieces > delay_pieces_left_) return false;
            delay_pieces_left_ += settled != 0 ? -pieces : pieces;
        }
        numbers_[slot] = settled;
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

void Console::glide(Slot slot, float number) {
    ++sound_;
    const auto go = [&](Slot to) {
        numbers_[to] = settle(layout_.row(to), number);
        glided_.insert(to);
        stamp_dependants(layout_.place(to));
    };
    go(slot);
    if (const auto other = other_side(*this, layout_.place(slot))) go(*other);
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
        place.is("talker/monitor"_talkback)) {  // the one reading that is heard
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
            if (place.is("sip/armed"_session) || place.is("sip/channel/{channel}"_session))
                stamp(0, n.channels + n.buses);
            break;
        case Family::preset: break;
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
