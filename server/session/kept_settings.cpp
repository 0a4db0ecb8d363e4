#include "server/session/kept_settings.hpp"

#include "engine/console/rules.hpp"

namespace tutti {

namespace {

constexpr char kFamilyWords[] = "families";  // kind of the record

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    for (std::size_t end; (end = text.find('\n')) != std::string_view::npos; text.remove_prefix(end + 1))
        lines.emplace_back(text.substr(0, end));
    return lines;
}

}  // namespace

Argument argument_of(const Row& row, const StoredValue& value) {
    if (const auto* words = std::get_if<std::string>(&value)) return std::string_view(*words);
    if (const auto* number = std::get_if<double>(&value)) return *number;
    const std::int64_t whole = std::get<std::int64_t>(value);
    if (row.type == Type::toggle) return whole != 0;
    return whole;
}

StoredSetting stored_of(const Layout& layout, Slot slot, float number, const std::string& text) {
    const Row& row = layout.row(slot);
    StoredSetting stored;
    append_address(stored.address, layout, slot);
    std::string scratch;
    switch (row.type) {
        case Type::number: stored.value = double{number}; break;
        case Type::integer:
        case Type::toggle: stored.value = static_cast<std::int64_t>(number); break;
        case Type::choice:
        case Type::route: stored.value = std::string(value_word(layout, row, number, scratch)); break;
        case Type::text: stored.value = text; break;
        case Type::counter:
        case Type::action: break;  // no settings
    }
    return stored;
}

// A line each: names have none.
Record record_of_families(const Console& console) {
    std::string lines;
    for (const std::string& word : console.families().own()) (lines += word) += '\n';
    return {kFamilyWords, 1, lines};
}

Restored restore(Console& console, const SessionContents& contents) {
    const Layout& layout = console.layout();
    Restored restored;
    const auto leave_out = [&](const StoredSetting& setting, const std::string& why) {
        ++restored.left_out_count;
        if (restored.left_out.size() < 20) restored.left_out.push_back(setting.address + ": " + why);
    };
    // Every setting has a place in the list, so that no rule of the desk changes one that the session does not name.
    std::vector<Change> changes;
    std::vector<std::uint32_t> at(layout.slot_count(), kNoSlot);
    for (Slot slot = 0; slot < layout.slot_count(); ++slot)
        if (is_kept(layout.row(slot))) {
            at[slot] = static_cast<std::uint32_t>(changes.size());
            changes.push_back({slot, console.value(slot)});
        }
    std::vector<bool> named(layout.slot_count());
    for (const StoredSetting& setting : contents.settings) {
        const auto place = console.tree().find(setting.address);
        if (!place) {
            leave_out(setting, "this desk has none");
            continue;
        }
        const Slot slot = layout.slot(*place);
        if (at[slot] == kNoSlot) {
            leave_out(setting, "is not kept");
            continue;
        }
        const auto value = accept(layout, place->info(), argument_of(place->info(), setting.value));
        if (const auto* refusal = std::get_if<Refusal>(&value)) {
            leave_out(setting, refusal->reason);
            continue;
        }
        changes[at[slot]].value = std::get<Value>(value);
        named[slot] = true;
    }
    // What an older version did not know: by the kind of its bus, of a send by that of the bus it goes to.
    for (Change& change : changes) {
        const Place place = layout.place(change.slot);
        const int bus = place.info().index == Index::bus ? place.index : place.family == Family::bus ? place.strip : -1;
        if (bus < 0 || named[change.slot] || place.info().type == Type::text) continue;
        const float kind = changes[at[layout.slot("kind"_bus, bus)]].value.number;
        change.value.number = initial_of(layout, place, static_cast<BusKind>(static_cast<int>(kind)));
    }
    for (const Record& record : contents.records)
        if (record.kind == kFamilyWords) console.remember_families(lines_of(record.body));
    console.apply(changes, 0);
    return restored;
}

}  // namespace tutti
