// What keys do.
#include "clients/surface/mcu/keys.hpp"
#include "clients/surface/model/surface.hpp"

#include <algorithm>

namespace tutti::surface {

// A switch or a choice that is not echoed to us: it is shown at once, if the desk has told that it is there.
void Surface::set(const std::string& address, remote::Value value) {
    if (desk_.known(address)) told(address, value);
    requests_.say({address, {std::move(value)}});
}

void Surface::key(std::size_t unit, int note, bool down, double now) {
    if (note < kFirstNamed) {
        if (down && joined_) strip_key(unit, note, now);
        return;
    }
    const auto found = units_[unit].actions.find(note);
    if (found == units_[unit].actions.end()) return;
    const Action& action = found->second;
    keys_dirty_ = true;
    if (action.what == Do::shift) {
        shift_ = down;
    } else if (action.what == Do::talk && !down) {
        end_talk(unit, note);
    } else if (down && joined_) {
        const Key now_pressed{unit, note, now};
        const bool twice = pressed_once_.unit == unit && pressed_once_.note == note && now < pressed_once_.at + kTwice;
        if (action.deliberate() && !shift_ && !twice) {
            pressed_once_ = now_pressed;
            return;
        }
        pressed_once_ = {};
        carry_out(action, now_pressed, now);
    }
}

void Surface::strip_key(std::size_t unit, int note, double now) {
    const int n = note & 7;
    if (n >= units_[unit].profile.strips) return;
    Place& place = places_[units_[unit].first + static_cast<std::size_t>(n)];
    if (place.strip.empty()) return;
    switch (note & ~7) {
        case kSoloKeys:
            if (!place.solo.empty()) turn_over(place.solo);
            break;
        case kMuteKeys:
            if (!place.mute.empty()) turn_over(place.mute);
            break;
        case kSelectKeys: {
            const std::string word = selection_word(place.strip);
            if (place.strip.starts_with("/bus/")) last_bus_ = number_of(place.strip);
            if (const int u = followed()) {
                set("/user/" + std::to_string(u) + "/selection", word);
            } else {
                own_selection_ = word;
            }
            knob_block_ = 0;
            arrange_due_ = true;
            break;
        }
        case kPushKeys:
            if (place.knob.address.empty()) break;
            if (place.knob.push.empty()) {
                requests_.say({place.knob.address + "/reset", {}});
            } else {
                turn_over(place.knob.push);
            }
            show(place, place.knob.push.empty() ? place.knob.address : place.knob.push, now);
            break;
        default: break;  // REC, until there is a tape
    }
}

void Surface::carry_out(const Action& action, const Key& key, double now) {
    const auto shelf = static_cast<std::size_t>(layer_);
    const int all = static_cast<int>(strips_of_layer(layer_, desk_, setup_.own).size());
    int& offset = offsets_[shelf];
    const std::string here = "/monitor/" + std::to_string(monitor());
    switch (action.what) {
        case Do::page: return choose_page(static_cast<Page>(action.number));
        case Do::layer:
            layer_ = static_cast<Layer>(action.number);
            arrange_due_ = true;
            break;
        case Do::bank:
            for (int step = 0; step < std::abs(action.number); ++step) {
                const int next = offset + (action.number > 0 ? strips() : -strips());
                if (next < all) offset = std::max(next, 0);
            }
            arrange_due_ = true;
            break;
        case Do::channel:
            offset = std::clamp(offset + action.number, 0, std::max(all - strips(), 0));
            arrange_due_ = true;
            break;
        case Do::flip: return flip();
        case Do::undo: requests_.say({shift_ ? "/session/redo" : "/session/undo", {std::string("own")}}); break;
        case Do::redo: requests_.say({"/session/redo", {std::string("own")}}); break;
        case Do::talk: return talk(action.number, key, now);
        case Do::dim: turn_over(here + "/dim"); break;
        case Do::mono: turn_over(here + "/mono"); break;
        case Do::solo_clear: requests_.say({here + "/solo/clear", {}}); break;
        case Do::panic: turn_over("/session/panic"); break;
        case Do::scene_next: requests_.say({"/scene/next", {}}); break;
        case Do::scene_previous: requests_.say({"/scene/previous", {}}); break;
        case Do::scene: requests_.say({"/scene/recall", {action.number}}); break;
        case Do::toggle: turn_over(action.address); break;
        case Do::set: set(action.address, action.arguments[0]); break;
        case Do::act: requests_.say({action.address, action.arguments}); break;
        default: break;
    }
}

// The faders become the sends to the selected bus, else to the last one that was; and back.
void Surface::flip() {
    int bus = 0;
    if (!flip_bus()) {
        const std::string strip = selected();
        bus = strip.starts_with("/bus/") ? number_of(strip) : last_bus_;
        if (bus == 0 || desk_.count("bus") < bus) return;
        last_bus_ = bus;
    }
    const std::string word = bus ? "bus:" + std::to_string(bus) : "none";
    if (const int u = followed()) {
        set("/user/" + std::to_string(u) + "/flip", word);
    } else {
        own_flip_ = word;
    }
    arrange_due_ = true;
}

void Surface::talk(int talkback, const Key& key, double now) {
    const std::string base = "/talkback/" + std::to_string(talkback);
    if (desk_.text(base + "/mode") == "latched") return turn_over(base + "/on");
    set(base + "/on", true);
    talking_[talkback] = {key.unit, key.note, now + kTalkSign};
}

void Surface::end_talk(std::size_t unit, int note) {
    for (auto talk = talking_.begin(); talk != talking_.end();) {
        const bool this_one = talk->second.unit == unit && talk->second.note == note;
        if (this_one) set("/talkback/" + std::to_string(talk->first) + "/on", false);
        talk = this_one ? talking_.erase(talk) : std::next(talk);
    }
}

void Surface::choose_page(Page page) {
    const auto step = static_cast<std::size_t>(strips());
    knob_block_ = page == page_ && knob_block_ + step < knob_count_ ? knob_block_ + step : 0;
    page_ = page;
    arrange_due_ = true;
}

}  // namespace tutti::surface
