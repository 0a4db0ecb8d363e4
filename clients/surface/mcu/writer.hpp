#pragma once
// Brings a unit from what it shows to what it is to show, the important things first: motors, then lamps, texts, rings,
// digits, and meters with what is left. On a slow cable it stops when the budget is used up and goes on next time with
// what is wanted then: nothing is queued, so nothing gets old. One thread.
#include <array>
#include <cstddef>
#include <string>

#include "clients/surface/mcu/dialect.hpp"

namespace tutti::surface {

// How many bytes a port may take. A cable of 31.25 kbit/s passes three in a millisecond.
class Budget {
public:
    explicit Budget(int bytes_per_second) : rate_(bytes_per_second) {}
    std::size_t left(double seconds);  // at this time of a clock that only grows
    void spend(std::size_t bytes);

private:
    static constexpr double kMost = 0.06;  // seconds' worth of bytes that may lie in a driver's queue
    double rate_, left_ = -1, last_ = 0;
};

class Writer {
public:
    // blinks: lamps do it by themselves; else `lit` says in which half of a blink we are.
    explicit Writer(const Dialect& dialect, bool blinks = true) : dialect_(dialect), blinks_(blinks) { forget(); }

    // The unit has lost all it was told (switched off, unplugged).
    void forget();
    // The motor of this fader falls back to where it was last told to be: tell it anew, whatever was told before.
    void again(int fader) { faders_[static_cast<std::size_t>(fader)] = kHold; }

    // Appends what is due. meters: only at their rate, since units let them fall by themselves.
    void write(std::string& out, const Face& wanted, const MeterRow* meters, std::size_t budget, bool lit = true);
    bool all_shown() const { return all_shown_; }  // after write(): nothing was left for want of bytes

private:
    void show_meters(std::string& out, const MeterRow& meters, std::size_t end);

    const Dialect& dialect_;
    bool blinks_;
    bool all_shown_ = false;
    std::array<int, kFaders> faders_;
    std::array<int, kKeys> lamps_;  // -1: not known
    std::array<Ring, kStrips> rings_;
    std::array<Scribble, kStrips> scribbles_;
    std::array<char, kDigits> digits_;
    std::array<bool, kStrips> metered_ = {};
};

}  // namespace tutti::surface
