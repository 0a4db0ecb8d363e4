#pragma once
// A row of the parameter table: everything that is true of one parameter of one family of strips. The whole daemon,
// its reference page, the web page's types and every dialect are derived from rows; nothing about a parameter is said
// anywhere else.
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <string_view>

namespace tutti {

enum class Type : std::uint8_t {
    number,   // f
    integer,  // i
    toggle,   // T / F
    choice,   // s, one of Row::choices; stored as its index
    route,    // s, one of what RouteSet names in this layout; stored as its index
    text,     // s
    counter,  // h
    action    // does something; has no value
};
enum class Kind : std::uint8_t { setting, reading, action };
enum class Unit : std::uint8_t { none, db, hz, ms, octaves, seconds, lufs };
enum class Law : std::uint8_t { linear, log, fader, steps };

// What a scene's scope, a safe and a copy name (docs/reference: parts).
enum class Part : std::uint8_t {
    none,
    input,
    patch,
    hpf,
    gate,
    eq,
    comp,
    main,
    monitor,
    pan,
    fader,
    mute,
    sends,
    groups,
    names,
    output,
    fx,
    matrix,
    insert
};
inline constexpr std::string_view kPartWords[] = {"",      "input",   "patch", "hpf",    "gate",  "eq",    "comp",
                                                  "main",  "monitor", "pan",   "fader",  "mute",  "sends", "groups",
                                                  "names", "output",  "fx",    "matrix", "insert"};
static_assert(std::size(kPartWords) == static_cast<std::size_t>(Part::insert) + 1);

// What the one placeholder of a path counts: `send/{bus}/level`.
enum class Index : std::uint8_t { none, band, bus, dca, mutegroup, monitor, channel, matrix, family };

enum class RouteSet : std::uint8_t {
    none,
    channel_source,
    monitor_source,
    output_source,
    channel_key,
    bus_key,
    talkback_source,
    fx_source,
    insert_source,
    inherit_source,
    selection
};
inline constexpr std::size_t kRouteSets = 11;
enum class TextForm : std::uint8_t { free, name, colour, short_name, note };

struct Row {
    std::string_view path;  // below the strip: "fader", "send/{bus}/level"
    Type type = Type::number;
    Kind kind = Kind::setting;
    Unit unit = Unit::none;
    Law law = Law::linear;
    Index index = Index::none;
    std::int16_t bands = 0;  // count of Index::band; every other count comes from the layout
    float min = 0;
    float max = 0;
    float initial = 0;                               // default, in the row's unit, or the index of the choice
    std::span<const float> initials = {};            // one for each band, where they differ
    std::span<const std::string_view> choices = {};  // Type::choice; Law::steps: the allowed numbers in words
    RouteSet routes = RouteSet::none;
    TextForm form = TextForm::free;
    Part part = Part::none;
    bool passing = false;  // a setting that ends with the daemon: in no file, no scene and no history
    std::string_view initial_text = {};
    std::string_view help;
};

}  // namespace tutti
