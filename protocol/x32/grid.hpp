#pragma once
// The X32's grids: every parameter of that desk takes only so many values, and all that is said of one, as a float
// 0..1, as an integer or in words, names a step of its grid. Pure functions, any thread but audio; what does not fit
// comes back as nothing.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/console/accept.hpp"

namespace tutti::x32 {

enum class Kind : std::uint8_t {
    linf,     // evenly spaced between min and max
    logf,     // evenly spaced in octaves; min may be the greater one
    level,    // the fader law, -oo to +10 dB
    words,    // one of a list
    integer,  // min..max
    bits,     // a bit map
    text
};
// How the unit's number is printed in node text.
enum class Print : std::uint8_t { whole, tenths, hundredths, three_digits, hertz, level };

struct Grid {
    Kind kind = Kind::integer;
    Print print = Print::whole;
    bool plus = false;  // positive numbers are printed with their sign
    float min = 0, max = 0;
    std::int32_t steps = 1;  // of bits: how many; of texts: the most characters
    std::span<const std::string_view> words = {};
};

constexpr Grid linf(float min, float max, float step, Print print = Print::tenths, bool plus = false) {
    return {Kind::linf, print, plus, min, max, static_cast<std::int32_t>((max - min) / step + 1.5F)};
}
constexpr Grid logf(float min, float max, std::int32_t steps, Print print) {
    return {Kind::logf, print, false, min, max, steps};
}
constexpr Grid level(std::int32_t steps) {
    return {Kind::level, Print::level, true, -90, 10, steps};
}
constexpr Grid words(std::span<const std::string_view> words) {
    return {Kind::words, Print::whole, false, 0, 0, static_cast<std::int32_t>(words.size()), words};
}
constexpr Grid integer(std::int32_t min, std::int32_t max) {
    return {Kind::integer, Print::whole, false, static_cast<float>(min), static_cast<float>(max), max - min + 1};
}
constexpr Grid bits(std::int32_t count) {
    return {Kind::bits, Print::whole, false, 0, 0, count};
}
constexpr Grid text(std::int32_t longest) {
    return {Kind::text, Print::whole, false, 0, 0, longest};
}

// What a parameter is set to: a step of its grid (of bits: the map), or a text.
struct Setting {
    std::int32_t step = 0;
    std::string text = {};
    bool operator==(const Setting&) const = default;
};

std::int32_t last_step(const Grid& grid);  // 0 of texts
// The unit's number of a step, and the step that is nearest to a number.
double unit(const Grid& grid, std::int32_t step);
std::int32_t nearest(const Grid& grid, double number);

// As a message carries it: a float 0..1, an integer or a text, which is borrowed. And back: floats are rounded to the
// grid, of a list the word does as well as its number.
Argument on_wire(const Grid& grid, const Setting& setting);
std::optional<Setting> from_wire(const Grid& grid, const Argument& argument);
char type_tag(const Grid& grid);

// A text as that desk can show it: cut to the grid's length between characters, without quotes and control characters.
std::string shown(const Grid& grid, std::string_view text);

}  // namespace tutti::x32
