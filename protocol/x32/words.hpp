#pragma once
// The words of the X32's lists, in the order of their numbers. Constant data, any thread.
#include <array>
#include <string_view>

// Tables, read by looking up:
// clang-format off
namespace tutti::x32 {

using Word = std::string_view;

inline constexpr Word kOffOn[] = {"OFF", "ON"};
inline constexpr Word kColourWords[] = {"OFF", "RD", "GN", "YE", "BL", "MG", "CY", "WH", "OFFi", "RDi", "GNi", "YEi", "BLi", "MGi", "CYi", "WHi"};
inline constexpr Word kSlopeWords[] = {"12", "18", "24"};
inline constexpr Word kGateWords[] = {"EXP2", "EXP3", "EXP4", "GATE", "DUCK"};
inline constexpr Word kFilterWords[] = {"LC6", "LC12", "HC6", "HC12", "1.0", "2.0", "3.0", "5.0", "10.0"};
inline constexpr Word kDynWords[] = {"COMP", "EXP"};
inline constexpr Word kDetectorWords[] = {"PEAK", "RMS"};
inline constexpr Word kEnvelopeWords[] = {"LIN", "LOG"};
inline constexpr Word kRatioWords[] = {"1.1", "1.3", "1.5", "2.0", "2.5", "3.0", "4.0", "5.0", "7.0", "10", "20", "100"};
inline constexpr Word kPrePost[] = {"PRE", "POST"};
inline constexpr Word kInsertWords[] = {"OFF", "FX1L", "FX1R", "FX2L", "FX2R", "FX3L", "FX3R", "FX4L", "FX4R", "FX5L", "FX5R", "FX6L", "FX6R", "FX7L", "FX7R", "FX8L", "FX8R", "AUX1", "AUX2", "AUX3", "AUX4", "AUX5", "AUX6"};
inline constexpr Word kEqWords[] = {"LCut", "LShv", "PEQ", "VEQ", "HShv", "HCut"};
inline constexpr Word kEqCrossWords[] = {"LCut", "LShv", "PEQ", "VEQ", "HShv", "HCut", "BU6", "BU12", "BS12", "LR12", "BU18", "BU24", "BS24", "LR24"};
inline constexpr Word kTapWords[] = {"IN/LC", "<-EQ", "EQ->", "PRE", "POST", "GRP"};
inline constexpr Word kMatrixTapWords[] = {"IN/LC", "<-EQ", "EQ->", "PRE", "POST"};
inline constexpr Word kAutomixWords[] = {"OFF", "X", "Y"};
inline constexpr Word kMonoWords[] = {"LR+M", "LCR"};
inline constexpr Word kSoloSourceWords[] = {"OFF", "LR", "LR+C", "LRPFL", "LRAFL", "AUX56", "AUX78"};
inline constexpr Word kSoloModeWords[] = {"PFL", "AFL"};
inline constexpr Word kTalkSourceWords[] = {"INT", "EXT"};
inline constexpr Word kOscillatorSetWords[] = {"F1", "F2"};
inline constexpr Word kOscillatorWords[] = {"SINE", "PINK", "WHITE"};
inline constexpr Word kRoutingWords[] = {"REC", "PLAY"};
// Blocks of eight and of four that a routing page chooses.
inline constexpr Word kInputBlockWords[] = {"AN1-8", "AN9-16", "AN17-24", "AN25-32", "A1-8", "A9-16", "A17-24", "A25-32", "A33-40", "A41-48", "B1-8", "B9-16", "B17-24", "B25-32", "B33-40", "B41-48", "CARD1-8", "CARD9-16", "CARD17-24", "CARD25-32", "UIN1-8", "UIN9-16", "UIN17-24", "UIN25-32"};
inline constexpr Word kAuxBlockWords[] = {"AUX1-4", "AN1-2", "AN1-4", "AN1-6", "A1-2", "A1-4", "A1-6", "B1-2", "B1-4", "B1-6", "CARD1-2", "CARD1-4", "CARD1-6", "UIN1-2", "UIN1-4", "UIN1-6"};
inline constexpr Word kSendBlockWords[] = {"AN1-8", "AN9-16", "AN17-24", "AN25-32", "A1-8", "A9-16", "A17-24", "A25-32", "A33-40", "A41-48", "B1-8", "B9-16", "B17-24", "B25-32", "B33-40", "B41-48", "CARD1-8", "CARD9-16", "CARD17-24", "CARD25-32", "OUT1-8", "OUT9-16", "P161-8", "P169-16", "AUX/CR", "AUX/TB", "UOUT1-8", "UOUT9-16", "UOUT17-24", "UOUT25-32", "UOUT33-40", "UOUT41-48", "UIN1-8", "UIN9-16", "UIN17-24", "UIN25-32"};
inline constexpr Word kOutputBlockWords[] = {"AN1-4", "AN9-12", "AN17-20", "AN25-28", "A1-4", "A9-12", "A17-20", "A25-28", "A33-36", "A41-44", "B1-4", "B9-12", "B17-20", "B25-28", "B33-36", "B41-44", "CARD1-4", "CARD9-12", "CARD17-20", "CARD25-28", "OUT1-4", "OUT9-12", "P161-4", "P169-12", "AUX/CR", "AUX/TB", "UOUT1-4", "UOUT9-12", "UOUT17-20", "UOUT25-28", "UOUT33-36", "UOUT41-44", "UIN1-4", "UIN9-12", "UIN17-20", "UIN25-28"};
inline constexpr Word kOutputBlockUpperWords[] = {"AN5-8", "AN13-16", "AN21-24", "AN29-32", "A5-8", "A13-16", "A21-24", "A29-32", "A37-40", "A45-48", "B5-8", "B13-16", "B21-24", "B29-32", "B37-40", "B45-48", "CARD5-8", "CARD13-16", "CARD21-24", "CARD29-32", "OUT5-8", "OUT13-16", "P165-8", "P1613-16", "AUX/CR", "AUX/TB", "UOUT5-8", "UOUT13-16", "UOUT21-24", "UOUT29-32", "UOUT37-40", "UOUT45-48", "UIN5-8", "UIN13-16", "UIN21-24", "UIN29-32"};
inline constexpr Word kOutputTapWords[] = {"IN/LC", "IN/LC+M", "<-EQ", "<-EQ+M", "EQ->", "EQ->+M", "PRE", "PRE+M", "POST"};
inline constexpr Word kFxSourceWords[] = {"INS", "MIX1", "MIX2", "MIX3", "MIX4", "MIX5", "MIX6", "MIX7", "MIX8", "MIX9", "MIX10", "MIX11", "MIX12", "MIX13", "MIX14", "MIX15", "MIX16", "M/C"};
inline constexpr Word kFxWords[] = {
    "HALL", "AMBI", "RPLT", "ROOM", "CHAM", "PLAT", "VREV", "VRM", "GATE", "RVRS", "DLY", "3TAP", "4TAP", "CRS", "FLNG", "PHAS", "DIMC", "FILT", "ROTA", "PAN", "SUB",
    "D/RV", "CR/R", "FL/R", "D/CR", "D/FL", "MODD", "GEQ2", "GEQ", "TEQ2", "TEQ", "DES2", "DES", "P1A", "P1A2", "PQ5", "PQ5S", "WAVD", "LIM", "CMB", "CMB2", "FAC",
    "FAC1M", "FAC2", "LEC", "LEC2", "ULC", "ULC2", "ENH2", "ENH", "EXC2", "EXC", "IMG", "EDI", "SON", "AMP2", "AMP", "DRV2", "DRV", "PIT2", "PIT"};
inline constexpr Word kInsertFxWords[] = {
    "GEQ2", "GEQ", "TEQ2", "TEQ", "DES2", "DES", "P1A", "P1A2", "PQ5", "PQ5S", "WAVD", "LIM", "FAC", "FAC1M", "FAC2", "LEC", "LEC2", "ULC", "ULC2", "ENH2", "ENH", "EXC2",
    "EXC", "IMG", "EDI", "SON", "AMP2", "AMP", "DRV2", "DRV", "PHAS", "FILT", "PAN", "SUB"};
inline constexpr Word kSpeakerGroupWords[] = {"OFF", "A", "B"};
inline constexpr Word kSpeakerWords[] = {"none", "iQ8", "iQ10", "iQ12", "iQ15", "iQ15B", "iQ18B"};
inline constexpr Word kSpeakerEqWords[] = {"Linear", "Live", "Speech", "Playback", "User"};
inline constexpr Word kStageBoxWords[] = {"AESA", "AESB"};
inline constexpr Word kRmsPeakWords[] = {"RMS", "PEAK"};
inline constexpr Word kPolarityWords[] = {"NORM", "INV"};
inline constexpr Word kHourWords[] = {"24h", "12h"};
inline constexpr Word kClockWords[] = {"48K", "44K1"};
inline constexpr Word kShowWords[] = {"CUES", "SCENES", "SNIPPETS"};
inline constexpr Word kRemoteWords[] = {"MC", "HUI", "CC"};
inline constexpr Word kRemotePortWords[] = {"MIDI", "CARD", "RTP"};

}  // namespace tutti::x32
