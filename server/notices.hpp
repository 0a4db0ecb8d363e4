#pragma once
// What clients are told. Once per loop turn the tail of the change lists is collected and encoded once; all who are up
// to date share it, one that lags walks by itself when its outbox has room. State thread only.
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "engine/console/console.hpp"
#include "server/client.hpp"
#include "server/hands.hpp"

namespace tutti {

using Clients = std::unordered_map<ClientId, std::unique_ptr<Client>>;

// One parameter's value as an OSC message, as text, and as an argument.
void append_value_message(std::string& out, const Console& console, Slot slot);
void append_value_json(std::string& out, const Console& console, Slot slot);  // the value alone
Argument value_argument(const Console& console, Slot slot, std::string& scratch);

class Notices {
public:
    Notices(const Console& console, const Hands& hands) : console_(console), hands_(hands) {}

    // True when somebody is still owed something that fits soon: call again.
    bool flush(Clients& clients);

    // What was kept from a client as long as its hand was on it, and is no longer. It is to be told as if it had
    // changed now: the revision up to which the client has been told is past that of the change, and it may resume from
    // there.
    std::vector<Slot> let_go(Clients& clients);
    void left(const Client& client) {
        of_the_gone_.insert(of_the_gone_.end(), client.withheld.begin(), client.withheld.end());
    }

private:
    struct Entry {
        Slot slot;
        Place place;
        Author author;
        std::size_t offset, length;  // in encoded_
    };
    class Parcel;

    void collect(Revision since, Revision since_tick, std::vector<Entry>& entries, std::string& encoded) const;
    bool serve(Client& client);
    void tell(Client& client, std::span<const Entry> entries, const std::string& encoded, Parcel& parcel) const;
    void tell_at(std::uint16_t port, Client& client, std::span<const Entry> entries, const std::string& encoded,
                 Parcel& parcel) const;
    bool walk(Client& client, Parcel& parcel) const;
    const std::vector<Bytes>& shared(bool datagram);

    const Console& console_;
    const Hands& hands_;
    Revision told_ = 0, told_tick_ = 0;  // up to where the last flush went
    Revision from_ = 0, from_tick_ = 0;  // where this one began
    std::vector<Entry> entries_;
    std::string encoded_;
    std::unordered_set<Author> authors_;
    std::vector<Slot> of_the_gone_;  // withheld from clients that have left since
    std::vector<Bytes> shared_[2];
    bool shared_made_[2] = {};
};

}  // namespace tutti
