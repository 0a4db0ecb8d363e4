#pragma once
// Rows of scenes, and of what a recall must not touch. The parts are those of row.hpp. Included by rows.hpp only.
#include <array>

#include "engine/console/row.hpp"

// A table, a row a line:
// clang-format off
namespace tutti::rows {

inline constexpr std::array kChannelSafes = {
    Row{.path = "safe/input", .type = Type::toggle, .max = 1, .help = "A recall leaves this strip's input alone."},
    Row{.path = "safe/patch", .type = Type::toggle, .max = 1, .help = "A recall leaves this strip's patch alone."},
    Row{.path = "safe/hpf", .type = Type::toggle, .max = 1, .help = "A recall leaves this strip's hpf alone."},
    Row{.path = "safe/gate", .type = Type::toggle, .max = 1, .help = "A recall leaves this strip's gate alone."},
    Row{.path = "safe/eq", .type = Type::toggle, .max = 1, .help = "A recall leaves this strip's eq alone."},
    Row{.path = "safe/comp", .type = Type::toggle, .max = 1, .help = "A recall leaves this strip's comp alone."},
    Row{.path = "safe/pan", .type = Type::toggle, .max = 1, .help = "A recall leaves this strip's pan alone."},
    Row{.path = "safe/fader", .type = Type::toggle, .max = 1, .help = "A recall leaves this strip's fader alone."},
    Row{.path = "safe/mute", .type = Type::toggle, .max = 1, .help = "A recall leaves this strip's mute alone."},
    Row{.path = "safe/sends", .type = Type::toggle, .max = 1, .help = "A recall leaves this strip's sends alone."},
    Row{.path = "safe/groups", .type = Type::toggle, .max = 1, .help = "A recall leaves this strip's groups alone."},
    Row{.path = "safe/names", .type = Type::toggle, .max = 1, .help = "A recall leaves this strip's names alone."},
    Row{.path = "safe/insert", .type = Type::toggle, .max = 1, .help = "A recall leaves this strip's insert alone."},
};
inline constexpr std::array kBusSafes = {
    Row{.path = "safe/eq", .type = Type::toggle, .max = 1, .help = "A recall leaves this strip's eq alone. A cue bus: on at first."},
    Row{.path = "safe/comp", .type = Type::toggle, .max = 1, .help = "A recall leaves this strip's comp alone. A cue bus: on at first."},
    Row{.path = "safe/pan", .type = Type::toggle, .max = 1, .help = "A recall leaves this strip's pan alone. A cue bus: on at first."},
    Row{.path = "safe/fader", .type = Type::toggle, .max = 1, .help = "A recall leaves this strip's fader alone. A cue bus: on at first."},
    Row{.path = "safe/mute", .type = Type::toggle, .max = 1, .help = "A recall leaves this strip's mute alone. A cue bus: on at first."},
    Row{.path = "safe/sends", .type = Type::toggle, .max = 1, .help = "A recall leaves this strip's sends alone. A cue bus: on at first."},
    Row{.path = "safe/groups", .type = Type::toggle, .max = 1, .help = "A recall leaves this strip's groups alone. A cue bus: on at first."},
    Row{.path = "safe/names", .type = Type::toggle, .max = 1, .help = "A recall leaves this strip's names alone. A cue bus: on at first."},
    Row{.path = "safe/insert", .type = Type::toggle, .max = 1, .help = "A recall leaves this strip's insert alone. A cue bus: on at first."},
};

inline constexpr std::array kScene = {
    Row{.path = "name", .type = Type::text, .form = TextForm::name, .help = "What it is called; a number without a name is free, or was used once and is not used again."},
    Row{.path = "position", .type = Type::integer, .max = 9999, .help = "Its place in the list: next and previous go by it."},
    Row{.path = "note", .type = Type::text, .form = TextForm::note, .help = "What to know of it; up to 500 characters."},
    Row{.path = "seconds", .unit = Unit::seconds, .max = 60, .help = "How long gains take to their new values at a recall."},
    Row{.path = "scope/input", .type = Type::toggle, .max = 1, .help = "A recall brings input."},
    Row{.path = "scope/patch", .type = Type::toggle, .max = 1, .help = "A recall brings patch."},
    Row{.path = "scope/hpf", .type = Type::toggle, .max = 1, .initial = 1, .help = "A recall brings hpf."},
    Row{.path = "scope/gate", .type = Type::toggle, .max = 1, .initial = 1, .help = "A recall brings gate."},
    Row{.path = "scope/eq", .type = Type::toggle, .max = 1, .initial = 1, .help = "A recall brings eq."},
    Row{.path = "scope/comp", .type = Type::toggle, .max = 1, .initial = 1, .help = "A recall brings comp."},
    Row{.path = "scope/main", .type = Type::toggle, .max = 1, .initial = 1, .help = "A recall brings main."},
    Row{.path = "scope/monitor", .type = Type::toggle, .max = 1, .help = "A recall brings monitor."},
    Row{.path = "scope/pan", .type = Type::toggle, .max = 1, .initial = 1, .help = "A recall brings pan."},
    Row{.path = "scope/fader", .type = Type::toggle, .max = 1, .initial = 1, .help = "A recall brings fader."},
    Row{.path = "scope/mute", .type = Type::toggle, .max = 1, .initial = 1, .help = "A recall brings mute."},
    Row{.path = "scope/sends", .type = Type::toggle, .max = 1, .initial = 1, .help = "A recall brings sends."},
    Row{.path = "scope/groups", .type = Type::toggle, .max = 1, .initial = 1, .help = "A recall brings groups."},
    Row{.path = "scope/names", .type = Type::toggle, .max = 1, .help = "A recall brings names."},
    Row{.path = "scope/output", .type = Type::toggle, .max = 1, .help = "A recall brings output."},
    Row{.path = "scope/fx", .type = Type::toggle, .max = 1, .initial = 1, .help = "A recall brings fx."},
    Row{.path = "scope/matrix", .type = Type::toggle, .max = 1, .initial = 1, .help = "A recall brings matrix."},
    Row{.path = "scope/insert", .type = Type::toggle, .max = 1, .initial = 1, .help = "A recall brings insert."},
};

inline constexpr std::array kSceneList = {
    Row{.path = "current", .type = Type::integer, .kind = Kind::reading, .max = 99999, .help = "The scene that was last recalled or stored; 0 is none."},
    Row{.path = "changed", .type = Type::toggle, .kind = Kind::reading, .max = 1, .help = "Something in its scope has changed since."},
    Row{.path = "safe/input", .type = Type::toggle, .max = 1, .help = "No recall brings input of anything."},
    Row{.path = "safe/patch", .type = Type::toggle, .max = 1, .help = "No recall brings patch of anything."},
    Row{.path = "safe/hpf", .type = Type::toggle, .max = 1, .help = "No recall brings hpf of anything."},
    Row{.path = "safe/gate", .type = Type::toggle, .max = 1, .help = "No recall brings gate of anything."},
    Row{.path = "safe/eq", .type = Type::toggle, .max = 1, .help = "No recall brings eq of anything."},
    Row{.path = "safe/comp", .type = Type::toggle, .max = 1, .help = "No recall brings comp of anything."},
    Row{.path = "safe/main", .type = Type::toggle, .max = 1, .help = "No recall brings main of anything."},
    Row{.path = "safe/monitor", .type = Type::toggle, .max = 1, .help = "No recall brings monitor of anything."},
    Row{.path = "safe/pan", .type = Type::toggle, .max = 1, .help = "No recall brings pan of anything."},
    Row{.path = "safe/fader", .type = Type::toggle, .max = 1, .help = "No recall brings fader of anything."},
    Row{.path = "safe/mute", .type = Type::toggle, .max = 1, .help = "No recall brings mute of anything."},
    Row{.path = "safe/sends", .type = Type::toggle, .max = 1, .help = "No recall brings sends of anything."},
    Row{.path = "safe/groups", .type = Type::toggle, .max = 1, .help = "No recall brings groups of anything."},
    Row{.path = "safe/names", .type = Type::toggle, .max = 1, .help = "No recall brings names of anything."},
    Row{.path = "safe/output", .type = Type::toggle, .max = 1, .help = "No recall brings output of anything."},
    Row{.path = "safe/fx", .type = Type::toggle, .max = 1, .help = "No recall brings fx of anything."},
    Row{.path = "safe/matrix", .type = Type::toggle, .max = 1, .help = "No recall brings matrix of anything."},
    Row{.path = "safe/insert", .type = Type::toggle, .max = 1, .help = "No recall brings insert of anything."},
};

}  // namespace tutti::rows
