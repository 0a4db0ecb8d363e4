#pragma once
// What the machine produces: why strips are muted, active solos, who holds what, the state of the engine. Who asks gets
// what is true at that moment; who follows a reading is told of it at most ten times a second. State thread only.
#include <functional>
#include <string>
#include <vector>

#include "engine/console/console.hpp"
#include "server/client.hpp"
#include "server/hands.hpp"

namespace tutti {

// What the supervisor knows of the device; copied over from its thread.
struct EngineFacts {
    std::string state = "stopped", reason, device, device_wanted;
    double rate = 0, latency_ms = 0;
    float load = 0;
    std::uint32_t xruns = 0;
    std::uint64_t broken_samples = 0;
    int priority = 0, block = 0;
};

class Readings {
public:
    using Names = std::unordered_map<ClientId, std::string>;
    Readings(Console& console, const Hands& hands, const Names& names);

    // What else has readings that must be true when somebody asks.
    void set_before_answer(std::function<void()> hook) { before_answer_ = std::move(hook); }
    // Before somebody is answered: what follows from the changes so far, told to nobody yet.
    void settle();
    // After changes: settles, and tells what was last told long enough ago.
    void follow(Time now);
    // Each 100 ms: what was too early, the rest of the desk's readings.
    void tick(Time now, const EngineFacts& engine);

private:
    struct Seen {
        Revision stamp = 0;
        bool untold = false;
        Time told{};
    };
    Slot slot_of(int strip) const;  // of the reading that this strip of a MixFrame has
    void settle_strips();
    void settle_hands();
    void settle_families();
    bool keep(int strip);
    void tell(Slot slot, Seen& seen, Time now);

    Console& console_;
    const Hands& hands_;
    const Names& names_;  // of those who hold something
    std::vector<Seen> strips_;
    Seen held_;
    std::function<void()> before_answer_;
    unsigned hands_version_ = 0, families_version_ = 0;
};

}  // namespace tutti
