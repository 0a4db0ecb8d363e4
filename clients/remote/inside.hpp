// What a Desk is made of: the connection's life (link.cpp), and what must be said again on each new one (wishes.cpp).
// Only for these files and remote.cpp; one thread, no waiting.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>

#include "clients/remote/remote.hpp"
#include "clients/remote/stream.hpp"

namespace tutti::remote {

using Clock = std::chrono::steady_clock;

struct Desk::Inside {
    Inside(Desk& the_owner, const std::string& desk, const Credentials& who, const Manner& the_manner)
        : owner(the_owner), name(desk), credentials(who), manner(the_manner), lookup(desk) {}

    enum class Step { resting, looking_up, connecting, logging_in, talking };

    struct Interest {
        bool complete = false;  // its values are all here: a difference is enough after a loss
        int token = 0;          // the sync whose answer makes it complete
    };
    struct Question {
        int token = 0;
        std::function<void(const Answers&)> done;
        Answers answers = {};
        std::size_t bytes = 0;
    };
    struct Act {
        std::string address;
        std::function<void(const Answers&)> done;
        Clock::time_point until;
    };

    // link.cpp
    void turn();
    void begin();
    void try_next_address();
    void opened();
    void greet();
    void settle();
    void watch_the_time();
    void lose(const std::string& why, State state = State::lost);  // and try again later
    void refuse(const std::string& why);
    void start_anew();
    void become(State state, const std::string& why = {}, bool anew = false);
    int ping();
    Clock::time_point next_due() const;

    // wishes.cpp
    void put(const std::vector<Message>& said) { stream.send(said); }
    void say_subscription(const std::string& pattern, Interest& interest);
    void note_set(const Message& message);
    void take(const Message& message);
    void take_login(const Message& message);
    void synced(int token, std::int64_t revision);
    void take_refusal(const Refusal& refusal);
    void take_ok(const Message& message);
    void note_answer(const Message& message);
    void note_answer(const Refusal& refusal);
    void grow(Question& question, std::size_t bytes);
    bool end_act(const std::string& address, const Answers& answers);
    void end_questions();  // the link is gone: nothing more will be answered

    Desk& owner;
    std::string name;
    Credentials credentials;
    Manner manner;
    Link link = {};
    bool told = false;  // the owner has been told of the link at least once

    Step step = Step::resting;
    Lookup lookup;
    std::size_t tried = 0;  // addresses, of what was looked up
    Stream stream;
    std::deque<Message> messages = {};
    bool fresh_start = false;  // another login was asked for: connect anew
    bool again = true;         // whether there will be another attempt
    int failures = 0;
    Clock::time_point began = {}, retry_at = {}, heard = {}, last_ping = {};
    std::optional<Clock::time_point> unanswered = {};  // since when we wait for the desk
    Clock::time_point synced_at = {};

    int token = 0, awaited = 0;
    bool resumed = false;
    std::int64_t older = 0, newer = 0;  // revisions of the last two syncs; from the older one nothing can be missing
    std::map<std::string, Interest> patterns = {};
    std::map<std::string, int> meters = {};
    std::deque<std::pair<int, std::string>> unsure = {};  // sets, until a sync says that the desk has them
    std::deque<Question> questions = {};
    std::size_t answer_bytes = 0;  // in all of them
    std::deque<Act> acts = {};
};

}  // namespace tutti::remote
