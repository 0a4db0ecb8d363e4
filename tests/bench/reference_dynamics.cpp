#include "tests/bench/reference_dynamics.hpp"

#include <algorithm>
#include <cmath>

namespace tutti::bench {

// How much activity this power of the key asks for: a gate's opening, a compressor's reduction.
double ReferenceDynamics::wanted_now(double power) {
    const double range = double{frame_.range}, slope = double{frame_.slope};
    const double over = 0.5 * std::log2(power + 1e-18) - double{frame_.threshold};
    switch (frame_.kind) {
        case DynamicsFrame::Kind::gate:
        case DynamicsFrame::Kind::ducker: return power >= double{held_ > 0 ? frame_.closes : frame_.opens} ? range : 0;
        case DynamicsFrame::Kind::expander: return std::clamp(range + over * slope, 0.0, range);
        case DynamicsFrame::Kind::compressor: break;
        case DynamicsFrame::Kind::off: return 0;
    }
    const double half = double{frame_.knee} / 2;
    if (over <= -half) return 0;
    if (over >= half) return over * slope;
    return (over + half) * (over + half) / (4 * half) * slope;
}

double ReferenceDynamics::gain(double key) {
    power_ += (key * key - power_) * double{frame_.detector};
    const double aim = wanted_now(power_);
    if (aim >= wanted_ && aim > 0) {
        wanted_ = aim;
        held_ = double{frame_.hold};
    } else {
        held_ = std::max(held_ - 1, 0.0);
        if (held_ <= 0)
            wanted_ = std::min(wanted_, wanted_ + (std::max(aim, average_) - wanted_) * double{frame_.release});
    }
    activity_ += (wanted_ - activity_) * double{wanted_ > activity_ ? frame_.attack : frame_.settle};
    average_ += (aim - average_) * double{frame_.average};
    const double level = opens() ? activity_ - double{frame_.range} : -activity_;
    most_ = std::max(most_, -level * 6.020599913279624);
    return 1 + double{frame_.mix} * (std::exp2(level) * double{frame_.makeup} - 1);
}

}  // namespace tutti::bench
