#pragma once
// What leaves mean on the desk: one pair of small functions for each way of saying a thing, shared by all leaves that
// say it so. Most are rows of one kind on both sides (number, choice); the others stand where the X32 has another idea
// of a desk. State thread only; see Meaning.
#include "server/x32/addresses.hpp"

namespace tutti::x32 {

// One row of the desk each.
extern const Meaning kNumber;   // by `scale`
extern const Meaning kSwitch;   // on is on
extern const Meaning kOpen;     // on is not muted
extern const Meaning kChoice;   // of the steps in `map`, exactly
extern const Meaning kListed;   // the nearest of the numbers in `map`
extern const Meaning kName;     // the beginning of a name
extern const Meaning kColour;   // the nearest of sixteen
extern const Meaning kIcon;     // by the name of a picture
extern const Meaning kReading;  // a switch that nobody sets
extern const Meaning kTalkDim;  // a depth as a switch

// Several rows.
extern const Meaning kMembers;       // a row for each bit: DCAs, mute groups, buses
extern const Meaning kPair;          // the link of a channel and the next, where that is a pair of the desk
extern const Meaning kGateMode;      // mode and, of an expander, ratio
extern const Meaning kKeyFilter;     // type and, of a band, q
extern const Meaning kSendTap;       // of a bus and the next one; as the bus says
extern const Meaning kBusPan;        // balance of a stereo bus, pan of a mono one
extern const Meaning kOscillatorTo;  // one of all places

extern const Meaning kFxPar;  // of the type that stands in a slot (fx_pars.hpp)

// Routes.
extern const Meaning kInput;         // In 1 to 40 as the window counts channels
extern const Meaning kHeadAmp;       // the same, only read
extern const Meaning kKey;           // channels and buses that a gate or compressor listens to
extern const Meaning kInsert;        // effects of the rack
extern const Meaning kFxSource;      // the bus that feeds an effect
extern const Meaning kOutputSource;  // what a socket plays
extern const Meaning kSelection;     // of the window's user

void own_slot(const Spot& spot, std::vector<Slot>& out);
bool write_nothing(const Spot& spot, const Setting& wanted, std::vector<Set>& out);
inline void add(std::vector<Slot>& out, Slot slot) {
    if (slot != kNoSlot) out.push_back(slot);
}

}  // namespace tutti::x32
