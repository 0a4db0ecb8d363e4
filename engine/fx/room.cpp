#include "engine/fx/room.hpp"

#include "engine/fx/reverb_values.hpp"

namespace tutti::fx {
namespace {

constexpr double kSpans[] = {3, 6, 10, 17};
constexpr Reverb::Plan kPlan{.shortest = 11,
                             .longest = 117,
                             .spans = kSpans,
                             .seed = 87,
                             .size = 8,
                             .largest = 20,
                             .early = 25,
                             .direct = 0.5F,
                             .level = 1.4F,
                             .walls = 0.5F};

}  // namespace

Room::Room(double rate, const dsp::Kernels& kernels) : reverb_(rate, kernels, kPlan) {}

void Room::set(std::span<const float> values, bool at_once) noexcept {
    reverb_.set(space_values(values), at_once);
}
void Room::process(const float* const* in, float* const* out, int frames) noexcept {
    reverb_.process(in, out, frames);
}
void Room::clear() noexcept {
    reverb_.clear();
}

}  // namespace tutti::fx
