#pragma once
// The list of all types: where a new one is added. Any thread but audio, since it takes memory.
#include <memory>

#include "engine/console/rows_fx.hpp"
#include "engine/fx/effect.hpp"

namespace tutti::fx {

// rate in Hz. Nothing for FxType::none. It must still be told its values.
std::unique_ptr<Effect> make_effect(FxType type, double rate, const dsp::Kernels& kernels = dsp::best_kernels());

}  // namespace tutti::fx
