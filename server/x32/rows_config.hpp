#pragma once
// Rows of what an X32 sets for the whole desk: links, monitor, talkback, oscillator, routing, outputs, head amps and
// effect slots. Included by branches.cpp only; constant data.
#include "server/x32/fx_pars.hpp"
#include "server/x32/rows_parts.hpp"

// Tables, a row a line:
// clang-format off
namespace tutti::x32::rows {

inline constexpr std::array kSwitchAlone = {LeafRow{.path = "", .grid = kOnGrid}};
inline constexpr std::array kPairLink = {LeafRow{.path = "", .grid = kOnGrid, .meaning = &kPair, .desk = "link"}};
inline constexpr std::array kMuteGroup = {LeafRow{.path = "", .grid = kOnGrid, .meaning = &kSwitch, .desk = "on"}};

inline constexpr std::array kLinks = {
    LeafRow{.path = "linkcfg/hadly", .grid = kOnGrid, .initial = 1},
    LeafRow{.path = "linkcfg/eq", .grid = kOnGrid, .initial = 1},
    LeafRow{.path = "linkcfg/dyn", .grid = kOnGrid, .initial = 1},
    LeafRow{.path = "linkcfg/fdrmute", .grid = kOnGrid, .initial = 1},
    LeafRow{.path = "mono/mode", .grid = words(kMonoWords)},
    LeafRow{.path = "mono/link", .grid = kOnGrid},
};

inline constexpr float kMainSource[] = {kNothing, 0, kNothing, kNothing, kNothing, kNothing, kNothing};
inline constexpr std::array kMonitor = {
    LeafRow{.path = "level", .grid = kLevelGrid, .meaning = &kNumber, .desk = "level"},
    LeafRow{.path = "source", .grid = words(kSoloSourceWords), .meaning = &kChoice, .desk = "source", .map = kMainSource},
    LeafRow{.path = "sourcetrim", .grid = linf(-18, 18, 0.5F), .initial = 36},
    LeafRow{.path = "chmode", .grid = words(kSoloModeWords), .meaning = &kChoice, .desk = "mode", .map = kTwo},
    LeafRow{.path = "busmode", .grid = words(kSoloModeWords)},
    LeafRow{.path = "dcamode", .grid = words(kSoloModeWords)},
    LeafRow{.path = "exclusive", .grid = kOnGrid, .meaning = &kSwitch, .desk = "exclusive"},
    LeafRow{.path = "followsel", .grid = kOnGrid},
    LeafRow{.path = "followsolo", .grid = kOnGrid},
    LeafRow{.path = "dimatt", .grid = linf(-40, 0, 1, Print::whole), .meaning = &kNumber, .desk = "dim_level"},
    LeafRow{.path = "dim", .grid = kOnGrid, .meaning = &kSwitch, .desk = "dim"},
    LeafRow{.path = "mono", .grid = kOnGrid, .meaning = &kSwitch, .desk = "mono"},
    LeafRow{.path = "delay", .grid = kOnGrid, .meaning = &kSwitch, .desk = "delay/on"},
    LeafRow{.path = "delaytime", .grid = kDelayGrid, .meaning = &kNumber, .desk = "delay/time"},
    LeafRow{.path = "masterctrl", .grid = kOnGrid},
    LeafRow{.path = "mute", .grid = kOnGrid, .meaning = &kSwitch, .desk = "mute"},
    LeafRow{.path = "dimpfl", .grid = kOnGrid},
};

inline constexpr std::array kTalk = {
    LeafRow{.path = "enable", .grid = kOnGrid, .initial = 1},
    LeafRow{.path = "source", .grid = words(kTalkSourceWords)},
};
inline constexpr std::array kTalkback = {
    LeafRow{.path = "level", .grid = kLevelGrid, .meaning = &kNumber, .desk = "level"},
    LeafRow{.path = "dim", .grid = kOnGrid, .meaning = &kTalkDim, .desk = "dim"},
    LeafRow{.path = "latch", .grid = kOnGrid, .meaning = &kChoice, .desk = "mode", .map = kTwo},
    LeafRow{.path = "destmap", .grid = bits(18), .meaning = &kMembers, .desk = "to/bus/{bus}"},
};
inline constexpr Grid kToneGrid = logf(20, 20000, 121, Print::hertz);
inline constexpr std::array kOscillator = {
    LeafRow{.path = "level", .grid = kLevelGrid, .meaning = &kNumber, .desk = "level"},
    LeafRow{.path = "f1", .grid = kToneGrid, .meaning = &kNumber, .desk = "frequency"},
    LeafRow{.path = "f2", .grid = kToneGrid, .initial = 68},
    LeafRow{.path = "fsel", .grid = words(kOscillatorSetWords)},
    LeafRow{.path = "type", .grid = words(kOscillatorWords), .meaning = &kChoice, .desk = "kind", .map = kThree},
    LeafRow{.path = "dest", .grid = integer(0, 25), .meaning = &kOscillatorTo, .desk = "to/bus/{bus}"},
};

inline constexpr Numbers kBlocksOf8{.count = 4, .digits = 1, .step = 8, .span = true}, kSixBlocks{.count = 6, .digits = 1, .step = 8, .span = true};
inline constexpr Grid kInputBlocks = words(kInputBlockWords), kAuxBlocks = words(kAuxBlockWords), kSendBlocks = words(kSendBlockWords),
    kOutputBlocks = words(kOutputBlockWords), kOutputBlocksUpper = words(kOutputBlockUpperWords);
inline constexpr std::int32_t kFirstCard = 16, kFirstOut = 20;
inline constexpr std::array kRouting = {
    LeafRow{.path = "userrout/out/#", .grid = integer(0, 208), .numbers = {.count = 48}},
    LeafRow{.path = "userrout/in/#", .grid = integer(0, 168), .initial = 1, .rise = 1, .numbers = {.count = 32}},
    LeafRow{.path = "routing/routswitch", .grid = words(kRoutingWords)},
    LeafRow{.path = "routing/IN/#", .grid = kInputBlocks, .rise = 1, .numbers = kBlocksOf8},
    LeafRow{.path = "routing/IN/AUX", .grid = kAuxBlocks},
    LeafRow{.path = "routing/AES50A/#", .grid = kSendBlocks, .numbers = kSixBlocks},
    LeafRow{.path = "routing/AES50B/#", .grid = kSendBlocks, .numbers = kSixBlocks},
    LeafRow{.path = "routing/CARD/#", .grid = kSendBlocks, .rise = 1, .numbers = kBlocksOf8},
    LeafRow{.path = "routing/OUT/1-4", .grid = kOutputBlocks, .initial = kFirstOut},
    LeafRow{.path = "routing/OUT/5-8", .grid = kOutputBlocksUpper, .initial = kFirstOut},
    LeafRow{.path = "routing/OUT/9-12", .grid = kOutputBlocks, .initial = kFirstOut + 1},
    LeafRow{.path = "routing/OUT/13-16", .grid = kOutputBlocksUpper, .initial = kFirstOut + 1},
    LeafRow{.path = "routing/PLAY/#", .grid = kInputBlocks, .initial = kFirstCard, .rise = 1, .numbers = kBlocksOf8},
    LeafRow{.path = "routing/PLAY/AUX", .grid = kAuxBlocks},
};
inline constexpr std::array kUserKeys = {
    LeafRow{.path = "color", .grid = words(kColourWords)},
    LeafRow{.path = "enc/#", .grid = text(12), .initial_text = "-", .numbers = {.count = 4, .digits = 1}},
    LeafRow{.path = "btn/#", .grid = text(12), .initial_text = "-", .numbers = {.count = 8, .first = 5, .digits = 1}},
};
inline constexpr Grid kTapeGrid = linf(-6, 24, 0.5F);
inline constexpr std::array kConfigLast = {
    LeafRow{.path = "tape/gainL", .grid = kTapeGrid, .initial = 12},
    LeafRow{.path = "tape/gainR", .grid = kTapeGrid, .initial = 12},
    LeafRow{.path = "tape/autoplay", .grid = kOnGrid},
    LeafRow{.path = "amixenable/X", .grid = kOnGrid, .initial = 1},
    LeafRow{.path = "amixenable/Y", .grid = kOnGrid, .initial = 1},
    LeafRow{.path = "dp48/scope", .grid = bits(4)},
    LeafRow{.path = "dp48/broadcast", .grid = integer(0, 1)},
    LeafRow{.path = "dp48/aesAB", .grid = words(kStageBoxWords)},
    LeafRow{.path = "dp48/assign/#", .grid = integer(0, 255), .numbers = {.count = 48}},
    LeafRow{.path = "dp48/link/#", .grid = integer(0, 1), .numbers = {.count = 24}},
    LeafRow{.path = "dp48/grpname/#", .grid = text(12), .numbers = {.count = 12}},
};

// ---- outputs ----

inline constexpr float kOutputTaps[] = {0, 0, 1, 1, 2, 2, 3, 3, 4};
inline constexpr std::array kRecorderSocket = {
    LeafRow{.path = "src", .grid = integer(0, 76), .meaning = &kOutputSource, .desk = "source"},
    LeafRow{.path = "pos", .grid = words(kOutputTapWords), .meaning = &kChoice, .desk = "tap", .map = kOutputTaps, .initial = 8},
};
inline constexpr auto kSocket = join(kRecorderSocket, std::array{
    LeafRow{.path = "invert", .grid = kOnGrid, .meaning = &kSwitch, .desk = "invert"},
});
inline constexpr auto kDelayedSocket = join(kSocket, std::array{
    LeafRow{.path = "delay/on", .grid = kOnGrid, .meaning = &kSwitch, .desk = "delay/on"},
    LeafRow{.path = "delay/time", .grid = kDelayGrid, .meaning = &kNumber, .desk = "delay/time"},
});
inline constexpr auto kPersonalSocket = join(kSocket, std::array{
    LeafRow{.path = "iQ/group", .grid = words(kSpeakerGroupWords)},
    LeafRow{.path = "iQ/speaker", .grid = words(kSpeakerWords)},
    LeafRow{.path = "iQ/eq", .grid = words(kSpeakerEqWords)},
    LeafRow{.path = "iQ/model", .grid = integer(0, 15)},
});

inline constexpr std::array kHeadAmpRows = {
    LeafRow{.path = "gain", .grid = linf(-12, 60, 0.5F, Print::tenths, true), .initial = 24},
    LeafRow{.path = "phantom", .grid = kOnGrid},
};

// ---- effects: the types that the desk has too. What passes the sound on as it is stands for none. ----

constexpr auto fx_map(std::span<const Word> names) {
    constexpr std::pair<Word, FxType> same[] = {
        {"IMG", FxType::none}, {"PLAT", FxType::plate}, {"HALL", FxType::hall}, {"ROOM", FxType::room}, {"DLY", FxType::delay}, {"CRS", FxType::chorus},
        {"FLNG", FxType::flanger}, {"PHAS", FxType::phaser}, {"DIMC", FxType::doubler}, {"GEQ", FxType::graphic}, {"DES", FxType::deesser}, {"DRV", FxType::saturation}};
    std::array<float, std::size(kFxWords)> map{};
    for (std::size_t i = 0; i < names.size(); ++i) {
        map[i] = kNothing;
        for (const auto& [word, type] : same)
            if (word == names[i]) map[i] = static_cast<float>(type);
    }
    return map;
}
inline constexpr auto kSendFxMap = fx_map(kFxWords), kInsertFxMap = fx_map(kInsertFxWords);
inline constexpr std::array kFxNumbered = {
    LeafRow{.path = "par/#", .grid = fx_linear(0, 1, Print::three_digits), .meaning = &kFxPar, .desk = "type", .numbers = {.count = 64}},
};
inline constexpr auto kSendFx = join(std::array{
    LeafRow{.path = "type", .grid = words(kFxWords), .meaning = &kChoice, .desk = "type", .map = kSendFxMap, .initial = 52},
    LeafRow{.path = "source/l", .grid = words(kFxSourceWords), .meaning = &kFxSource, .desk = "source"},
    LeafRow{.path = "source/r", .grid = words(kFxSourceWords), .meaning = &kFxSource, .desk = "source", .fixed = true},
}, kFxNumbered);
inline constexpr auto kInsertFx = join(std::array{
    LeafRow{.path = "type", .grid = words(kInsertFxWords), .meaning = &kChoice, .desk = "type", .map = kInsertFxMap, .initial = 23},
}, kFxNumbered);

}  // namespace tutti::x32::rows
