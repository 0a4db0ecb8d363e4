#pragma once
// One client: a connection, or one UDP source. What it has subscribed, up to where it has been told, and what it is
// still owed. A plain record; notices.cpp and requests.cpp work on it. State thread only.
#include <array>
#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <variant>
#include <vector>

#include "engine/console/change_list.hpp"
#include "engine/console/selection.hpp"
#include "server/link.hpp"
#include "server/people/rights.hpp"

namespace tutti {

using Clock = std::chrono::steady_clock;
using Time = Clock::time_point;

// A pattern that is followed. Over UDP perhaps by another port of the source's host (0: by the source itself).
struct Subscription {
    std::shared_ptr<const Selection> selection;
    std::uint16_t port = 0;
};
// Values to be sent for a pattern, in slot order, as the outbox has room.
struct Walk {
    std::shared_ptr<const Selection> selection;
    Revision since = 0;  // settings changed after it; 0 = all
    std::uint16_t port = 0;
    bool osc = false;      // answers an OSC packet, so never as text
    bool unasked = false;  // the desk's own repetition: not what a hand is on
    Slot next = 0;
};
// An answer that must come behind everything before it: an encoded packet, or a text frame.
struct Behind {
    enum class What : std::uint8_t { osc_sync, json_sync } what;
    Revision revision =
        0;  // when it was asked: what this client sets after that it may have to hear of when it resumes
    std::int32_t token = 0;
    std::string id;
};
using Job = std::variant<Walk, Behind>;

// At most 20 errors in any second; then one `busy` that counts the rest, in the language in which they were made.
struct ErrorBudget {
    static constexpr int kPerSecond = 20;
    static constexpr auto kSecond = std::chrono::seconds(1);
    std::array<Time, kPerSecond> sent{};  // when the last ones were, in a ring
    std::size_t oldest = 0;
    int left_out = 0, left_out_texts = 0;
    Time leaves_out{};  // since when

    bool full(Time now) const { return sent[oldest] != Time{} && now - sent[oldest] < kSecond; }
    void take(Time now) {
        sent[oldest] = now;
        oldest = (oldest + 1) % sent.size();
    }
    void leave_out(int& which, Time now) {
        if (left_out + left_out_texts == 0) leaves_out = now;
        ++which;
    }
    bool tells(Time now) const { return left_out + left_out_texts > 0 && now - leaves_out >= kSecond; }
};

// Who history says has done something: a user by name, or "ws 3" for a connection without one.
struct Signature {
    int user = 0;
    std::string name;
};

struct Client {
    ClientId id = 0;
    Link* link = nullptr;
    Origin origin;
    Role role = Role::none;
    int user = 0;                                     // who has logged in, as numbered on the wire; 0: nobody
    int enrolled = 0;                                 // who its address is, without a login
    int number = 0;                                   // its number in /session/clients; 0: none was left
    std::string token = {};                           // the hash of the one it came in with
    std::shared_ptr<const Rights> rights;             // none: it may write nothing
    std::shared_ptr<const Signature> signature = {};  // what history calls it, once it has changed something

    std::vector<Subscription> subscriptions;
    std::unordered_set<Slot> listens;  // OSCQuery LISTEN: exact nodes
    bool json = false;                 // changes as text

    Revision told = 0, told_tick = 0;     // cursors into the two change lists
    std::vector<Slot> owed;               // values this client gets whoever wrote them
    std::vector<Slot> withheld;           // changed under its hand, which it is not told before it lets go
    std::unordered_map<Slot, Time> gave;  // when it was last sent what: a set soon after may cross that
    void owe(Slot slot, Time now) {
        owed.push_back(slot);
        gives(slot, now);
    }
    void gives(Slot slot, Time now) {
        if (listening() && gave.size() < kMostGiven) gave[slot] = now;
    }
    std::deque<Job> jobs;
    int unanswered = 0;   // actions that are still being carried out: what is behind everything waits for them
    bool walked = false;  // values of a walk may still wait in the outbox

    // Where the cursor stood, each 100 ms: what was sent within the last two seconds (rule of crossing sets).
    std::array<Revision, 21> past_told{};

    std::optional<Revision> resumed;  // the first subscribe of each pattern sends what changed since
    std::set<std::string> resumed_patterns;

    ErrorBudget errors;
    Time last_packet{};
    Time refreshed{}, next_refresh{};  // datagrams: all values again each 10 s
    std::size_t stuck_at = 0;          // queue length when it last got shorter, for clients that do not read
    Time stuck_since{};
    bool paused = false;
    bool closing = false;

    bool subscribed(const Place& place, Slot slot) const {
        for (const Subscription& s : subscriptions)
            if (s.selection->contains(place)) return true;
        return !listens.empty() && listens.contains(slot);
    }
    bool subscribed_at(std::uint16_t port, const Place& place, Slot slot) const {
        for (const Subscription& s : subscriptions)
            if (s.port == port && s.selection->contains(place)) return true;
        return port == 0 && !listens.empty() && listens.contains(slot);
    }
    bool listening() const { return !subscriptions.empty() || !listens.empty(); }

    static constexpr std::size_t kMaxSubscriptions = 256;
    static constexpr std::size_t kMaxListens = 16384;
    static constexpr std::size_t kMaxJobs = 512;
    static constexpr std::size_t kMostGiven = 16384;
    static constexpr auto kCrossing = std::chrono::seconds(2);    // so long may values and sets be under way
    static constexpr std::size_t kHighWater = 256 * 1024;         // no more is made above
    static constexpr std::size_t kMostQueued = 16 * 1024 * 1024;  // dropped above
};

}  // namespace tutti
