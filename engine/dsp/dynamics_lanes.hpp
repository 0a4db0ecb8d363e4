#pragma once
// What the inner loops of gates and compressors read and keep, lane by lane. Levels are log2 of the amplitude (one is
// 6.02 dB), so that gains are exp2 and curves are straight. dynamics_bank.hpp fills it; audio thread only.
#include "engine/dsp/lanes.hpp"

namespace tutti::dsp {

// A processor's gain follows its `activity`: rising with `attack`, falling, `hold` samples after the last rise, with
// `release`. A compressor's or ducker's activity is how much it reduces, a gate's how far it is open.
struct alignas(64) DynamicsLanes {
    float detector[kLanes];               // share of the way to the key's power in each sample; 1: peak
    float opens[kLanes], closes[kLanes];  // gate, ducker: power at which they start and stop to act
    float threshold[kLanes], slope[kLanes], knee[kLanes], knee_inverse[kLanes];  // knee: half of its width
    float range[kLanes];                                                         // most activity
    float attack[kLanes], settle[kLanes], release[kLanes], average[kLanes];      // shares of the way in each sample
    float hold[kLanes];                                                          // samples
    float base[kLanes], sign[kLanes];                                            // gain = exp2(base + sign · activity)
    float makeup[kLanes], mix[kLanes];                                           // linear; share of the processed sound
    LaneMask levelled;  // gate: expanders, whose activity is a curve of the level
    LaneMask linked;    // hears the louder of itself and its neighbour (lane 2k with 2k + 1)
};

struct alignas(64) DynamicsState {
    float power[2][kLanes] = {};  // of the key's two sides
    float wanted[kLanes] = {};    // activity without attack
    float activity[kLanes] = {};
    float average[kLanes] = {};  // of what the key asks for, slowly: auto release returns to it first
    float held[kLanes] = {};     // samples that hold still lasts
    float most[kLanes] = {};     // greatest loss of gain since it was asked, log2
};

}  // namespace tutti::dsp
