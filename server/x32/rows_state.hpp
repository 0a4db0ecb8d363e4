#pragma once
// Rows of the X32's state, preferences, libraries and shows, whose paths begin with "-" and stand in no scene. Most are
// constants; names of scenes and the like are put there by the dialect. Included by branches.cpp only; constant data.
#include "server/x32/rows_parts.hpp"

// Tables, a row a line:
// clang-format off
namespace tutti::x32::rows {

inline constexpr Grid kFlagGrid = integer(0, 1), kPageGrid = integer(0, 9), kByteGrid = integer(0, 255), kBitmapGrid = integer(0, 2147483646), kTimeGrid = integer(0, 359999);

inline constexpr std::array kSelected = {LeafRow{.path = "", .grid = integer(0, 71), .meaning = &kSelection, .desk = "selection", .initial = 71}};
inline constexpr std::array kSolo = {LeafRow{.path = "", .grid = kOnGrid, .meaning = &kSwitch, .desk = "solo/{monitor}"}};
inline constexpr std::array kAnySolo = {LeafRow{.path = "", .grid = kOnGrid, .meaning = &kReading, .desk = "solo/active", .fixed = true}};
inline constexpr std::array kOpenNow = {LeafRow{.path = "", .grid = kOnGrid, .meaning = &kSwitch, .desk = "on"}};

inline constexpr std::array kState = {
    LeafRow{.path = "chfaderbank", .grid = kPageGrid}, LeafRow{.path = "grpfaderbank", .grid = kPageGrid}, LeafRow{.path = "sendsonfader", .grid = kOnGrid},
    LeafRow{.path = "bussendbank", .grid = kPageGrid}, LeafRow{.path = "eqband", .grid = kPageGrid}, LeafRow{.path = "userbank", .grid = kPageGrid},
    LeafRow{.path = "autosave", .grid = kOnGrid}, LeafRow{.path = "lock", .grid = integer(0, 2)}, LeafRow{.path = "usbmounted", .grid = kOnGrid},
    LeafRow{.path = "remote", .grid = kOnGrid}, LeafRow{.path = "rtamodeeq", .grid = kFlagGrid}, LeafRow{.path = "rtamodegeq", .grid = kFlagGrid},
    LeafRow{.path = "rtaeqpre", .grid = kOnGrid}, LeafRow{.path = "rtageqpost", .grid = kOnGrid}, LeafRow{.path = "rtasource", .grid = integer(0, 170)}, LeafRow{.path = "keysolo", .grid = kOnGrid},
    LeafRow{.path = "xcardtype", .grid = kByteGrid}, LeafRow{.path = "xcardsync", .grid = kOnGrid}, LeafRow{.path = "geqonfdr", .grid = kOnGrid},
    LeafRow{.path = "geqpos", .grid = kByteGrid}, LeafRow{.path = "dcaspill", .grid = integer(0, 8)},
    LeafRow{.path = "screen/screen", .grid = integer(0, 10)}, LeafRow{.path = "screen/mutegrp", .grid = kOnGrid}, LeafRow{.path = "screen/utils", .grid = kOnGrid},
    LeafRow{.path = "screen/CHAN/page", .grid = kPageGrid}, LeafRow{.path = "screen/METER/page", .grid = kPageGrid}, LeafRow{.path = "screen/ROUTE/page", .grid = kPageGrid},
    LeafRow{.path = "screen/SETUP/page", .grid = kPageGrid}, LeafRow{.path = "screen/LIB/page", .grid = kPageGrid}, LeafRow{.path = "screen/FX/page", .grid = kPageGrid},
    LeafRow{.path = "screen/MON/page", .grid = kPageGrid}, LeafRow{.path = "screen/USB/page", .grid = kPageGrid}, LeafRow{.path = "screen/SCENE/page", .grid = kPageGrid},
    LeafRow{.path = "screen/ASSIGN/page", .grid = kPageGrid},
    LeafRow{.path = "aes50/state", .grid = bits(5)}, LeafRow{.path = "aes50/A", .grid = text(31)}, LeafRow{.path = "aes50/B", .grid = text(31)},
    LeafRow{.path = "tape/state", .grid = integer(0, 6)}, LeafRow{.path = "tape/file", .grid = text(63)}, LeafRow{.path = "tape/etime", .grid = kTimeGrid}, LeafRow{.path = "tape/rtime", .grid = kTimeGrid},
    LeafRow{.path = "urec/state", .grid = integer(0, 3)}, LeafRow{.path = "urec/etime", .grid = kTimeGrid}, LeafRow{.path = "urec/rtime", .grid = kTimeGrid},
    LeafRow{.path = "userpar/#/value", .grid = integer(0, 127), .numbers = {.count = 36}},
};

inline constexpr std::array kPreferences = {
    LeafRow{.path = "style", .grid = text(31)}, LeafRow{.path = "bright", .grid = linf(10, 100, 5, Print::whole), .initial = 18}, LeafRow{.path = "lcdcont", .grid = linf(0, 100, 2, Print::whole), .initial = 25},
    LeafRow{.path = "ledbright", .grid = linf(10, 100, 5, Print::whole), .initial = 18}, LeafRow{.path = "lamp", .grid = linf(10, 100, 10, Print::whole), .initial = 9}, LeafRow{.path = "lampon", .grid = kOnGrid},
    LeafRow{.path = "clockrate", .grid = words(kClockWords)}, LeafRow{.path = "clocksource", .grid = integer(0, 3)},
    LeafRow{.path = "confirm_general", .grid = kOnGrid, .initial = 1}, LeafRow{.path = "confirm_overwrite", .grid = kOnGrid, .initial = 1}, LeafRow{.path = "confirm_sceneload", .grid = kOnGrid, .initial = 1},
    LeafRow{.path = "viewrtn", .grid = kOnGrid}, LeafRow{.path = "selfollowsbank", .grid = kOnGrid}, LeafRow{.path = "scene_advance", .grid = kOnGrid}, LeafRow{.path = "safe_masterlevels", .grid = kOnGrid},
    LeafRow{.path = "haflags", .grid = bits(4)}, LeafRow{.path = "autosel", .grid = kOnGrid}, LeafRow{.path = "show_control", .grid = words(kShowWords), .initial = 1}, LeafRow{.path = "clockmode", .grid = words(kHourWords)},
    LeafRow{.path = "hardmute", .grid = kOnGrid}, LeafRow{.path = "dcamute", .grid = kOnGrid}, LeafRow{.path = "invertmutes", .grid = words(kPolarityWords)}, LeafRow{.path = "name", .grid = text(31)},
    LeafRow{.path = "rec_control", .grid = integer(0, 1)}, LeafRow{.path = "fastFaders", .grid = kOnGrid},
    LeafRow{.path = "ip/dhcp", .grid = kOnGrid, .initial = 1}, LeafRow{.path = "ip/addr/#", .grid = kByteGrid, .numbers = {.count = 4, .first = 0, .digits = 1}},
    LeafRow{.path = "ip/mask/#", .grid = kByteGrid, .numbers = {.count = 4, .first = 0, .digits = 1}}, LeafRow{.path = "ip/gateway/#", .grid = kByteGrid, .numbers = {.count = 4, .first = 0, .digits = 1}},
    LeafRow{.path = "remote/enable", .grid = kOnGrid, .initial = 1}, LeafRow{.path = "remote/protocol", .grid = words(kRemoteWords)}, LeafRow{.path = "remote/port", .grid = words(kRemotePortWords)}, LeafRow{.path = "remote/ioenable", .grid = bits(14)},
    LeafRow{.path = "card/UFifc", .grid = integer(0, 1)}, LeafRow{.path = "card/UFmode", .grid = integer(0, 4)}, LeafRow{.path = "card/USBmode", .grid = integer(0, 5)}, LeafRow{.path = "card/ADATwc", .grid = integer(0, 1)},
    LeafRow{.path = "card/ADATsync", .grid = integer(0, 4)}, LeafRow{.path = "card/MADImode", .grid = integer(0, 1)}, LeafRow{.path = "card/MADIin", .grid = kByteGrid}, LeafRow{.path = "card/MADIout", .grid = integer(0, 5)}, LeafRow{.path = "card/MADIsrc", .grid = kByteGrid},
    LeafRow{.path = "card/URECtracks", .grid = integer(0, 2)}, LeafRow{.path = "card/URECplayb", .grid = integer(0, 1)}, LeafRow{.path = "card/URECrout", .grid = integer(0, 1)}, LeafRow{.path = "card/URECsdsel", .grid = integer(0, 1)},
    LeafRow{.path = "rta/visibility", .grid = integer(0, 12)}, LeafRow{.path = "rta/gain", .grid = linf(0, 60, 6)}, LeafRow{.path = "rta/autogain", .grid = kOnGrid}, LeafRow{.path = "rta/source", .grid = integer(0, 73)},
    LeafRow{.path = "rta/pos", .grid = words(kPrePost)}, LeafRow{.path = "rta/mode", .grid = integer(0, 1)}, LeafRow{.path = "rta/options", .grid = bits(6)}, LeafRow{.path = "rta/det", .grid = words(kRmsPeakWords)},
    LeafRow{.path = "rta/decay", .grid = logf(0.25F, 16, 19, Print::hundredths), .initial = 9}, LeafRow{.path = "rta/peakhold", .grid = integer(0, 8)},
    LeafRow{.path = "iQ/#/iQmodel", .grid = integer(0, 15), .numbers = {.count = 16}}, LeafRow{.path = "iQ/#/iQeqset", .grid = integer(0, 4), .numbers = {.count = 16}}, LeafRow{.path = "iQ/#/iQsound", .grid = integer(0, 15), .numbers = {.count = 16}},
    LeafRow{.path = "key/layout", .grid = integer(0, 2)}, LeafRow{.path = "key/#", .grid = text(31), .numbers = {.count = 100, .first = 0}},
};

// What carries something out reads as 0 and is no value; the dialect sees it first.
constexpr auto action_rows() {
    constexpr Word names[] = {"setip", "initall", "initlib", "initshow", "savestate", "undopt", "doundo", "playtrack", "newscreen", "clearsolo", "setprebus", "setsrate", "setrtasrc", "recselect",
                              "gocue", "goscene", "gosnippet", "selsession", "delsession", "selmarker", "delmarker", "savemarker", "addmarker", "setposition", "clearalert", "formatcard", "setclock"};
    std::array<LeafRow, std::size(names)> rows{};
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = {.path = names[i], .grid = kBitmapGrid, .fixed = true};
    return rows;
}
inline constexpr auto kActions = action_rows();

// ---- libraries and shows ----

inline constexpr std::array kPresetRows = {
    LeafRow{.path = "pos", .grid = integer(0, 100)}, LeafRow{.path = "name", .grid = text(32)}, LeafRow{.path = "type", .grid = kByteGrid}, LeafRow{.path = "flags", .grid = kBitmapGrid}, LeafRow{.path = "hasdata", .grid = kOnGrid},
};
inline constexpr Grid kSixteenBits = integer(0, 65535);
inline constexpr std::array kShow = {
    LeafRow{.path = "prepos/current", .grid = integer(-1, 499), .initial = 0},
    LeafRow{.path = "showfile/show/name", .grid = text(32), .initial_text = "Tutti"}, LeafRow{.path = "showfile/show/inputs", .grid = kByteGrid}, LeafRow{.path = "showfile/show/mxsends", .grid = kSixteenBits}, LeafRow{.path = "showfile/show/mxbuses", .grid = kByteGrid},
    LeafRow{.path = "showfile/show/console", .grid = integer(0, 127)}, LeafRow{.path = "showfile/show/chan16", .grid = kSixteenBits}, LeafRow{.path = "showfile/show/chan32", .grid = kSixteenBits}, LeafRow{.path = "showfile/show/return", .grid = kSixteenBits},
    LeafRow{.path = "showfile/show/buses", .grid = kSixteenBits}, LeafRow{.path = "showfile/show/lrmtxdca", .grid = kSixteenBits}, LeafRow{.path = "showfile/show/effects", .grid = kByteGrid},
};
inline constexpr std::array kCue = {
    LeafRow{.path = "numb", .grid = integer(0, 99999)}, LeafRow{.path = "name", .grid = text(32)}, LeafRow{.path = "skip", .grid = integer(0, 1)}, LeafRow{.path = "scene", .grid = integer(-1, 99)}, LeafRow{.path = "bit", .grid = integer(-1, 99)},
    LeafRow{.path = "miditype", .grid = integer(0, 4)}, LeafRow{.path = "midichan", .grid = integer(0, 16)}, LeafRow{.path = "midipara1", .grid = integer(0, 127)}, LeafRow{.path = "midipara2", .grid = integer(0, 127)},
};
inline constexpr std::array kScene = {
    LeafRow{.path = "name", .grid = text(32)}, LeafRow{.path = "notes", .grid = text(255)}, LeafRow{.path = "safes", .grid = bits(9)}, LeafRow{.path = "hasdata", .grid = kOnGrid},
};
inline constexpr std::array kSnippet = {
    LeafRow{.path = "name", .grid = text(32)}, LeafRow{.path = "eventtyp", .grid = kBitmapGrid}, LeafRow{.path = "channels", .grid = kBitmapGrid}, LeafRow{.path = "auxbuses", .grid = kBitmapGrid}, LeafRow{.path = "maingrps", .grid = kBitmapGrid}, LeafRow{.path = "hasdata", .grid = kOnGrid},
};

// Recorders on a stick and on a card: there are none.
inline constexpr std::array kUsb = {
    LeafRow{.path = "path", .grid = text(63)}, LeafRow{.path = "title", .grid = text(63)}, LeafRow{.path = "dir/dirpos", .grid = integer(0, 999)}, LeafRow{.path = "dir/maxpos", .grid = integer(0, 999)},
    LeafRow{.path = "dir/#/type", .grid = text(31), .numbers = {.count = 999, .digits = 3}}, LeafRow{.path = "dir/#/name", .grid = text(31), .numbers = {.count = 999, .digits = 3}},
};
inline constexpr Grid kLengthGrid = integer(0, 86399999), kHundredGrid = integer(0, 100);
inline constexpr std::array kRecorder = {
    LeafRow{.path = "sessionmax", .grid = kHundredGrid}, LeafRow{.path = "markermax", .grid = kHundredGrid}, LeafRow{.path = "sessionlen", .grid = kLengthGrid}, LeafRow{.path = "sessionpos", .grid = kHundredGrid},
    LeafRow{.path = "markerpos", .grid = kHundredGrid}, LeafRow{.path = "batterystate", .grid = integer(0, 2)}, LeafRow{.path = "srate", .grid = integer(0, 1), .initial = 1}, LeafRow{.path = "tracks", .grid = integer(0, 32)},
    LeafRow{.path = "sessionspan", .grid = integer(0, 3)}, LeafRow{.path = "sessionoffs", .grid = kLengthGrid}, LeafRow{.path = "sd1state", .grid = integer(0, 3)}, LeafRow{.path = "sd2state", .grid = integer(0, 3)},
    LeafRow{.path = "sd1info", .grid = text(31)}, LeafRow{.path = "sd2info", .grid = text(31)}, LeafRow{.path = "errormessage", .grid = text(63)}, LeafRow{.path = "errorcode", .grid = kByteGrid},
    LeafRow{.path = "session/#/name", .grid = text(31), .numbers = {.count = 100, .digits = 3}}, LeafRow{.path = "marker/#/time", .grid = kLengthGrid, .numbers = {.count = 100, .digits = 3}},
};

inline constexpr std::array kUndoTime = {LeafRow{.path = "time", .grid = text(31)}};
inline constexpr std::array kHeadAmpIndex = {LeafRow{.path = "index", .grid = integer(-1, 127), .meaning = &kHeadAmp, .desk = "input/source", .fixed = true}};
inline constexpr Grid kUserOfInsert = integer(-1, 71);
inline constexpr std::array kInsertUsers = {
    LeafRow{.path = "fx#L", .grid = kUserOfInsert, .numbers = {.count = 8, .digits = 1}, .fixed = true},
    LeafRow{.path = "fx#R", .grid = kUserOfInsert, .numbers = {.count = 8, .digits = 1}, .fixed = true},
    LeafRow{.path = "aux#", .grid = kUserOfInsert, .numbers = {.count = 6, .digits = 1}, .fixed = true},
};

}  // namespace tutti::x32::rows
