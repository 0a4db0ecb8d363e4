#pragma once
// What lasts only as long as the client that opened it: momentary talk, which also wants a packet from it every 2 s.
// Opened talk remembers its client here, whatever its mode, so that a change of mode finds it. State thread only.
#include <unordered_map>
#include <vector>

#include "server/notices.hpp"

namespace tutti {

class DeadMan {
public:
    explicit DeadMan(Console& console);

    // Ahead of an apply of this client's changes: notes what they open, and publishes whose monitor talks.
    void watch(std::span<const Change> changes, const Client& client);

    // What is to be closed now, because its client is gone, silent, or may no longer. To be applied by the caller.
    std::vector<Change> due(const Clients& clients, Time now) const;

private:
    bool holds(const Clients& clients, ClientId id, Time now) const;

    Console& console_;
    std::vector<Slot> slots_;         // `on` of each talkback
    std::vector<ClientId> openers_;   // 0 = nobody who is known
};

}  // namespace tutti
