#pragma once
// A gate or compressor as DynamicsFrame describes it, one sample after the other, in double and with the library's own
// logarithm: the detector of Giannoulis, Massberg and Reiss (JAES 60, 2012) that engine/dsp/kernels/dynamics.ipp names.
// Without key, link and filter.
#include "engine/console/mix_frame.hpp"

namespace tutti::bench {

class ReferenceDynamics {
public:
    // A gate starts open.
    explicit ReferenceDynamics(const DynamicsFrame& frame = {})
        : frame_(frame), wanted_(opens() ? double{frame.range} : 0), activity_(wanted_) {}

    bool on() const { return frame_.kind != DynamicsFrame::Kind::off; }
    double gain(double key);                         // for this sample
    double most_reduction() const { return most_; }  // dB, since the start

private:
    bool opens() const {
        return frame_.kind == DynamicsFrame::Kind::gate || frame_.kind == DynamicsFrame::Kind::expander;
    }
    double wanted_now(double power);

    DynamicsFrame frame_;
    double wanted_, activity_;
    double power_ = 0, average_ = 0, held_ = 0, most_ = 0;
};

}  // namespace tutti::bench
