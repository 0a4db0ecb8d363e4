#pragma once
// How the rows that all reverbs share become a Reverb's values. Audio thread.
#include "engine/console/rows_fx.hpp"
#include "engine/fx/functions.hpp"
#include "engine/fx/reverb.hpp"

namespace tutti::fx {

// The rows of reverb_rows() stand in every reverb in the same order, first.
inline Reverb::Values reverb_values(std::span<const float> values) noexcept {
    constexpr auto at = [](std::string_view path) consteval {
        return fx_value(FxType::plate, path);
    };
    const double decay = static_cast<double>(values[at("plate/decay")]);
    Reverb::Values v;
    v.decay.middle = decay;
    v.decay.low = decay * static_cast<double>(values[at("plate/low/ratio")]);
    v.decay.high = decay * static_cast<double>(values[at("plate/high/ratio")]);
    v.decay.low_frequency = static_cast<double>(values[at("plate/low/frequency")]);
    v.decay.high_frequency = static_cast<double>(values[at("plate/high/frequency")]);
    v.predelay = static_cast<double>(values[at("plate/predelay")]);
    v.low_cut = values[at("plate/low_cut")];
    v.high_cut = values[at("plate/high_cut")];
    v.mix = values[at("plate/mix")];
    return v;
}

// And those of space_rows() behind them.
inline Reverb::Values space_values(std::span<const float> values) noexcept {
    constexpr auto at = [](std::string_view path) consteval {
        return fx_value(FxType::hall, path);
    };
    Reverb::Values v = reverb_values(values);
    v.decay.size = static_cast<double>(values[at("hall/size")]);
    const float early = values[at("hall/early")];
    v.early = early > -90 ? static_cast<float>(from_db(static_cast<double>(early))) : 0.0F;
    return v;
}

}  // namespace tutti::fx
