#include "clients/surface/model/pages.hpp"

#include <algorithm>
#include <cmath>

#include "engine/console/laws.hpp"

namespace tutti::surface {
namespace {

void add(std::vector<Knob>& knobs, const Mirror& desk, Knob knob) {
    if (desk.known(knob.address)) knobs.push_back(std::move(knob));
}

struct Line {
    const char *path, *label;
    Ring::Mode mode;
    const char* push;
};
constexpr Line kDynamics[] = {{"gate/threshold", "GatThr", Ring::Mode::bar, "gate/on"},
                              {"gate/range", "GatRng", Ring::Mode::bar, ""},
                              {"gate/attack", "GatAtk", Ring::Mode::dot, ""},
                              {"gate/release", "GatRel", Ring::Mode::dot, ""},
                              {"comp/threshold", "CmpThr", Ring::Mode::bar, "comp/on"},
                              {"comp/ratio", "CmpRat", Ring::Mode::bar, ""},
                              {"comp/attack", "CmpAtk", Ring::Mode::dot, ""},
                              {"comp/release", "CmpRel", Ring::Mode::dot, ""},
                              {"comp/makeup", "Makeup", Ring::Mode::from_middle, ""},
                              {"comp/knee", "Knee", Ring::Mode::bar, ""},
                              {"comp/mix", "CmpMix", Ring::Mode::bar, "comp/auto"},
                              {"limiter/ceiling", "Ceilng", Ring::Mode::bar, "limiter/on"}};

void add_sends(std::vector<Knob>& knobs, const std::string& strip, const Mirror& desk) {
    for (int bus = 1; bus <= desk.count("bus"); ++bus) {
        const std::string send = strip + "/send/" + std::to_string(bus);
        add(knobs, desk,
            {send + "/level", short_name("/bus/" + std::to_string(bus), desk, 6), Ring::Mode::bar, send + "/on"});
    }
}

void add_equaliser(std::vector<Knob>& knobs, const std::string& strip, const Mirror& desk) {
    add(knobs, desk, {strip + "/hpf/frequency", "LoCut", Ring::Mode::dot, strip + "/hpf/on"});
    for (int k = 1; k <= 6; ++k) {
        const std::string band = strip + "/eq/band/" + std::to_string(k), number = std::to_string(k);
        add(knobs, desk, {band + "/gain", number + " Gain", Ring::Mode::from_middle, {}});
        add(knobs, desk, {band + "/frequency", number + " Freq", Ring::Mode::dot, band + "/on"});
        add(knobs, desk, {band + "/q", number + " Q", Ring::Mode::spread, {}});
    }
}

}  // namespace

std::vector<Knob> knobs_of(Page page, const std::string& selected, const Mirror& desk) {
    std::vector<Knob> knobs;
    if (selected.empty()) return knobs;
    if (page == Page::sends) add_sends(knobs, selected, desk);
    if (page == Page::eq) add_equaliser(knobs, selected, desk);
    if (page == Page::dynamics)
        for (const Line& line : kDynamics)
            add(knobs, desk,
                {selected + "/" + line.path, line.label, line.mode, *line.push ? selected + "/" + line.push : ""});
    return knobs;
}

Knob pan_knob(const std::string& strip, int flip_bus, const Mirror& desk) {
    const std::string address = strip.empty() ? std::string() : pan_of(strip, flip_bus);
    if (address.empty() || !desk.known(address)) return {};
    return {address, {}, Ring::Mode::from_middle, {}};
}

std::vector<std::string> patterns_of(Page page, const std::string& selected) {
    if (selected.empty()) return {};
    switch (page) {
        case Page::pan: return {};
        case Page::sends: return {selected + "/send/*/{level,on}"};
        case Page::eq: return {selected + "/hpf", selected + "/eq"};
        case Page::dynamics: return {selected + "/gate", selected + "/comp", selected + "/limiter"};
    }
    return {};
}

Ring ring_of(const Knob& knob, const Mirror& desk) {
    const Row* row = knob.address.empty() ? nullptr : row_of(knob.address);
    if (!row || !desk.known(knob.address)) return {};
    const double place = std::clamp(position(*row, desk.number(knob.address)), 0.0, 1.0);
    if (knob.mode == Ring::Mode::spread) return {knob.mode, static_cast<std::uint8_t>(1 + std::lround(place * 5))};
    return {knob.mode, static_cast<std::uint8_t>(1 + std::lround(place * 10))};
}

}  // namespace tutti::surface
