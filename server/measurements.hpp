#pragma once
// Which strips are being measured, for how many groups of clients, and what came out. A strip is measured from the time
// somebody looks at it; its loudness for a minute longer than anybody looks, so that who turns a page or comes back
// from a lost connection finds the programme still counted. At most eight at once. State thread only.
#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/console/layout.hpp"
#include "engine/measure/measuring.hpp"
#include "engine/mix/engine.hpp"
#include "server/client.hpp"

namespace tutti {

class Measurements {
public:
    enum class Of : std::uint8_t { loudness, spectrum };
    struct Strip {
        Family family = Family::main;
        int number = 0;
        auto operator<=>(const Strip&) const = default;
    };

    // Whether strips of this family can be measured at all.
    static bool possible(Family family);

    // What is heard from now on; nullptr: nothing.
    void attach(Engine* engine);

    // One more looks at this. False: eight other strips are being looked at already.
    bool look(Of of, const Strip& strip, Time now);
    void leave(Of of, const Strip& strip, Time now);
    // The programme of this strip begins now.
    void clear(const Strip& strip);
    // Now and then: ends what nobody has looked at for a minute, and logs what the measuring thread was too slow for.
    void tick(Time now);

    // The newest, in LUFS, LU, dBTP, dB; of a strip that somebody looks at.
    const Measured& newest(const Strip& strip);

private:
    struct Place {
        std::optional<Strip> strip;
        int lookers[2] = {};
        Time left{};  // when the last one of the loudness left
        WatchOrder order;
        std::uint64_t lost = 0;
    };
    Place* find(const Strip& strip);
    Place* make_room();
    void end(Place& place);
    void start(Place& place);
    void update(Place& place);
    void post_probes();
    std::size_t number(const Place& place) const { return static_cast<std::size_t>(&place - places_.data()); }

    Measuring measuring_;
    std::array<Place, Measuring::kWatches> places_;
    Engine* engine_ = nullptr;
    std::uint64_t takes_ = 0;
};

}  // namespace tutti
