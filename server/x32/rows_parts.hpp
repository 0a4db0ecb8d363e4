#pragma once
// Rows of the X32's table that several kinds of strips share, in the order of their text lines. Included by
// branches.cpp only; constant data.
#include <array>

#include "protocol/x32/words.hpp"
#include "server/x32/leaf_row.hpp"
#include "server/x32/meanings.hpp"

// Tables, a row a line:
// clang-format off
namespace tutti::x32::rows {

template <std::size_t... N>
constexpr auto join(const std::array<LeafRow, N>&... groups) {
    std::array<LeafRow, (N + ...)> all{};
    std::size_t at = 0;
    ((
         [&] {
             for (const LeafRow& row : groups) all[at++] = row;
         }()),
     ...);
    return all;
}

// What the desk has instead of the X32's steps.
inline constexpr float kSlopes[] = {12, 18, 24};
inline constexpr float kRatios[] = {1.1F, 1.3F, 1.5F, 2, 2.5F, 3, 4, 5, 7, 10, 20, 100};
// Shapes of a band; the last eight only of matrices.
inline constexpr float kShapes[] = {3, 1, 0, 0, 2, 4, kNothing, 8, kNothing, 6, kNothing, 9, kNothing, 7};
inline constexpr float kTwo[] = {0, 1};
inline constexpr float kThree[] = {0, 1, 2};

inline constexpr Grid kOnGrid = words(kOffOn);
inline constexpr Grid kTrimGrid = linf(-18, 18, 0.25F, Print::tenths, true);
inline constexpr Grid kDelayGrid = linf(0.3F, 500, 0.1F);
inline constexpr Grid kAttackGrid = linf(0, 120, 1, Print::whole);
inline constexpr Grid kHoldGrid = logf(0.02F, 2000, 101, Print::three_digits);
inline constexpr Grid kReleaseGrid = logf(5, 4000, 101, Print::whole);
inline constexpr Grid kPanGrid = linf(-100, 100, 2, Print::whole, true);
inline constexpr Grid kFrequencyGrid = logf(20, 20000, 201, Print::hertz);
inline constexpr Grid kFaderGrid = level(1024);
inline constexpr Grid kLevelGrid = level(161);
inline constexpr Grid kSourceGrid = integer(0, 64);

// Of what is kept for a strip that the desk does not have.
inline constexpr std::int32_t kOpenAtFirst = 1, kMiddle = 50, kNoTrim = 72, kNoGain = 60, kBell = 2, kPost = 1;

inline constexpr LeafRow kNameLeaf{.path = "config/name", .grid = text(12), .meaning = &kName, .desk = "name"};
inline constexpr LeafRow kIconLeaf{.path = "config/icon", .grid = integer(1, 74), .meaning = &kIcon, .desk = "icon"};
inline constexpr LeafRow kColourLeaf{.path = "config/color", .grid = words(kColourWords), .meaning = &kColour, .desk = "color"};
inline constexpr std::array kConfig = {kNameLeaf, kIconLeaf, kColourLeaf};
// Main has no picture.
inline constexpr std::array kMainConfig = {kNameLeaf, LeafRow{.path = "config/icon", .grid = integer(1, 74)}, kColourLeaf};
inline constexpr std::array kSource = {
    LeafRow{.path = "config/source", .grid = kSourceGrid, .meaning = &kInput, .desk = "input/source"},
};
inline constexpr std::array kDelay = {
    LeafRow{.path = "delay/on", .grid = kOnGrid, .meaning = &kSwitch, .desk = "input/delay/on"},
    LeafRow{.path = "delay/time", .grid = kDelayGrid, .meaning = &kNumber, .desk = "input/delay/time"},
};
inline constexpr std::array kPreamp = {
    LeafRow{.path = "preamp/trim", .grid = kTrimGrid, .meaning = &kNumber, .desk = "input/trim", .initial = kNoTrim},
    LeafRow{.path = "preamp/invert", .grid = kOnGrid, .meaning = &kSwitch, .desk = "input/invert"},
};
inline constexpr std::array kLowCut = {
    LeafRow{.path = "preamp/hpon", .grid = kOnGrid, .meaning = &kSwitch, .desk = "hpf/on"},
    LeafRow{.path = "preamp/hpslope", .grid = words(kSlopeWords), .meaning = &kChoice, .desk = "hpf/slope", .map = kSlopes, .initial = 1},
    LeafRow{.path = "preamp/hpf", .grid = logf(20, 400, 101, Print::whole), .meaning = &kNumber, .desk = "hpf/frequency"},
};
inline constexpr std::array kGate = {
    LeafRow{.path = "gate/on", .grid = kOnGrid, .meaning = &kSwitch, .desk = "gate/on"},
    LeafRow{.path = "gate/mode", .grid = words(kGateWords), .meaning = &kGateMode, .desk = "gate/mode", .initial = 3},
    LeafRow{.path = "gate/thr", .grid = linf(-80, 0, 0.5F), .meaning = &kNumber, .desk = "gate/threshold"},
    LeafRow{.path = "gate/range", .grid = linf(3, 60, 1), .meaning = &kNumber, .desk = "gate/range", .initial = 57},
    LeafRow{.path = "gate/attack", .grid = kAttackGrid, .meaning = &kNumber, .desk = "gate/attack"},
    LeafRow{.path = "gate/hold", .grid = kHoldGrid, .meaning = &kNumber, .desk = "gate/hold", .initial = 68},
    LeafRow{.path = "gate/release", .grid = kReleaseGrid, .meaning = &kNumber, .desk = "gate/release", .initial = 55},
    LeafRow{.path = "gate/keysrc", .grid = kSourceGrid, .meaning = &kKey, .desk = "gate/key"},
    LeafRow{.path = "gate/filter/on", .grid = kOnGrid, .meaning = &kSwitch, .desk = "gate/filter/on"},
    LeafRow{.path = "gate/filter/type", .grid = words(kFilterWords), .meaning = &kKeyFilter, .desk = "gate/filter/type", .initial = 4},
    LeafRow{.path = "gate/filter/f", .grid = kFrequencyGrid, .meaning = &kNumber, .desk = "gate/filter/frequency", .initial = 113},
};

// Compressors. Their knee has five steps for 24 dB here.
inline constexpr std::array kDynFirst = {
    LeafRow{.path = "dyn/on", .grid = kOnGrid, .meaning = &kSwitch, .desk = "comp/on"},
    LeafRow{.path = "dyn/mode", .grid = words(kDynWords)},
    LeafRow{.path = "dyn/det", .grid = words(kDetectorWords), .meaning = &kChoice, .desk = "comp/detector", .map = kTwo, .initial = 1},
    LeafRow{.path = "dyn/env", .grid = words(kEnvelopeWords), .initial = 1},
    LeafRow{.path = "dyn/thr", .grid = linf(-60, 0, 0.5F), .meaning = &kNumber, .desk = "comp/threshold", .initial = 120},
    LeafRow{.path = "dyn/ratio", .grid = words(kRatioWords), .meaning = &kListed, .desk = "comp/ratio", .map = kRatios, .initial = 5},
    LeafRow{.path = "dyn/knee", .grid = linf(0, 5, 1, Print::whole), .meaning = &kNumber, .desk = "comp/knee", .scale = 4.8F, .initial = 1},
    LeafRow{.path = "dyn/mgain", .grid = linf(0, 24, 0.5F, Print::hundredths), .meaning = &kNumber, .desk = "comp/makeup"},
    LeafRow{.path = "dyn/attack", .grid = kAttackGrid, .meaning = &kNumber, .desk = "comp/attack", .initial = 10},
    LeafRow{.path = "dyn/hold", .grid = kHoldGrid, .meaning = &kNumber, .desk = "comp/hold"},
    LeafRow{.path = "dyn/release", .grid = kReleaseGrid, .meaning = &kNumber, .desk = "comp/release", .initial = 51},
    LeafRow{.path = "dyn/pos", .grid = words(kPrePost), .meaning = &kChoice, .desk = "comp/position", .map = kTwo, .initial = kPost},
};
inline constexpr std::array kDynKey = {
    LeafRow{.path = "dyn/keysrc", .grid = kSourceGrid, .meaning = &kKey, .desk = "comp/key"},
};
inline constexpr std::array kDynLast = {
    LeafRow{.path = "dyn/mix", .grid = linf(0, 100, 5, Print::whole), .meaning = &kNumber, .desk = "comp/mix", .scale = 0.01F, .initial = 20},
    LeafRow{.path = "dyn/auto", .grid = kOnGrid, .meaning = &kSwitch, .desk = "comp/auto"},
    LeafRow{.path = "dyn/filter/on", .grid = kOnGrid, .meaning = &kSwitch, .desk = "comp/filter/on"},
    LeafRow{.path = "dyn/filter/type", .grid = words(kFilterWords), .meaning = &kKeyFilter, .desk = "comp/filter/type", .initial = 4},
    LeafRow{.path = "dyn/filter/f", .grid = kFrequencyGrid, .meaning = &kNumber, .desk = "comp/filter/frequency", .initial = 113},
};
inline constexpr std::array kInsertPoint = {
    LeafRow{.path = "insert/on", .grid = kOnGrid, .meaning = &kSwitch, .desk = "insert/on"},
    LeafRow{.path = "insert/pos", .grid = words(kPrePost), .meaning = &kChoice, .desk = "insert/position", .map = kTwo, .initial = kPost},
    LeafRow{.path = "insert/sel", .grid = words(kInsertWords), .meaning = &kInsert, .desk = "insert/source"},
};

constexpr auto eq_rows(std::int16_t bands, std::span<const Word> types) {
    const Numbers numbers{.count = bands, .digits = 1};
    return std::array{
        LeafRow{.path = "eq/on", .grid = kOnGrid, .meaning = &kSwitch, .desk = "eq/on", .initial = 1},
        LeafRow{.path = "eq/#/type", .grid = words(types), .meaning = &kChoice, .desk = "eq/band/{band}/type", .map = kShapes, .initial = kBell, .numbers = numbers},
        LeafRow{.path = "eq/#/f", .grid = kFrequencyGrid, .meaning = &kNumber, .desk = "eq/band/{band}/frequency", .initial = 100, .numbers = numbers},
        LeafRow{.path = "eq/#/g", .grid = linf(-15, 15, 0.25F, Print::hundredths, true), .meaning = &kNumber, .desk = "eq/band/{band}/gain", .initial = kNoGain, .numbers = numbers},
        LeafRow{.path = "eq/#/q", .grid = logf(10, 0.3F, 72, Print::tenths), .meaning = &kNumber, .desk = "eq/band/{band}/q", .initial = 33, .numbers = numbers},
    };
}

inline constexpr std::array kFader = {
    LeafRow{.path = "mix/on", .grid = kOnGrid, .meaning = &kOpen, .desk = "mute", .initial = kOpenAtFirst},
    LeafRow{.path = "mix/fader", .grid = kFaderGrid, .meaning = &kNumber, .desk = "fader"},
};
inline constexpr std::array kToMain = {
    LeafRow{.path = "mix/st", .grid = kOnGrid, .meaning = &kSwitch, .desk = "to/main", .initial = 1},
};
constexpr LeafRow pan_row(std::string_view desk, const Meaning* meaning = &kNumber) {
    return {.path = "mix/pan", .grid = kPanGrid, .meaning = meaning, .desk = desk, .scale = 0.01F, .initial = kMiddle};
}
// There is no mono bus here.
inline constexpr std::array kMono = {
    LeafRow{.path = "mix/mono", .grid = kOnGrid},
    LeafRow{.path = "mix/mlevel", .grid = kLevelGrid},
};

inline constexpr Numbers kSixteen{.count = 16}, kOddOfSixteen{.count = 8, .step = 2}, kSix{.count = 6}, kOddOfSix{.count = 3, .step = 2};
inline constexpr std::array kSends = {
    LeafRow{.path = "mix/#/on", .grid = kOnGrid, .meaning = &kSwitch, .desk = "send/{bus}/on", .initial = 1, .numbers = kSixteen},
    LeafRow{.path = "mix/#/level", .grid = kLevelGrid, .meaning = &kNumber, .desk = "send/{bus}/level", .numbers = kSixteen},
    LeafRow{.path = "mix/#/pan", .grid = kPanGrid, .meaning = &kNumber, .desk = "send/{bus}/pan", .scale = 0.01F, .initial = kMiddle, .numbers = kOddOfSixteen},
    LeafRow{.path = "mix/#/type", .grid = words(kTapWords), .meaning = &kSendTap, .desk = "send/{bus}/tap", .initial = 4, .numbers = kOddOfSixteen},
    LeafRow{.path = "mix/#/panFollow", .grid = integer(0, 1), .meaning = &kSwitch, .desk = "send/{bus}/pan_follow", .initial = 1, .numbers = kOddOfSixteen, .insists = true},
};
inline constexpr std::array kMatrixSends = {
    LeafRow{.path = "mix/#/on", .grid = kOnGrid, .meaning = &kSwitch, .desk = "matrix/{matrix}/on", .numbers = kSix},
    LeafRow{.path = "mix/#/level", .grid = kLevelGrid, .meaning = &kNumber, .desk = "matrix/{matrix}/level", .numbers = kSix},
    LeafRow{.path = "mix/#/pan", .grid = kPanGrid, .initial = kMiddle, .numbers = kOddOfSix},
    LeafRow{.path = "mix/#/type", .grid = words(kMatrixTapWords), .initial = 4, .numbers = kOddOfSix},
    LeafRow{.path = "mix/#/panFollow", .grid = integer(0, 1), .numbers = kOddOfSix},
};
inline constexpr std::array kMembership = {
    LeafRow{.path = "grp/dca", .grid = bits(8), .meaning = &kMembers, .desk = "dca/{dca}"},
    LeafRow{.path = "grp/mute", .grid = bits(6), .meaning = &kMembers, .desk = "mutegroup/{mutegroup}"},
};
inline constexpr std::array kNoMembership = {
    LeafRow{.path = "grp/dca", .grid = bits(8)},
    LeafRow{.path = "grp/mute", .grid = bits(6)},
};
inline constexpr std::array kAutomix = {
    LeafRow{.path = "automix/group", .grid = words(kAutomixWords), .meaning = &kChoice, .desk = "automix/group", .map = kThree},
    LeafRow{.path = "automix/weight", .grid = linf(-12, 12, 0.5F, Print::tenths, true), .meaning = &kNumber, .desk = "automix/weight", .initial = 24},
};

}  // namespace tutti::x32::rows
