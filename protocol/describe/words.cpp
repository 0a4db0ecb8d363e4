#include "protocol/describe/words.hpp"

#include <charconv>

namespace tutti {

char type_tag(const Row& row) {
    switch (row.type) {
        case Type::number: return 'f';
        case Type::integer: return 'i';
        case Type::toggle: return 'T';
        case Type::choice:
        case Type::route:
        case Type::text: return 's';
        case Type::counter: return 'h';
        case Type::action: break;
    }
    return 'N';
}

std::string_view kind_word(Kind kind) {
    constexpr std::string_view words[] = {"setting", "reading", "action"};
    return words[static_cast<std::size_t>(kind)];
}

std::string_view unit_word(Unit unit) {
    constexpr std::string_view words[] = {"", "dB", "Hz", "ms", "octaves", "s", "LUFS"};
    return words[static_cast<std::size_t>(unit)];
}

std::string_view part_word(Part part) {
    return kPartWords[static_cast<std::size_t>(part)];
}

std::string_view law_word(const Row& row) {
    constexpr std::string_view words[] = {"linear", "logarithmic", "fader", "steps"};
    const bool scale = row.type == Type::number || row.type == Type::integer || row.type == Type::counter;
    return words[static_cast<std::size_t>(scale ? row.law : Law::steps)];
}

void append_decimal(std::string& out, float number) {
    char digits[64];
    const auto end = std::to_chars(digits, digits + sizeof digits, number, std::chars_format::fixed).ptr;
    out.append(digits, end);
}

std::string default_word(const Row& row) {
    switch (row.type) {
        case Type::toggle: return row.initial != 0 ? "true" : "false";
        case Type::choice: return std::string(row.choices[static_cast<std::size_t>(row.initial)]);
        case Type::route:
            switch (row.routes) {
                case RouteSet::monitor_source: return "main";
                case RouteSet::channel_key:
                case RouteSet::bus_key: return "self";
                default: return "none";
            }
        case Type::text: return std::string(row.initial_text);
        case Type::action: return {};
        case Type::number:
        case Type::integer:
        case Type::counter: break;
    }
    std::string word;
    append_decimal(word, row.initials.empty() ? row.initial : row.initials.front());
    return word;
}

}  // namespace tutti
