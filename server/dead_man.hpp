#pragma once
// What lasts only as long as the client that opened it: momentary talk, which also wants a packet from it every 2 s,
// and the arming of solo in place. Opened talk remembers its client whatever its mode, so that a change of mode finds
// it. State thread only.
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
    struct Switch {
        Slot slot;
        int talkback;         // -1: solo in place
        ClientId opener = 0;  // 0: nobody who could hold it
    };
    bool lasts(const Switch& opened, const Clients& clients, Time now) const;

    Console& console_;
    std::vector<Switch> switches_;  // by slot
};

}  // namespace tutti
