// The life of the connection: looked up, connected, logged in, settled, and all of it again when it is lost.
#include <algorithm>

#include "clients/remote/inside.hpp"

namespace tutti::remote {

namespace {

// A wrong PIN before ours makes the desk answer late, on purpose.
constexpr std::chrono::seconds login_takes{20};
constexpr std::chrono::milliseconds lookup_pace{20};

}  // namespace

void Desk::Inside::turn() {
    if (fresh_start) start_anew();
    if (step == Step::resting && again && Clock::now() >= retry_at) begin();
    if (step == Step::looking_up && lookup.done()) {
        if (lookup.addresses().empty()) return lose(lookup.why());
        try_next_address();
    }
    if (step == Step::resting || step == Step::looking_up) return;

    if (stream.turn(messages) > 0) {
        heard = Clock::now();
        // A link that was silent speaks again: what it says may be old, so ask before taking hands.
        if (step == Step::talking && link.state == State::lost) settle();
    }
    while (!messages.empty() && !fresh_start) {
        const Message message = std::move(messages.front());
        messages.pop_front();
        take(message);
        if (answer_bytes > manner.most_answers) return lose(name + " answers without an end");
    }
    if (fresh_start || step == Step::resting) return;
    if (stream.broken()) {
        if (step != Step::connecting) return lose(name + " " + stream.why());
        if (tried < lookup.addresses().size()) return try_next_address();
        return lose("no desk at " + name + ": " + stream.why());
    }
    if (step == Step::connecting && !stream.connecting()) opened();
    watch_the_time();
}

void Desk::Inside::start_anew() {
    fresh_start = false;
    again = true;
    failures = 0;
    older = newer = 0;  // whoever we were before may have been refused what we are told now
    if (step != Step::resting || link.state == State::refused) lose("logging in");
    retry_at = Clock::now();
}

void Desk::Inside::begin() {
    step = Step::looking_up;
    tried = 0;
    lookup.start();
}

void Desk::Inside::try_next_address() {
    step = Step::connecting;
    began = Clock::now();
    messages.clear();
    stream.open(lookup.addresses()[tried++]);
}

void Desk::Inside::opened() {
    heard = began = Clock::now();
    unanswered.reset();
    if (!credentials.token.empty()) {
        step = Step::logging_in;
        put({{"/login", {credentials.token}}});
    } else if (!credentials.user.empty()) {
        step = Step::logging_in;
        put({{"/login", {credentials.user, credentials.pin}}});
    } else {
        greet();
    }
}

// Nothing is asked before the desk knows who asks.
void Desk::Inside::greet() {
    step = Step::talking;
    const std::int64_t from = older ? older : newer;
    resumed = from > 0;
    if (resumed) put({{"/resume", {from}}});
    // Sets that were on their way: whether they arrived, only the desk knows.
    std::set<std::string> asked;
    for (const auto& [in, address] : unsure)
        if (asked.insert(address).second) put({{address}});
    unsure.clear();
    for (auto& [pattern, interest] : patterns) say_subscription(pattern, interest);
    for (const auto& [what, rate] : meters) put({{"/meters/subscribe", {what, rate}}});
    if (!manner.keep && patterns.empty() && meters.empty()) return become(State::joined);
    become(State::settling, {}, !resumed);
    awaited = ping();
}

void Desk::Inside::settle() {
    become(State::settling);
    awaited = ping();
}

int Desk::Inside::ping() {
    last_ping = Clock::now();
    if (!unanswered) unanswered = last_ping;
    put({{"/sync", {++token}}});
    return token;
}

void Desk::Inside::watch_the_time() {
    const auto now = Clock::now();
    if (step == Step::connecting && now - began > manner.open) {
        if (tried < lookup.addresses().size()) return try_next_address();
        return lose("no desk at " + name + ": it does not answer");
    }
    if (step == Step::logging_in && now - began > login_takes) return lose(name + " does not answer to the login");
    for (auto act = acts.begin(); act != acts.end() && act->until < now; act = acts.begin())
        end_act(act->address, {.whole = false});
    if (step != Step::talking || !manner.keep) return;
    const auto silent = unanswered ? now - std::max(heard, *unanswered) : Clock::duration::zero();
    if (silent > manner.give_up) return lose(name + " does not answer");
    if (unanswered && now - std::max(synced_at, *unanswered) > manner.no_end)
        return lose(name + " speaks, and answers nothing");
    if (silent > manner.silence && link.state != State::lost) become(State::lost, name + " is silent");
    if (now - last_ping >= manner.ping) ping();
}

Clock::time_point Desk::Inside::next_due() const {
    const auto now = Clock::now();
    if (fresh_start || stream.broken()) return now;
    switch (step) {
        case Step::resting: return again ? retry_at : now + std::chrono::seconds(1);
        case Step::looking_up: return now + lookup_pace;
        case Step::connecting: return began + manner.open;
        case Step::logging_in: return began + login_takes;
        case Step::talking: break;
    }
    if (!manner.keep) return now + std::chrono::seconds(1);
    auto due = last_ping + manner.ping;
    if (!unanswered) return due;
    const auto since = std::max(heard, *unanswered);
    if (link.state != State::lost) due = std::min(due, since + manner.silence);
    return std::min(due, since + manner.give_up);
}

void Desk::Inside::lose(const std::string& why, State state) {
    stream.close();
    messages.clear();
    step = Step::resting;
    unanswered.reset();
    again = again && manner.keep && state != State::refused;
    const int doublings = std::min(failures++, 10);
    retry_at = Clock::now() + std::min(manner.back_off * (1 << doublings), manner.back_off_most);
    become(state, why);
    end_questions();
}

void Desk::Inside::refuse(const std::string& why) {
    lose(why, State::refused);
}

void Desk::Inside::become(State state, const std::string& why, bool anew) {
    if (told && link.state == state && link.why == why && !anew) return;
    told = true;
    link.state = state;
    link.why = why;
    link.anew = anew;
    if (state == State::joined) failures = 0;
    if (owner.on_link) owner.on_link(Link(link));
}

}  // namespace tutti::remote
