#pragma once
// WebSocket text commands: `{"COMMAND": NAME, "DATA": …, "ID": any}` to a record, and the answers to text. Bounded in
// size (1 MiB) and depth (16); never throws.
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/console/accept.hpp"

namespace tutti::json {

// A JSON value that owns its text. monostate: nothing a parameter takes.
using Scalar = std::variant<std::monostate, bool, std::int64_t, double, std::string>;
Argument argument_of(const Scalar& scalar);  // borrows the text

struct Command {
    enum class Name : std::uint8_t {
        unknown,
        listen,
        ignore,
        subscribe,
        unsubscribe,
        refresh,
        set,
        get,
        do_,
        login,
        logout,
        resume,
        sync,
        meters
    };
    Name name = Name::unknown;
    std::string word;  // as it was sent
    std::string id;    // JSON text of ID to give back; empty where there was none
    std::string pattern;
    bool json = false;  // SUBSCRIBE: changes as text from now on
    std::vector<std::pair<std::string, Scalar>> values;
    std::vector<Scalar> arguments;  // DO, without the address (which is in `pattern`)
    std::int64_t revision = 0;
    std::string what;
    double rate = 25;
    std::string user, pin, token;
};
struct Unreadable {
    Refusal refusal;
    std::string id;
};
std::variant<Command, Unreadable> parse_command(std::string_view text);

// The body of `PUT /address`: {"VALUE": [x]} or {"VALUE": x}.
std::variant<Scalar, Refusal> parse_put(std::string_view text);

// {"ID": …, "OK": true, MEMBERS}; members: `"A": 1, "B": 2` or empty
std::string reply_ok(std::string_view id, std::string_view members = {});
// {"ID": … or null, "ERROR": CODE, "REASON": …}
std::string reply_error(std::string_view id, const Refusal& refusal);
// {"ERROR": CODE, "REASON": …}
std::string http_error(const Refusal& refusal);

}  // namespace tutti::json
