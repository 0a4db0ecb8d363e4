#include "engine/console/inserts.hpp"

#include <algorithm>

namespace tutti {
namespace {

bool overlap(int a, int b, int sockets_a, int sockets_b) {
    return a >= 0 && b >= 0 && a < b + sockets_b && b < a + sockets_a;
}
bool share(const InsertSource& a, const InsertSource& b) {
    return (a.fx >= 0 && a.fx == b.fx) || overlap(a.output, b.output, a.sockets, b.sockets) ||
           overlap(a.input, b.input, a.sockets, b.sockets);
}

InsertSource source_at(const Console& c, Slot slot, int value) {
    return insert_source(c.layout(), c.layout().place(slot).family, value);
}

// A bus feeds the effect, or one of the loop's outputs plays something.
template <class NumberOf>
std::optional<Refusal> fed_otherwise(const Layout& layout, const InsertSource& source, NumberOf number_of) {
    if (source.fx >= 0 && number_of(layout.slot("source"_fx, source.fx)) != 0)
        return Refusal{Code::busy, "a bus feeds that effect"};
    for (int o = source.output; source.plays(o) && o < layout.sizes().outputs; ++o)
        if (number_of(layout.slot("source"_output, o)) != 0)
            return Refusal{Code::busy, "output " + std::to_string(o + 1) + " plays something else"};
    return std::nullopt;
}

}  // namespace

InsertSource insert_source(const Layout& layout, Family family, int value) {
    const Sizes& n = layout.sizes();
    InsertSource source;
    if (family != Family::channel) source.sockets = 2;
    if (value <= 0) return source;
    if (value <= n.fx) {
        source.fx = value - 1;
    } else {
        source.output = (value - 1 - n.fx) / n.inputs;
        source.input = (value - 1 - n.fx) % n.inputs;
    }
    return source;
}

int strip_number(const Layout& layout, Family family, int strip) {
    const Sizes& n = layout.sizes();
    const int main = n.channels + n.buses;
    if (family == Family::channel) return strip;
    if (family == Family::bus) return n.channels + strip;
    if (family == Family::matrix) return main + 1 + n.monitors + n.outputs + 1 + n.talkbacks + n.fx + strip;
    return main;
}

InsertSource heard_insert(const Console& c, Family family, int strip) {
    if (c.inserts().empty()) return {};
    const Layout& layout = c.layout();
    const auto [at, source] = [&]() -> std::pair<Slot, InsertSource> {
        for (const Slot slot : c.inserts())
            if (const Place place = layout.place(slot); place.family == family && place.strip == strip)
                return {slot, insert_source(layout, family, static_cast<int>(c.number(slot)))};
        return {kNoSlot, {}};
    }();
    if (at == kNoSlot || fed_otherwise(layout, source, [&](Slot slot) { return c.number(slot); })) return {};
    for (const Slot earlier : c.inserts()) {
        if (earlier == at) break;
        if (share(source, source_at(c, earlier, static_cast<int>(c.number(earlier))))) return {};
    }
    return source;
}

int strip_inserting(const Console& c, int fx) {
    const Layout& layout = c.layout();
    for (const Slot slot : c.inserts()) {
        const Place place = layout.place(slot);
        if (insert_source(layout, place.family, static_cast<int>(c.number(slot))).fx != fx) continue;
        const bool heard = heard_insert(c, place.family, place.strip).fx == fx;
        return heard ? strip_number(layout, place.family, place.strip) : -1;
    }
    return -1;
}

bool loop_plays(const Console& c, int output) {
    for (const Slot slot : c.inserts()) {
        const Place place = c.layout().place(slot);
        if (insert_source(c.layout(), place.family, static_cast<int>(c.number(slot))).plays(output))
            return heard_insert(c, place.family, place.strip).plays(output);
    }
    return false;
}

bool is_patch_of_inserts(const Row& row) {
    return row.routes == RouteSet::insert_source || row.routes == RouteSet::fx_source ||
           row.routes == RouteSet::output_source;
}

std::optional<Refusal> taken(const Console& c, const Patches& before, const Place& place, int value) {
    if (value == 0 || !is_patch_of_inserts(place.info())) return std::nullopt;
    const Layout& layout = c.layout();
    const auto number_of = [&](Slot slot) {
        const auto set = before.find(slot);
        return set != before.end() ? set->second : static_cast<int>(c.number(slot));
    };
    InsertSource wanted;
    if (place.info().routes == RouteSet::insert_source) {
        wanted = insert_source(layout, place.family, value);
        const Sizes& n = layout.sizes();
        if (wanted.loops() && (wanted.output + wanted.sockets > n.outputs || wanted.input + wanted.sockets > n.inputs))
            return Refusal{Code::bad_value, "a stereo strip takes two outputs and two inputs, these and the next ones"};
        if (auto refusal = fed_otherwise(layout, wanted, number_of)) return refusal;
    } else if (place.info().routes == RouteSet::fx_source) {
        wanted.fx = place.strip;
    } else {
        wanted.output = place.strip;
    }
    std::vector<Slot> others = c.inserts();
    for (const auto& [slot, number] : before)
        if (number != 0 && c.number(slot) == 0 && layout.row(slot).routes == RouteSet::insert_source)
            others.push_back(slot);
    const Slot own = layout.slot(place);
    for (const Slot slot : others)
        if (slot != own && share(wanted, source_at(c, slot, number_of(slot)))) {
            const Place by = layout.place(slot);
            std::string name = "the insert of ";
            name += info(by.family).name;
            if (info(by.family).counted) name += ' ' + std::to_string(by.strip + 1);
            return Refusal{Code::busy, name + " has it"};
        }
    return std::nullopt;
}

}  // namespace tutti
