#pragma once
// What the knobs are: the pan of each strip, or sends, equaliser or dynamics of the selected one. Pure functions of
// what the desk has told.
#include <string>
#include <string_view>
#include <vector>

#include "clients/surface/model/strips.hpp"

namespace tutti::surface {

enum class Page : std::uint8_t { pan, sends, eq, dynamics };
inline constexpr std::string_view kPageWords[] = {"pan", "sends", "eq", "dynamics"};

struct Knob {
    std::string address = {};  // empty: it turns nothing
    std::string label = {};    // at most seven characters
    Ring::Mode mode = Ring::Mode::dot;
    std::string push = {};  // a switch that a push turns over; empty: a push sets the default
};

// All knobs of this page for that strip, in order; only what the strip has, as far as the desk has told.
std::vector<Knob> knobs_of(Page page, const std::string& selected, const Mirror& desk);
Knob pan_knob(const std::string& strip, int flip_bus, const Mirror& desk);
// What to subscribe to while the page is shown.
std::vector<std::string> patterns_of(Page page, const std::string& selected);

Ring ring_of(const Knob& knob, const Mirror& desk);

}  // namespace tutti::surface
