#pragma once
// A delay that sways: what chorus, flanger and doubler are made of. It reads between the samples by a cubic; where it
// sways is set by cross-fade, never by a jump. Audio thread only.
#include <algorithm>

#include "engine/fx/functions.hpp"
#include "engine/fx/ring.hpp"

namespace tutti::fx {

// The phase that all voices of an effect sway by, in turns. A new rate is glided to.
class Sway {
public:
    void set(double rate_hz, double sample_rate, float length, bool at_once) noexcept {
        const auto step = static_cast<float>(rate_hz / sample_rate);
        at_once ? step_.jump(step) : step_.move(step, length);
    }
    double next() noexcept {
        if (step_.moving()) step_.advance(1);
        turn_ += static_cast<double>(step_.value());
        turn_ -= turn_ >= kWrap ? kWrap : 0;
        return turn_;
    }
    void clear() noexcept {
        turn_ = 0;
        step_.jump(step_.target);
    }

private:
    static constexpr double kWrap = 1000;  // whole turns of all shapes that are used
    dsp::Glide step_;
    double turn_ = 0;
};

class Voice {
public:
    struct Course {
        float delay = 0, depth = 0;  // samples
        double offset = 0;           // turns

        bool operator==(const Course&) const = default;
    };

    void set(const Course& course, float length, bool at_once) noexcept {
        wanted_ = course;
        length_ = length;
        if (at_once) arrive();
        if (!fade_.moving()) start();
    }
    void arrive() noexcept {
        now_ = old_ = wanted_;
        fade_.jump(1);
    }

    // The next sample; `shape` gives -1..1 for a phase. Delays under two samples are held there.
    template <class Shape>
    float next(const Ring& ring, double turn, Shape shape) noexcept {
        const float now = between(ring, now_.delay + now_.depth * shape(turn + now_.offset));
        if (!fade_.moving()) return now;
        const float old = between(ring, old_.delay + old_.depth * shape(turn + old_.offset));
        fade_.advance(1);
        const float y = old + fade_.value() * (now - old);
        if (!fade_.moving()) start();
        return y;
    }

private:
    // The ring's past, `delay` samples before the one that comes next.
    static float between(const Ring& ring, float delay) noexcept {
        delay = std::clamp(delay, 2.0F, static_cast<float>(ring.longest()));
        const int whole = static_cast<int>(delay);
        const float f = delay - static_cast<float>(whole);
        const float* x = ring.before(whole + 2);  // x[2] is whole samples back, x[1] one more
        // Lagrange's cubic through x[3], x[2], x[1], x[0], which stand at -1, 0, 1 and 2.
        const float a = f + 1, b = f - 1, c = f - 2;
        constexpr float kSixth = 1.0F / 6;
        return (x[2] * a * b * c - x[1] * a * f * c) * 0.5F + (x[0] * a * f * b - x[3] * f * b * c) * kSixth;
    }
    void start() noexcept {
        if (now_ == wanted_) return;
        old_ = now_, now_ = wanted_;
        fade_.jump(0);
        fade_.move(1, length_);
    }

    Course now_, old_, wanted_;
    float length_ = 1;
    dsp::Glide fade_{1, 0, 0, 0};
};

}  // namespace tutti::fx
