#pragma once
// /session/clients: who is connected, as readings. Each client has a place from its coming to its going, then somebody
// else gets it. Who asks gets what is true; who follows is told at most ten times a second. State thread only.
#include <string>
#include <vector>

#include "server/hands.hpp"
#include "server/notices.hpp"

namespace tutti {

class ClientList {
public:
    ClientList(Console& console, const Hands& hands, const Clients& clients)
        : console_(console), hands_(hands), clients_(clients), at_(kClients, 0), dirty_(kClients, false) {}

    void arrived(Client& client);  // gives it a place, unless none is left
    void left(const Client& client);
    void changed(const Client& client) { mark(client.number); }
    // Who is at this place; 0: nobody.
    ClientId at(int place) const {
        return place >= 1 && place <= kClients ? at_[static_cast<std::size_t>(place - 1)] : 0;
    }

    void settle();             // before somebody is answered
    void tick(bool measures);  // each 100 ms: tells; and now and then asks the links for their round trips

private:
    void mark(int place);
    void settle_holds();
    void keep(int place);
    void keep(Slot slot, const Value& value);

    Console& console_;
    const Hands& hands_;
    const Clients& clients_;
    std::vector<ClientId> at_;
    std::vector<bool> dirty_;
    std::vector<int> marked_;  // those of dirty_
    std::vector<Slot> untold_;
    std::unordered_map<ClientId, std::string> holds_;
    unsigned hands_version_ = 0;
};

}  // namespace tutti
