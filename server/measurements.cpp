#include "server/measurements.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace tutti {
namespace {

using namespace std::chrono_literals;
constexpr auto kAfterwards = 60s;

static_assert(Measuring::kWatches <= kProbes);

// What a strip plays: behind its fader, and behind the limiter of those that have one.
std::pair<Signal, Signal> signals_of(const Measurements::Strip& strip) {
    using From = Signal::From;
    using Side = Signal::Side;
    const auto both = [&](From from) {
        return std::pair(Signal{from, Tap::post_fader, Side::left, 0, strip.number},
                         Signal{from, Tap::post_fader, Side::right, 0, strip.number});
    };
    switch (strip.family) {
        case Family::channel: return {both(From::channel).first, Signal{}};
        case Family::bus: return both(From::bus);
        case Family::main: return both(From::main);
        case Family::matrix: return both(From::matrix);
        case Family::fx: return both(From::fx);
        case Family::monitor: return both(From::monitor);
        default: return {};
    }
}

}  // namespace

bool Measurements::possible(Family family) {
    return signals_of({family, 0}).first.from != Signal::From::none;
}

void Measurements::attach(Engine* engine) {
    const bool other_rate = engine && std::any_of(places_.begin(), places_.end(), [&](const Place& p) {
                                return p.strip && p.order.rate != engine->rate();
                            });
    engine_ = engine;
    // A device that comes back at the same rate goes on with the same measurement.
    for (Place& place : places_)
        if (place.strip && (other_rate || place.order.take == 0)) start(place);
    post_probes();
}

Measurements::Place* Measurements::find(const Strip& strip) {
    const auto found = std::find_if(places_.begin(), places_.end(), [&](const Place& p) { return p.strip == strip; });
    return found == places_.end() ? nullptr : &*found;
}

// A place that is free, else the one that nobody has looked at for the longest time.
Measurements::Place* Measurements::make_room() {
    Place* room = nullptr;
    for (Place& place : places_) {
        if (!place.strip) return &place;
        const bool looked_at = place.lookers[0] > 0 || place.lookers[1] > 0;
        if (!looked_at && (!room || place.left < room->left)) room = &place;
    }
    if (room) end(*room);
    return room;
}

bool Measurements::look(Of of, const Strip& strip, Time now) {
    tick(now);  // what has gone on for long enough is not found again
    Place* place = find(strip);
    if (!place) {
        place = make_room();
        if (!place) return false;
        place->strip = strip;
        place->left = now;
        start(*place);
        post_probes();
    }
    ++place->lookers[static_cast<std::size_t>(of)];
    update(*place);
    return true;
}

void Measurements::leave(Of of, const Strip& strip, Time now) {
    Place* place = find(strip);
    if (!place) return;
    int& lookers = place->lookers[static_cast<std::size_t>(of)];
    if (--lookers > 0) return;
    if (of == Of::loudness) place->left = now;
    update(*place);
    tick(now);
}

void Measurements::clear(const Strip& strip) {
    Place* place = find(strip);
    if (!place) return;
    ++place->order.clears;
    update(*place);
}

void Measurements::tick(Time now) {
    for (Place& place : places_) {
        if (!place.strip) continue;
        const std::uint64_t lost = measuring_.watch(number(place)).ring().lost();
        if (lost > place.lost) spdlog::warn("measuring is behind: {} frames were left out", lost - place.lost);
        place.lost = lost;
        const bool looked_at = place.lookers[0] > 0 || place.lookers[1] > 0;
        if (place.order.loudness && place.lookers[0] == 0 && now - place.left >= kAfterwards) {
            place.order.loudness = false;
            update(place);
        }
        if (!looked_at && !place.order.loudness) end(place);
    }
}

void Measurements::end(Place& place) {
    const std::uint64_t lost = place.lost;
    place = {};
    place.lost = lost;
    measuring_.order(number(place), place.order);
    post_probes();
}

// From here on it is another sound.
void Measurements::start(Place& place) {
    place.order.take = ++takes_;
    if (engine_) place.order.rate = engine_->rate();
    measuring_.order(number(place), place.order);
}

void Measurements::update(Place& place) {
    place.order.loudness = place.order.loudness || place.lookers[0] > 0;
    place.order.spectrum = place.lookers[1] > 0;
    measuring_.order(number(place), place.order);
}

void Measurements::post_probes() {
    if (!engine_) return;
    ProbeFrame& frame = engine_->probes().back();
    for (std::size_t i = 0; i < kProbes; ++i) {
        ProbeFrame::Probe& probe = frame.probes[i];
        probe = {};
        if (i >= places_.size() || !places_[i].strip) continue;
        std::tie(probe.left, probe.right) = signals_of(*places_[i].strip);
        probe.ring = &measuring_.watch(i).ring();
        probe.take = places_[i].order.take;
    }
    engine_->probes().publish();
}

const Measured& Measurements::newest(const Strip& strip) {
    Place* place = find(strip);
    return measuring_.watch(place ? number(*place) : 0).look();
}

}  // namespace tutti
