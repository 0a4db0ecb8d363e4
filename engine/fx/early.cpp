#include "engine/fx/early.hpp"

#include <cmath>

#include "engine/fx/functions.hpp"

namespace tutti::fx {
namespace {

constexpr double kSound = 343;  // m/s
constexpr double kWall = 0.8;   // what a wall leaves of an amplitude
constexpr int kMost = 20;       // reflections of each source
// The room's width and height against its length; where in it source and ears are.
constexpr double kSides[3] = {1, 0.73, 0.41};
constexpr double kSource[3] = {0.21, 0.36, 0.37}, kEars[3] = {0.67, 0.47, 0.43};

}  // namespace

Early::Early(double rate, double size, double largest, double longest)
    : size_(size), fade_(static_cast<float>(std::round(rate * 0.020))) {
    struct Image {
        double distance, sideways;  // metres; -1 left to 1 right
        int order;
    };
    for (int source = 0; source < 2; ++source) {
        std::vector<Image> images;
        for (int x = -2; x <= 2; ++x)
            for (int y = -2; y <= 2; ++y)
                for (int z = -2; z <= 2; ++z) {
                    const int order = std::abs(x) + std::abs(y) + std::abs(z);
                    if (order == 0 || order > 3) continue;
                    const int cell[3] = {x, y, z};
                    double way[3];
                    for (int axis = 0; axis < 3; ++axis) {
                        double from = kSource[axis];
                        if (axis == 1 && source == 1) from = 0.97 - from;  // not quite mirrored
                        const double image = cell[axis] % 2 ? cell[axis] + 1 - from : cell[axis] + from;
                        way[axis] = (image - kEars[axis]) * kSides[axis] * size;
                    }
                    const double distance = std::hypot(way[0], way[1], way[2]);
                    images.push_back({distance, -way[1] / distance, order});
                }
        std::sort(images.begin(), images.end(), [](const Image& a, const Image& b) { return a.distance < b.distance; });
        int count = 0;
        for (const Image& image : images) {
            const double ms = (image.distance - images.front().distance) / kSound * 1000;
            if (ms > longest || ++count > kMost) break;
            const double gain = std::pow(kWall, image.order) * images.front().distance / image.distance;
            const double angle = (image.sideways + 1) * kPi / 4;  // constant power from left to right
            reflections_.push_back(
                {ms * rate / 1000,
                 source,
                 {static_cast<float>(gain * std::cos(angle)), static_cast<float>(gain * std::sin(angle))},
                 {}});
        }
    }
    double power = 0;
    for (const Reflection& r : reflections_)
        power += static_cast<double>(r.gain[0] * r.gain[0] + r.gain[1] * r.gain[1]);
    for (Reflection& r : reflections_)
        for (float& gain : r.gain) gain /= static_cast<float>(std::sqrt(power / 2));
    longest_ = static_cast<int>(longest * rate / 1000 * largest / size) + 1;
    set(size, true);
}

void Early::set(double size, bool at_once) noexcept {
    for (Reflection& r : reflections_) r.at.set(static_cast<int>(r.samples * size / size_ + 0.5), fade_, at_once);
}

int Early::until_change(int frames) const noexcept {
    for (const Reflection& r : reflections_) frames = r.at.until_change(frames);
    return frames;
}

void Early::process(const Ring& left, const Ring& right, int frames, float* out_left, float* out_right) noexcept {
    float x[dsp::kChunk];
    for (Reflection& r : reflections_) {
        r.at.read(r.source == 0 ? left : right, frames, false, x);
        r.at.advance(frames);
        for (int t = 0; t < frames; ++t) {
            out_left[t] += x[t] * r.gain[0];
            out_right[t] += x[t] * r.gain[1];
        }
    }
}

void Early::clear() noexcept {
    for (Reflection& r : reflections_) r.at.arrive();
}

}  // namespace tutti::fx
