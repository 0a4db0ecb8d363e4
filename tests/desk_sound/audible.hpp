#pragma once
// What has to be set on an opened desk (sounding_desk.hpp) so that a parameter of the table is heard when it changes,
// which rows nobody can hear, and with what sound they are heard. A new row that click_test finds silent belongs here.
#include <algorithm>
#include <cctype>

#include "tests/desk_sound/sounding_desk.hpp"

namespace tutti::test {

// "/channel/1" of "/channel/1/eq/on", "/main" of "/main/fader".
inline std::string strip_of(const std::string& address) {
    std::size_t end = address.find('/', 1);
    if (std::isdigit(static_cast<unsigned char>(address[end + 1]))) end = address.find('/', end + 1);
    return address.substr(0, end);
}

struct Ends {
    float first, second;
};
inline Ends ends_of(const Layout& layout, const Place& place) {
    const Row& row = place.info();
    if (place.is("frequency"_oscillator)) return {row.min, 3000};  // the tone itself has to lie below any click
    if (place.is("type"_fx)) return {0, static_cast<float>(FxType::delay)};  // the one that adds no overtones
    if (place.is("source"_fx)) return {0, 2};                                // none, bus 2
    if (place.is("inherit/source"_bus)) return {0, 1};                       // none, main
    if (row.routes == RouteSet::insert_source) return {0, 1};                // none, effect 1
    if (row.type != Type::route) return {row.min, row.max};
    for (const char* other : {"input:2", "channel:2"})
        if (const auto index = route_index(layout, row.routes, other)) return {0, static_cast<float>(*index)};
    return {0, static_cast<float>(route_count(layout, row.routes) - 1)};
}

// Rows that change no sound on this desk whatever else is set.
inline bool silent_row(const std::string& address) {
    const auto starts = [&](const char* with) { return address.starts_with(with); };
    const auto ends = [&](const char* with) { return address.ends_with(with); };
    const bool goes_nowhere = starts("/bus/1/send/1/") || starts("/bus/2/send/") || starts("/bus/3/send/");
    const bool goes_back = starts("/fx/1/return/send/1/") || starts("/fx/1/return/send/2/");
    const bool tap_of_others = starts("/output/") && address.ends_with("/tap") && !starts("/output/9/");
    const bool of_hands = address.ends_with("/exclusive") || address == "/talkback/1/mode" || ends("/pan_unlinked");
    const bool of_cues = starts("/bus/1/cue/") || starts("/bus/2/cue/") || ends("/cue/locked") || ends("/cue/call");
    // Of a send they count in a cue mix only; that a mix follows another must not be heard (behaviour.md).
    const bool of_no_cue = (ends("/me") || ends("/offset")) && address.find("/send/3/") == std::string::npos;
    const bool of_people = ends("/show") || starts("/user/") || starts("/session/lan") || starts("/session/shed");
    const bool of_scenes = address.find("/safe/") != std::string::npos || starts("/scene/");
    return goes_nowhere || goes_back || tap_of_others || of_hands || of_cues || of_no_cue || of_people || of_scenes ||
           ends("/inherit/source");
}

// Rows that a steady sound does not tell apart: they are heard where the level moves.
inline bool heard_in_motion(const std::string& address) {
    for (const char* row : {"/attack", "/hold", "/gate/release", "/comp/release", "/comp/auto", "/hysteresis"})
        if (address.ends_with(row)) return true;
    return false;
}

inline void make_dynamics_audible(SoundingDesk& desk, const std::string& strip, const std::string& address) {
    const auto ends = [&](const char* with) { return address.ends_with(with); };
    const bool filter = address.find("/filter/") != std::string::npos;
    if (address.find("/gate/") != std::string::npos) {
        const std::string gate = strip + "/gate/";
        // Closed as long as its own key decides, and slow, so that what is measured is the parameter, not the gate.
        desk.set("/channel/1/input/trim", -6.0F);
        desk.set(gate + "on", true), desk.set(gate + "attack", 60.0F);
        desk.set(gate + "threshold", filter                     ? -31.0F
                                     : ends("/key")             ? -20.0F
                                     : heard_in_motion(address) ? -12.0F
                                                                : -3.0F);
        if (ends("/ratio")) desk.set(gate + "mode", "expander");
        // Longer than half a period of the lowest sine, shorter than a swell.
        if (heard_in_motion(address)) desk.set(gate + "hold", 10.0F), desk.set(gate + "release", 50.0F);
        if (ends("/filter/on")) desk.set(gate + "filter/q", 10.0F);
    }
    if (address.find("/comp/") != std::string::npos) {
        const std::string comp = strip + "/comp/";
        const float threshold = filter ? -40.0F : ends("/knee") || heard_in_motion(address) ? -6.0F : -20.0F;
        desk.set(comp + "on", true), desk.set(comp + "threshold", threshold);
        if (ends("/auto")) desk.set(comp + "release", 20.0F);
        if (ends("/position"))
            desk.set(strip + "/eq/band/1/gain", -12.0F), desk.set(strip + "/eq/band/1/frequency", 900.0F);
    }
    if (filter) desk.set(address.substr(0, address.rfind('/')) + "/on", true);
    if (const auto limiter = address.find("/limiter/"); limiter != std::string::npos) {
        desk.set(address.substr(0, limiter) + "/limiter/on", true);
        desk.set(address.substr(0, limiter) + "/limiter/ceiling", -10.0F);
    }
}

inline void make_routing_audible(SoundingDesk& desk, const std::string& strip, const std::string& address) {
    const auto ends = [&](const char* with) { return address.ends_with(with); };
    const auto send = address.find("/send/");
    const bool of_bus = strip.starts_with("/bus/");
    if (ends("/tap")) desk.set("/channel/1/fader", -6.0F), desk.set("/bus/1/fader", -6.0F);
    // A send's own tap against the bus's: away from where the bus has it.
    if (ends("/tap") && send != std::string::npos) desk.set("/bus/" + address.substr(send + 6, 1) + "/tap", "input");
    if (ends("/follow/mute")) desk.set("/channel/1/mute", true), desk.set(strip + "/tap", "pre_fader");
    if (ends("/pan_follow")) {
        desk.set("/channel/1/pan", -0.7F), desk.set("/bus/1/balance", -0.7F);
        if (of_bus) desk.set(address.substr(0, address.rfind('/')) + "/tap", "pre_fader");
    }
    if (of_bus && address == strip + "/pan") desk.set(strip + "/width", "mono"), desk.set(strip + "/to/main", true);
    if (address.find("/dca/1") == 0 || ends("/dca/1")) desk.set("/dca/1/fader", -10.0F);
    if (ends("/mutegroup/1")) desk.set("/mutegroup/1/on", true);
    const bool of_matrix = strip.starts_with("/matrix/");
    if (of_matrix && ends("/width")) desk.set("/channel/1/pan", 0.5F);
    if (ends("/matrix/1/level")) desk.set(strip + "/matrix/1/on", true);
    if (ends("/mutegroup/1") && (of_bus || of_matrix)) desk.set("/channel/1/mutegroup/1", false);
    if (address.starts_with("/main/solo/")) desk.set("/main/fader", -6.0F);
    // A kind closes all sends into it: what is heard is where the oscillator goes on from there.
    if (ends("/kind")) desk.set("/oscillator/on", true), desk.set("/oscillator/level", -6.0F);
    if (ends("/kind") && of_bus) desk.set("/oscillator/to" + strip, true);
}

inline bool of_cue_mix(const std::string& address) {
    return address.find("/cue/") != std::string::npos || address.ends_with("/inherit/source") ||
           (address.find("/send/3/") != std::string::npos &&
            (address.ends_with("/me") || address.ends_with("/offset")));
}

// A delay of ten milliseconds, whose return is heard in main and in the cue mix.
inline void make_fx_audible(SoundingDesk& desk, const std::string& address) {
    desk.set("/fx/1/type", "delay"), desk.set("/fx/1/delay/time", 10.0F), desk.set("/fx/1/source", "bus:2");
    if (!of_cue_mix(address)) desk.set("/fx/1/return/send/3/level", -6.0F);
    desk.set("/channel/1/mutegroup/1", false), desk.set("/bus/2/mutegroup/1", false);
    if (address.ends_with("/pan_follow")) desk.set("/fx/1/return/balance", -0.7F);
    if (address.ends_with("/tap")) desk.set("/fx/1/return/fader", -6.0F);
}

inline bool of_image(const std::string& address) {
    return address.ends_with("/image") || address.ends_with("/ms");
}

// An echo of ten milliseconds in the strip; where it matters what is behind it, a bell ahead of a compressor.
inline void make_insert_audible(SoundingDesk& desk, const std::string& strip, const std::string& address) {
    const bool position = address.ends_with("/position");
    desk.set("/fx/1/type", position ? "graphic" : "delay"), desk.set("/fx/1/delay/time", 10.0F);
    desk.set("/fx/1/graphic/band/18/gain", -12.0F);
    desk.set(strip + "/insert/source", "fx:1"), desk.set(strip + "/insert/on", true);
    if (position) desk.set(strip + "/comp/on", true), desk.set(strip + "/comp/threshold", -20.0F);
}

// The strip is of this family of cue mixes: of the studio's own words, others have the numbers before it.
inline void put_in_family(SoundingDesk& desk, const std::string& strip, int number) {
    constexpr const char* names[] = {"drums", "band", "keys", "vocals", "click", "fx", "talk", "other"};
    if (number <= 8) return desk.set(strip + "/family", names[number - 1]);
    const char* others[] = {"/channel/2", "/bus/2", "/bus/3"};
    for (int n = 9; n < number; ++n)
        desk.set(std::string(others[n - 9]) + "/family", ("own " + std::to_string(n)).c_str());
    desk.set(strip + "/family", "the last");
}

// A bound falls slowly, so it has to bind as soon as it can; but nothing else may reach the limiter.
inline void make_cue_audible(SoundingDesk& desk, const std::string& strip, const std::string& address) {
    const auto ends = [&](const char* with) { return address.ends_with(with); };
    const std::size_t send = address.find("/send/3/");
    if (!strip.starts_with("/bus/3") && send == std::string::npos) return;
    const std::string sender = send == std::string::npos ? "/channel/1" : address.substr(0, send);
    desk.set("/bus/3/kind", "cue");
    if (sender != "/bus/1") desk.set("/bus/1/send/3/on", false);
    if (sender != "/channel/1") desk.set("/channel/1/send/3/on", false);
    desk.set(sender + "/send/3/level", ends("/limit") ? 0.0F : ends("/loudness_max") ? -12.0F : -24.0F);
    if (ends("/me")) desk.set("/bus/3/cue/me/level", -20.0F);
    if (ends("/me/level")) desk.set("/channel/1/send/3/me", true);
    if (const auto family = address.find("/family/"); family != std::string::npos)
        put_in_family(desk, "/channel/1", std::stoi(address.substr(family + 8)));
    if (ends("/cue/owner")) desk.set("/bus/3/cue/max", -40.0F);
    if (ends("/cue/max")) desk.set("/bus/3/cue/owner", 1.0F), desk.set("/bus/3/fader", 0.0F);
    if (ends("/offset")) desk.set(sender + "/fader", -30.0F), desk.set("/bus/3/inherit/source", "main");
}

// Rows of limiters: what they do to a steady sine is no click.
inline bool bends_sound(const std::string& address) {
    return address.find("/limiter/") != std::string::npos || address.ends_with("/cue/limit");
}

inline void make_audible(SoundingDesk& desk, const std::string& address) {
    const auto ends = [&](const char* with) { return address.ends_with(with); };
    const std::string strip = strip_of(address);
    if (address.find("/hpf/") != std::string::npos) {
        desk.set(strip + "/hpf/on", true), desk.set(strip + "/hpf/frequency", 400.0F);
    }
    if (const auto eq = address.find("/eq/"); eq != std::string::npos) {
        const bool whole = address.find("/band/") == std::string::npos;
        const std::string band = whole ? address.substr(0, eq) + "/eq/band/1" : address.substr(0, address.rfind('/'));
        desk.set(band + "/gain", -12.0F), desk.set(band + "/frequency", 900.0F);
    }
    if (address.find("/insert/") != std::string::npos) make_insert_audible(desk, strip, address);
    if (of_cue_mix(address)) make_cue_audible(desk, strip, address);
    if (strip == "/fx/1") make_fx_audible(desk, address);
    if (const auto delay = address.find("/delay/"); delay != std::string::npos && strip != "/fx/1") {
        const std::string of = address.substr(0, delay);
        desk.set(of + "/delay/on", true), desk.set(of + "/delay/time", 70.3F);
    }
    make_dynamics_audible(desk, strip, address);
    make_routing_audible(desk, strip, address);
    if (address.find("/automix/") != std::string::npos) {
        desk.set("/channel/2/input/mute", false), desk.set("/channel/2/fader", 0.0F),
            desk.set("/channel/2/to/main", false);
        for (const char* c : {"/channel/1", "/channel/2"}) desk.set(std::string(c) + "/automix/group", 2.0F);
    }
    if (address == "/channel/1/balance") desk.set("/channel/1/link", true);
    if (of_image(address)) desk.set("/channel/1/pan", -0.7F);
    if (address.find("/dim") != std::string::npos) desk.set(strip + "/dim", true);
    if (ends("/mode") || ends("/pfl_trim")) {
        desk.set("/channel/1/solo/1", true), desk.set("/bus/3/solo/2", true);
        desk.set("/channel/1/pan", 0.5F), desk.set("/bus/3/fader", -6.0F);
    }
    if (ends("/mono")) desk.set("/channel/1/pan", 0.5F);
    if (address.starts_with("/session/sip/")) {
        if (!ends("/armed")) desk.set("/session/sip/armed", true);
        if (!ends("/channel/2")) desk.set("/session/sip/channel/2", true);
    }
    if (address.starts_with("/talkback/")) {
        desk.set("/talkback/1/source", "input:1"), desk.set("/talkback/1/level", 0.0F),
            desk.set("/talkback/1/on", true);
        for (const char* to : {"bus/1", "bus/2", "bus/3", "monitor/1"}) desk.set(strip + "/to/" + to, true);
    }
    if (address.starts_with("/oscillator/")) {
        desk.set("/oscillator/level", -6.0F), desk.set("/oscillator/on", true);
        desk.set("/oscillator/to/main", true), desk.set("/oscillator/to/bus/3", true);
    }
}

}  // namespace tutti::test
