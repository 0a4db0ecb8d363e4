#include "engine/fx/plate.hpp"

#include "engine/fx/reverb_values.hpp"

namespace tutti::fx {
namespace {

constexpr double kSpans[] = {3, 6, 10, 17};
constexpr Reverb::Plan kPlan{
    .shortest = 13, .longest = 151, .spans = kSpans, .seed = 70, .direct = 0.5F, .level = 1.4F};

}  // namespace

Plate::Plate(double rate, const dsp::Kernels& kernels) : reverb_(rate, kernels, kPlan) {}

void Plate::set(std::span<const float> values, bool at_once) noexcept {
    reverb_.set(reverb_values(values), at_once);
}
void Plate::process(const float* const* in, float* const* out, int frames) noexcept {
    reverb_.process(in, out, frames);
}
void Plate::clear() noexcept {
    reverb_.clear();
}

}  // namespace tutti::fx
