#include "server/readings.hpp"

#include "engine/console/rules.hpp"

namespace tutti {
namespace {
constexpr auto kAtMostEach = std::chrono::milliseconds(100);
}

Readings::Readings(Console& console, const Hands& hands, const Names& names)
    : console_(console), hands_(hands), names_(names), strips_(static_cast<std::size_t>(console.strips())) {}

Slot Readings::slot_of(int strip) const {
    const Layout& layout = console_.layout();
    const Sizes& n = layout.sizes();
    const int first_monitor = n.channels + n.buses + 1;
    const int first_fx = first_monitor + n.monitors + n.outputs + 1 + n.talkbacks;
    if (strip < n.channels) return layout.slot("muted_by"_channel, strip);
    if (strip < n.channels + n.buses) return layout.slot("muted_by"_bus, strip - n.channels);
    const int first_matrix = first_fx + n.fx;
    if (strip >= first_matrix) return layout.slot("muted_by"_matrix, strip - first_matrix);
    if (strip >= first_fx) return layout.slot("return/muted_by"_fx, strip - first_fx);
    if (strip >= first_monitor && strip < first_monitor + n.monitors)
        return layout.slot("solo/active"_monitor, strip - first_monitor);
    return kNoSlot;
}

bool Readings::keep(int strip) {
    const Slot slot = slot_of(strip);
    if (slot == kNoSlot) return false;
    const Place place = console_.layout().place(slot);
    if (place.family == Family::monitor) return console_.keep(slot, {solo_active(console_, place.strip) ? 1.0F : 0.0F});
    return console_.keep(slot, {0, muted_by(console_, place)});
}

void Readings::settle_strips() {
    for (int s = 0; s < console_.strips(); ++s) {
        Seen& seen = strips_[static_cast<std::size_t>(s)];
        if (seen.stamp == console_.stamp(s)) continue;
        seen.stamp = console_.stamp(s);
        if (keep(s)) seen.untold = true;
    }
}

void Readings::settle_hands() {
    if (hands_version_ == hands_.version()) return;
    hands_version_ = hands_.version();
    const std::string held = hands_.json(console_.layout(), names_);
    if (console_.keep(console_.layout().slot("hands"_session), {0, held})) held_.untold = true;
}

// They change as seldom as somebody invents a word.
void Readings::settle_families() {
    if (families_version_ == console_.families().version()) return;
    families_version_ = console_.families().version();
    const Layout& layout = console_.layout();
    for (int b = 0; b < layout.sizes().buses; ++b)
        for (int k = 0; k < Families::kAll; ++k)
            console_.publish(layout.slot("cue/family/{family}/name"_bus, b, k), {0, console_.families().name(k)});
}

void Readings::settle() {
    settle_strips();
    settle_families();
    settle_hands();
    if (before_answer_) before_answer_();
}

void Readings::tell(Slot slot, Seen& seen, Time now) {
    if (!seen.untold || now - seen.told < kAtMostEach) return;
    seen.untold = false;
    seen.told = now;
    console_.tell(slot);
}

void Readings::follow(Time now) {
    settle_strips();
    settle_families();
    for (int s = 0; s < console_.strips(); ++s)
        if (Seen& seen = strips_[static_cast<std::size_t>(s)]; seen.untold) tell(slot_of(s), seen, now);
    if (now - held_.told < kAtMostEach) return;
    settle_hands();
    tell(console_.layout().slot("hands"_session), held_, now);
}

void Readings::tick(Time now, const EngineFacts& engine) {
    follow(now);
    const Layout& layout = console_.layout();
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
