#include "engine/fx/diffuser.hpp"

namespace tutti::fx {

Diffuser::Diffuser(double rate, std::span<const double> spans, unsigned seed) {
    int number = 0;
    for (const double span : spans) {
        for (int i = 0; i < kLines; ++i, ++number) {
            // Each line has a sixteenth of the span for itself, in an order that differs from step to step.
            const int place =
                (i * (2 * static_cast<int>(chance(seed, number / kLines) * 8) + 1) + number / kLines) % kLines;
            const double ms = span * (place + chance(seed + 1, number)) / kLines;
            const int delay = static_cast<int>(ms * rate / 1000);
            lines_.push_back({Ring(delay), delay, chance(seed + 2, number) < 0.5 ? -1.0F : 1.0F});
        }
    }
}

void Diffuser::process(Sixteen& x, int frames) noexcept {
    for (std::size_t first = 0; first < lines_.size(); first += kLines) {
        for (int i = 0; i < kLines; ++i) {
            Line& line = lines_[first + static_cast<std::size_t>(i)];
            line.ring.write(x.at[i], frames);
            const float* past = line.ring.before(frames + line.delay);
            for (int t = 0; t < frames; ++t) x.at[i][t] = past[t] * line.sign;
        }
        mix_all(x, frames);
    }
}

void Diffuser::clear() noexcept {
    for (Line& line : lines_) line.ring.clear();
}

}  // namespace tutti::fx
