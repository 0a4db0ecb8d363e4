#include "clients/surface/model/surface.hpp"

#include <algorithm>

#include "clients/surface/mcu/keys.hpp"

namespace tutti::surface {
namespace {

std::vector<const Profile*> a_profile_for_each_fader(const SurfacePlan& setup) {
    std::vector<const Profile*> profiles;
    for (const Profile& unit : setup.units) profiles.insert(profiles.end(), kFaders, &unit);
    return profiles;
}

std::map<int, Action> actions_of(const Profile& profile, const KeyWords& over) {
    KeyWords words = usual_keys();
    for (const KeyWords* more : {&profile.keys, &over})
        for (const auto& [key, word] : *more) words[key] = word;
    std::map<int, Action> actions;
    for (const auto& [key, word] : words) {
        const auto action = action_of(word.words);
        if (const auto* wrong = std::get_if<std::string>(&action))
            throw ConfigError((word.where.empty() ? "key " + std::string(key_name(key)) : word.where) + ": " + *wrong);
        if (std::get<Action>(action).what != Do::nothing) actions[key] = std::get<Action>(action);
    }
    return actions;
}

}  // namespace

Surface::Surface(SurfacePlan setup)
    : setup_(std::move(setup)), faders_(a_profile_for_each_fader(setup_), desk_, requests_) {
    for (std::size_t u = 0; u < setup_.units.size(); ++u) {
        const Profile& profile = setup_.units[u];
        units_.push_back({profile, places_.size(), actions_of(profile, setup_.keys), {}, 0});
        for (int n = 0; n < profile.strips; ++n) {
            Place place;
            place.unit = u;
            place.n = n;
            places_.push_back(std::move(place));
        }
    }
    arrange_patterns();
    render_no_desk();
}

void Surface::event(std::size_t unit, const Event& event, double now) {
    using Kind = Event::Kind;
    const Unit& on = units_[unit];
    const bool is_strip = event.index < on.profile.strips;
    const bool is_fader = is_strip || (event.index == kMaster && on.profile.master);
    switch (event.kind) {
        case Kind::touch:
            if (!is_fader) return;
            faders_.touch(fader_index(unit, event.index), event.value, now);
            if (joined_) break;
            faders_.lost();  // this finger moves nothing until it is lifted, and no motor is moved under it
            requests_.drop();
            return;
        case Kind::fader:
            if (!is_fader || !joined_) return;
            faders_.moved(fader_index(unit, event.index), event.value, now);
            break;
        case Kind::turn:
            if (is_strip && joined_)
                turned(places_[on.first + static_cast<std::size_t>(event.index)], event.value, now);
            return;
        case Kind::key: return key(unit, event.index, event.value, now);
        case Kind::ready:
            for (int n = 0; n < kFaders; ++n) faders_.arrived(fader_index(unit, n), now);
            return;
        default: return;
    }
    if (is_strip) {
        Place& place = places_[on.first + static_cast<std::size_t>(event.index)];
        show(place, faders_.address(fader_index(unit, event.index)), now);
    }
}

void Surface::unplugged(std::size_t unit, double now) {
    for (int n = 0; n < kFaders; ++n) faders_.touch(fader_index(unit, n), false, now);
    for (int note = 0; note < kKeys; ++note) end_talk(unit, note);
    shift_ = false;
}

void Surface::turned(Place& place, int ticks, double now) {
    const Knob& knob = place.knob;
    if (knob.address.empty()) return;
    // Slow is exact, a hundredth of the way with each tick; fast comes around in one turn of the wrist.
    const double pause = now - place.turned_at;
    const double faster = shift_ ? 0.25 : pause < 0.025 ? 4 : pause < 0.06 ? 2 : 1;
    place.turned_at = now;
    requests_.say({knob.address + "/turn", {static_cast<float>(ticks * faster / 100)}});
    show(place, knob.address, now);
}

void Surface::show(Place& place, const std::string& address, double now) {
    place.shown = address;
    place.shown_until = now + kShowFor;
    place.dirty = true;
}

void Surface::settling(bool anew) {
    news_ = true;
    if (anew) desk_.forget();
    arrange_due_ = true;
}

void Surface::joined() {
    news_ = true;
    joined_ = true;
    arrange_due_ = true;
}

void Surface::lost() {
    if (!joined_) return;
    news_ = true;
    joined_ = false;
    faders_.lost();
    requests_.drop();  // an old move never reaches the desk later
    talking_.clear();
    pressed_once_ = {};
    levels_.clear();
    for (Place& place : places_) place.shown_until = 0;
    render_no_desk();
}

void Surface::told(const std::string& address, const remote::Value& value) {
    if (!row_of(address)) return;  // all that we subscribe to is in the table
    news_ = true;
    if (!desk_.known(address)) arrange_due_ = true;
    desk_.told(address, value);
    const std::string_view strip = strip_of(address);
    if (address.starts_with("/user/")) arrange_due_ = true;
    if (const auto places = by_strip_.find(strip); places != by_strip_.end())
        for (const std::size_t place : places->second) places_[place].dirty = true;
    if (strip == selected() || address.starts_with("/bus/"))
        for (Place& place : places_) place.dirty = true;
    keys_dirty_ = true;
}

void Surface::metered(const remote::MeterFrame& frame) {
    int n = frame.first;
    for (const std::vector<float>& record : frame.records) {
        const std::string number = std::to_string(n++);
        std::string strip = "/main";
        if (frame.what == "channels") strip = "/channel/" + number;
        if (frame.what == "buses") strip = "/bus/" + number;
        if (frame.what == "matrices") strip = "/matrix/" + number;
        if (frame.what == "fx") strip = "/fx/" + number + "/return";
        // What leaves the strip: the last value of a channel's record, the last two of the others'.
        if (record.size() >= 5) levels_[strip] = record.size() == 5 ? record[4] : std::max(record[4], record[5]);
    }
}

MeterRow Surface::levels(std::size_t unit) const {
    MeterRow row;
    row.fill(kDark);
    for (int n = 0; n < units_[unit].profile.strips; ++n) {
        const auto level = levels_.find(places_[units_[unit].first + static_cast<std::size_t>(n)].strip);
        if (level != levels_.end()) row[static_cast<std::size_t>(n)] = level->second;
    }
    return row;
}

void Surface::talk_signs(double now) {
    for (auto& [talkback, talk] : talking_)
        if (now >= talk.sign_at) {
            requests_.say({"/talkback/" + std::to_string(talkback) + "/on", {true}});
            talk.sign_at = now + kTalkSign;
        }
}

void Surface::turn(double now) {
    news_ = false;
    for (Unit& unit : units_) unit.again = 0;
    if (arrange_due_) arrange();
    faders_.tick(now);
    if (!joined_) return;
    talk_signs(now);
    render(now);
}

std::optional<double> Surface::due() const {
    if (!joined_) return std::nullopt;
    std::optional<double> soonest = faders_.due();
    const auto at = [&](double time) { soonest = std::min(time, soonest.value_or(time)); };
    for (const Place& place : places_)
        if (place.shown_until > 0) at(place.shown_until);
    if (pressed_once_.note >= 0) at(pressed_once_.at + kTwice);
    for (const auto& [talkback, talk] : talking_) at(talk.sign_at);
    return soonest;
}

}  // namespace tutti::surface
