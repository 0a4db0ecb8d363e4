#pragma once
// Rows of the X32's strips: channels, aux inputs, effect returns, buses, matrices, main and DCAs, made of the parts in
// rows_parts.hpp. Included by branches.cpp only; constant data.
#include "server/x32/rows_parts.hpp"

// Tables, a row a line:
// clang-format off
namespace tutti::x32::rows {

inline constexpr auto kChannelStrip = join(
    kConfig, kSource, kDelay, kPreamp, kLowCut, kGate, kDynFirst, kDynKey, kDynLast, kInsertPoint, eq_rows(4, kEqWords),
    kFader, kToMain, std::array{pan_row("pan")}, kMono, kSends, kMembership, kAutomix);

inline constexpr auto kAuxStrip = join(
    kConfig, kSource, kPreamp, eq_rows(4, kEqWords), kFader, kToMain, std::array{pan_row("pan")}, kMono, kSends, kMembership);

inline constexpr auto kReturnStrip = join(
    kConfig, eq_rows(4, kEqWords), kFader, kToMain, std::array{pan_row("balance")}, kMono, kSends, kMembership);

inline constexpr auto kBusStrip = join(
    kConfig, kDynFirst, kDynKey, kDynLast, kInsertPoint, eq_rows(6, kEqWords), kFader, kToMain, std::array{pan_row("balance", &kBusPan)},
    kMono, kMatrixSends, kMembership);

inline constexpr auto kMatrixStrip = join(
    kConfig, std::array{LeafRow{.path = "preamp/invert", .grid = kOnGrid}}, kDynFirst, kDynLast, kInsertPoint, eq_rows(6, kEqCrossWords),
    kFader, kMembership);

inline constexpr auto kMainStrip = join(
    kMainConfig, kDynFirst, kDynLast, kInsertPoint, eq_rows(6, kEqCrossWords), kFader, std::array{pan_row("balance")}, kMatrixSends,
    kNoMembership);

// Nothing of it is on the desk; see Branch::kept.
inline constexpr auto kMonoStrip = join(
    kMainConfig, kDynFirst, kDynLast, kInsertPoint, eq_rows(6, kEqCrossWords), kFader, kMatrixSends, kNoMembership);

inline constexpr std::array kDcaStrip = {
    LeafRow{.path = "on", .grid = kOnGrid, .meaning = &kOpen, .desk = "mute", .initial = kOpenAtFirst},
    LeafRow{.path = "fader", .grid = kFaderGrid, .meaning = &kNumber, .desk = "fader"},
    kNameLeaf, kIconLeaf, kColourLeaf,
};

}  // namespace tutti::x32::rows
