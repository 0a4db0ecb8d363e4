#include "engine/fx/hall.hpp"

#include "engine/fx/reverb_values.hpp"

namespace tutti::fx {
namespace {

constexpr double kSpans[] = {6, 13, 23, 37};
constexpr Reverb::Plan kPlan{.shortest = 37,
                             .longest = 229,
                             .spans = kSpans,
                             .seed = 58,
                             .size = 30,
                             .largest = 60,
                             .early = 45,
                             .direct = 0.5F,
                             .level = 1.4F,
                             .walls = 0.3F};

}  // namespace

Hall::Hall(double rate, const dsp::Kernels& kernels) : reverb_(rate, kernels, kPlan) {}

void Hall::set(std::span<const float> values, bool at_once) noexcept {
    reverb_.set(space_values(values), at_once);
}
void Hall::process(const float* const* in, float* const* out, int frames) noexcept {
    reverb_.process(in, out, frames);
}
void Hall::clear() noexcept {
    reverb_.clear();
}

}  // namespace tutti::fx
