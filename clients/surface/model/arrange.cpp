// Which strip stands where, what its fader and knob are, and what must be known of the desk for that.
#include <algorithm>
#include <set>

#include "clients/surface/model/surface.hpp"
#include "engine/console/layout.hpp"

namespace tutti::surface {

int Surface::find_user() const {
    if (setup_.user.empty()) return 0;
    for (int u = 1; u <= kUsers; ++u)
        if (desk_.text("/user/" + std::to_string(u) + "/name") == setup_.user) return u;
    return 0;
}

int Surface::monitor() const {
    if (setup_.monitor) return setup_.monitor;
    const int u = user_;
    const int sits_at = u ? desk_.whole("/user/" + std::to_string(u) + "/monitor") : 1;
    return std::max(sits_at, 1);
}

int Surface::flip_bus() const {
    const int u = followed();
    const std::string word = u ? desk_.text("/user/" + std::to_string(u) + "/flip") : own_flip_;
    return word.starts_with("bus:") ? number_of(strip_of_selection(word)) : 0;
}

std::string Surface::selected() const {
    const int u = followed();
    return strip_of_selection(u ? desk_.text("/user/" + std::to_string(u) + "/selection") : own_selection_);
}

void Surface::arrange() {
    arrange_due_ = false;
    user_ = find_user();
    arrange_patterns();
    if (!joined_) return;
    const int bus = flip_bus();
    if (bus) last_bus_ = bus;
    const std::string solo = "/solo/" + std::to_string(monitor());
    const bool monitor_known = setup_.monitor || !user_ || desk_.known("/user/" + std::to_string(user_) + "/monitor");
    // Until the sends have been told nobody knows which strips have one: the motors wait for that.
    const bool sends_known = !bus || desk_.known(fader_of("/channel/1", bus));
    const auto strips = strips_of_layer(layer_, desk_, setup_.own);
    const auto knobs = knobs_of(page_, selected(), desk_);
    knob_count_ = knobs.size();
    by_strip_.clear();
    for (std::size_t i = 0; i < places_.size(); ++i) {
        Place& place = places_[i];
        const std::size_t at = static_cast<std::size_t>(offsets_[static_cast<std::size_t>(layer_)]) + i;
        const std::string strip = at < strips.size() ? strips[at] : std::string();
        if (strip != place.strip) place.shown_until = 0;
        place.strip = strip;
        const auto if_known = [&](const std::string& address) {
            return !strip.empty() && desk_.known(address) ? address : std::string();
        };
        const std::string fader = strip.empty() ? std::string() : fader_of(strip, bus);
        faders_.assign(fader_index(place.unit, place.n), sends_known ? if_known(fader) : fader);
        place.mute = if_known(mute_of(strip, bus));
        place.solo = monitor_known ? if_known(strip + solo) : std::string();
        const std::size_t at_knob = knob_block_ + i;
        Knob knob = page_ == Page::pan ? pan_knob(strip, bus, desk_) : at_knob < knobs.size() ? knobs[at_knob] : Knob{};
        if (knob.address != place.knob.address) place.shown_until = 0;
        place.knob = std::move(knob);
        place.dirty = true;
        if (!strip.empty()) by_strip_[strip].push_back(i);
        if (const std::string& turns = place.knob.address; !turns.empty() && page_ != Page::pan)
            by_strip_[std::string(strip_of(turns))].push_back(i);
    }
    for (std::size_t u = 0; u < units_.size(); ++u)
        if (units_[u].profile.master)
            faders_.assign(fader_index(u, kMaster), bus ? "/bus/" + std::to_string(bus) + "/fader" : "/main/fader");
    keys_dirty_ = true;
    arrange_meters();
}

void Surface::arrange_patterns() {
    if (units_.empty()) return;  // only plain controllers
    const std::string m = std::to_string(monitor());
    std::vector<std::string> wanted = {"/user/*/name"};
    const auto strips = [&](const std::string& of, const std::string& what) {
        wanted.push_back(of + "/{name,color,fader,mute," + what + "}");
        wanted.push_back(of + "/solo/" + m);
    };
    strips("/main", "balance");
    strips("/dca/*", "name");
    strips("/matrix/*", "short,muted_by,balance");
    strips("/fx/*/return", "muted_by,balance");
    strips("/bus/*", "short,muted_by,balance");
    strips("/channel/*", "short,muted_by,pan");
    for (const char* one : {"/talkback/*/{on,mode}", "/session/panic", "/scene/current"}) wanted.push_back(one);
    wanted.push_back("/monitor/" + m + "/{dim,mono}");
    wanted.push_back("/monitor/" + m + "/solo/active");
    if (const int u = user_) wanted.push_back("/user/" + std::to_string(u) + "/{selection,flip,monitor}");
    if (const int bus = flip_bus())
        for (const char* of : {"/bus/*", "/fx/*/return", "/channel/*"})
            wanted.push_back(of + ("/send/" + std::to_string(bus)) + "/{level,on,pan}");
    for (std::string& one : patterns_of(page_, selected())) wanted.push_back(std::move(one));
    std::set<std::string> keys;  // what keys turn over, their lamps show
    for (const Unit& unit : units_)
        for (const auto& [note, action] : unit.actions)
            if (action.what == Do::toggle) keys.insert(action.address);
    wanted.insert(wanted.end(), keys.begin(), keys.end());
    patterns_ = std::move(wanted);
}

void Surface::arrange_meters() {
    std::set<std::string> wanted;
    int first = 0, last = 0;
    for (const Place& place : places_) {
        const int n = number_of(place.strip);
        if (n > 0 && place.strip.starts_with("/channel/")) {
            first = first ? std::min(first, n) : n;
            last = std::max(last, n);
        }
        if (place.strip.starts_with("/bus/")) wanted.insert("buses");
        if (place.strip.starts_with("/matrix/")) wanted.insert("matrices");
        if (place.strip.starts_with("/fx/")) wanted.insert("fx");
        if (place.strip == "/main") wanted.insert("main");
    }
    if (first) wanted.insert("channels:" + std::to_string(first) + "-" + std::to_string(last));
    meters_.assign(wanted.begin(), wanted.end());
    levels_.clear();
}

}  // namespace tutti::surface
