#pragma once
// The one parameter table: a constexpr array of rows for each family of strips. To add a parameter, add its row here
// and the line of sound that obeys it (resolve.cpp, engine/mix). `"fader"_channel` is a row, looked up while compiling.
#include <array>
#include <cstddef>

#include "engine/console/row.hpp"
#include "engine/console/rows_cue.hpp"
#include "engine/console/rows_dynamics.hpp"
#include "engine/console/rows_fx.hpp"
#include "engine/console/rows_insert.hpp"
#include "engine/console/rows_matrix.hpp"
#include "engine/console/rows_people.hpp"
#include "engine/console/rows_scene.hpp"
#include "engine/console/rows_stereo.hpp"
#include "engine/console/rows_talkback.hpp"

// A table, a row a line:
// clang-format off
namespace tutti {

enum class Family : std::uint8_t { channel, bus, main, matrix, dca, mutegroup, fx, monitor, talkback, oscillator, output, session, preset, user, client, scene, scene_list };
inline constexpr std::size_t kFamilies = 17;

enum class BusKind : std::uint8_t { group, fx, aux, cue };
enum class Tap : std::uint8_t { input, pre_eq, post_eq, pre_fader, post_fader };
inline constexpr int kTaps = 5;
enum class FilterType : std::uint8_t { bell, low_shelf, high_shelf, low_cut, high_cut, notch };
enum class SoloMode : std::uint8_t { pfl, afl };

namespace rows {

inline constexpr std::string_view kFilterTypes[] = {"bell", "low_shelf", "high_shelf", "low_cut", "high_cut", "notch"};
inline constexpr std::string_view kSlopes[] = {"12", "18", "24"};
inline constexpr std::string_view kBusKinds[] = {"group", "fx", "aux", "cue"};
inline constexpr std::string_view kWidths[] = {"mono", "stereo"};
inline constexpr std::string_view kTapNames[] = {"input", "pre_eq", "post_eq", "pre_fader", "post_fader"};
inline constexpr std::string_view kSendTaps[] = {"bus", "input", "pre_eq", "post_eq", "pre_fader", "post_fader"};
inline constexpr std::string_view kSoloModes[] = {"pfl", "afl"};
inline constexpr float kChannelBands[] = {80, 400, 2000, 8000};
inline constexpr float kBusBands[] = {60, 150, 400, 1000, 3000, 10000};

template <std::size_t... N>
constexpr auto join(const std::array<Row, N>&... groups) {
    std::array<Row, (N + ...)> all{};
    std::size_t at = 0;
    ((
         [&] {
             for (const Row& row : groups) all[at++] = row;
         }()),
     ...);
    return all;
}

// ---- groups of rows that several families share ----

inline constexpr std::array kNames = {
    Row{.path = "name", .type = Type::text, .form = TextForm::name, .part = Part::names, .help = "What people call this strip; up to 32 characters."},
    Row{.path = "color", .type = Type::text, .form = TextForm::colour, .part = Part::names, .initial_text = "#808080", .help = "The strip's paint, as #rrggbb."},
    Row{.path = "icon", .type = Type::text, .form = TextForm::name, .part = Part::names, .help = "An icon, by name."},
};
inline constexpr std::array kScribble = {
    Row{.path = "short", .type = Type::text, .form = TextForm::short_name, .part = Part::names, .help = "Up to 7 ASCII characters for scribble strips; empty = made from the name."},
    Row{.path = "family", .type = Type::text, .form = TextForm::name, .part = Part::names, .help = "drums, band, keys, vocals, click, fx, talk, other, or a word of your own."},
};

constexpr auto eq_rows(std::span<const float> frequencies) {
    const auto bands = static_cast<std::int16_t>(frequencies.size());
    return std::array{
        Row{.path = "eq/on", .type = Type::toggle, .max = 1, .initial = 1, .part = Part::eq, .help = "The whole equaliser on or off."},
        Row{.path = "eq/band/{band}/on", .type = Type::toggle, .index = Index::band, .bands = bands, .max = 1, .initial = 1, .part = Part::eq, .help = "This band on or off."},
        Row{.path = "eq/band/{band}/type", .type = Type::choice, .law = Law::steps, .index = Index::band, .bands = bands, .max = 5, .choices = kFilterTypes, .part = Part::eq, .help = "The band's shape."},
        Row{.path = "eq/band/{band}/frequency", .unit = Unit::hz, .law = Law::log, .index = Index::band, .bands = bands, .min = 20, .max = 20000, .initial = frequencies[0], .initials = frequencies, .part = Part::eq, .help = "Centre or corner frequency."},
        Row{.path = "eq/band/{band}/gain", .unit = Unit::db, .index = Index::band, .bands = bands, .min = -18, .max = 18, .part = Part::eq, .help = "Boost or cut of bells and shelves."},
        Row{.path = "eq/band/{band}/q", .law = Law::log, .index = Index::band, .bands = bands, .min = 0.3F, .max = 20, .initial = 1, .part = Part::eq, .help = "Quality: how narrow the band is."},
    };
}
inline constexpr std::array kFader = {
    Row{.path = "fader", .unit = Unit::db, .law = Law::fader, .min = -90, .max = 10, .initial = -90, .part = Part::fader, .help = "Level; -90 is off."},
};
inline constexpr std::array kFaderAtZero = {
    Row{.path = "fader", .unit = Unit::db, .law = Law::fader, .min = -90, .max = 10, .initial = 0, .part = Part::fader, .help = "Level; -90 is off."},
};
inline constexpr std::array kMute = {
    Row{.path = "mute", .type = Type::toggle, .max = 1, .part = Part::mute, .help = "The strip's own mute."},
};
inline constexpr std::array kMutedBy = {
    Row{.path = "muted_by", .type = Type::text, .kind = Kind::reading, .help = "Why nothing is heard of it: words of own, input, mutegroup:G, dca:D, sip; empty when it is open."},
};
inline constexpr std::array kPan = {
    Row{.path = "pan", .min = -1, .max = 1, .part = Part::pan, .help = "Place between left (-1) and right (1), -3 dB in the middle."},
};
inline constexpr std::array kBalance = {
    Row{.path = "balance", .min = -1, .max = 1, .part = Part::pan, .help = "Lowers the far side; 0 leaves both as they are."},
};
inline constexpr std::array kSolo = {
    Row{.path = "solo/{monitor}", .type = Type::toggle, .index = Index::monitor, .max = 1, .passing = true, .help = "Listen to it on this monitor; in no scene, cleared at start."},
};
inline constexpr std::array kMembership = {
    Row{.path = "dca/{dca}", .type = Type::toggle, .index = Index::dca, .max = 1, .part = Part::groups, .help = "Member of this DCA."},
    Row{.path = "mutegroup/{mutegroup}", .type = Type::toggle, .index = Index::mutegroup, .max = 1, .part = Part::groups, .help = "Member of this mute group."},
};
inline constexpr std::array kSends = {
    Row{.path = "send/{bus}/on", .type = Type::toggle, .index = Index::bus, .max = 1, .initial = 1, .part = Part::sends, .help = "The send's own key. Into a group: off at first."},
    Row{.path = "send/{bus}/level", .unit = Unit::db, .law = Law::fader, .index = Index::bus, .min = -90, .max = 10, .initial = -90, .part = Part::sends, .help = "Send level; -90 is off. Into a group: 0 at first."},
    Row{.path = "send/{bus}/pan", .index = Index::bus, .min = -1, .max = 1, .part = Part::sends, .help = "Place in a stereo bus; setting it clears pan_follow."},
    Row{.path = "send/{bus}/pan_follow", .type = Type::toggle, .index = Index::bus, .max = 1, .initial = 1, .part = Part::sends, .help = "The send takes the strip's own pan or balance."},
    Row{.path = "send/{bus}/tap", .type = Type::choice, .law = Law::steps, .index = Index::bus, .max = 5, .choices = kSendTaps, .part = Part::sends, .help = "Where the send takes its sound; bus = as the bus says."},
    Row{.path = "send/{bus}/me", .type = Type::toggle, .index = Index::bus, .max = 1, .part = Part::sends, .help = "In a cue mix: this is the performer's own sound, moved by cue/me/level."},
    Row{.path = "send/{bus}/show", .type = Type::toggle, .index = Index::bus, .max = 1, .initial = 1, .part = Part::sends, .help = "Whether the performer's page shows it."},
    Row{.path = "send/{bus}/offset", .unit = Unit::db, .index = Index::bus, .min = -90, .max = 20, .part = Part::sends, .help = "While the cue inherits: added to what it inherits for this strip; -90 is off."},
};
inline constexpr std::array kLimiter = {
    Row{.path = "limiter/on", .type = Type::toggle, .max = 1, .part = Part::comp, .help = "Limiter, the last processor. On a cue bus: on at first."},
    Row{.path = "limiter/ceiling", .unit = Unit::db, .min = -30, .max = 0, .initial = -1, .part = Part::comp, .help = "No sample passes it (dBFS). On a cue bus: -6 at first."},
    Row{.path = "limiter/release", .unit = Unit::ms, .law = Law::log, .min = 5, .max = 1000, .initial = 50, .part = Part::comp, .help = "Time to recover after a peak."},
};

constexpr auto delay_rows(std::string_view on, std::string_view time, float longest, Part part) {
    return std::array{
        Row{.path = on, .type = Type::toggle, .max = 1, .part = part, .help = "Delay on or off; `busy` when the memory that the desk keeps for delays is taken."},
        Row{.path = time, .unit = Unit::ms, .max = longest, .part = part, .help = "How late, to the sample."},
    };
}

inline constexpr std::array kLookahead = {
    Row{.path = "limiter/lookahead", .type = Type::toggle, .max = 1, .part = Part::comp, .help = "Hears 1 ms ahead, so that no true peak passes either; main is late by that much."},
};

inline constexpr std::array kLoudness = {
    Row{.path = "loudness/clear", .type = Type::action, .kind = Kind::action, .help = "The measured programme begins now: integrated loudness, range and true peaks start anew."},
};

// ---- the families ----

inline constexpr auto kChannel = join(
    kNames, kScribble,
    std::array{
        Row{.path = "input/source", .type = Type::route, .law = Law::steps, .routes = RouteSet::channel_source, .part = Part::patch, .help = "Where the channel's sound comes from; at first the input of the same number."},
        Row{.path = "input/trim", .unit = Unit::db, .min = -24, .max = 24, .part = Part::input, .help = "Gain at the input."},
        Row{.path = "input/invert", .type = Type::toggle, .max = 1, .part = Part::input, .help = "Polarity."},
        Row{.path = "input/mute", .type = Type::toggle, .max = 1, .part = Part::input, .help = "Hard mute, before every tap."},
    },
    delay_rows("input/delay/on", "input/delay/time", 500, Part::input),
    std::array{
        Row{.path = "hpf/on", .type = Type::toggle, .max = 1, .part = Part::hpf, .help = "Low cut on or off."},
        Row{.path = "hpf/frequency", .unit = Unit::hz, .law = Law::log, .min = 20, .max = 1000, .initial = 80, .part = Part::hpf, .help = "Where the low cut is 3 dB down."},
        Row{.path = "hpf/slope", .type = Type::integer, .law = Law::steps, .min = 12, .max = 24, .initial = 18, .choices = kSlopes, .part = Part::hpf, .help = "Steepness in dB an octave: 12, 18 or 24 (Butterworth)."},
    },
    kGate, eq_rows(kChannelBands), comp_rows(RouteSet::channel_key), kInsert, kAutomix, kLink, kPan, kFader, kMute, kMutedBy, kSolo,
    std::array{Row{.path = "to/main", .type = Type::toggle, .max = 1, .initial = 1, .part = Part::sends, .help = "Feeds the main mix."}},
    kSends, kMembership, kChannelSafes);

inline constexpr auto kBus = join(
    kNames, kScribble,
    std::array{
        Row{.path = "kind", .type = Type::choice, .law = Law::steps, .max = 3, .initial = 2, .choices = kBusKinds, .part = Part::sends, .help = "group, fx, aux or cue; changing it sets the kind's defaults."},
        Row{.path = "width", .type = Type::choice, .law = Law::steps, .max = 1, .initial = 1, .choices = kWidths, .part = Part::sends, .help = "mono or stereo."},
        Row{.path = "tap", .type = Type::choice, .law = Law::steps, .max = 4, .initial = 3, .choices = kTapNames, .part = Part::sends, .help = "Where sends whose tap is `bus` take their sound; at first pre_fader for cue and aux, post_fader for fx and group."},
        Row{.path = "follow/mute", .type = Type::toggle, .max = 1, .initial = 1, .part = Part::sends, .help = "A strip's mute silences its pre-fader sends here too; off for cue buses at first."},
        Row{.path = "to/main", .type = Type::toggle, .max = 1, .part = Part::sends, .help = "Feeds the main mix; on for groups at first."},
    },
    eq_rows(kBusBands), comp_rows(RouteSet::bus_key), kInsert, kMute, kMutedBy, kFaderAtZero, kBalance, kPan, kImage, kSolo, kMembership, kLimiter, kCue, kInherit, kLoudness, kSends, kMatrixFeeds, kBusSafes);

inline constexpr auto kMain = join(
    std::array{kNames[0], kNames[1]}, eq_rows(kBusBands), comp_rows(RouteSet::bus_key), kInsert, kBalance, kFaderAtZero, kMute, kSolo, kLimiter, kLookahead, kLoudness, kMatrixFeeds);

inline constexpr auto kMatrix = join(
    kNames, std::array{kScribble[0], Row{.path = "width", .type = Type::choice, .law = Law::steps, .max = 1, .initial = 1, .choices = kWidths, .part = Part::sends, .help = "mono or stereo."}},
    with_crossovers(eq_rows(kBusBands)), comp_rows(RouteSet::bus_key), kInsert, delay_rows("delay/on", "delay/time", 1000, Part::matrix),
    kMute, kMutedBy, kFaderAtZero, kBalance, kSolo, kMembership, kLimiter);

inline constexpr auto kDca = join(kNames, kFaderAtZero, kMute, kSolo);

inline constexpr auto kMutegroup = join(
    std::array{kNames[0], kNames[1]},
    std::array{Row{.path = "on", .type = Type::toggle, .max = 1, .part = Part::mute, .help = "Mutes all members."}});

inline constexpr auto kMonitor = join(std::array{
    Row{.path = "source", .type = Type::route, .law = Law::steps, .initial = 0, .routes = RouteSet::monitor_source, .part = Part::monitor, .help = "What is heard while nothing is soloed."},
    Row{.path = "level", .unit = Unit::db, .law = Law::fader, .min = -90, .max = 10, .initial = -30, .part = Part::monitor, .help = "Listening level; -90 is off."},
    Row{.path = "mute", .type = Type::toggle, .max = 1, .part = Part::monitor, .help = "Silences the monitor."},
    Row{.path = "dim", .type = Type::toggle, .max = 1, .part = Part::monitor, .help = "Lowers it by dim_level."},
    Row{.path = "dim_level", .unit = Unit::db, .min = -40, .max = 0, .initial = -20, .part = Part::monitor, .help = "How much dim lowers."},
    Row{.path = "mono", .type = Type::toggle, .max = 1, .part = Part::monitor, .help = "(L+R)/2 on both sides."},
    Row{.path = "mode", .type = Type::choice, .law = Law::steps, .max = 1, .choices = kSoloModes, .part = Part::monitor, .help = "Solos are heard before the fader (pfl) or after fader and pan (afl)."},
    Row{.path = "exclusive", .type = Type::toggle, .max = 1, .part = Part::monitor, .help = "A new solo ends the others."},
    Row{.path = "pfl_trim", .unit = Unit::db, .min = -20, .max = 20, .part = Part::monitor, .help = "Level of PFL against the source."},
    Row{.path = "solo/active", .type = Type::toggle, .kind = Kind::reading, .max = 1, .help = "Something is soloed or listened to on this monitor."},
    Row{.path = "solo/clear", .type = Type::action, .kind = Kind::action, .help = "Ends all solos of this monitor, and listening to keys."},
}, delay_rows("delay/on", "delay/time", 500, Part::monitor));

inline constexpr auto kOutput = join(std::array{
    Row{.path = "source", .type = Type::route, .law = Law::steps, .routes = RouteSet::output_source, .part = Part::patch, .help = "What this socket plays; at first 1 and 2 are main:l and main:r."},
    Row{.path = "tap", .type = Type::choice, .law = Law::steps, .max = 4, .initial = 4, .choices = kTapNames, .part = Part::output, .help = "For channels and inputs only: buses and main are always taken behind their limiter."},
    Row{.path = "name", .type = Type::text, .form = TextForm::name, .part = Part::output, .help = "What is plugged in here."},
    Row{.path = "trim", .unit = Unit::db, .min = -24, .max = 0, .part = Part::output, .help = "Lowers the socket."},
    Row{.path = "mute", .type = Type::toggle, .max = 1, .part = Part::output, .help = "Silences the socket."},
    Row{.path = "invert", .type = Type::toggle, .max = 1, .part = Part::output, .help = "Polarity."},
}, delay_rows("delay/on", "delay/time", 1000, Part::output));

inline constexpr auto kSession = std::array{
    Row{.path = "name", .type = Type::text, .form = TextForm::name, .help = "The session's name."},
    Row{.path = "revision", .type = Type::counter, .kind = Kind::reading, .help = "Number of the newest change; never used twice."},
    Row{.path = "panic", .type = Type::toggle, .max = 1, .passing = true, .help = "All outputs silent in 10 ms; never stored."},
    Row{.path = "hands", .type = Type::text, .kind = Kind::reading, .initial_text = "{}", .help = "Who holds what, as JSON: {\"/channel/1/fader\": \"ana\"}, at most 256."},
    Row{.path = "engine/state", .type = Type::text, .kind = Kind::reading, .initial_text = "stopped", .help = "running, fallback (silent clock, the device is missing), recovering or stopped."},
    Row{.path = "engine/reason", .type = Type::text, .kind = Kind::reading, .help = "Why the engine is not running, in a sentence."},
    Row{.path = "engine/device", .type = Type::text, .kind = Kind::reading, .help = "The device in use."},
    Row{.path = "engine/device_wanted", .type = Type::text, .kind = Kind::reading, .help = "The device that the configuration names."},
    Row{.path = "engine/load", .kind = Kind::reading, .max = 1, .help = "Busy part of the time between callbacks, 0..1, the worst of the last second."},
    Row{.path = "engine/xruns", .type = Type::integer, .kind = Kind::reading, .max = 16777216, .help = "Dropouts since start."},
    Row{.path = "engine/nan", .type = Type::integer, .kind = Kind::reading, .max = 16777216, .help = "NaN and infinite samples stopped at the inputs since start."},
    Row{.path = "engine/priority", .type = Type::integer, .kind = Kind::reading, .max = 99, .help = "Real-time priority of the audio thread; 0 = none."},
    Row{.path = "engine/rate", .kind = Kind::reading, .unit = Unit::hz, .max = 768000, .help = "Sample rate."},
    Row{.path = "engine/block", .type = Type::integer, .kind = Kind::reading, .max = 65536, .help = "Frames of the last callback."},
    Row{.path = "engine/latency", .kind = Kind::reading, .unit = Unit::ms, .max = 10000, .help = "Input to output, as the device reports it."},
    Row{.path = "engine/shed", .type = Type::toggle, .kind = Kind::reading, .max = 1, .help = "The machine is too slow for all: effects fed by buses rest, because /session/shed allows it."},
    Row{.path = "shed", .type = Type::toggle, .max = 1, .help = "Under overload effects fed by buses may rest, before sound drops out; without it nothing that is heard is ever left out."},
    Row{.path = "file/state", .type = Type::text, .kind = Kind::reading, .initial_text = "saved", .help = "Of the session file: saved, behind (by less than a tenth of a second) or failing (what changes is not saved: see reason)."},
    Row{.path = "file/reason", .type = Type::text, .kind = Kind::reading, .help = "What is wrong with the session file, or was at start, in a sentence."},
    Row{.path = "lan", .type = Type::toggle, .max = 1, .help = "Whether the desk can be reached from the network; only from this machine otherwise."},
    Row{.path = "network/state", .type = Type::text, .kind = Kind::reading, .help = "Of the network: off, on, or why it cannot be reached there, in a sentence."},
    Row{.path = "network/addresses", .type = Type::text, .kind = Kind::reading, .help = "Where the page is on the network: addresses with blanks between, the most likely first."},
    Row{.path = "network/fingerprint", .type = Type::text, .kind = Kind::reading, .help = "SHA-256 of the studio's certificate, in hexadecimal with colons; empty without HTTPS."},
    Row{.path = "undo", .type = Type::action, .kind = Kind::action, .help = "`,s own` or `,s all`: takes back the last step of one's own, or of anybody."},
    Row{.path = "redo", .type = Type::action, .kind = Kind::action, .help = "`,s own` or `,s all`: does again what was taken back."},
    Row{.path = "sip/armed", .type = Type::toggle, .max = 1, .passing = true, .help = "Solo in place may act; off when the client that armed it goes, and then no channel is soloed in place. Never stored."},
    Row{.path = "sip/channel/{channel}", .type = Type::toggle, .index = Index::channel, .max = 1, .passing = true, .help = "While solo in place is armed: of the channels only those that have it are in main. Cues, aux and effects do not change."},
};

inline constexpr auto kPreset = std::array{
    Row{.path = "name", .type = Type::text, .kind = Kind::reading, .help = "What it is called. Presets up to 100 come with Tutti, the studio's own follow; a number without a name is free."},
    Row{.path = "parts", .type = Type::text, .kind = Kind::reading, .help = "What it sets, in words of parts."},
};

// What the return of an effect is as a strip; its rows stand under /fx/{x}/return/.
inline constexpr auto kFxReturn = join(
    kNames, std::array{kScribble[1]}, eq_rows(kChannelBands), kMute, kMutedBy, kFaderAtZero, kBalance, kSolo,
    std::array{Row{.path = "to/main", .type = Type::toggle, .max = 1, .initial = 1, .part = Part::sends, .help = "Feeds the main mix."}},
    kSends, kMembership);

inline constexpr auto kFx = join(kFxSlot, kPlate, kHall, kRoom, kDelay, kChorus, kFlanger, kPhaser, kDoubler, kGraphic,
                                 kDeesser, kSaturation, below<"return", kFxReturn>());

}  // namespace rows

// What a family is called on the wire (words with slashes between), and its rows. Where `counted`, addresses carry a number: /channel/3/…
struct FamilyInfo {
    std::string_view name;
    std::span<const Row> rows;
    bool counted;
    std::string_view own_key = {};  // where the name is no word of its own
    constexpr std::string_view key() const { return own_key.empty() ? name : own_key; }
};
inline constexpr std::array<FamilyInfo, kFamilies> kFamilyInfo = {{
    {"channel", rows::kChannel, true},
    {"bus", rows::kBus, true},
    {"main", rows::kMain, false},
    {"matrix", rows::kMatrix, true},
    {"dca", rows::kDca, true},
    {"mutegroup", rows::kMutegroup, true},
    {"fx", rows::kFx, true},
    {"monitor", rows::kMonitor, true},
    {"talkback", rows::kTalkback, true},
    {"oscillator", rows::kOscillator, false},
    {"output", rows::kOutput, true},
    {"session", rows::kSession, false},
    {"preset", rows::kPreset, true},
    {"user", rows::kUser, true},
    {"session/clients", rows::kClient, true, "client"},
    {"scene", rows::kScene, true},
    {"scene", rows::kSceneList, false, "scene_list"},
}};
constexpr const FamilyInfo& info(Family family) { return kFamilyInfo[static_cast<std::size_t>(family)]; }

// A row of one family, found while compiling.
template <Family F>
struct RowOf {
    std::uint16_t row;
};
template <Family F>
consteval RowOf<F> find_row(std::string_view path) {
    const auto all = info(F).rows;
    for (std::uint16_t i = 0; i < all.size(); ++i)
        if (all[i].path == path) return {i};
    throw "no such row in this family";  // not a constant expression: a misspelt path does not compile
}
consteval auto operator""_channel(const char* s, std::size_t n) { return find_row<Family::channel>({s, n}); }
consteval auto operator""_bus(const char* s, std::size_t n) { return find_row<Family::bus>({s, n}); }
consteval auto operator""_main(const char* s, std::size_t n) { return find_row<Family::main>({s, n}); }
consteval auto operator""_matrix(const char* s, std::size_t n) { return find_row<Family::matrix>({s, n}); }
consteval auto operator""_dca(const char* s, std::size_t n) { return find_row<Family::dca>({s, n}); }
consteval auto operator""_mutegroup(const char* s, std::size_t n) { return find_row<Family::mutegroup>({s, n}); }
consteval auto operator""_fx(const char* s, std::size_t n) { return find_row<Family::fx>({s, n}); }
consteval auto operator""_monitor(const char* s, std::size_t n) { return find_row<Family::monitor>({s, n}); }
consteval auto operator""_talkback(const char* s, std::size_t n) { return find_row<Family::talkback>({s, n}); }
consteval auto operator""_oscillator(const char* s, std::size_t n) { return find_row<Family::oscillator>({s, n}); }
consteval auto operator""_output(const char* s, std::size_t n) { return find_row<Family::output>({s, n}); }
consteval auto operator""_session(const char* s, std::size_t n) { return find_row<Family::session>({s, n}); }
consteval auto operator""_preset(const char* s, std::size_t n) { return find_row<Family::preset>({s, n}); }
consteval auto operator""_user(const char* s, std::size_t n) { return find_row<Family::user>({s, n}); }
consteval auto operator""_client(const char* s, std::size_t n) { return find_row<Family::client>({s, n}); }
consteval auto operator""_scene(const char* s, std::size_t n) { return find_row<Family::scene>({s, n}); }
consteval auto operator""_scene_list(const char* s, std::size_t n) { return find_row<Family::scene_list>({s, n}); }

}  // namespace tutti
