#include "engine/mix/probes.hpp"

namespace tutti {

bool Probes::take() {
    if (!orders_.take()) return false;
    on_ = false;
    for (const ProbeFrame::Probe& probe : orders_.front().probes) {
        if (!probe.ring) continue;
        probe.ring->begin(probe.take);
        on_ = true;
    }
    return true;
}

void Probes::want(PatchBay& bay) const {
    if (!on_) return;
    for (const ProbeFrame::Probe& probe : orders_.front().probes) {
        if (!probe.ring) continue;
        bay.want(probe.left);
        bay.want(probe.right);
    }
}

void Probes::write(const PatchBay& bay, int frames) const {
    if (!on_) return;
    for (const ProbeFrame::Probe& probe : orders_.front().probes)
        if (probe.ring) probe.ring->write(bay.pick(probe.left).x, bay.pick(probe.right).x, frames);
}

}  // namespace tutti
