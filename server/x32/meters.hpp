#pragma once
// The X32's sixteen kinds of meters from the desk's own: linear peaks since the last look, gains of processors as they
// are. What a window has no strip for is silent. State thread only.
#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/console/console.hpp"
#include "engine/measure/measuring.hpp"
#include "engine/mix/mailboxes.hpp"
#include "server/x32/spot.hpp"

namespace tutti::x32 {

// "/meters/5" with its two numbers: which bank of channels, which of groups; of 6 which strip.
struct MeterKind {
    int id = 0, a = 0, b = 0;
    auto operator<=>(const MeterKind&) const = default;
};
std::optional<MeterKind> meter_kind(std::string_view path);  // a and b are 0
int meter_arguments(int id);                                 // how many of them it has

// The loudest of two frames, and the deepest reductions.
void join(MeterFrame& into, const MeterFrame& from);

// One value: amplitude, or a gain of which the smaller one counts.
struct MeterPoint {
    float value = 0;
    bool gain = false;
};
using MeterPoints = std::vector<MeterPoint>;
void join(MeterPoints& into, const MeterPoints& from);

// What the values come from, besides the frame.
struct MeterView {
    const Console& console;
    const Window& window;
    int selected = 0;                    // strip 0..71, for the sends of it (7)
    const Measured* spectrum = nullptr;  // of main, for the RTA (15)
};
MeterPoints meter_points(const MeterView& view, const MeterFrame& frame, const MeterKind& kind);
// The blob's content: how many 32-bit words, then they, all little endian.
std::string meter_blob(const MeterKind& kind, const MeterPoints& points);

}  // namespace tutti::x32
