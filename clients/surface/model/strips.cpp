#include "clients/surface/model/strips.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "engine/console/laws.hpp"

namespace tutti::surface {
namespace {

// Letters of Western Europe from U+00C0 on, without what stands on or under them.
constexpr std::string_view kPlain = "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty";

constexpr std::size_t kLongest = 64;  // bytes of a name that are looked at

std::string plain(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte >= 0x20 && byte < 0x7F) {
            out += text[i];
        } else if (byte == 0xC3 && i + 1 < text.size() && (static_cast<unsigned char>(text[i + 1]) & 0xC0) == 0x80) {
            out += kPlain[static_cast<unsigned char>(text[++i]) & 0x3F];
        }
    }
    return out;
}

std::string numbered(const char* family, int n) {
    return "/" + std::string(family) + "/" + std::to_string(n);
}

std::string send(std::string_view strip, int bus, const char* what) {
    return std::string(strip) + "/send/" + std::to_string(bus) + "/" + what;
}

std::string formed(const char* form, double number) {
    char text[24];
    std::snprintf(text, sizeof text, form, number);
    return text;
}

// Three digits that matter.
std::string three(double number) {
    const double size = std::abs(number);
    return formed(size >= 99.95 ? "%.0f" : size >= 9.995 ? "%.1f" : "%.2f", number);
}

}  // namespace

std::vector<std::string> strips_of_layer(Layer layer, const Mirror& desk, const std::vector<std::string>& own) {
    std::vector<std::string> strips;
    const auto add = [&](const char* family, const char* below = "") {
        for (int n = 1; n <= desk.count(family); ++n) strips.push_back(numbered(family, n) + below);
    };
    switch (layer) {
        case Layer::channels: add("channel"); break;
        case Layer::buses: add("bus"); break;
        case Layer::dcas: add("dca"); break;
        case Layer::main:
            strips.push_back("/main");
            add("matrix");
            add("fx", "/return");
            break;
        case Layer::own: strips = own; break;
    }
    return strips;
}

std::string selection_word(std::string_view strip) {
    if (strip.empty()) return "none";
    std::string word(strip.substr(1));
    if (word.ends_with("/return")) word.resize(word.size() - 7);
    std::replace(word.begin(), word.end(), '/', ':');
    return word;
}

std::string strip_of_selection(const std::string& word) {
    if (word == "none" || word.empty()) return {};
    std::string strip = "/" + word;
    std::replace(strip.begin(), strip.end(), ':', '/');
    return word.starts_with("fx:") ? strip + "/return" : strip;
}

std::string fader_of(std::string_view strip, int flip_bus) {
    return flip_bus ? send(strip, flip_bus, "level") : std::string(strip) + "/fader";
}

std::string mute_of(std::string_view strip, int flip_bus) {
    return flip_bus ? send(strip, flip_bus, "on") : std::string(strip) + "/mute";
}

std::string pan_of(std::string_view strip, int flip_bus) {
    if (strip.starts_with("/dca/")) return {};
    if (flip_bus) return send(strip, flip_bus, "pan");
    return std::string(strip) + (strip.starts_with("/channel/") ? "/pan" : "/balance");
}

std::string shortened(std::string_view name, int columns) {
    std::string text = plain(name.substr(0, kLongest));
    const auto most = static_cast<std::size_t>(columns);
    // Blanks go first, then small vowels from the right, then the end. Digits tell strips apart: they stay.
    std::size_t digits = 0;
    while (digits < text.size() && digits + 1 < most &&
           std::isdigit(static_cast<unsigned char>(text.end()[-1 - static_cast<std::ptrdiff_t>(digits)])))
        ++digits;
    std::string number = text.substr(text.size() - digits);
    text.resize(text.size() - digits);
    const auto too_long = [&] { return text.size() + number.size() > most; };
    for (const std::string_view droppable : {" -_", "aeiou"})
        for (std::size_t i = text.size(); i-- > 1 && too_long();)
            if (droppable.find(text[i]) != std::string_view::npos) text.erase(i, 1);
    if (too_long()) text.resize(most - number.size());
    return text + number;
}

std::string short_name(std::string_view strip, const Mirror& desk, int columns) {
    const std::string given = desk.text(std::string(strip) + "/short");
    if (!given.empty()) return shortened(given, columns);
    const std::string name = desk.text(std::string(strip) + "/name");
    if (!name.empty()) return shortened(name, columns);
    std::string word = selection_word(strip);
    const std::size_t colon = word.find(':');
    if (colon == std::string::npos) return "Main";
    const std::string kind = word.substr(0, colon), number = word.substr(colon + 1);
    return (kind == "channel"  ? "Ch "
            : kind == "bus"    ? "Bus "
            : kind == "matrix" ? "Mtx "
            : kind == "dca"    ? "DCA "
                               : "FX ") +
           number;
}

std::uint32_t color_of(const std::string& text) {
    std::uint32_t color = 0;
    if (text.size() != 7 || text[0] != '#') return 0xFFFFFF;
    const auto [end, error] = std::from_chars(text.data() + 1, text.data() + 7, color, 16);
    return error == std::errc() && end == text.data() + 7 ? color : 0xFFFFFF;
}

std::string value_text(const std::string& address, const Mirror& desk, int columns) {
    const Row* row = row_of(address);
    if (!row || !desk.known(address)) return {};
    if (row->type == Type::toggle) return desk.flag(address) ? "on" : "off";
    if (const std::string text = desk.text(address); !text.empty()) return shortened(text, columns);
    const double number = desk.number(address);
    if (address.ends_with("pan") || address.ends_with("balance")) {
        const long side = std::lround(std::abs(number) * 100);
        return side == 0 ? "C" : (number < 0 ? "L" : "R") + std::to_string(side);
    }
    if (row->unit == Unit::db) {
        if (row->law == Law::fader && number <= kOffDb) return "off";
        return std::abs(number) < 0.05 ? "0.0" : formed(number > 0 ? "+%.1f" : "%.1f", number);
    }
    if (row->unit == Unit::hz && number >= 999.5) return three(number / 1000) + "k";
    if (row->unit == Unit::ms && number >= 999.5) return three(number / 1000) + "s";
    return row->type == Type::integer ? formed("%.0f", number) : three(number);
}

void put_text(std::array<char, kColumns>& cells, std::string_view text, int columns) {
    cells.fill(' ');
    std::copy_n(text.begin(), std::min(text.size(), static_cast<std::size_t>(columns)), cells.begin());
}

}  // namespace tutti::surface
