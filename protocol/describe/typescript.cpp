#include "engine/console/rows.hpp"
#include "protocol/describe/describe.hpp"
#include "protocol/describe/words.hpp"

namespace tutti {
namespace {

constexpr std::string_view kHead =
    "// Made by `tuttid --describe typescript`. Do not edit.\n"
    "export interface Row { readonly type: 'f' | 'i' | 's' | 'T' | 'h'; readonly kind: 'setting' | 'action' | "
    "'reading'; "
    "readonly unit: string; readonly law: 'linear' | 'logarithmic' | 'fader' | 'steps'; readonly min: number; readonly "
    "max: "
    "number; "
    "readonly default: number | string | boolean; readonly choices?: readonly string[]; readonly part: string; "
    "readonly help: string; }\n"
    "export const table = {\n";
constexpr std::string_view kFoot = "} as const satisfies Record<string, Record<string, Row>>;\n";

void append_quoted_word(std::string& out, std::string_view word) {
    out += '\'';
    for (const char c : word) {
        if (c == '\n') {
            out += "\\n";
            continue;
        }
        if (c == '\'' || c == '\\') out += '\\';
        out += c;
    }
    out += '\'';
}

void append_field(std::string& out, std::string_view key, std::string_view word) {
    out += key;
    append_quoted_word(out, word);
}

void append_default(std::string& out, const Row& row) {
    const bool bare =
        row.type == Type::number || row.type == Type::integer || row.type == Type::counter || row.type == Type::toggle;
    if (bare)
        out += default_word(row);
    else
        append_quoted_word(out, default_word(row));
}

void append_row(std::string& out, const Row& row) {
    append_field(out, "    ", row.path);
    // An action has no value; the page's type of it is a text, which is what its arguments mostly are.
    const char tag = row.kind == Kind::action ? 's' : type_tag(row);
    append_field(out, ": { type: ", {&tag, 1});
    append_field(out, ", kind: ", kind_word(row.kind));
    append_field(out, ", unit: ", unit_word(row.unit));
    append_field(out, ", law: ", law_word(row));
    out += ", min: ";
    append_decimal(out, row.min);
    out += ", max: ";
    append_decimal(out, row.max);
    out += ", default: ";
    append_default(out, row);
    if (!row.choices.empty()) {
        std::string_view separator = ", choices: [";
        for (const std::string_view choice : row.choices) {
            append_field(out, separator, choice);
            separator = ", ";
        }
        out += ']';
    }
    append_field(out, ", part: ", part_word(row.part));
    append_field(out, ", help: ", row.help);
    out += " },\n";
}

}  // namespace

std::string describe_typescript() {
    std::string out(kHead);
    for (const FamilyInfo& family : kFamilyInfo) {
        ((out += "  ") += family.key()) += ": {\n";
        for (const Row& row : family.rows) append_row(out, row);
        out += "  },\n";
    }
    out += kFoot;
    return out;
}

}  // namespace tutti
