#include "clients/cli/bars.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "clients/cli/json.hpp"

namespace tutti::cli {

namespace {

constexpr float bottom = -60.0f;  // of a bar, in dBFS
constexpr int channel_values = 5;
constexpr int strip_values = 6;

std::string decimal(float level) {
    if (level <= -327.0f) return "   off";
    std::array<char, 16> text;
    std::snprintf(text.data(), text.size(), "%6.1f", static_cast<double>(level));
    return text.data();
}

std::string_view colour_of(float level) {
    if (level > -1.0f) return "\033[31m";
    return level > -9.0f ? "\033[33m" : "\033[32m";
}

// What stands on the line of one strip: bars for its levels, words for its reductions.
struct Parts {
    std::vector<float> bars;
    std::string words;
};

std::string reduction(const char* name, float value) {
    return value > -0.05f ? std::string(13, ' ') : std::string("  ") + name + decimal(value);
}

// The records are those of docs/protocol.md, Meters.
Parts parts_of(const std::vector<float>& record) {
    if (record.size() == channel_values)
        return {{record[4]},
                "  in " + decimal(record[0]) + reduction("gate ", record[1]) + reduction("comp ", record[2])};
    if (record.size() == strip_values)
        return {{record[4], record[5]}, reduction("comp ", record[2]) + reduction("limit", record[3])};
    return {record, ""};
}

// Names are UTF-8: cut and filled up by characters, not by bytes.
std::string in_cells(const std::string& name, int cells) {
    std::string text;
    for (const char byte : name) {
        const bool begins_character = (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
        if (begins_character && cells-- == 0) return text;
        text += byte;
    }
    return text + std::string(static_cast<std::size_t>(cells), ' ');
}

constexpr int label_cells = 16;

std::string label_of(const MeterFrame& frame, int strip, const Look& look) {
    if (frame.what.starts_with('/')) return in_cells(frame.what, label_cells);
    const auto name = look.names.find(strip);
    std::array<char, 16> number;
    std::snprintf(number.data(), number.size(), "%4d ", strip);
    return number.data() + in_cells(name == look.names.end() ? "" : name->second, label_cells - 6) + " ";
}

}  // namespace

std::string bar(float level, int width) {
    constexpr std::array<std::string_view, 8> eighths = {" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    const float share = std::clamp((level - bottom) / -bottom, 0.0f, 1.0f);
    const int filled = static_cast<int>(std::lround(share * static_cast<float>(width * 8)));
    std::string text;
    for (int cell = 0; cell < width; ++cell) {
        const int here = std::clamp(filled - cell * 8, 0, 8);
        text += here == 8 ? "█" : eighths[static_cast<std::size_t>(here)];
    }
    return text;
}

std::vector<std::string> draw(const MeterFrame& frame, const Look& look) {
    std::vector<std::string> lines;
    const auto shown = std::min(frame.records.size(), static_cast<std::size_t>(std::max(look.rows - 2, 1)));
    for (std::size_t index = 0; index < shown; ++index) {
        const Parts parts = parts_of(frame.records[index]);
        std::string line = label_of(frame, frame.first + static_cast<int>(index), look);
        const int bars = static_cast<int>(std::max<std::size_t>(parts.bars.size(), 1));
        const int room = look.columns - label_cells - static_cast<int>(parts.words.size()) - bars * 8 - 1;
        const int width = room / bars;
        for (const float level : parts.bars) {
            if (width >= 4) {
                if (look.colours) line += colour_of(level);
                line += bar(level, width);
                if (look.colours) line += "\033[0m";
            }
            line += decimal(level) + "  ";
        }
        lines.push_back(line + parts.words);
    }
    if (shown < frame.records.size())
        lines.push_back("     and " + std::to_string(frame.records.size() - shown) + " more: ask for a range, as " +
                        frame.what + ":" + std::to_string(frame.first + static_cast<int>(shown)) + "-" +
                        std::to_string(frame.first + static_cast<int>(frame.records.size()) - 1));
    return lines;
}

std::string in_plain_lines(const MeterFrame& frame) {
    std::string text;
    int strip = frame.first;
    for (const auto& record : frame.records) {
        text += frame.what + " " + std::to_string(strip++);
        for (const float value : record) text += " " + in_words(value);
        text += "\n";
    }
    return text;
}

std::string in_json(const MeterFrame& frame) {
    std::string text =
        "{\"what\": " + to_json(frame.what) + ", \"first\": " + std::to_string(frame.first) + ", \"records\": [";
    const char* between = "";
    for (const auto& record : frame.records) {
        text += between + std::string("[");
        const char* comma = "";
        for (const float value : record) text += comma + in_words(value), comma = ", ";
        text += "]";
        between = ", ";
    }
    return text + "]}";
}

}  // namespace tutti::cli
