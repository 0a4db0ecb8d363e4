#include "engine/measure/loudness.hpp"

#include <ebur128.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <new>

namespace tutti {
namespace {

constexpr int kWindows = EBUR128_MODE_S;
constexpr int kProgramme = EBUR128_MODE_I | EBUR128_MODE_LRA | EBUR128_MODE_TRUE_PEAK;
constexpr unsigned long kLongest = 24UL * 3600 * 1000;  // ms; what is remembered of a programme must end somewhere

constexpr double kNothing = -std::numeric_limits<double>::infinity();

}  // namespace

class Loudness::State {
public:
    State(double rate, int mode) : state_(ebur128_init(2, static_cast<unsigned long>(std::lround(rate)), mode)) {
        if (!state_) throw std::bad_alloc();
        if (mode == kProgramme) ebur128_set_max_history(state_, kLongest);
    }
    ~State() { ebur128_destroy(&state_); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    void add(std::span<const float> interleaved) {
        ebur128_add_frames_float(state_, interleaved.data(), interleaved.size() / 2);
    }
    double answer(int (*question)(ebur128_state*, double*)) const {
        double loudness = kNothing;
        return question(state_, &loudness) == EBUR128_SUCCESS ? loudness : kNothing;
    }
    double true_peak(int side) const {
        double peak = 0;
        ebur128_true_peak(state_, static_cast<unsigned>(side), &peak);
        return peak;
    }

private:
    ebur128_state* state_;
};

Loudness::Loudness(double rate)
    : rate_(rate),
      windows_(std::make_unique<State>(rate, kWindows)),
      programme_(std::make_unique<State>(rate, kProgramme)) {}

Loudness::~Loudness() = default;

void Loudness::add(std::span<const float> interleaved) {
    windows_->add(interleaved);
    programme_->add(interleaved);
}

void Loudness::clear() {
    programme_ = std::make_unique<State>(rate_, kProgramme);
}

double Loudness::momentary() const {
    return windows_->answer(ebur128_loudness_momentary);
}

double Loudness::short_term() const {
    return windows_->answer(ebur128_loudness_shortterm);
}

double Loudness::integrated() const {
    return programme_->answer(ebur128_loudness_global);
}

double Loudness::range() const {
    return std::max(programme_->answer(ebur128_loudness_range), 0.0);
}

double Loudness::true_peak(int side) const {
    const double peak = programme_->true_peak(side);
    return peak > 0 ? 20 * std::log10(peak) : kNothing;
}

}  // namespace tutti
