// The floor of the strip benchmark (docs/benchmark.md): its arithmetic by hand and nothing around it. No routing, no
// parameters, coefficients that stand, a gain computer at every eighth frame: less than a desk can do with. One vector
// holds the same frame of LANES channels (8: AVX2, 16: AVX-512); a group goes through all its stages while it is in the
// first cache. Prints ns of processor time for one block.
//   g++ -std=c++20 -O3 -march=native -ffast-math -Wno-psabi -DLANES=16 -I ROOT floor.cpp PROGRAMME COST
#include <pmmintrin.h>
#include <xmmintrin.h>

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <numbers>
#include <utility>
#include <vector>

#include "tests/bench/measure_cost.hpp"
#include "tests/bench/programme.hpp"

namespace {

using tutti::bench::kFrames;
using tutti::bench::kRate;
constexpr int kBuses = 16, kOutputs = 2 + kBuses, kBands = 4, kStep = 8;
typedef float Lanes __attribute__((vector_size(4 * LANES)));
typedef std::int32_t Whole __attribute__((vector_size(4 * LANES)));

Lanes all(float value) {
    return value - Lanes{};
}
Lanes larger(Lanes a, Lanes b) {
    return a > b ? a : b;
}
Lanes smaller(Lanes a, Lanes b) {
    return a < b ? a : b;
}
Lanes magnitude(Lanes x) {
    return (Lanes)((Whole)x & 0x7fffffff);
}

// Mantissa by a polynomial of fourth order with the right values at 1 and 2; error under 0.001.
Lanes log2(Lanes x) {
    const Whole bits = (Whole)x;
    const Lanes m = (Lanes)((bits & 0x7fffff) | 0x3f800000) - 1.0F;
    const Lanes whole = __builtin_convertvector((bits >> 23) - 127, Lanes);
    return whole + m * (1.4387F + m * (-0.6778F + m * (0.3219F - 0.0828F * m)));
}
Lanes exp2(Lanes x) {
    x = larger(x, all(-120));
    const Whole whole = __builtin_convertvector(x + 127.5F, Whole) - 127;
    const Lanes f = x - __builtin_convertvector(whole, Lanes);
    return (Lanes)((Whole)(1 + f * (0.69315F + f * (0.24023F + f * (0.0555F + f * 0.0096F)))) + (whole << 23));
}

struct Section {  // transposed direct form II
    Lanes b0, b1, b2, a1, a2, first, second;
};
struct Dynamics {
    Lanes level, gain, hold, threshold, slope, attack, release;
};
struct Group {
    Section low_cut, bands[kBands];
    Dynamics gate, compressor;
    Lanes input, input_next, fader, fader_next, peak, square;
};

// R. Bristow-Johnson's cookbook: peaking EQ and high-pass.
Section bell(double frequency, double gain_db, double q) {
    const double a = std::pow(10, gain_db / 40), w = 2 * std::numbers::pi * frequency / kRate;
    const double alpha = std::sin(w) / (2 * q), norm = 1 + alpha / a;
    const auto lanes = [&](double value) -> Lanes { return all(static_cast<float>(value / norm)); };
    return {lanes(1 + alpha * a),
            lanes(-2 * std::cos(w)),
            lanes(1 - alpha * a),
            lanes(-2 * std::cos(w)),
            lanes(1 - alpha / a),
            Lanes{},
            Lanes{}};
}
Section low_cut(double frequency) {
    const double w = 2 * std::numbers::pi * frequency / kRate, c = std::cos(w);
    const double alpha = std::sin(w) / std::numbers::sqrt2, norm = 1 + alpha;
    const auto lanes = [&](double value) -> Lanes { return all(static_cast<float>(value / norm)); };
    return {lanes((1 + c) / 2), lanes(-1 - c), lanes((1 + c) / 2), lanes(-2 * c), lanes(1 - alpha), Lanes{}, Lanes{}};
}

Group usual(int seed) {
    Group group{};
    group.low_cut = low_cut(80 + seed % 7);
    const double frequencies[kBands] = {100, 500, 2500, 8000};
    for (int k = 0; k < kBands; ++k) group.bands[k] = bell(frequencies[k] + seed % 11, 3, 1);
    group.gate.threshold = all(0.003F), group.gate.attack = all(0.04F), group.gate.release = all(0.0002F);
    group.compressor.threshold = all(-4), group.compressor.slope = all(-0.75F), group.compressor.gain = all(1);
    group.compressor.attack = all(0.004F), group.compressor.release = all(0.0002F);
    group.input = group.fader = all(1), group.input_next = group.fader_next = all(0.9F);
    return group;
}

// All of a cascade's sections in one pass, so that their latencies overlap.
template <int N>
void filter(Section* sections, Lanes* x) {
    Lanes first[N], second[N];
    for (int k = 0; k < N; ++k) first[k] = sections[k].first, second[k] = sections[k].second;
    for (int t = 0; t < kFrames; ++t) {
        Lanes v = x[t];
#pragma GCC unroll 8
        for (int k = 0; k < N; ++k) {
            const Section& s = sections[k];
            const Lanes y = s.b0 * v + first[k], next = s.b1 * v + second[k];
            second[k] = s.b2 * v - s.a2 * y;
            first[k] = next - s.a1 * y;
            v = y;
        }
        x[t] = v;
    }
    for (int k = 0; k < N; ++k) sections[k].first = first[k], sections[k].second = second[k];
}

void move(Lanes& gain, Lanes& next, Lanes* x) {
    const Lanes step = (next - gain) * (1.0F / kFrames);
    Lanes now = gain;
    for (int t = 0; t < kFrames; ++t) now += step, x[t] *= now;
    std::swap(gain, next);
}

void gate(Dynamics& d, Lanes* x) {
    Lanes level = d.level, gain = d.gain, hold = d.hold;
    for (int t = 0; t < kFrames; ++t) {
        level = larger(magnitude(x[t]), level * 0.9995F);
        hold = level > d.threshold ? all(2400) : hold - 1;
        const Lanes wanted = hold > Lanes{} ? all(1) : Lanes{};
        gain += (wanted - gain) * (wanted > gain ? d.attack : d.release);
        x[t] *= gain;
    }
    d.level = level, d.gain = gain, d.hold = larger(hold, all(-1));
}

void compress(Dynamics& d, Lanes* x) {
    Lanes level = d.level, gain = d.gain;
    for (int t = 0; t < kFrames; t += kStep) {
#pragma GCC unroll 8
        for (int i = 0; i < kStep; ++i) {
            const Lanes rise = magnitude(x[t + i]) - level;
            level += rise * (rise > Lanes{} ? d.attack : d.release);
        }
        const Lanes over = log2(level + 1e-9F) - d.threshold;
        const Lanes knee = smaller(larger(over + 0.5F, Lanes{}), all(1));
        const Lanes wanted = exp2((knee * knee * 0.5F + larger(over - 0.5F, Lanes{})) * d.slope);
        const Lanes step = (wanted - gain) * (1.0F / kStep);
        for (int i = 0; i < kStep; ++i) gain += step, x[t + i] *= gain;
        gain = wanted;
    }
    d.level = level, d.gain = gain;
}

void meter(Group& group, const Lanes* x) {
    Lanes peak{}, square{};
    for (int t = 0; t < kFrames; ++t) peak = larger(peak, magnitude(x[t])), square += x[t] * x[t];
    group.peak = peak, group.square = square;
}

// LANES rows of LANES numbers become columns: in each step pairs of rows exchange every other block of `width`.
void transpose(Lanes* rows) {
#pragma GCC unroll 4
    for (int width = 1; width < LANES; width *= 2) {
        Whole low, high;
        for (int l = 0; l < LANES; ++l)
            low[l] = l & width ? l - width + LANES : l, high[l] = l & width ? l + LANES : l + width;
        for (int k = 0; k < LANES; ++k) {
            if (k & width) continue;
            const Lanes a = rows[k], b = rows[k + width];
            rows[k] = __builtin_shuffle(a, b, low), rows[k + width] = __builtin_shuffle(a, b, high);
        }
    }
}

void gather(const float* const* from, Lanes* x) {
    for (int t = 0; t < kFrames; t += LANES) {
        for (int k = 0; k < LANES; ++k) std::memcpy(&x[t + k], from[k] + t, sizeof(Lanes));
        transpose(x + t);
    }
}
void scatter(const Lanes* x, float* to) {  // channel after channel
    for (int t = 0; t < kFrames; t += LANES) {
        Lanes rows[LANES];
        std::memcpy(rows, x + t, sizeof rows);
        transpose(rows);
        for (int k = 0; k < LANES; ++k) std::memcpy(to + k * kFrames + t, &rows[k], sizeof(Lanes));
    }
}

// Every gain goes in a line: the sum of x g and that of x (h - g), which is drawn along the block at the end.
void mix(int channels, const float* x, const float* gains, const float* nexts, float* outputs) {
    constexpr int kHeld = 4, kTogether = 2;
    Lanes ramp;
    for (int l = 0; l < LANES; ++l) ramp[l] = static_cast<float>(l + 1) / kFrames;
    for (int o = 0; o < kOutputs; o += kTogether)
        for (int t = 0; t < kFrames; t += kHeld * LANES) {
            Lanes standing[kTogether][kHeld] = {}, moving[kTogether][kHeld] = {};
            for (int c = 0; c < channels; ++c) {
#pragma GCC unroll 4
                for (int k = 0; k < kHeld; ++k) {
                    Lanes v;
                    std::memcpy(&v, x + c * kFrames + t + k * LANES, sizeof v);
#pragma GCC unroll 2
                    for (int i = 0; i < kTogether; ++i) {
                        const float gain = gains[(o + i) * channels + c];
                        standing[i][k] += v * gain;
                        moving[i][k] += v * (nexts[(o + i) * channels + c] - gain);
                    }
                }
            }
            for (int i = 0; i < kTogether; ++i)
                for (int k = 0; k < kHeld; ++k) {
                    const Lanes at = ramp + static_cast<float>(t + k * LANES) / kFrames;
                    const Lanes y = standing[i][k] + moving[i][k] * at;
                    std::memcpy(outputs + (o + i) * kFrames + t + k * LANES, &y, sizeof y);
                }
        }
}

class Desk {
public:
    explicit Desk(int channels)
        : channels_(channels),
          inputs_(frames(channels)),
          faded_(frames(channels)),
          outputs_(frames(kOutputs + LANES)),
          gains_(static_cast<std::size_t>(kOutputs * channels), 0.1F),
          nexts_(gains_.size(), 0.11F) {
        for (int g = 0; g < channels / LANES; ++g) strips_.push_back(usual(g));
        for (int g = 0; g < (kOutputs + LANES - 1) / LANES; ++g) buses_.push_back(usual(3));
        for (int c = 0; c < channels; ++c)
            tutti::bench::Programme(c).fill({inputs_.data() + static_cast<std::ptrdiff_t>(frames(c)), kFrames});
    }

