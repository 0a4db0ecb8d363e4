// What the units show of it all.
#include "clients/surface/mcu/keys.hpp"
#include "clients/surface/model/surface.hpp"

namespace tutti::surface {
namespace {

constexpr const char* kPageDigits[] = {"Pn", "Sd", "Eq", "dY"};

Lamp lamp(bool on) {
    return on ? Lamp::on : Lamp::off;
}

}  // namespace

void Surface::render(double now) {
    for (Place& place : places_) {
        if (place.shown_until > 0 && now >= place.shown_until) {
            place.shown_until = 0;
            place.dirty = true;
        }
        if (place.dirty) render_place(place, now);
    }
    if (pressed_once_.note >= 0 && now >= pressed_once_.at + kTwice) {
        pressed_once_ = {};
        keys_dirty_ = true;
    }
    if (keys_dirty_)
        for (Unit& unit : units_) render_keys(unit);
    keys_dirty_ = false;
    render_motors(now);
}

void Surface::render_place(Place& place, double now) {
    place.dirty = false;
    Unit& unit = units_[place.unit];
    const auto n = static_cast<std::size_t>(place.n);
    const int columns = unit.profile.columns;
    Scribble& scribble = unit.face.scribbles[n];
    Lamp mute = lamp(!place.mute.empty() && desk_.flag(place.mute));
    const bool empty = place.strip.empty();
    const int bus = flip_bus();
    if (mute == Lamp::off && !bus && !empty && !desk_.text(place.strip + "/muted_by").empty()) mute = Lamp::blink;
    unit.face.lamps[static_cast<std::size_t>(kMuteKeys) + n] = mute;
    unit.face.lamps[static_cast<std::size_t>(kSoloKeys) + n] = lamp(!place.solo.empty() && desk_.flag(place.solo));
    unit.face.lamps[static_cast<std::size_t>(kSelectKeys) + n] = lamp(!empty && place.strip == selected());
    unit.face.rings[n] = ring_of(place.knob, desk_);
    put_text(scribble.top, empty ? std::string() : short_name(place.strip, desk_, columns), columns);
    std::string below;
    const std::size_t fader = fader_index(place.unit, place.n);
    if (faders_.held(fader)) {
        below = value_text(faders_.address(fader), desk_, columns);
    } else if (now < place.shown_until) {
        below = value_text(place.shown, desk_, columns);
    } else if (page_ != Page::pan) {
        below = place.knob.label;
    } else if (bus && !empty) {
        below = ">" + short_name("/bus/" + std::to_string(bus), desk_, columns - 1);
    } else if (!empty && !desk_.text(place.strip + "/name").empty()) {
        static const Mirror nameless;
        below = short_name(place.strip, nameless, columns);
    }
    put_text(scribble.bottom, below, columns);
    scribble.color = empty ? 0xFFFFFF : color_of(desk_.text(place.strip + "/color"));
}

Lamp Surface::key_lamp(const Action& action) const {
    const std::string here = "/monitor/" + std::to_string(monitor());
    switch (action.what) {
        case Do::page: return lamp(static_cast<int>(page_) == action.number);
        case Do::layer: return lamp(static_cast<int>(layer_) == action.number);
        case Do::flip: return flip_bus() ? Lamp::blink : Lamp::off;
        case Do::shift: return lamp(shift_);
        case Do::talk: return lamp(desk_.flag("/talkback/" + std::to_string(action.number) + "/on"));
        case Do::dim: return lamp(desk_.flag(here + "/dim"));
        case Do::mono: return lamp(desk_.flag(here + "/mono"));
        case Do::solo_clear: return lamp(desk_.flag(here + "/solo/active"));
        case Do::panic: return desk_.flag("/session/panic") ? Lamp::blink : Lamp::off;
        case Do::scene: return lamp(desk_.number("/scene/current") == action.number);
        case Do::toggle: return lamp(desk_.flag(action.address));
        default: return Lamp::off;
    }
}

void Surface::render_keys(Unit& unit) {
    const auto index = static_cast<std::size_t>(&unit - units_.data());
    for (std::size_t note = kFirstNamed; note <= kLastNamed; ++note) unit.face.lamps[note] = Lamp::off;
    for (const auto& [note, action] : unit.actions) {
        const bool half = pressed_once_.unit == index && pressed_once_.note == note;
        unit.face.lamps[static_cast<std::size_t>(note)] = half ? Lamp::blink : key_lamp(action);
    }
    unit.face.lamps[kRudeSolo] = lamp(desk_.flag("/monitor/" + std::to_string(monitor()) + "/solo/active"));
    // On the left the bus whose sends the faders are, or the page; on the right the scene.
    unit.face.digits.fill(' ');
    const auto put = [&](std::size_t last, int number) {
        for (; number > 0; number /= 10) unit.face.digits[last--] = static_cast<char>('0' + number % 10);
    };
    if (const int bus = flip_bus()) {
        put(1, bus % 100);
    } else {
        unit.face.digits[0] = kPageDigits[static_cast<int>(page_)][0];
        unit.face.digits[1] = kPageDigits[static_cast<int>(page_)][1];
    }
    put(kDigits - 1, desk_.whole("/scene/current"));
}

void Surface::render_motors(double now) {
    for (std::size_t u = 0; u < units_.size(); ++u) {
        Unit& unit = units_[u];
        for (int n = 0; n < kFaders; ++n) {
            int& position = unit.face.faders[static_cast<std::size_t>(n)];
            position = kHold;
            if (n != kMaster ? n >= unit.profile.strips : !unit.profile.master) continue;
            const Faders::Motor motor = faders_.motor(fader_index(u, n), now);
            position = motor.position;
            if (motor.again) unit.again |= 1U << n;
        }
    }
}

// Motors stay where they are; everything else is dark.
void Surface::render_no_desk() {
    for (Unit& unit : units_) {
        unit.face = Face{};
        for (int n = 0; n < unit.profile.strips; ++n) {
            Scribble& scribble = unit.face.scribbles[static_cast<std::size_t>(n)];
            const bool wide = unit.profile.columns >= 7;
            put_text(scribble.top, wide ? "no desk" : "no", unit.profile.columns);
            put_text(scribble.bottom, wide ? "" : "desk", unit.profile.columns);
        }
    }
}

}  // namespace tutti::surface
