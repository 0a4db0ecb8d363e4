#include "protocol/x32/text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace tutti::x32 {
namespace {

void append_fixed(std::string& out, double number, int decimals, bool plus) {
    const double rounding = std::pow(10.0, decimals);
    number = std::round(number * rounding) / rounding;
    if (number == 0) number = 0;  // no -0.0
    if (plus && number >= 0) out += '+';
    char digits[32];
    const auto [end, error] = std::to_chars(digits, digits + sizeof digits, number, std::chars_format::fixed, decimals);
    if (error == std::errc{}) out.append(digits, end);
}

void append_hertz(std::string& out, double number) {
    if (number < 999.95) return append_fixed(out, number, 1, false);
    const auto tens = static_cast<int>(number / 10 + 1e-6);  // of Hz, cut: 1025.7 Hz is 1k02
    const int rest = tens % 100;
    ((out += std::to_string(tens / 100)) += rest < 10 ? "k0" : "k") += std::to_string(rest);
}

void append_number(std::string& out, const Grid& grid, std::int32_t step) {
    const double number = unit(grid, step);
    switch (grid.print) {
        case Print::whole: return append_fixed(out, number, 0, grid.plus);
        case Print::tenths: return append_fixed(out, number, 1, grid.plus);
        case Print::hundredths: return append_fixed(out, number, 2, grid.plus);
        case Print::three_digits:
            return append_fixed(out, number, number < 9.995 ? 2 : number < 99.95 ? 1 : 0, grid.plus);
        case Print::hertz: return append_hertz(out, number);
        case Print::level:
            if (step == 0) {
                out += "-oo";
                return;
            }
            return append_fixed(out, number, 1, std::abs(number) >= 0.05);  // that desk prints 0.0 without a sign
    }
}

std::optional<double> number_in(std::string_view word) {
    if (word.starts_with('+')) word.remove_prefix(1);
    double number = 0;
    const char* last = word.data() + word.size();
    const auto [end, error] = std::from_chars(word.data(), last, number, std::chars_format::fixed);
    if (error != std::errc{} || std::isnan(number)) return std::nullopt;
    if (end == last) return number;
    if (*end != 'k') return std::nullopt;
    // 1k02: what follows are the decimals of the thousands, cut off: it is what lies between 1020 and 1030.
    double thousandth = 100;
    for (const char* c = end + 1; c != last; ++c, thousandth /= 10) {
        if (*c < '0' || *c > '9' || last - end > 5) return std::nullopt;
        number += (*c - '0') * thousandth / 1000;
    }
    return number * 1000 + (end + 1 == last ? 0 : thousandth * 5);
}

std::optional<Setting> integer_in(const Grid& grid, std::string_view word) {
    std::int32_t number = 0;
    if (word.starts_with('+')) word.remove_prefix(1);
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc{} || end != word.data() + word.size()) return std::nullopt;
    return from_wire(grid, number);
}

std::optional<Setting> bits_in(const Grid& grid, std::string_view word) {
    if (!word.starts_with('%')) return integer_in(grid, word);
    if (word.size() < 2 || word.size() > static_cast<std::size_t>(grid.steps) + 1) return std::nullopt;
    std::int32_t map = 0;
    for (const char c : word.substr(1)) {
        if (c != '0' && c != '1') return std::nullopt;
        map = map * 2 + (c - '0');
    }
    return Setting{map};
}

bool blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

}  // namespace

void append_text(std::string& out, const Grid& grid, const Setting& setting) {
    switch (grid.kind) {
        case Kind::linf:
        case Kind::logf:
        case Kind::level: return append_number(out, grid, setting.step);
        case Kind::words: out += grid.words[static_cast<std::size_t>(setting.step)]; return;
        case Kind::integer: out += std::to_string(setting.step + static_cast<std::int32_t>(grid.min)); return;
        case Kind::bits:
            out += '%';
            for (int bit = grid.steps; bit-- > 0;) out += (setting.step >> bit & 1) != 0 ? '1' : '0';
            return;
        case Kind::text: ((out += '"') += setting.text) += '"'; return;
    }
}

std::optional<Setting> from_text(const Grid& grid, std::string_view word) {
    switch (grid.kind) {
        case Kind::text:
        case Kind::words: return from_wire(grid, word);
        case Kind::integer: return integer_in(grid, word);
        case Kind::bits: return bits_in(grid, word);
        case Kind::level:
            if (word == "-oo") return Setting{};
            break;
        case Kind::linf:
        case Kind::logf: break;
    }
    const auto number = number_in(word);
    if (!number) return std::nullopt;
    return Setting{nearest(grid, *number)};
}

std::vector<std::string_view> split(std::string_view line, std::size_t most) {
    line = line.substr(0, line.find_first_of(std::string_view("\n\0", 2)));
    std::vector<std::string_view> out;
    while (out.size() < most) {
        while (!line.empty() && blank(line.front())) line.remove_prefix(1);
        if (line.empty()) break;
        std::size_t end = 0, next = 0;
        if (line.front() == '"') {
            line.remove_prefix(1);
            end = std::min(line.find('"'), line.size());
            next = std::min(end + 1, line.size());
        } else {
            while (end < line.size() && !blank(line[end])) ++end;
            next = end;
        }
        out.push_back(line.substr(0, end));
        line.remove_prefix(next);
    }
    return out;
}

}  // namespace tutti::x32
