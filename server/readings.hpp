#pragma once
// Publishes what the machine produces: why strips are muted, active solos, who holds what, the state of the engine.
// Each reading at most ten times a second. State thread only.
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
    Readings(Console& console, const Hands& hands);

    // After changes: what follows from them, for strips whose last reading is old enough.
    void follow(Time now);
    // Each 100 ms: what was too early, the rest of the desk's readings.
    void tick(Time now, const EngineFacts& engine, const std::unordered_map<ClientId, std::string>& names);

private:
    struct Seen {
        Revision stamp = 0;
        Time published{};
    };
    Console& console_;
    const Hands& hands_;
    std::vector<Seen> strips_;
    unsigned hands_version_ = 0;
};

}  // namespace tutti
