#pragma once
// Where sound leaves the mix to be measured: each probe copies what one strip plays into a ring that another thread
// reads. They are set by the state thread, apart from the mix, because who looks at a meter changes nothing that is
// heard. Audio thread only, except orders().
#include <array>
#include <cstdint>

#include "engine/mix/patch_bay.hpp"
#include "engine/rt/sound_ring.hpp"
#include "engine/rt/triple_buffer.hpp"

namespace tutti {

inline constexpr std::size_t kProbes = 8;

struct ProbeFrame {
    struct Probe {
        Signal left, right;
        rt::SoundRing* ring =
            nullptr;  // none: this probe is off. It must outlive the engine, or the engine's next block
        std::uint64_t take = 0;
    };
    std::array<Probe, kProbes> probes;
};

class Probes {
public:
    Probes() : orders_([] { return ProbeFrame(); }) {}

    // [state] ProbeFrame& f = orders().back(); fill in all of it; orders().publish().
    rt::TripleBuffer<ProbeFrame>& orders() { return orders_; }

    // The top of a block. True if they listen to something else than before: want() it.
    bool take();
    void want(PatchBay& bay) const;
    // The block that all strips have just played.
    void write(const PatchBay& bay, int frames) const;

private:
    rt::TripleBuffer<ProbeFrame> orders_;
    bool on_ = false;
};

}  // namespace tutti
