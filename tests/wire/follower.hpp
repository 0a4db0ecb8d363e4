#pragma once
// A client that follows the desk as protocol.md says, over any carrier: its picture is what it last set or heard; what
// was refused, or was not confirmed when the connection went, it takes back; it returns with /resume. What it may get
// wrong is only what the desk does not tell. One thread.
#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <random>
#include <set>

#include "tests/wire/clients.hpp"

namespace tutti::wire {

using Picture = std::map<std::string, Value>;
enum class By { udp, length, slip, ws };
const char* name_of(By by);
std::unique_ptr<Client> connect(By by, std::uint16_t port, const std::string& path = "/");
Argument argument_of(const Value& value);  // borrows texts
std::string text_of(const Value& value);   // for messages of failed tests

class Follower {
public:
    Follower(By by, std::uint16_t port, std::string pattern = "/");

    By by() const { return by_; }
    const Picture& picture() const { return picture_; }
    // Over UDP: this share of what comes is lost, in percent.
    void lose(int percent) { lost_percent_ = percent; }

    // Sends a value; shown at once. `shown`: what is shown, where it is not what is sent (an index, a 1 for a switch).
    void set(const std::string& address, const Value& sent, std::optional<Value> shown = {});
    void show(const std::string& address, const Value& value);  // what a packet of the caller's own making sets
    void send(const std::string& packet);
    void ask_sync();

    // Hears what has come; comes back when the connection was lost. True: it was.
    bool listen(int milliseconds);
    void settle();   // until a sync is answered, coming back where it must
    void refresh();  // all values again, and settle
    std::uint16_t own_port() const { return client_->socket().own_port(); }
    bool idle() const { return synced_ == token_; }
    bool unconfirmed(const std::string& address) const { return pending_.contains(address); }
    std::vector<std::string> unconfirmed() const;
    std::vector<std::string> left_open;  // what was unconfirmed when the connection was last lost

    int errors = 0, returns = 0;
    bool fell_back = false;  // the desk said COMPLETE within one session
    // A parameter that only ever grows: hearing it smaller is told here.
    std::string growing;
    std::vector<std::string> complaints;
    // What this client did and heard of one address, the last of it: for messages of failed tests.
    std::string watched;
    std::string story() const;

private:
    struct Pending {
        int token;
        Value value;
        bool overruled;  // something was heard after it was sent
    };

    void come_back();
    void take(const Heard& heard);
    void confirm(int token, std::int64_t revision);
    void take_back(const std::string& address);
    void note(std::string line);

    By by_;
    std::uint16_t port_;
    std::string pattern_;
    std::unique_ptr<Client> client_;
    Picture picture_, known_;  // known: what is the desk's word, without what is unconfirmed
    std::map<std::string, std::vector<Pending>> pending_;
    std::int64_t revision_ = 0;
    int token_ = 0, synced_ = 0;
    int lost_percent_ = 0;
    float grown_ = -1;
    std::deque<std::string> story_;
    std::mt19937 random_{7};
};

}  // namespace tutti::wire
