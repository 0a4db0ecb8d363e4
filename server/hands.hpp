#pragma once
// Which client's hand is on which parameter. A hold ends on release, with its connection, or 5 s after the holder's
// last touch or move. Bounded: 256 holds a client, 4,096 in all. State thread only.
#include <string>
#include <unordered_map>
#include <vector>

#include "server/client.hpp"

namespace tutti {

class Hands {
public:
    struct Hold {
        ClientId client;
        Role role;
        Time last;
        Time since{};
    };

    // False when the hand is refused: somebody of the same or a higher role holds it, or there are too many.
    bool take(Slot slot, const Client& client, Time now);
    // True if this client held it.
    bool release(Slot slot, ClientId client);
    void release_all(ClientId client);
    void moved(Slot slot, ClientId client, Time now);

    const Hold* holder(Slot slot) const;
    bool held_by(Slot slot, ClientId client) const;
    bool empty() const { return holds_.empty(); }
    bool holds_any(ClientId client) const { return counts_.contains(client); }

    // Ends holds that have been still for 5 s; says whose.
    std::vector<std::pair<Slot, ClientId>> expire(Time now);
    // /session/hands: who holds what, as JSON, at most 256; changes when version() does.
    std::string json(const Layout& layout, const std::unordered_map<ClientId, std::string>& names) const;
    // What each client holds: addresses with blanks between, cut off behind so many bytes.
    std::unordered_map<ClientId, std::string> by_client(const Layout& layout, std::size_t longest) const;
    unsigned version() const { return version_; }
    void renamed() { ++version_; }  // somebody has another name now

private:
    std::unordered_map<Slot, Hold> holds_;
    std::unordered_map<ClientId, int> counts_;
    unsigned version_ = 0;
};

}  // namespace tutti
