#include <array>

#include "server/x32/rows_config.hpp"
#include "server/x32/rows_state.hpp"
#include "server/x32/rows_strips.hpp"

// A table, a row a line:
// clang-format off
namespace tutti::x32 {
namespace {

constexpr Numbers pairs(std::int16_t count) {
    return {.count = count, .digits = 1, .step = 2, .span = true};
}
constexpr Numbers from(std::int16_t first, std::int16_t count, std::int8_t digits = 2) {
    return {.count = count, .first = first, .digits = digits};
}

constexpr std::array kBranches = {
    Branch{.root = "config/chlink/#", .numbers = pairs(16), .rows = rows::kPairLink, .family = Family::channel, .from = From::channel},
    Branch{.root = "config/auxlink/#", .numbers = pairs(4), .rows = rows::kPairLink, .family = Family::channel, .from = From::channel, .offset = 32},
    Branch{.root = "config/fxlink/#", .numbers = pairs(4), .rows = rows::kSwitchAlone},
    Branch{.root = "config/buslink/#", .numbers = pairs(8), .rows = rows::kSwitchAlone},
    Branch{.root = "config/mtxlink/#", .numbers = pairs(3), .rows = rows::kSwitchAlone},
    Branch{.root = "config/mute/#", .numbers = from(1, 6, 1), .rows = rows::kMuteGroup, .family = Family::mutegroup},
    Branch{.root = "config", .rows = rows::kLinks},
    Branch{.root = "config/solo", .rows = rows::kMonitor, .family = Family::monitor, .from = From::monitor},
    Branch{.root = "config/talk", .rows = rows::kTalk},
    Branch{.root = "config/talk/A", .rows = rows::kTalkback, .family = Family::talkback},
    Branch{.root = "config/talk/B", .rows = rows::kTalkback, .family = Family::talkback, .offset = 1},
    Branch{.root = "config/osc", .rows = rows::kOscillator, .family = Family::oscillator},
    Branch{.root = "config", .rows = rows::kRouting},
    Branch{.root = "config/userctrl/A", .rows = rows::kUserKeys},
    Branch{.root = "config/userctrl/B", .rows = rows::kUserKeys},
    Branch{.root = "config/userctrl/C", .rows = rows::kUserKeys},
    Branch{.root = "config", .rows = rows::kConfigLast},
    Branch{.root = "ch/#", .numbers = from(1, 32), .rows = rows::kChannelStrip, .family = Family::channel, .from = From::channel},
    Branch{.root = "auxin/#", .numbers = from(1, 8), .rows = rows::kAuxStrip, .family = Family::channel, .from = From::channel, .offset = 32},
    Branch{.root = "fxrtn/#", .numbers = from(1, 8), .rows = rows::kReturnStrip, .family = Family::fx, .prefix = "return/"},
    Branch{.root = "bus/#", .numbers = from(1, 16), .rows = rows::kBusStrip, .family = Family::bus, .from = From::bus},
    Branch{.root = "mtx/#", .numbers = from(1, 6), .rows = rows::kMatrixStrip, .family = Family::matrix},
    Branch{.root = "main/st", .rows = rows::kMainStrip, .family = Family::main},
    Branch{.root = "main/m", .rows = rows::kMonoStrip, .family = Family::main, .kept = true},
    Branch{.root = "dca/#", .numbers = from(1, 8, 1), .rows = rows::kDcaStrip, .family = Family::dca},
    Branch{.root = "fx/#", .numbers = from(1, 4, 1), .rows = rows::kSendFx, .family = Family::fx},
    Branch{.root = "fx/#", .numbers = from(5, 4, 1), .rows = rows::kInsertFx, .family = Family::fx, .offset = 4},
    Branch{.root = "outputs/main/#", .numbers = from(1, 16), .rows = rows::kDelayedSocket, .family = Family::output},
    Branch{.root = "outputs/aux/#", .numbers = from(1, 6), .rows = rows::kSocket, .family = Family::output, .offset = 16},
    Branch{.root = "outputs/p16/#", .numbers = from(1, 16), .rows = rows::kPersonalSocket, .family = Family::output, .kept = true},
    Branch{.root = "outputs/aes/#", .numbers = from(1, 2), .rows = rows::kSocket, .family = Family::output, .offset = 22},
    Branch{.root = "outputs/rec/#", .numbers = from(1, 2), .rows = rows::kRecorderSocket, .family = Family::output, .kept = true},
    Branch{.root = "headamp/#", .numbers = from(0, 128, 3), .rows = rows::kHeadAmpRows},

    Branch{.root = "-stat/selidx", .rows = rows::kSelected, .family = Family::user, .from = From::user},
    Branch{.root = "-stat", .rows = rows::kState},
    Branch{.root = "-stat/solo", .rows = rows::kAnySolo, .family = Family::monitor, .from = From::monitor},
    Branch{.root = "-stat/solosw/#", .numbers = from(1, 40), .rows = rows::kSolo, .family = Family::channel, .from = From::channel},
    Branch{.root = "-stat/solosw/#", .numbers = from(41, 8), .rows = rows::kSolo, .family = Family::fx, .prefix = "return/"},
    Branch{.root = "-stat/solosw/#", .numbers = from(49, 16), .rows = rows::kSolo, .family = Family::bus, .from = From::bus},
    Branch{.root = "-stat/solosw/#", .numbers = from(65, 6), .rows = rows::kSolo, .family = Family::matrix},
    Branch{.root = "-stat/solosw/#", .numbers = from(71, 1), .rows = rows::kSolo, .family = Family::main},
    Branch{.root = "-stat/solosw/#", .numbers = from(72, 1), .rows = rows::kSwitchAlone},
    Branch{.root = "-stat/solosw/#", .numbers = from(73, 8), .rows = rows::kSolo, .family = Family::dca},
    Branch{.root = "-stat/talk/A", .rows = rows::kOpenNow, .family = Family::talkback},
    Branch{.root = "-stat/talk/B", .rows = rows::kOpenNow, .family = Family::talkback, .offset = 1},
    Branch{.root = "-stat/osc/on", .rows = rows::kOpenNow, .family = Family::oscillator},
    Branch{.root = "-prefs", .rows = rows::kPreferences},
    Branch{.root = "-action", .rows = rows::kActions},
    Branch{.root = "-undo", .rows = rows::kUndoTime},
    Branch{.root = "-ha/#", .numbers = from(0, 40), .rows = rows::kHeadAmpIndex, .family = Family::channel, .from = From::channel},
    Branch{.root = "-insert", .rows = rows::kInsertUsers},
    Branch{.root = "-usb", .rows = rows::kUsb},
    Branch{.root = "-urec", .rows = rows::kRecorder},
    Branch{.root = "-libs/ch/#", .numbers = from(1, 100, 3), .rows = rows::kPresetRows},
    Branch{.root = "-libs/fx/#", .numbers = from(1, 100, 3), .rows = rows::kPresetRows},
    Branch{.root = "-libs/r/#", .numbers = from(1, 100, 3), .rows = rows::kPresetRows},
    Branch{.root = "-libs/mon/#", .numbers = from(1, 100, 3), .rows = rows::kPresetRows},
    Branch{.root = "-show", .rows = rows::kShow},
    Branch{.root = "-show/showfile/cue/#", .numbers = from(0, 500, 3), .rows = rows::kCue},
    Branch{.root = "-show/showfile/scene/#", .numbers = from(0, 100, 3), .rows = rows::kScene},
    Branch{.root = "-show/showfile/snippet/#", .numbers = from(0, 100, 3), .rows = rows::kSnippet},
};

// A misspelt path of the desk does not compile.
constexpr bool all_are_on_the_desk() {
    for (const Branch& branch : kBranches)
        for (const LeafRow& row : branch.rows)
            if (!branch.kept && !row.desk.empty() && desk_row(branch.family, branch.prefix, row.desk) < 0) return false;
    return true;
}
static_assert(all_are_on_the_desk());

}  // namespace

std::span<const Branch> branches() {
    return kBranches;
}

}  // namespace tutti::x32
