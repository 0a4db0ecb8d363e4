#pragma once
// Rows of who is at the desk: users, who are settings like others, and clients, who are readings. Secrets (PINs,
// tokens) are no parameters. Included by rows.hpp only.
#include <array>

#include "engine/console/row.hpp"

// A table, a row a line:
// clang-format off
namespace tutti::rows {

inline constexpr std::string_view kRoles[] = {"engineer", "producer", "technician", "artist", "viewer"};

inline constexpr std::array kUser = {
    Row{.path = "name", .type = Type::text, .form = TextForm::name, .help = "Who it is, as /login has it; a number without a name is free."},
    Row{.path = "role", .type = Type::choice, .law = Law::steps, .max = 4, .initial = 4, .choices = kRoles, .help = "What this person may do."},
    Row{.path = "color", .type = Type::text, .form = TextForm::colour, .initial_text = "#808080", .help = "The colour in which others see this person's hands, as #rrggbb."},
    Row{.path = "monitor", .type = Type::integer, .max = 8, .help = "The monitor this person sits at; 0 is none."},
    Row{.path = "cue", .type = Type::integer, .kind = Kind::reading, .max = 64, .help = "The bus that is this person's cue mix (cue/owner); 0 is none."},
    Row{.path = "online", .type = Type::toggle, .kind = Kind::reading, .max = 1, .help = "Somebody is logged in as this person."},
    Row{.path = "selection", .type = Type::route, .law = Law::steps, .routes = RouteSet::selection, .passing = true, .help = "The strip that this person's devices show."},
    Row{.path = "flip", .type = Type::route, .law = Law::steps, .routes = RouteSet::fx_source, .passing = true, .help = "Sends on faders: the bus whose sends this person's faders are."},
    Row{.path = "pin", .type = Type::action, .kind = Kind::action, .help = "`,s PIN`: sets it, of at least four characters. It is kept only as a hash."},
    Row{.path = "delete", .type = Type::action, .kind = Kind::action, .help = "Takes this person off the desk, and its tokens."},
    Row{.path = "grant", .type = Type::action, .kind = Kind::action, .help = "`,s PATTERNS`: addresses that this person may write besides its role's; empty ends it."},
    Row{.path = "tokens/revoke", .type = Type::action, .kind = Kind::action, .help = "Ends all tokens of this person; who is logged in by one is logged out."},
};

inline constexpr std::array kClient = {
    Row{.path = "user", .type = Type::text, .kind = Kind::reading, .help = "Who it is; empty without a login."},
    Row{.path = "role", .type = Type::text, .kind = Kind::reading, .help = "What it may do."},
    Row{.path = "address", .type = Type::text, .kind = Kind::reading, .help = "Where it is, address:port."},
    Row{.path = "protocol", .type = Type::text, .kind = Kind::reading, .help = "udp, tcp, ws or x32; empty where the client is gone."},
    Row{.path = "round_trip", .kind = Kind::reading, .unit = Unit::ms, .max = 60000, .help = "How long its network takes there and back; 0 where nobody knows."},
    Row{.path = "holds", .type = Type::text, .kind = Kind::reading, .help = "What its hands are on: addresses with blanks between."},
    Row{.path = "drop", .type = Type::action, .kind = Kind::action, .help = "Ends its connection."},
};

}  // namespace tutti::rows
