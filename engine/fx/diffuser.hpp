#pragma once
// Turns an impulse into a short dense burst: steps of sixteen different delays, each followed by a mixing of all with
// all, so that the echoes multiply by sixteen a step. Lossless and without feedback: it colours no decay. Audio thread,
// but for making it.
#include <span>
#include <vector>

#include "engine/fx/ring.hpp"
#include "engine/fx/sixteen.hpp"

namespace tutti::fx {

class Diffuser {
public:
    // One step for each span: its longest delay in ms.
    Diffuser(double rate, std::span<const double> spans, unsigned seed);

    void process(Sixteen& x, int frames) noexcept;
    void clear() noexcept;

private:
    struct Line {
        Ring ring;
        int delay = 0;
        float sign = 1;
    };
    std::vector<Line> lines_;  // sixteen for each step
};

}  // namespace tutti::fx