    void play() {
        Lanes x[kFrames];
        for (std::size_t g = 0; g < strips_.size(); ++g) {
            Group& strip = strips_[g];
            collect(inputs_.data() + g * frames(LANES), x);
            move(strip.input, strip.input_next, x);
            filter<1>(&strip.low_cut, x);
            gate(strip.gate, x);
            filter<kBands>(strip.bands, x);
            compress(strip.compressor, x);
            move(strip.fader, strip.fader_next, x);
            meter(strip, x);
            scatter(x, faded_.data() + g * frames(LANES));
        }
        mix(channels_, faded_.data(), gains_.data(), nexts_.data(), outputs_.data());
        gains_.swap(nexts_);
        for (std::size_t g = 0; g < buses_.size(); ++g) {
            Group& bus = buses_[g];
            collect(outputs_.data() + g * frames(LANES), x);
            filter<kBands>(bus.bands, x);
            compress(bus.compressor, x);
            move(bus.fader, bus.fader_next, x);
            meter(bus, x);
            heard_ += bus.peak[0];
        }
    }
    float heard() const { return heard_; }

private:
    static std::size_t frames(int channels) { return static_cast<std::size_t>(channels) * kFrames; }
    static void collect(const float* from, Lanes* x) {
        const float* rows[LANES];
        for (int k = 0; k < LANES; ++k) rows[k] = from + k * kFrames;
        gather(rows, x);
    }

    int channels_;
    std::vector<Group> strips_, buses_;
    std::vector<float> inputs_, faded_, outputs_, gains_, nexts_;
    float heard_ = 0;
};

}  // namespace

int main(int count, char** words) {
    _MM_SET_FLUSH_ZERO_MODE(_MM_FLUSH_ZERO_ON), _MM_SET_DENORMALS_ZERO_MODE(_MM_DENORMALS_ZERO_ON);
    const int channels = count > 1 ? std::atoi(words[1]) : 128;
    if (channels < LANES || channels % LANES != 0) {
        std::fprintf(stderr, "usage: floor CHANNELS, a multiple of %d\n", LANES);
        return 2;
    }
    Desk desk(channels);
    std::vector<double> costs;
    for (int round = 0; round < 8; ++round) {
        const int blocks = 100000 / channels;
        const double begin = tutti::bench::cpu_ns();
        for (int b = 0; b < blocks; ++b) desk.play();
        if (round > 0) costs.push_back((tutti::bench::cpu_ns() - begin) / blocks);
    }
    std::printf("%.0f\n", tutti::bench::median(costs));
    return desk.heard() > 0 ? 0 : 1;  // a silent one has measured nothing
}
