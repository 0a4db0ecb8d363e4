#pragma once
// One client of the X32 dialect: what it follows and until when, and what it has still to be told. The desk knows it
// as a client whose link takes no word of the native language; what goes out is in X32's. State thread only.
#include <map>
#include <memory>
#include <string>
#include <unordered_map>

#include "server/client.hpp"
#include "server/x32/outbox.hpp"
#include "server/x32/subscriptions.hpp"

namespace tutti::x32 {

class Guest final : public Link {
public:
    static constexpr auto kLease = std::chrono::seconds(10);  // of /xremote, subscriptions and meters
    // A value went out so shortly before a set of the same leaf came in that the two may have crossed.
    static constexpr auto kCrossing = std::chrono::milliseconds(150);
    static constexpr auto kSettling = std::chrono::milliseconds(300);

    Guest(Link& link, std::size_t leaves) : outbox(leaves), link_(link) {}

    // The desk's side.
    void send(Bytes, bool) override {}
    std::size_t queued() const override { return link_.queued(); }
    void pause(bool) override {}
    void close(std::string_view why) override { link_.close(why); }

    // The dialect's.
    void tell(Bytes packet) { link_.send(std::move(packet), false); }
    void tell(std::string packet) { tell(std::make_shared<const std::string>(std::move(packet))); }
    bool follows(Time now) const { return now < remote_until; }

    // What it has set itself it is not told.
    void wrote(std::uint32_t leaf, Revision until, Time now) {
        own[leaf] = until;
        outbox.unmark(leaf);
        const auto before = told.find(leaf);
        if (before != told.end() && now - before->second < kCrossing) settles[leaf] = now + kSettling;
    }
    bool has_written(std::uint32_t leaf, Revision revision) const {
        const auto found = own.find(leaf);
        return found != own.end() && revision <= found->second;
    }
    // Once a turn: what has crossed is told once more when it has come to rest.
    void rest(Time now) {
        own.clear();
        std::erase_if(told, [now](const auto& one) { return now - one.second >= kCrossing; });
        std::erase_if(settles, [this, now](const auto& one) {
            if (one.second > now) return false;
            if (follows(now)) outbox.mark(one.first);
            return true;
        });
    }

    ClientId id = 0;
    Time remote_until{};
    Outbox outbox;
    std::unordered_map<std::uint32_t, Revision> own;  // leaves that it has set in this turn of the loop, up to when
    std::map<std::uint32_t, Time> told;               // leaves, when another's value went out
    std::map<std::uint32_t, Time> settles;            // leaves, when they are told once more
    Subscriptions subscriptions;
    std::string next;         // of them: the one at which the last tick had to stop
    Time paced{};             // the millisecond that is being filled
    int sent = 0;             // datagrams in it
    int dump = -1;            // of /showdump: the next scene; -1: none
    std::string own_address;  // the desk's, as this client reaches it

private:
    Link& link_;
};

}  // namespace tutti::x32
