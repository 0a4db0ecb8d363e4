#pragma once
// Meters for clients: who asked for what at which rate, the peaks since each group's last frame, and one encoded
// buffer for all clients of a group. The engine is asked when a frame is due; its answer is merged into every group,
// so that each peak reaches every client exactly once. Loudness and spectrum come from the measuring thread: what is
// newest when a frame is due. State thread only.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/console/console.hpp"
#include "engine/mix/mailboxes.hpp"
#include "server/measurements.hpp"
#include "server/notices.hpp"

namespace tutti {

// A dialect with meters of its own, from the same answers of the engine: each peak reaches each reader once.
class MeterReader {
public:
    virtual Time due() const = 0;  // when it has something to send; Time::max(): nobody looks
    virtual void merge(const MeterFrame& frame) = 0;
    virtual void send_due(Time now) = 0;

protected:
    ~MeterReader() = default;
};

class Meters {
public:
    Meters(const Console& console, Measurements& measurements) : console_(console), measurements_(measurements) {}

    // rate in Hz, 1..60. The refusal says why there is no such meter, or that a frame would not fit a datagram.
    std::optional<Refusal> subscribe(const Client& client, std::string_view what, double rate, Time now);
    std::optional<Refusal> unsubscribe(const Client& client, std::string_view what, Time now);
    void forget(ClientId client, Time now);

    // It may end before this, once the loop does not turn any more.
    void add(MeterReader& reader) { readers_.push_back(&reader); }
    bool any() const { return next_due() != Time::max(); }
    Time next_due() const;
    // Takes an answer of the engine into all groups.
    void merge(const MeterFrame& frame);
    // Sends the groups that are due. A client whose outbox is long gets nothing now and the peaks later.
    void send_due(Clients& clients, Time now);

private:
    enum class Kind : std::uint8_t { inputs, channels, buses, main, matrices, fx, monitors, outputs };
    enum class Of : std::uint8_t { levels, loudness, spectrum };
    struct What {
        Kind kind = Kind::channels;
        int first = 0, count = 0;  // strips, from 0
        std::string strip;         // "strip:ADDRESS": answered at /meters/strip with the address
        Of of = Of::levels;        // "loudness:ADDRESS", "spectrum:ADDRESS": likewise
        auto operator<=>(const What&) const = default;
    };
    struct Key {
        What what;
        double rate;
        auto operator<=>(const Key&) const = default;
    };
    using Levels = std::vector<float>;  // linear; peaks, and gains of reductions
    struct Group {
        Levels levels;
        Time due;
        bool begun = false;  // what was heard before it was asked for has been put away
        std::vector<ClientId> members;
        std::map<ClientId, Levels> missed;  // of members that could not take their last frames
    };

    std::optional<What> parse(std::string_view text) const;
    std::optional<What> parse_strip(std::string_view address, Of of) const;
    static int record_length(const What& what);
    static Levels silence(const What& what);
    void take(const MeterFrame& frame, const What& what, Levels& levels) const;
    static void join(const Levels& from, const What& what, Levels& into);
    bool is_mono(const What& what, int strip) const;
    std::vector<float> decibels(const What& what, const Levels& levels);
    Bytes encode(const What& what, const Levels& levels);
    bool look(const What& what, Time now);
    void leave(const What& what, Time now);

    const Console& console_;
    Measurements& measurements_;
    std::vector<MeterReader*> readers_;
    std::map<Key, Group> groups_;
    std::map<std::pair<ClientId, std::string>, Key> subscriptions_;
};

}  // namespace tutti
