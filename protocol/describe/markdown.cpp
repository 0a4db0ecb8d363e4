#include <array>

#include "engine/console/rows.hpp"
#include "protocol/describe/describe.hpp"
#include "protocol/describe/words.hpp"

namespace tutti {
namespace {

constexpr std::string_view kIntroduction = R"(# Parameters

Made by `tuttid --describe markdown`; do not edit. How addresses are got, set and subscribed to is in [protocol.md](protocol.md).

Every parameter of the desk is one line here. Numbers in addresses count from 1, and how many there are is said by the
[configuration](configuration.md): `{n}` is the number of the strip, `{channel}`, `{bus}`, `{matrix}`, `{dca}`, `{mutegroup}` and `{monitor}` are numbers of those, `{band}` is
a band of the equaliser, `{family}` one of the families of a cue mix.

**Type** is the OSC type of the value: `f` number, `i` integer, `s` text, `T` switch (`T` or `F`), `h` 64-bit integer. A number that is out of
range is brought into it. A choice is set by its word or by its index from 0.

**Law** says how a knob runs between the ends of the range: *linear*; *logarithmic*, equal ratios in equal ways; *fader*, the console fader: 0 dB at
three quarters, -90 dB is off; *steps*, only the values listed.

**Part** is the word by which scenes, safes and copies name it. Lines without one are in no scene. A *reading* is made by the desk and can only be read;
an *action* is sent to be done and has no value.

**Routes** are sources by name. What there is depends on the sizes of the desk; OSCQuery's RANGE lists all names.

| Route | Words |
|---|---|
| channel source | `none`, `input:N`, `oscillator`, `talkback:N` |
| monitor source | `main`, `bus:N` |
| output source | `none`, `main:l`, `main:r`, `bus:N` (mono, or the mono sum), `bus:N:l`, `bus:N:r`, `monitor:N:l`, `monitor:N:r`, `channel:N`, `input:N`, `talkback:N`, `oscillator` |
| talkback source | `none`, `input:N` |
| channel key | `self`, `channel:N` (behind its low cut) |
| inherit source | `none`, `main`, `bus:N` |
| selection | `none`, `channel:N`, `bus:N`, `main`, `matrix:N`, `fx:N`, `dca:N` |
| bus key | `self`, `channel:N`, `bus:N` (its sum; a bus hears only buses of its own or an earlier stage) |

Defaults of buses and of what is sent into them depend on the bus's `kind`: the default given is an aux bus's, and the last column tells where others differ.
)";

struct Section {
    std::string_view title;
    std::string_view about;
};
constexpr std::array<Section, kFamilies> kSections = {{
    {"Channels", "What comes in: one strip for each source on stage."},
    {"Buses", "Groups, effect sends, aux and cue mixes; the kind is a parameter."},
    {"Main", "The main mix, in stereo."},
    {"Matrices", "Mixes of buses and main for further loudspeakers, rooms and recorders."},
    {"DCAs", "Faders that move the level of their members without sound of their own."},
    {"Mute groups", "Keys that mute all their members."},
    {"Effects",
     "A slot is fed by a bus and comes back as a stereo strip. Every type has a sub-tree of its own, which keeps its "
     "settings."},
    {"Monitors", "What the engineers listen to."},
    {"Talkback",
     "Microphones into buses and monitors, whose programme gives way to them; and a source of channels and outputs."},
    {"Oscillator", "Test tones and noise: into buses and main, and a source of channels and outputs."},
    {"Outputs", "The sockets of the device, and what each plays."},
    {"Session", "The desk as a whole, and the machine that it runs on."},
    {"Presets",
     "Settings that have been kept, of strips and of parts of them: `/preset/store`, `recall` and `delete` "
     "([protocol.md](protocol.md))."},
    {"Users", "Who may be at the desk, and what they may do: `/user/add`."},
    {"Clients", "Who is connected now."},
    {"Scenes", "Desks that have been kept: `/scene/store`, `recall` and others ([protocol.md](protocol.md))."},
    {"All scenes", "What is true of scenes together."},
}};

std::string_view route_words(RouteSet routes) {
    constexpr std::string_view words[] = {
        "",          "channel source", "monitor source", "output source", "channel key", "bus key", "talkback source",
        "fx source", "insert source",  "inherit source", "selection"};
    static_assert(std::size(words) == kRouteSets);
    return words[static_cast<std::size_t>(routes)];
}

std::string_view form_words(TextForm form) {
    constexpr std::string_view words[] = {"", "up to 32 characters", "#rrggbb", "up to 7 ASCII characters",
                                          "up to 500 characters"};
    return words[static_cast<std::size_t>(form)];
}

// A cell of a table: a bar would end it.
void append_cell(std::string& out, std::string_view text) {
    for (const char c : text) {
        if (c == '|') out += '\\';
        out += c == '\n' ? ' ' : c;
    }
}

std::string range_words(const Row& row) {
    std::string out;
    if (!row.choices.empty()) {
        for (const std::string_view choice : row.choices) {
            if (!out.empty()) out += ", ";
            ((out += '`') += choice) += '`';
        }
    } else if (row.type == Type::route) {
        out = route_words(row.routes);
    } else if (row.type == Type::text) {
        if (row.kind == Kind::setting) out = form_words(row.form);
    } else if (row.type == Type::number || row.type == Type::integer) {
        append_decimal(out, row.min);
        out += " .. ";
        append_decimal(out, row.max);
    }
    return out;
}

std::string default_words(const Row& row) {
    if (row.kind != Kind::setting) return {};
    if (row.type == Type::text && row.initial_text.empty()) return "\"\"";
    if (row.initials.empty()) return default_word(row);
    std::string out;
    for (const float initial : row.initials) {
        if (!out.empty()) out += ", ";
        append_decimal(out, initial);
    }
    return out;
}

std::string_view law_cell(const Row& row) {
    const bool has_law = row.kind == Kind::setting && row.type != Type::text && row.type != Type::toggle;
    return has_law ? law_word(row) : std::string_view{};
}

void append_row(std::string& out, const FamilyInfo& family, const Row& row) {
    ((out += "| `/") += family.name) += family.counted ? "/{n}/" : "/";
    (out += row.path) += "` | ";
    if (row.kind != Kind::action) ((out += '`') += type_tag(row)) += '`';
    out += " | ";
    ((out += unit_word(row.unit)) += " | ");
    append_cell(out, range_words(row));
    ((out += " | ") += law_cell(row)) += " | ";
    append_cell(out, default_words(row));
    out += " | ";
    if (row.kind == Kind::setting)
        out += part_word(row.part);
    else
        ((out += '*') += kind_word(row.kind)) += '*';
    out += " | ";
    append_cell(out, row.help);
    out += " |\n";
}

}  // namespace

std::string describe_markdown() {
    std::string out(kIntroduction);
    for (std::size_t f = 0; f < kFamilies; ++f) {
        const FamilyInfo& family = kFamilyInfo[f];
        ((((out += "\n## ") += kSections[f].title) += "\n\n") += kSections[f].about) += "\n\n";
        out +=
            "| Address | Type | Unit | Range or choices | Law | Default | Part | Meaning "
            "|\n|---|---|---|---|---|---|---|---|\n";
        for (const Row& row : family.rows) append_row(out, family, row);
    }
    return out;
}

}  // namespace tutti
