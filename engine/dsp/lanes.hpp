#pragma once
// The shape of all sound inside the engine: sixteen strips side by side, one a lane, so that one instruction serves
// many of them. A Block is one short stretch of such a bank. Plain memory without behaviour, for the audio thread.
#include <cstdint>

namespace tutti::dsp {

inline constexpr int kLanes = 16;
inline constexpr int kChunk = 64;  // most frames in a block

using LaneBits = std::uint16_t;  // one bit a lane, lane 0 lowest
inline constexpr LaneBits kAllLanes = 0xffff;

struct alignas(64) Lanes {
    float at[kLanes] = {};
};

struct alignas(64) Block {
    float at[kChunk][kLanes] = {};
};

// Which lanes an operation may touch the states of: -1 or 0, as vector comparisons give them.
struct alignas(64) LaneMask {
    std::int32_t at[kLanes];
};

inline LaneMask mask_of(LaneBits bits) {
    LaneMask mask;
    for (int l = 0; l < kLanes; ++l) mask.at[l] = -((bits >> l) & 1);
    return mask;
}

// A gain on its way: target + left² (b + c left), where left counts the samples that remain; or, where it goes
// straight, target + b left. See glide.hpp.
struct alignas(64) GlideLanes {
    float target[kLanes] = {}, b[kLanes] = {}, c[kLanes] = {}, left[kLanes] = {};
    LaneBits moving = 0;
    bool straight = false;
};

// Sixteen rows into sixteen buses, both sides, as moving gains: [side][row * kLanes + bus]. Gains of a row mostly move
// together: then row_left counts the samples for all of them, and `left` only says which ones move. Of a row at rest
// only the targets mean anything.
struct alignas(64) GainTile {
    static constexpr int kCells = kLanes * kLanes;
    float target[2][kCells] = {}, b[2][kCells] = {}, c[2][kCells] = {}, left[2][kCells] = {};
    float row_left[kLanes] = {};
    bool straight = false;
};
// What there is to do for its rows, a bit each.
struct TileRows {
    LaneBits live[2] = {};              // a gain, or one that still moves, on this side
    LaneBits rests[2] = {};             // a gain where it will have arrived
    LaneBits moving = 0, together = 0;  // together: all that move have the same way to go
    LaneBits right = 0;                 // its right side has been written to

    LaneBits any() const { return live[0] | live[1]; }
};

// One second-order section for each lane; derived from tutti::Svf, see section.hpp.
struct alignas(64) Section {
    float d[kLanes], c[kLanes], w[kLanes], e1[kLanes], e2[kLanes];
};
struct alignas(64) SectionState {
    float s1[kLanes] = {}, s2[kLanes] = {};
};

// The limiter of each lane, and the one with another ceiling that it is fading to. See limiter_bank.hpp.
struct LimiterLanes {
    Lanes ceiling, next_ceiling;  // linear; kUnlimited = off
    Lanes depth, next_depth;      // state: 1 - gain now
    Lanes release;                // share of the way back to unity in each sample
    Lanes left;                   // samples until only the next one is heard; fades during the last `length` of them
    Lanes deepest;                // most depth heard since it was asked
    float length = 1;
    LaneBits fading = 0;
};
inline constexpr float kUnlimited = 3.0e38F;

}  // namespace tutti::dsp
