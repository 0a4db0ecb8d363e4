// A Tutti desk at the other end of a TCP connection, for programs that work it. A Desk belongs to one thread and never
// blocks; callbacks come out of turn() and run_for() only, and may call everything but the destructor. The link comes
// back by itself, for ever, and with it login, subscriptions, meters and whatever was missed. What is set without a
// link is dropped and answered by false: an old move must never reach the desk later.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "clients/remote/answers.hpp"
#include "clients/remote/meters.hpp"
#include "clients/remote/value.hpp"

namespace tutti::remote {

struct Credentials {
    std::string token = {}, user = {}, pin = {};  // a token, or a user and a PIN; nothing: nobody in particular
};

enum class State {
    lost,      // no link, or a silent one; the desk is looked for all the time
    settling,  // what was missed is on its way
    joined,    // it is here: sets are taken
    refused    // the desk does not let us in; nothing more is tried until log_in()
};

struct Link {
    State state = State::lost;
    std::string why = {};   // lost, refused: a sentence
    std::string role = {};  // of who is logged in
    bool anew = true;       // settling: all values come, no difference; what does not come is not there any more
};

struct Manner {
    bool keep = true;  // false: one connection without pings; when it is lost, it is lost
    std::chrono::milliseconds ping{300}, silence{700}, give_up{4000}, open{3000}, back_off{100}, back_off_most{2000};
    std::chrono::milliseconds no_end{60'000};  // it speaks, but to no question it is done; then the link is given up
    std::size_t most_answers = 256 << 20;      // bytes that open questions hold; twice what the largest desk has to say
};

class Desk {
public:
    explicit Desk(const std::string& desk, const Credentials& credentials = {}, const Manner& manner = {});
    ~Desk();  // `desk` is HOST:PORT, HOST, :PORT or [V6ADDRESS]:PORT; by default 127.0.0.1:9000

    std::function<void(const Link&)> on_link = {};
    std::function<void(const std::string& address, const Value& value)> on_change = {};
    std::function<void(const MeterFrame&)> on_meters = {};
    std::function<void(const Refusal&)> on_refusal = {};
    std::function<void(const Message&)> on_message = {};  // all that comes, before any of the others

    void log_in(const Credentials& credentials);  // as somebody else, from now on
    void subscribe(const std::string& pattern);   // its values, then every change
    void unsubscribe(const std::string& pattern);
    void meters(const std::string& what, int rate);  // frames a second; 0 ends them

    // True: on its way. Should the link break before the desk has it, the desk's own value comes with the next one.
    bool set(const std::string& address, Value value) { return send({Message{address, {std::move(value)}}}); }
    bool send(const std::vector<Message>& sets);  // several are one change of the desk; /by, /turn, /touch… too
    // With all that came until the desk was done with it, changes of what is subscribed included.
    bool ask(const std::vector<Message>& messages, std::function<void(const Answers&)> done);
    // An action, and its /ok or refusal.
    bool act(const Message& action, std::function<void(const Answers&)> done = {});

    const Link& link() const;
    bool joined() const { return link().state == State::joined; }

    // For a poll loop: wait for events() at file() (-1: nothing to wait for), at most wait_ms(), then turn().
    int file() const;
    short events() const;
    int wait_ms() const;
    void turn();
    void run_for(std::chrono::milliseconds time);  // or this

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace tutti::remote
