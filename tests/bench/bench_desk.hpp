#pragma once
// The desks that are measured: how a row of the benchmark is patched and what moves in it. The same numbers go to the
// engine and to the reference.
#include <string_view>

#include "engine/console/mix_frame.hpp"
#include "tests/bench/programme.hpp"

namespace tutti::bench {

enum class RowKind {
    all_on,
    all_off,
    mixed_taps,
    in_motion,
    all_in_motion,
    // The strip benchmark: every gain in lines, at rest, in the desk's own curves; then, at rest, processors off, sends
    // off too, and strips without a source; then the same with the oscillator into all buses and main, and with the
    // oscillator alone.
    strip_lines,
    strip_still,
    strip_curves,
    strip_plain,
    strip_unsent,
    strip_unplugged,
    strip_tone,
    strip_tone_alone
};
inline constexpr RowKind kRowKinds[] = {RowKind::all_on, RowKind::all_off, RowKind::mixed_taps, RowKind::in_motion,
                                        RowKind::all_in_motion};
std::string_view name_of(RowKind kind);
inline bool is_strip(RowKind kind) {
    return kind >= RowKind::strip_lines;
}
inline bool goes_straight(RowKind kind) {
    return kind == RowKind::strip_lines;
}

inline constexpr int kBuses = 16;
inline constexpr int kOutputs = 2 + 2 * kBuses;  // main, then the buses' left and right sides

Sizes desk_of(int channels);

// The row's desk as it starts: all channels patched 1:1 into main and 16 stereo buses of all stages.
void write_start(MixFrame& mix, RowKind kind);

// The same for the rows of the strip benchmark (strip_desk.cpp).
void write_strips(MixFrame& mix, RowKind kind);
void move_strips(MixFrame& mix, RowKind kind, int block);

// Moves strips for block number `block`: fader, pan and all sends of a tenth of the channels, or of all. Returns the
// channels that moved, as [first, last) with a step.
struct Moved {
    int first = 0, last = 0, step = 1;
};
Moved write_moves(MixFrame& mix, RowKind kind, int block);

}  // namespace tutti::bench
