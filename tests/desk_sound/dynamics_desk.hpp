#pragma once
// A desk whose channel 1 is heard alone, for measuring the gain of its gate and compressor.
#include <cmath>

#include "tests/desk_sound/sounding_desk.hpp"

namespace tutti::test {

struct DynamicsDesk : SoundingDesk {
    DynamicsDesk() {
        set("/channel/1/fader", 0.0F);
        set("/channel/1/pan", -1.0F);
        set("/channel/2/to/main", false);
        set("/output/1/source", "main:l");
    }
    // The gain of channel 1 at each sample of a signal that is nowhere 0.
    std::vector<double> gains(const std::vector<float>& x, const std::vector<float>& key, int block = 64) {
        render(x, key, x.size(), block);
        std::vector<double> db(x.size());
        for (std::size_t t = 0; t < x.size(); ++t) db[t] = to_db(std::abs(double{out(0)[t]} / double{x[t]}));
        return db;
    }
    std::vector<double> gains(const std::vector<float>& x) { return gains(x, x); }
};

inline std::size_t samples(double ms) {
    return static_cast<std::size_t>(std::lround(ms * 48));
}

// Levels in dBFS, each for so many ms: a constant, so that every sample says how loud it is.
inline std::vector<float> levels(std::initializer_list<std::pair<double, double>> steps) {
    std::vector<float> x;
    for (const auto& [db, ms] : steps) x.insert(x.end(), samples(ms), static_cast<float>(from_db(db)));
    return x;
}

// ms from sample `from` until the gain has gone 63 % of its way from `before` to `after`.
inline double time_constant(const std::vector<double>& gain, std::size_t from, double before, double after) {
    const double there = before + (after - before) * (1 - std::exp(-1.0));
    for (std::size_t t = from; t < gain.size(); ++t)
        if ((gain[t] - there) * (after - before) >= 0) return static_cast<double>(t - from + 1) / 48;
    return -1;
}

}  // namespace tutti::test
