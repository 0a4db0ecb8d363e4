#pragma once
// What the numbered parameters of an X32's effects are here, type by type: a parameter of the type that stands in the
// slot, in the X32's unit and range. Those that are not here are kept (leaf_row.hpp). Constant data.
#include "server/x32/leaf_row.hpp"

// A table, a row a line:
// clang-format off
namespace tutti::x32 {

inline constexpr std::int32_t kFxSteps = 1001;  // of all of them; the sheet of that desk has only their ranges

struct FxPar {
    FxType type;
    std::int16_t number, count;  // 1 to 64; more than one: the bands of a row
    Grid grid;
    std::string_view desk;
    float scale = 1;
};

constexpr Grid fx_linear(float min, float max, Print print, bool plus = false) {
    return {Kind::linf, print, plus, min, max, kFxSteps};
}
constexpr Grid fx_log(float min, float max, Print print) {
    return logf(min, max, kFxSteps, print);
}
inline constexpr Grid kPredelay = fx_linear(0, 200, Print::whole), kLowCutGrid = fx_log(10, 500, Print::hertz), kHighCutGrid = fx_log(200, 20000, Print::hertz),
    kDampingGrid = fx_log(1000, 20000, Print::hertz), kPercent = fx_linear(0, 100, Print::whole), kSpeedGrid = fx_log(0.05F, 5, Print::hundredths),
    kPhaseGrid = fx_linear(0, 180, Print::whole);

inline constexpr FxPar kFxPars[] = {
    {FxType::hall, 1, 1, kPredelay, "hall/predelay"},
    {FxType::hall, 2, 1, fx_log(0.2F, 5, Print::hundredths), "hall/decay"},
    {FxType::hall, 4, 1, kDampingGrid, "hall/high/frequency"},
    {FxType::hall, 7, 1, kLowCutGrid, "hall/low_cut"},
    {FxType::hall, 8, 1, kHighCutGrid, "hall/high_cut"},
    {FxType::hall, 9, 1, fx_log(0.5F, 2, Print::hundredths), "hall/low/ratio"},
    {FxType::plate, 1, 1, kPredelay, "plate/predelay"},
    {FxType::plate, 2, 1, fx_log(0.5F, 10, Print::hundredths), "plate/decay"},
    {FxType::plate, 4, 1, kDampingGrid, "plate/high/frequency"},
    {FxType::plate, 7, 1, kLowCutGrid, "plate/low_cut"},
    {FxType::plate, 8, 1, kHighCutGrid, "plate/high_cut"},
    {FxType::plate, 9, 1, fx_log(0.5F, 2, Print::hundredths), "plate/low/ratio"},
    {FxType::plate, 10, 1, kLowCutGrid, "plate/low/frequency"},
    {FxType::room, 1, 1, kPredelay, "room/predelay"},
    {FxType::room, 2, 1, fx_log(0.3F, 29, Print::hundredths), "room/decay"},
    {FxType::room, 4, 1, kDampingGrid, "room/high/frequency"},
    {FxType::room, 7, 1, kLowCutGrid, "room/low_cut"},
    {FxType::room, 8, 1, kHighCutGrid, "room/high_cut"},
    {FxType::room, 9, 1, fx_log(0.25F, 4, Print::hundredths), "room/low/ratio"},
    {FxType::delay, 1, 1, kPercent, "delay/mix", 0.01F},
    {FxType::delay, 2, 1, fx_linear(1, 3000, Print::whole), "delay/time"},
    {FxType::delay, 7, 1, kLowCutGrid, "delay/low_cut"},
    {FxType::delay, 8, 1, kHighCutGrid, "delay/high_cut"},
    {FxType::delay, 10, 1, fx_linear(1, 100, Print::whole), "delay/feedback", 0.01F},
    {FxType::chorus, 1, 1, kSpeedGrid, "chorus/rate"},
    {FxType::chorus, 2, 1, kPercent, "chorus/depth", 0.08F},
    {FxType::chorus, 4, 1, fx_log(0.5F, 50, Print::tenths), "chorus/delay"},
    {FxType::chorus, 6, 1, kPercent, "chorus/mix", 0.01F},
    {FxType::chorus, 9, 1, kPhaseGrid, "chorus/spread", 1 / 180.0F},
    {FxType::flanger, 1, 1, kSpeedGrid, "flanger/rate"},
    {FxType::flanger, 2, 1, kPercent, "flanger/depth", 0.08F},
    {FxType::flanger, 4, 1, fx_log(0.5F, 20, Print::tenths), "flanger/delay"},
    {FxType::flanger, 6, 1, kPercent, "flanger/mix", 0.01F},
    {FxType::flanger, 9, 1, kPhaseGrid, "flanger/spread", 1 / 180.0F},
    {FxType::flanger, 12, 1, fx_linear(-90, 90, Print::whole, true), "flanger/feedback", 0.01F},
    {FxType::graphic, 1, 31, fx_linear(-15, 15, Print::tenths), "graphic/band/{band}/gain"},
};

}  // namespace tutti::x32
