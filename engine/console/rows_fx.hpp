#pragma once
// Rows of the effects' types: one sub-tree for each type, all of them always present in every slot. The settings of one
// type, in the order of its rows, are what its processor in engine/fx is told. Included by rows.hpp.
#include <array>
#include <span>
#include <string_view>
#include <utility>

#include "engine/console/row.hpp"

// A table, a row a line:
// clang-format off
namespace tutti {

enum class FxType : std::int32_t {
    none, plate, hall, room, delay, chorus, flanger, phaser, doubler, graphic, deesser, saturation
};
inline constexpr int kFxTypes = 12;
enum class DeesserMode : std::uint8_t { split, wide };

inline constexpr int kGraphicBands = 31;

namespace rows {

// Two words of a path, put together while compiling.
template <std::size_t N>
struct PathWord {
    char at[N]{};
    constexpr PathWord(const char (&s)[N]) {
        for (std::size_t i = 0; i < N; ++i) at[i] = s[i];
    }
};
template <PathWord A, PathWord B>
struct PathOf {
    static constexpr auto chars = [] {
        std::array<char, sizeof A.at + sizeof B.at> all{};
        std::size_t n = 0;
        for (const char c : A.at)
            if (c) all[n++] = c;
        all[n++] = '/';
        for (const char c : B.at)
            if (c) all[n++] = c;
        return all;
    }();
    static constexpr std::string_view view{chars.data(), chars.size() - 1};
};
template <PathWord A, PathWord B>
inline constexpr std::string_view kPath = PathOf<A, B>::view;

// A group of rows once more, below another word: `return/fader`.
template <PathWord P, const auto& kRows, std::size_t kAt>
struct PathBelow {
    static constexpr auto chars = [] {
        std::array<char, sizeof P.at + kRows[kAt].path.size()> all{};
        std::size_t n = 0;
        for (const char c : P.at)
            if (c) all[n++] = c;
        all[n++] = '/';
        for (const char c : kRows[kAt].path) all[n++] = c;
        return all;
    }();
    static constexpr std::string_view view{chars.data(), chars.size()};
};
template <PathWord P, const auto& kRows>
constexpr auto below() {
    auto all = kRows;
    [&]<std::size_t... kAt>(std::index_sequence<kAt...>) {
        ((all[kAt].path = PathBelow<P, kRows, kAt>::view), ...);
    }(std::make_index_sequence<kRows.size()>());
    return all;
}

inline constexpr std::string_view kFxTypeNames[] = {"none",   "plate",   "hall",    "room",    "delay",      "chorus", "flanger",
                                                    "phaser", "doubler", "graphic", "deesser", "saturation"};
inline constexpr std::string_view kDelayParts[] = {"1", "3/4", "2/3", "1/2", "3/8", "1/3", "1/4", "1/6", "1/8"};
inline constexpr std::string_view kPhaserStages[] = {"4", "6", "8", "10", "12"};
inline constexpr std::string_view kDeesserModes[] = {"split", "wide"};
// ISO 266, a third of an octave apart.
inline constexpr float kGraphicFrequencies[kGraphicBands] = {
    20,  25,  31.5F, 40,   50,   63,   80,   100,  125,  160,  200,  250,  315,   400,   500,  630,
    800, 1000, 1250, 1600, 2000, 2500, 3150, 4000, 5000, 6300, 8000, 10000, 12500, 16000, 20000};

// `mix`: 1 is the effect alone, as on an fx bus.
template <PathWord T>
constexpr Row mix_row(float initial) {
    return {.path = kPath<T, "mix">, .min = 0, .max = 1, .initial = initial, .part = Part::fx, .help = "Share of the effect; the rest is the sound as it came. 1 on an fx bus."};
}
template <PathWord T>
constexpr Row low_cut_row(float initial) {
    return {.path = kPath<T, "low_cut">, .unit = Unit::hz, .law = Law::log, .min = 20, .max = 2000, .initial = initial, .part = Part::fx, .help = "Takes away what is below, 12 dB an octave; 20 = off."};
}
template <PathWord T>
constexpr Row high_cut_row(float initial) {
    return {.path = kPath<T, "high_cut">, .unit = Unit::hz, .law = Law::log, .min = 500, .max = 20000, .initial = initial, .part = Part::fx, .help = "Takes away what is above, 12 dB an octave; 20000 = off."};
}
template <PathWord T>
constexpr Row rate_row(float least, float most, float initial) {
    return {.path = kPath<T, "rate">, .unit = Unit::hz, .law = Law::log, .min = least, .max = most, .initial = initial, .part = Part::fx, .help = "How often it goes to and fro."};
}
template <PathWord T>
constexpr Row spread_row(float initial) {
    return {.path = kPath<T, "spread">, .min = 0, .max = 1, .initial = initial, .part = Part::fx, .help = "How differently the two sides move: 0 together, 1 against each other."};
}
template <PathWord T>
constexpr Row feedback_row(float most, float initial) {
    return {.path = kPath<T, "feedback">, .min = -most, .max = most, .initial = initial, .part = Part::fx, .help = "Share of what comes out that goes in again; below 0 turned over."};
}

inline constexpr std::array kFxSlot = {
    Row{.path = "type", .type = Type::choice, .law = Law::steps, .max = kFxTypes - 1, .choices = kFxTypeNames, .part = Part::fx, .help = "Which effect it is; each type keeps its own settings. A change mutes for 10 ms."},
    Row{.path = "source", .type = Type::route, .law = Law::steps, .routes = RouteSet::fx_source, .part = Part::patch, .help = "The bus that feeds it, behind its fader; heard while that bus is a group or an fx bus."},
};

template <PathWord T>
constexpr auto reverb_rows(float decay, float predelay, float high, float low_cut, float high_cut) {
    return std::array{
        Row{.path = kPath<T, "decay">, .unit = Unit::seconds, .law = Law::log, .min = 0.2F, .max = 20, .initial = decay, .part = Part::fx, .help = "Time in which the middle frequencies die away by 60 dB."},
        Row{.path = kPath<T, "predelay">, .unit = Unit::ms, .min = 0, .max = 250, .initial = predelay, .part = Part::fx, .help = "Time before anything is heard."},
        Row{.path = kPath<T, "low/ratio">, .law = Law::log, .min = 0.25F, .max = 2, .initial = 1, .part = Part::fx, .help = "Decay time of the low frequencies against the middle."},
        Row{.path = kPath<T, "low/frequency">, .unit = Unit::hz, .law = Law::log, .min = 50, .max = 800, .initial = 200, .part = Part::fx, .help = "Where the middle turns into the low."},
        Row{.path = kPath<T, "high/ratio">, .law = Law::log, .min = 0.1F, .max = 1, .initial = high, .part = Part::fx, .help = "Decay time of the high frequencies against the middle."},
        Row{.path = kPath<T, "high/frequency">, .unit = Unit::hz, .law = Law::log, .min = 1000, .max = 16000, .initial = 8000, .part = Part::fx, .help = "Where the middle turns into the high."},
        low_cut_row<T>(low_cut), high_cut_row<T>(high_cut), mix_row<T>(1),
    };
}
// What a room has besides: how large, and how strongly its walls answer before the reverberation does.
template <PathWord T>
constexpr auto space_rows(float least, float most, float size) {
    return std::array{
        Row{.path = kPath<T, "size">, .law = Law::log, .min = least, .max = most, .initial = size, .part = Part::fx, .help = "Length of the room in metres."},
        Row{.path = kPath<T, "early">, .unit = Unit::db, .law = Law::fader, .min = -90, .max = 10, .initial = 0, .part = Part::fx, .help = "Level of the early reflections; -90 is off."},
    };
}

template <std::size_t A, std::size_t B>
constexpr auto both(const std::array<Row, A>& a, const std::array<Row, B>& b) {
    std::array<Row, A + B> all{};
    for (std::size_t i = 0; i < A; ++i) all[i] = a[i];
    for (std::size_t i = 0; i < B; ++i) all[A + i] = b[i];
    return all;
}

inline constexpr auto kPlate = reverb_rows<"plate">(2, 0, 0.8F, 80, 10000);
inline constexpr auto kHall = both(reverb_rows<"hall">(2.4F, 10, 0.6F, 60, 6500), space_rows<"hall">(15, 60, 30));
inline constexpr auto kRoom = both(reverb_rows<"room">(0.7F, 0, 0.7F, 60, 9000), space_rows<"room">(4, 20, 8));

inline constexpr std::array kDelay = {
    Row{.path = "delay/time", .unit = Unit::ms, .law = Law::log, .min = 10, .max = 2000, .initial = 500, .part = Part::fx, .help = "The beat; tap sets it."},
    Row{.path = "delay/tap", .type = Type::action, .kind = Kind::action, .help = "In time with the music: the time between two of them becomes the beat."},
    Row{.path = "delay/left", .type = Type::choice, .law = Law::steps, .max = 8, .initial = 0, .choices = kDelayParts, .part = Part::fx, .help = "The left side's part of the beat."},
    Row{.path = "delay/right", .type = Type::choice, .law = Law::steps, .max = 8, .initial = 0, .choices = kDelayParts, .part = Part::fx, .help = "The right side's part of the beat."},
    Row{.path = "delay/feedback", .min = 0, .max = 0.95F, .initial = 0.3F, .part = Part::fx, .help = "Level of each echo against the one before (1 = as loud)."},
    Row{.path = "delay/cross", .min = 0, .max = 1, .initial = 0, .part = Part::fx, .help = "Share of the feedback that changes sides; 1 is ping-pong."},
    low_cut_row<"delay">(20), high_cut_row<"delay">(20000), mix_row<"delay">(1),
};
inline constexpr std::array kChorus = {
    rate_row<"chorus">(0.05F, 5, 0.6F),
    Row{.path = "chorus/depth", .unit = Unit::ms, .min = 0, .max = 8, .initial = 2, .part = Part::fx, .help = "How far the voices go to either side of the delay."},
    Row{.path = "chorus/delay", .unit = Unit::ms, .min = 2, .max = 40, .initial = 12, .part = Part::fx, .help = "Where the voices stand in the middle; never nearer than the depth allows."},
    spread_row<"chorus">(1), mix_row<"chorus">(1),
};
inline constexpr std::array kFlanger = {
    rate_row<"flanger">(0.02F, 5, 0.15F),
    Row{.path = "flanger/depth", .unit = Unit::ms, .min = 0, .max = 8, .initial = 2, .part = Part::fx, .help = "How far the delay rises."},
    Row{.path = "flanger/delay", .unit = Unit::ms, .law = Law::log, .min = 0.1F, .max = 10, .initial = 0.5F, .part = Part::fx, .help = "The shortest delay."},
    feedback_row<"flanger">(0.95F, 0.4F), spread_row<"flanger">(0.5F), mix_row<"flanger">(0.5F),
};
inline constexpr std::array kPhaser = {
    rate_row<"phaser">(0.02F, 8, 0.4F),
    Row{.path = "phaser/frequency", .unit = Unit::hz, .law = Law::log, .min = 100, .max = 4000, .initial = 700, .part = Part::fx, .help = "The middle of the way."},
    Row{.path = "phaser/depth", .unit = Unit::octaves, .min = 0, .max = 3, .initial = 1.5F, .part = Part::fx, .help = "How far it goes to either side."},
    Row{.path = "phaser/stages", .type = Type::integer, .law = Law::steps, .min = 4, .max = 12, .initial = 6, .choices = kPhaserStages, .part = Part::fx, .help = "All-passes in a row; half as many notches."},
    feedback_row<"phaser">(0.9F, 0.3F), spread_row<"phaser">(0.5F), mix_row<"phaser">(0.5F),
};
inline constexpr std::array kDoubler = {
    Row{.path = "doubler/delay", .unit = Unit::ms, .min = 5, .max = 80, .initial = 25, .part = Part::fx, .help = "How late the doubles are; the right one a third later."},
    Row{.path = "doubler/detune", .min = 0, .max = 40, .initial = 10, .part = Part::fx, .help = "How far the doubles stray in pitch, at most, in cents."},
    rate_row<"doubler">(0.05F, 3, 0.35F), spread_row<"doubler">(1), mix_row<"doubler">(1),
};
inline constexpr std::array kGraphic = {
    Row{.path = "graphic/band/{band}/gain", .unit = Unit::db, .index = Index::band, .bands = kGraphicBands, .min = -12, .max = 12, .part = Part::fx, .help = "Gain of one third of an octave, 20 Hz to 20 kHz."},
};
inline constexpr std::array kDeesser = {
    Row{.path = "deesser/frequency", .unit = Unit::hz, .law = Law::log, .min = 1500, .max = 12000, .initial = 6000, .part = Part::fx, .help = "What is above it counts as sibilance."},
    Row{.path = "deesser/threshold", .unit = Unit::db, .min = -60, .max = 0, .initial = -24, .part = Part::fx, .help = "Level of the sibilance where it begins (of a sine: its peak)."},
    Row{.path = "deesser/ratio", .law = Law::log, .min = 1, .max = 20, .initial = 4, .part = Part::fx, .help = "dB over the threshold for each dB that is left over."},
    Row{.path = "deesser/range", .unit = Unit::db, .min = 0, .max = 24, .initial = 12, .part = Part::fx, .help = "The most it lowers."},
    Row{.path = "deesser/attack", .unit = Unit::ms, .law = Law::log, .min = 0.1F, .max = 20, .initial = 1, .part = Part::fx, .help = "Time for 63 % of the way down in dB."},
    Row{.path = "deesser/release", .unit = Unit::ms, .law = Law::log, .min = 5, .max = 500, .initial = 60, .part = Part::fx, .help = "Time for 63 % of the way back in dB."},
    Row{.path = "deesser/mode", .type = Type::choice, .law = Law::steps, .max = 1, .choices = kDeesserModes, .part = Part::fx, .help = "split lowers what is above the frequency only, wide lowers all."},
    Row{.path = "deesser/listen", .type = Type::toggle, .max = 1, .part = Part::fx, .help = "Lets only the sibilance be heard."},
};
inline constexpr std::array kSaturation = {
    Row{.path = "saturation/drive", .unit = Unit::db, .min = 0, .max = 20, .initial = 6, .part = Part::fx, .help = "How far into the bend; full scale stays full scale."},
    Row{.path = "saturation/bias", .min = 0, .max = 1, .initial = 0, .part = Part::fx, .help = "How unevenly the two halves of the wave are bent: even harmonics."},
    Row{.path = "saturation/level", .unit = Unit::db, .min = -24, .max = 12, .initial = 0, .part = Part::fx, .help = "Gain behind it."},
    mix_row<"saturation">(1),
};

}  // namespace rows

// The rows of one type; none has none.
constexpr std::span<const Row> fx_rows(FxType type) {
    constexpr std::array<std::span<const Row>, kFxTypes> all = {{{},
                                                                 rows::kPlate,
                                                                 rows::kHall,
                                                                 rows::kRoom,
                                                                 rows::kDelay,
                                                                 rows::kChorus,
                                                                 rows::kFlanger,
                                                                 rows::kPhaser,
                                                                 rows::kDoubler,
                                                                 rows::kGraphic,
                                                                 rows::kDeesser,
                                                                 rows::kSaturation}};
    return all[static_cast<std::size_t>(type)];
}

// How many numbers a type is told: one for each setting, and for each of its bands.
constexpr std::size_t fx_values(std::span<const Row> rows) {
    std::size_t count = 0;
    for (const Row& row : rows)
        if (row.kind == Kind::setting) count += row.bands > 0 ? static_cast<std::size_t>(row.bands) : 1;
    return count;
}
// The most that any type is told.
inline constexpr std::size_t kMostFxValues = [] {
    std::size_t most = 0;
    for (int t = 0; t < kFxTypes; ++t) {
        const std::size_t count = fx_values(fx_rows(static_cast<FxType>(t)));
        most = count > most ? count : most;
    }
    return most;
}();
// Which of them one row is.
consteval std::size_t fx_value(FxType type, std::string_view path) {
    const auto all = fx_rows(type);
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i].path == path) return fx_values(all.first(i));
    throw "no such row of this type";  // not a constant expression: a misspelt path does not compile
}

}  // namespace tutti
