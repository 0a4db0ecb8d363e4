#include "protocol/x32/grid.hpp"

#include <algorithm>
#include <cmath>

#include "engine/console/laws.hpp"

namespace tutti::x32 {
namespace {

// Channel and bus faders; all other levels have 161.
constexpr std::int32_t kFaderSteps = 1024;

bool continuous(const Grid& grid) {
    return grid.kind == Kind::linf || grid.kind == Kind::logf || grid.kind == Kind::level;
}

double place(const Grid& grid, double number) {
    switch (grid.kind) {
        case Kind::level: return fader_position(number);
        case Kind::logf:
            return number <= 0 ? (grid.max > grid.min ? 0 : 1)
                               : std::log(number / grid.min) / std::log(static_cast<double>(grid.max) / grid.min);
        default: return grid.max > grid.min ? (number - grid.min) / (static_cast<double>(grid.max) - grid.min) : 0;
    }
}

// A float of the wire. The 1,024 steps of a fader are met from below: 0.5 is step 511.
std::int32_t step_at(const Grid& grid, double f) {
    f = std::clamp(f, 0.0, 1.0);
    if (grid.kind == Kind::level && grid.steps == kFaderSteps) return static_cast<std::int32_t>(f * 1023.5);
    return static_cast<std::int32_t>(std::lround(f * last_step(grid)));
}

}  // namespace

std::int32_t last_step(const Grid& grid) {
    if (grid.kind == Kind::text) return 0;
    return grid.kind == Kind::bits ? (1 << grid.steps) - 1 : grid.steps - 1;
}

double unit(const Grid& grid, std::int32_t step) {
    if (!continuous(grid)) return static_cast<double>(grid.min) + step;
    const double f = static_cast<double>(step) / last_step(grid);
    switch (grid.kind) {
        case Kind::level: return fader_db(f);
        case Kind::logf: return grid.min * std::pow(static_cast<double>(grid.max) / grid.min, f);
        default: return grid.min + step * (static_cast<double>(grid.max) - grid.min) / last_step(grid);
    }
}

std::int32_t nearest(const Grid& grid, double number) {
    const std::int32_t last = last_step(grid);
    if (std::isnan(number)) return 0;
    if (!continuous(grid)) return static_cast<std::int32_t>(std::clamp(std::round(number - grid.min), 0.0, 1.0 * last));
    const auto below = static_cast<std::int32_t>(std::clamp(place(grid, number), 0.0, 1.0) * last);
    const std::int32_t above = std::min(below + 1, last);
    return std::abs(unit(grid, above) - number) < std::abs(unit(grid, below) - number) ? above : below;
}

Argument on_wire(const Grid& grid, const Setting& setting) {
    if (grid.kind == Kind::text) return std::string_view(setting.text);
    if (continuous(grid)) return static_cast<float>(static_cast<double>(setting.step) / last_step(grid));
    return static_cast<std::int32_t>(grid.kind == Kind::integer ? setting.step + static_cast<std::int32_t>(grid.min)
                                                                : setting.step);
}

std::optional<Setting> from_wire(const Grid& grid, const Argument& argument) {
    if (const auto* text = std::get_if<std::string_view>(&argument)) {
        if (grid.kind == Kind::text) return Setting{0, shown(grid, *text)};
        if (grid.kind != Kind::words) return std::nullopt;
        const auto found = std::find(grid.words.begin(), grid.words.end(), *text);
        if (found == grid.words.end()) return std::nullopt;
        return Setting{static_cast<std::int32_t>(found - grid.words.begin())};
    }
    if (const auto* f = std::get_if<float>(&argument)) {
        if (!continuous(grid) || std::isnan(*f)) return std::nullopt;
        return Setting{step_at(grid, *f)};
    }
    const auto* i = std::get_if<std::int32_t>(&argument);
    if (!i || continuous(grid) || grid.kind == Kind::text) return std::nullopt;
    const std::int64_t step = grid.kind == Kind::integer ? *i - static_cast<std::int64_t>(grid.min) : *i;
    if (step < 0 || step > last_step(grid)) return std::nullopt;
    return Setting{static_cast<std::int32_t>(step)};
}

char type_tag(const Grid& grid) {
    return grid.kind == Kind::text ? 's' : continuous(grid) ? 'f' : 'i';
}

std::string shown(const Grid& grid, std::string_view text) {
    const auto longest = static_cast<std::size_t>(grid.steps);
    if (text.size() > longest) {
        std::size_t end = longest;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
        text = text.substr(0, end);
    }
    std::string out(text);
    for (char& c : out) {
        if (c == '"') c = '\'';
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    }
    return out;
}

}  // namespace tutti::x32
