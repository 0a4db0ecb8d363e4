#pragma once
// Tells what somebody means from what a program merely says back: some write every value back when they have loaded a
// desk, and echo each one they hear, late and rounded to what they show. Believed, two of them would chase each other
// for ever, and pull a fader back under the finger that moves it. State thread only; bounded.
#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/console/console.hpp"
#include "server/client.hpp"

namespace tutti {

class Echoes {
public:
    explicit Echoes(const Console& console) : console_(console) {}

    // Somebody at this host has been told, or is about to be, all values as they are now.
    void has_read(const Origin& who, Time now);
    // What stands there now is new, from this author; on the way: of a fade that goes on.
    void changed(Slot slot, Author author, Time now, bool on_the_way);
    void left(ClientId client) { runs_.erase(client); }

    enum class Heard : std::uint8_t {
        news,  // what somebody means
        same,  // what the client has been told last, perhaps rounded: there is nothing to do
        late   // what it was told before that: it is to hear what holds now
    };
    // `sent`, by a client that holds no hand on it.
    Heard hear(const Client& client, const Place& place, Slot slot, double sent, Time now);
    // Whether `sent` is `stored` to as many decimals as somebody shows, two at least.
    static bool rounded(float stored, double sent);

private:
    struct Past {
        float value;
        Author author;
        Time since;
        bool on_the_way;
    };
    struct Reader {
        std::string host;
        Revision revision;
        Time when;
    };
    bool has_been_told(const Client& client, const Place& place, Slot slot, Time now) const;
    bool meant(const Place& place, double sent) const;
    const Past* find_past(const Client& client, Slot slot, double sent, Time now) const;
    void forget_old(Time now);
    void one_more(ClientId client) { runs_[client] = std::min(runs_[client] + 1, kSure); }

    static constexpr auto kKept = std::chrono::seconds(5);      // how late an echo may be
    static constexpr auto kReading = std::chrono::seconds(60);  // how long loading may take
    static constexpr std::size_t kMostPast = 128, kMostSlots = 1024, kMostReaders = 64;
    static constexpr auto kSoon = std::chrono::seconds(1);  // how late one may be that counts
    static constexpr int kSure = 24;                        // so many in a row: then it is a program that echoes

    const Console& console_;
    std::unordered_map<Slot, std::vector<Past>> past_;  // of each what it was lately, the newest last
    std::vector<Reader> readers_;                       // the one who has read last at the end
    Time cleaned_{};
    std::unordered_map<ClientId, int> runs_;  // how many echoes have come one behind the other, kSure at most
};

}  // namespace tutti
