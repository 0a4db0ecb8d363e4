#include "server/readings.hpp"

#include "engine/console/rules.hpp"

namespace tutti {
namespace {
constexpr auto kAtMostEach = std::chrono::milliseconds(100);
}

Readings::Readings(Console& console, const Hands& hands)
    : console_(console), hands_(hands), strips_(static_cast<std::size_t>(console.strips())) {}

void Readings::follow(Time now) {
    const Layout& layout = console_.layout();
    const Sizes& n = layout.sizes();
    const int first_monitor = n.channels + n.buses + 1;
    const int first_fx = first_monitor + n.monitors + n.outputs + 1 + n.talkbacks;
    for (int s = 0; s < console_.strips(); ++s) {
        Seen& seen = strips_[static_cast<std::size_t>(s)];
        if (seen.stamp == console_.stamp(s) || now - seen.published < kAtMostEach) continue;
        seen = {console_.stamp(s), now};
        if (s < n.channels) {
            const std::string words = muted_by_channel(console_, s);
            console_.publish(layout.slot("muted_by"_channel, s), {0, words});
        } else if (s < n.channels + n.buses) {
            const std::string words = muted_by_bus(console_, s - n.channels);
            console_.publish(layout.slot("muted_by"_bus, s - n.channels), {0, words});
        } else if (s >= first_fx) {
            const std::string words = muted_by_fx(console_, s - first_fx);
            console_.publish(layout.slot("return/muted_by"_fx, s - first_fx), {0, words});
        } else if (s >= first_monitor && s < first_monitor + n.monitors) {
            const int m = s - first_monitor;
            console_.publish(layout.slot("solo/active"_monitor, m), {solo_active(console_, m) ? 1.0F : 0.0F});
        }
    }
}

void Readings::tick(Time now, const EngineFacts& engine, const std::unordered_map<ClientId, std::string>& names) {
    follow(now);
    const Layout& layout = console_.layout();
    if (hands_version_ != hands_.version()) {
        hands_version_ = hands_.version();
        const std::string held = hands_.json(layout, names);
        console_.publish(layout.slot("hands"_session), {0, held});
    }
    console_.publish(layout.slot("revision"_session), {static_cast<float>(console_.revision() & 0xffffff)});
    console_.publish(layout.slot("engine/state"_session), {0, engine.state});
    console_.publish(layout.slot("engine/reason"_session), {0, engine.reason});
    console_.publish(layout.slot("engine/device"_session), {0, engine.device});
    console_.publish(layout.slot("engine/device_wanted"_session), {0, engine.device_wanted});
    console_.publish(layout.slot("engine/load"_session), {engine.load});
    console_.publish(layout.slot("engine/xruns"_session), {static_cast<float>(engine.xruns)});
    console_.publish(layout.slot("engine/nan"_session), {static_cast<float>(engine.broken_samples)});
    console_.publish(layout.slot("engine/priority"_session), {static_cast<float>(engine.priority)});
    console_.publish(layout.slot("engine/rate"_session), {static_cast<float>(engine.rate)});
    console_.publish(layout.slot("engine/block"_session), {static_cast<float>(engine.block)});
    console_.publish(layout.slot("engine/latency"_session), {static_cast<float>(engine.latency_ms)});
}

}  // namespace tutti
