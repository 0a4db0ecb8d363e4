#include "protocol/oscquery/node_writer.hpp"

#include <cmath>

#include "protocol/describe/words.hpp"
#include "protocol/json/text.hpp"

namespace tutti::oscquery {

using json::append_number;
using json::append_quoted;

namespace {

// The proposal's words for units; it has none for octaves and loudness.
std::string_view unit_name(Unit unit) {
    constexpr std::string_view names[] = {"", "gain.db", "time.hz", "time.ms", "", "time.second", ""};
    return names[static_cast<std::size_t>(unit)];
}

bool is_scale(const Row& row) {
    return row.type == Type::number || row.type == Type::integer;
}
bool is_named(const Row& row) {
    return row.type == Type::choice || row.type == Type::route;
}
bool has_range(const Row& row) {
    return is_scale(row) || is_named(row);
}

void append_tags(std::string& out, const Place& place) {
    const Row& row = place.info();
    append_quoted(out += '[', info(place.family).name);
    if (row.part != Part::none && part_word(row.part) != info(place.family).name)
        append_quoted(out += ',', part_word(row.part));
    if (row.kind != Kind::setting) append_quoted(out += ',', kind_word(row.kind));
    out += ']';
}

}  // namespace

std::optional<Place> place_of(const AddressTree& tree, const AddressTree::Found& found) {
    const AddressNode& node = tree.node(found.node);
    if (node.row < 0) return std::nullopt;
    return Place{static_cast<Family>(node.family), static_cast<std::uint16_t>(node.row), found.strip, found.index};
}

std::string& Members::key(std::string_view name) {
    if (!first_) out_ += ',';
    first_ = false;
    ((out_ += '"') += name) += "\":";
    return out_;
}

NodeWriter::NodeWriter(const Console& console, MayWrite may_write)
    : console_(console), may_write_(std::move(may_write)) {}

int NodeWriter::access(const Place& place) const {
    const Kind kind = place.info().kind;
    if (kind == Kind::reading) return 1;
    const bool may_write = may_write_ && may_write_(place);
    return (kind == Kind::setting ? 1 : 0) + (may_write ? 2 : 0);
}

void NodeWriter::append(Members& members, std::string_view path, const std::optional<Place>& place, Attributes wanted) {
    if (wanted.has(Attribute::full_path)) append_quoted(members.key("FULL_PATH"), path);
    if (place)
        append_parameter(members, *place, wanted);
    else if (wanted.has(Attribute::access))
        members.key("ACCESS") += '0';
}

void NodeWriter::append_parameter(Members& members, const Place& place, Attributes wanted) {
    const Row& row = place.info();
    const bool has_value = row.kind != Kind::action;
    // An action takes nothing and has nothing: N, OSC's nil, which clients show as a button.
    if (wanted.has(Attribute::type)) ((members.key("TYPE") += '"') += type_tag(row)) += '"';
    if (wanted.has(Attribute::access)) members.key("ACCESS") += static_cast<char>('0' + access(place));
    if (wanted.has(Attribute::value) && has_value) append_value(members.key("VALUE"), place);
    if (wanted.has(Attribute::range) && has_range(row) && row.routes != RouteSet::insert_source)
        append_range(members.key("RANGE"), row);  // pairs of sockets are too many to list in each strip
    if (wanted.has(Attribute::unit) && !unit_name(row.unit).empty())
        ((members.key("UNIT") += "[\"") += unit_name(row.unit)) += "\"]";
    const bool clipped = is_scale(row) && row.kind == Kind::setting;
    if (wanted.has(Attribute::clip_mode) && clipped) members.key("CLIPMODE") += "[\"both\"]";
    if (wanted.has(Attribute::law) && has_range(row)) append_quoted(members.key("LAW"), law_word(row));
    if (wanted.has(Attribute::default_value) && row.kind == Kind::setting) {
        const bool text = row.type == Type::text;
        append_stored(members.key("DEFAULT"), row,
                      text ? Value{0, console_.initial_text(place)} : Value{console_.initial_number(place), {}});
    }
    if (wanted.has(Attribute::description)) append_quoted(members.key("DESCRIPTION"), row.help);
    if (wanted.has(Attribute::tags)) append_tags(members.key("TAGS"), place);
}

void NodeWriter::append_value(std::string& out, const Place& place) {
    const Row& row = place.info();
    out += '[';
    if (row.type == Type::counter)
        out += std::to_string(console_.revision());  // the one counter; too great for a float
    else
        append_stored(out, row, console_.value(console_.layout().slot(place)));
    out += ']';
}

void NodeWriter::append_stored(std::string& out, const Row& row, const Value& value) {
    // JSON has no word for NaN or infinity, which a reading could bring.
    const float number = std::isfinite(value.number) ? value.number : row.min;
    switch (row.type) {
        case Type::number: append_number(out, number); break;
        case Type::integer:
        case Type::counter: out += std::to_string(std::llround(number)); break;
        case Type::toggle: out += number != 0 ? "true" : "false"; break;
        case Type::choice:
        case Type::route: append_quoted(out, value_word(console_.layout(), row, number, scratch_)); break;
        case Type::text: append_quoted(out, value.text); break;
        case Type::action: out += "null"; break;
    }
}

void NodeWriter::append_range(std::string& out, const Row& row) {
    out += "[{";
    if (row.type == Type::route) {
        (out += "\"VALS\":") += route_names(row.routes);
    } else if (!row.choices.empty()) {
        std::string_view separator = "\"VALS\":[";
        for (const std::string_view choice : row.choices) {
            out += separator;
            if (row.type == Type::integer)
                out += choice;  // a number in words
            else
                append_quoted(out, choice);
            separator = ",";
        }
        out += ']';
    } else {
        append_number(out += "\"MIN\":", row.min);
        append_number(out += ",\"MAX\":", row.max);
    }
    out += "}]";
}

const std::string& NodeWriter::route_names(RouteSet set) {
    std::string& names = route_names_[static_cast<std::size_t>(set)];
    if (names.empty()) {
        const int count = route_count(console_.layout(), set);
        for (int i = 0; i < count; ++i)
            append_quoted(names += i == 0 ? '[' : ',', route_name(console_.layout(), set, i));
        names += count == 0 ? "[]" : "]";
    }
    return names;
}

}  // namespace tutti::oscquery
