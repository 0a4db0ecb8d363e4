#pragma once
// The first answers of a room's walls: image sources of a shoebox with two sources and two ears. They grow further
// apart with the room. Audio thread, but for making it.
#include <vector>

#include "engine/fx/ring.hpp"

namespace tutti::fx {

class Early {
public:
    // Reflections that arrive within `longest` ms in a room of `size` metres, and the largest room there may be.
    Early(double rate, double size, double largest, double longest);

    void set(double size, bool at_once) noexcept;
    int until_change(int frames) const noexcept;
    // Both sides as they were just written to their rings; what the walls answer is added to out.
    void process(const Ring& left, const Ring& right, int frames, float* out_left, float* out_right) noexcept;
    void clear() noexcept;

    // Samples that the rings must remember.
    int longest() const { return longest_; }

private:
    struct Reflection {
        double samples;  // at the size that it was made for
        int source;      // 0 left, 1 right
        float gain[2];   // into left and right
        ReadPoint at;
    };
    double size_;
    float fade_;
    int longest_;
    std::vector<Reflection> reflections_;
};

}  // namespace tutti::fx
