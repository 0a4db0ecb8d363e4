#pragma once
// The inner loops, compiled once for each width of vector the processor may have (16, 8 or 4 floats) and chosen when
// the engine is made. One table of functions instead of the compiler's own dispatch: g++ splits 512-bit vectors in
// two there (three times slower, measured), and a table can be walked by tests, and under sanitizers.
// Audio thread; pure functions of their arguments. Blocks hold `frames` valid rows, 1..kChunk; x and y may be the same
// block. `active` names the lanes whose states and peaks may change; sound is computed for all.
#include <bit>
#include <cstddef>

#include "engine/dsp/dynamics_lanes.hpp"
#include "engine/dsp/glide.hpp"
#include "engine/dsp/lanes.hpp"

namespace tutti::dsp {

// Samples of this size or more, infinite or no number at all, count as broken: they are replaced by silence. Below it,
// no path through the desk can overflow (about 250 dB of gain at most).
inline constexpr float kBroken = 1.0e12F;

struct Kernels {
    const char* name;
    int width;  // floats in a vector

    // Sixteen planar signals <-> one block. Reads and writes exactly `frames` samples of each.
    void (*gather)(const float* const* planar, int frames, Block& x);
    void (*scatter)(const Block& x, int frames, float* const* planar);

    // y = x · gain; the greatest |y| joins peak.
    void (*gain)(const Block& x, const GlideLanes& gain, int frames, const LaneMask& active, Block& y, Lanes& peak);
    void (*peak)(const Block& x, int frames, const LaneMask& active, Lanes& peak);

    // 1..8 sections one after the other. A lane whose state is no longer finite starts again from silence.
    void (*filter)(const Section* const* sections, SectionState* const* states, int count, const Block& x, int frames,
                   const LaneMask& active, Block& y);
    // One section changing: from `old` to `now`, along a smooth S of `length` samples of which left[lane] remain.
    void (*fade_filter)(const Section& now, SectionState& now_state, const Section& old, SectionState& old_state,
                        const Lanes& left, float length, const Block& x, int frames, const LaneMask& active, Block& y);

    void (*limit)(LimiterLanes& limiter, const Block& left, const Block& right, int frames, const LaneMask& active,
                  Block& out_left, Block& out_right);

    // The gains of sixteen gates or compressors for the key's one or two sides (right: null). `plain`: no gate is
    // an expander; no compressor holds (longer than a sample) or returns to an average.
    void (*gate)(const DynamicsLanes& lanes, DynamicsState& state, const Block& left, const Block* right, bool plain,
                 int frames, const LaneMask& active, Block& gain);
    void (*compress)(const DynamicsLanes& lanes, DynamicsState& state, const Block& left, const Block* right,
                     bool plain, int frames, const LaneMask& active, Block& gain);
    // y = x · gain, sample by sample.
    void (*shape)(const Block& x, const Block& gain, int frames, Block& y);
    // From the gains `old` to `now`, along the S of fade_filter. The result may be either.
    void (*fade_gain)(const Block& now, const Block& old, const Lanes& left, float length, int frames, Block& gain);

    // sum += x · gain, lane by lane; only active lanes are heard.
    void (*feed)(const Block& x, const GlideLanes& gain, int frames, const LaneMask& active, Block& sum);
    // planar[t] = the sixteen lanes of x added up.
    void (*add_up)(const Block& x, int frames, float* planar);

    // Send matrix: for each row r of `rows`, left[t][lane] += x[t][r] · gains_left[r * 16 + lane], the same for the
    // right side unless gains_right is null.
    void (*send)(const Block& x, const float* gains_left, const float* gains_right, const std::uint8_t* rows,
                 int row_count, int frames, Block& left, Block& right);
    // Rows in motion with the same way to go, one side: sum[t][lane] += x[t][r] · (gain + r² (b + c r)), or gain + r b
    // without c.
    void (*send_along)(const Block& x, const float* gains, const float* b, const float* c, float samples_left,
                       const std::uint8_t* rows, int row_count, int frames, Block& sum);
    // The moving part of such gains, r² (b + c r), for a row whose gains all have the same r: `bend` makes x r² and
    // x r³ of all rows at once (samples_left: one r for each row), and send() with b and c as gains does the rest.
    void (*bend)(const Block& x, const float* samples_left, int frames, Block& square, Block& cube);
    // The same for straight lines: tilted = x r, which send() with b as gains adds.
    void (*tilt)(const Block& x, const float* samples_left, int frames, Block& tilted);
    // The same for one row whose gains are at different places of their curves. Pointers to the row's sixteen numbers.
    void (*send_moving)(const Block& x, int row, const float* b, const float* c, const float* samples_left, int frames,
                        Block& sum);

    // One row starts for other gains: gains[side][bus] where the mask `here` is set, silence elsewhere; each takes its
    // own length in samples.
    void (*move_row)(GainTile& tile, TileRows& rows, int row, const float* const* gains, const LaneMask& here,
                     const float* lengths, bool at_once);
    // Whole rows do, all in the same time: left and right [row * stride + bus].
    void (*move_rows)(GainTile& tile, TileRows& rows, LaneBits which, const float* left, const float* right,
                      std::ptrdiff_t stride, float length);
    // Time passes for rows in motion.
    void (*pass_rows)(GainTile& tile, TileRows& rows, LaneBits which, float frames);

    // Sixteen gains at once do what move() and advance() of glide.hpp do for one. Returned are the lanes whose way is
    // so far that they have to be moved alone; and those that still move or have not arrived at silence.
    LaneBits (*move)(GlideLanes& gain, const Lanes& to, LaneBits lanes, float length);
    LaneBits (*pass)(GlideLanes& gain, LaneBits lanes, float frames);

    // Planar signals. The greatest |x|; at least kBroken if a sample is broken.
    float (*check)(const float* x, int frames);
    // The same for `count` signals at once, each from sample `from` on. Returns the greatest of all.
    float (*check_many)(const float* const* x, int count, int from, int frames, float* peaks);
    // y = x with broken samples replaced by 0; returns how many.
    int (*clean)(const float* x, int frames, float* y);
    // `frames` zeros from sample `from` on into each of `count` signals.
    void (*silence)(float* const* y, int count, int from, int frames);
    // g[t] = the gain's curve.
    void (*curve)(const Glide& gain, int frames, float* g);
    // out = x · gain, or (x + also) / 2 · gain; returns the greatest |out|.
    float (*play)(const float* x, const float* also, const Glide& gain, int frames, float* out);
};

// Sixteen gains start for others: those of `lanes`.
inline void move(const Kernels& kernels, GlideLanes& gain, const Lanes& to, LaneBits lanes, float length) {
    for (unsigned far = kernels.move(gain, to, lanes, length); far; far &= far - 1) {
        const int lane = std::countr_zero(far);
        move(gain, lane, to.at[lane], length);
    }
}

// The widest that this processor runs.
const Kernels& best_kernels();

// All that this processor runs, widest first, ended by nullptr: for tests.
const Kernels* const* all_kernels();

}  // namespace tutti::dsp
