#pragma once
// Rows of gates and compressors, shared by the families that have them. Included by rows.hpp.
#include <array>
#include <string_view>

#include "engine/console/row.hpp"

// A table, a row a line:
// clang-format off
namespace tutti {

enum class GateMode : std::uint8_t { gate, expander, ducker };
enum class KeyFilter : std::uint8_t { low_cut, high_cut, band };

namespace rows {

inline constexpr std::string_view kGateModes[] = {"gate", "expander", "ducker"};
inline constexpr std::string_view kKeyFilters[] = {"low_cut", "high_cut", "band"};
inline constexpr std::string_view kDetectors[] = {"peak", "rms"};
inline constexpr std::string_view kCompPositions[] = {"pre_eq", "post_eq"};

inline constexpr std::array kGate = {
    Row{.path = "gate/on", .type = Type::toggle, .max = 1, .part = Part::gate, .help = "Gate on or off."},
    Row{.path = "gate/mode", .type = Type::choice, .law = Law::steps, .max = 2, .choices = kGateModes, .part = Part::gate, .help = "gate closes and expander lowers what is under the threshold; ducker lowers while the key is over it."},
    Row{.path = "gate/threshold", .unit = Unit::db, .min = -80, .max = 0, .initial = -80, .part = Part::gate, .help = "Peak level of the key at which it opens (a ducker: lowers)."},
    Row{.path = "gate/range", .unit = Unit::db, .min = 3, .max = 80, .initial = 60, .part = Part::gate, .help = "The most it lowers."},
    Row{.path = "gate/ratio", .law = Law::log, .min = 1, .max = 20, .initial = 2, .part = Part::gate, .help = "Expander only: dB of output for each dB of key below the threshold."},
    Row{.path = "gate/attack", .unit = Unit::ms, .law = Law::log, .min = 0.05F, .max = 120, .initial = 1, .part = Part::gate, .help = "Time for 63 % of the way open in dB (a ducker: down)."},
    Row{.path = "gate/hold", .unit = Unit::ms, .min = 0, .max = 2000, .initial = 50, .part = Part::gate, .help = "Stays open this long after the key was last over the threshold."},
    Row{.path = "gate/release", .unit = Unit::ms, .law = Law::log, .min = 5, .max = 4000, .initial = 200, .part = Part::gate, .help = "Time for 63 % of the way back in dB."},
    Row{.path = "gate/hysteresis", .unit = Unit::db, .min = 0, .max = 12, .initial = 3, .part = Part::gate, .help = "Once open, closes this much below the threshold; not of an expander."},
    Row{.path = "gate/key", .type = Type::route, .law = Law::steps, .routes = RouteSet::channel_key, .part = Part::gate, .help = "What it listens to: self, or another channel behind its low cut."},
    Row{.path = "gate/filter/on", .type = Type::toggle, .max = 1, .part = Part::gate, .help = "A filter in the key."},
    Row{.path = "gate/filter/type", .type = Type::choice, .law = Law::steps, .max = 2, .initial = 2, .choices = kKeyFilters, .part = Part::gate, .help = "What the key's filter lets through."},
    Row{.path = "gate/filter/frequency", .unit = Unit::hz, .law = Law::log, .min = 20, .max = 20000, .initial = 1000, .part = Part::gate, .help = "Corner or centre of the key's filter."},
    Row{.path = "gate/filter/q", .law = Law::log, .min = 0.3F, .max = 10, .initial = 1, .part = Part::gate, .help = "Quality of the key's filter."},
    Row{.path = "gate/listen/{monitor}", .type = Type::toggle, .index = Index::monitor, .max = 1, .passing = true, .help = "Lets this monitor hear what the gate listens to, on or off; a kind of solo: in no scene, ended by solo/clear."},
};

inline constexpr std::string_view kAutomixGroups[] = {"0", "1", "2"};
inline constexpr std::array kAutomix = {
    Row{.path = "automix/group", .type = Type::integer, .law = Law::steps, .max = 2, .choices = kAutomixGroups, .part = Part::groups, .help = "The members of a group share the gain of one open microphone, ahead of their faders; 0 is none."},
    Row{.path = "automix/weight", .unit = Unit::db, .min = -12, .max = 12, .part = Part::groups, .help = "How much louder than it is it counts in its group."},
};

constexpr auto comp_rows(RouteSet keys) {
    return std::array{
        Row{.path = "comp/on", .type = Type::toggle, .max = 1, .part = Part::comp, .help = "Compressor on or off."},
        Row{.path = "comp/threshold", .unit = Unit::db, .min = -60, .max = 0, .initial = 0, .part = Part::comp, .help = "Level of the key where it begins (the middle of the knee)."},
        Row{.path = "comp/ratio", .law = Law::log, .min = 1, .max = 100, .initial = 3, .part = Part::comp, .help = "dB of key over the threshold for each dB of output; 100 limits."},
        Row{.path = "comp/knee", .unit = Unit::db, .min = 0, .max = 24, .initial = 6, .part = Part::comp, .help = "Width of the bend around the threshold."},
        Row{.path = "comp/attack", .unit = Unit::ms, .law = Law::log, .min = 0.05F, .max = 200, .initial = 10, .part = Part::comp, .help = "Time for 63 % of the reduction in dB."},
        Row{.path = "comp/hold", .unit = Unit::ms, .min = 0, .max = 2000, .initial = 0, .part = Part::comp, .help = "Time before it lets go."},
        Row{.path = "comp/release", .unit = Unit::ms, .law = Law::log, .min = 5, .max = 4000, .initial = 150, .part = Part::comp, .help = "Time for 63 % of the way back in dB."},
        Row{.path = "comp/auto", .type = Type::toggle, .max = 1, .part = Part::comp, .help = "After long reduction, returns up to ten times more slowly than release."},
        Row{.path = "comp/makeup", .unit = Unit::db, .min = -12, .max = 24, .initial = 0, .part = Part::comp, .help = "Gain behind it."},
        Row{.path = "comp/mix", .min = 0, .max = 1, .initial = 1, .part = Part::comp, .help = "Share of the compressed sound; the rest is as it came."},
        Row{.path = "comp/detector", .type = Type::choice, .law = Law::steps, .max = 1, .initial = 1, .choices = kDetectors, .part = Part::comp, .help = "peak, or rms (of 5 ms; a sine reads 3 dB under its peak)."},
        Row{.path = "comp/position", .type = Type::choice, .law = Law::steps, .max = 1, .initial = 1, .choices = kCompPositions, .part = Part::comp, .help = "Before or behind the EQ."},
        Row{.path = "comp/key", .type = Type::route, .law = Law::steps, .routes = keys, .part = Part::comp, .help = "What it listens to: self, a channel behind its low cut, or the sum of a bus of the same or an earlier stage."},
        Row{.path = "comp/filter/on", .type = Type::toggle, .max = 1, .part = Part::comp, .help = "A filter in the key."},
        Row{.path = "comp/filter/type", .type = Type::choice, .law = Law::steps, .max = 2, .initial = 2, .choices = kKeyFilters, .part = Part::comp, .help = "What the key's filter lets through."},
        Row{.path = "comp/filter/frequency", .unit = Unit::hz, .law = Law::log, .min = 20, .max = 20000, .initial = 1000, .part = Part::comp, .help = "Corner or centre of the key's filter."},
        Row{.path = "comp/filter/q", .law = Law::log, .min = 0.3F, .max = 10, .initial = 1, .part = Part::comp, .help = "Quality of the key's filter."},
        Row{.path = "comp/listen/{monitor}", .type = Type::toggle, .index = Index::monitor, .max = 1, .passing = true, .help = "Lets this monitor hear what the compressor listens to, on or off; a kind of solo: in no scene, ended by solo/clear."},
    };
}

}  // namespace rows
}  // namespace tutti
