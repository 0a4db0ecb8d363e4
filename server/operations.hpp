#pragma once
// What a client can ask for besides setting values, in no protocol's words: subscribe, get, resume, meters, actions.
// The dialects (osc_dialect, json_dialect) translate; refusals come back as they are. State thread only.
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/actions.hpp"
#include "server/door.hpp"
#include "server/loop_tests.hpp"
#include "server/meters.hpp"
#include "server/notices.hpp"
#include "server/people/logins.hpp"
#include "server/readings.hpp"
#include "server/tap_tempo.hpp"

namespace tutti {

class Operations {
public:
    Operations(Console& console, Door& door, Meters& meters, Measurements& measurements, Readings& readings,
               Logins& logins)
        : console_(console),
          door_(door),
          meters_(meters),
          measurements_(measurements),
          readings_(readings),
          logins_(logins),
          tempo_(console.layout().sizes().fx),
          loops_(console) {}

    Console& console() { return console_; }
    Door& door() { return door_; }
    LoopTests& loops() { return loops_; }
    Readings& readings() { return readings_; }
    Logins& logins() { return logins_; }

    // A room with actions of its own, asked before the rows; it must outlive this.
    void add(Actions& room) { rooms_.push_back(&room); }

    std::optional<Refusal> subscribe(Client& client, std::string_view pattern, std::uint16_t port = 0);
    std::optional<Refusal> unsubscribe(Client& client, std::string_view pattern);
    std::optional<Refusal> refresh(Client& client, std::string_view pattern, bool osc);  // osc: never as text
    // OSCQuery: one exact node, its value at once, then every change.
    std::optional<Refusal> listen(Client& client, std::string_view path);
    std::optional<Refusal> ignore(Client& client, std::string_view path);

    // What a get stands for; the values follow by a walk (OSC) or are read at once (JSON).
    std::variant<std::shared_ptr<const Selection>, Refusal> select(const Client& client,
                                                                   std::string_view pattern) const;

    struct Resumed {
        Revision revision;
        bool complete;  // all must be sent
    };
    std::variant<Resumed, Refusal> resume(Client& client, std::int64_t revision);

    std::optional<Refusal> meters(Client& client, std::string_view what, double rate, Time now);  // rate 0 ends it
    std::optional<Refusal> end_meters(Client& client, std::string_view what, Time now);

    // Is this the address of an action? Then act() carries it out, and answers once that is done.
    bool is_action(std::string_view address) const;
    void act(Client& client, std::string_view address, std::span<const Argument> arguments, Time now,
             const Answer& answer);

private:
    struct Begun {};  // the answer is given later
    std::variant<Revision, Refusal, Begun> act_at_once(Client& client, std::string_view address,
                                                       std::span<const Argument> arguments, Time now,
                                                       LoopTests::Answer later);
    std::vector<Change> end_of_solos(int monitor) const;
    std::optional<Refusal> queue_walk(Client& client, Walk walk);

    Console& console_;
    Door& door_;
    Meters& meters_;
    Measurements& measurements_;
    Readings& readings_;
    Logins& logins_;
    std::vector<Actions*> rooms_;
    TapTempo tempo_;
    LoopTests loops_;
};

}  // namespace tutti
