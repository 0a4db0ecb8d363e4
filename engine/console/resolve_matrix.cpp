// Matrices: what feeds them, and what they are: stereo strips with crossovers and a delay.
#include "engine/console/dynamics_design.hpp"
#include "engine/console/resolve_parts.hpp"

namespace tutti {
namespace {

constexpr int kFirstCrossover = static_cast<int>(std::size(rows::kFilterTypes));

void resolve_matrix_eq(const Console& c, int n, double rate, BusFrame& out) {
    for (int k = 0; k < kBusBandCount; ++k) {
        const int type = static_cast<int>(c.number("eq/band/{band}/type"_matrix, n, k));
        const float frequency = c.number("eq/band/{band}/frequency"_matrix, n, k);
        out.eq[k] = out.steep[k] = Svf{};
        if (!c.on("eq/on"_matrix, n) || !c.on("eq/band/{band}/on"_matrix, n, k)) continue;
        if (type < kFirstCrossover) {
            out.eq[k] =
                design_band(static_cast<FilterType>(type), frequency, c.number("eq/band/{band}/gain"_matrix, n, k),
                            c.number("eq/band/{band}/q"_matrix, n, k), rate);
        } else {
            const bool low_cut = k < kBusBandCount / 2;
            const auto both =
                design_crossover(static_cast<Crossover>(type - kFirstCrossover), low_cut, frequency, rate);
            out.eq[k] = both[0], out.steep[k] = both[1];
        }
    }
}

template <Family F>
void resolve_feeds(const Console& c, int strip, int row, bool mono, MixFrame& frame) {
    for (int m = 0; m < frame.matrix_count; ++m) {
        const bool on = c.on(find_row<F>("matrix/{matrix}/on"), strip, m);
        const float gain = on ? level_gain(c.number(find_row<F>("matrix/{matrix}/level"), strip, m)) : 0.0F;
        const bool into_mono = is_mono_matrix(c, m);
        const Sides left = into_mono ? Sides{mono ? gain : 0.5F * gain, 0} : Sides{gain, mono ? gain : 0.0F};
        const Sides right = mono ? Sides{} : into_mono ? Sides{0.5F * gain, 0} : Sides{0, gain};
        const Sides* sides[] = {&left, &right};
        for (int side = 0; side < 2; ++side) {
            const std::size_t at = frame.matrix_feed(row + side) + static_cast<std::size_t>(m);
            frame.matrix_left[at] = sides[side]->left;
            frame.matrix_right[at] = sides[side]->right;
        }
    }
}

}  // namespace

void resolve_feeds_of_bus(const Console& c, int n, MixFrame& frame) {
    resolve_feeds<Family::bus>(c, n, frame.bus_row(n), is_mono(c, n), frame);
}
void resolve_feeds_of_main(const Console& c, MixFrame& frame) {
    resolve_feeds<Family::main>(c, 0, frame.main_row(), false, frame);
}

void resolve_matrix(const Console& c, int n, MixFrame& frame) {
    constexpr Family F = Family::matrix;
    BusFrame& out = frame.matrices[static_cast<std::size_t>(n)];
    const bool mono = is_mono_matrix(c, n);
    out.stage = 0;
    const float gain = is_muted<F>(c, n) ? 0.0F : fader_gain<F>(c, n);
    const Sides balance = mono ? Sides{1, 1} : balance_sides(c.number("balance"_matrix, n));
    out.fader_left = gain * balance.left;
    out.fader_right = gain * balance.right;
    out.limiter = resolve_limiter<F>(c, n, frame.rate);
    resolve_matrix_eq(c, n, frame.rate, out);
    out.comp = design_compressor<F>(c, n, frame.rate);
    resolve_insert<F>(c, n, mono, out.insert);
    out.delay = delay_samples(c, "delay/on"_matrix, "delay/time"_matrix, n, frame.rate);
    const int row = frame.matrix_row(n);
    for (int m = 0; m < frame.monitor_count; ++m) {
        const SoloTake solo = solo_take(c, m, is_soloed<F>(c, n, m));
        set_solo(frame, row, m, {solo.gain, mono ? solo.gain : 0.0F}, solo.tap);
        set_solo(frame, row + 1, m, {0, mono ? 0.0F : solo.gain}, solo.tap);
        set_comp_listens<F>(c, n, frame, row, m, mono);
    }
}

}  // namespace tutti
