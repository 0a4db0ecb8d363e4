#pragma once
// The X32's sixteen colours as paint, and its pictures by name. An inverted colour is the dark one. Pure functions and
// constant data.
#include <array>
#include <charconv>
#include <cstdint>
#include <string_view>

namespace tutti::x32 {

// OFF RD GN YE BL MG CY WH, then the same inverted.
inline constexpr std::array<std::string_view, 16> kColours = {
    "#808080", "#e0523f", "#3fc46a", "#e0c23f", "#3f7fe0", "#c45fd6", "#3fc4e0", "#f0f0f0",
    "#303030", "#701f18", "#1b6a35", "#70601b", "#1b3c70", "#60286a", "#1b6070", "#a8b0b8"};

// Picture 1 is none; what is not here is drawn as none.
inline constexpr std::array<std::string_view, 74> kIcons = {"",
                                                            "kick_back",
                                                            "kick",
                                                            "snare",
                                                            "snare_bottom",
                                                            "tom_high",
                                                            "tom_mid",
                                                            "tom_floor",
                                                            "hihat",
                                                            "cymbal",
                                                            "drums",
                                                            "cowbell",
                                                            "bongos",
                                                            "congas",
                                                            "perc",
                                                            "vibraphone",
                                                            "bass",
                                                            "bass_acoustic",
                                                            "double_bass",
                                                            "guitar",
                                                            "guitar_2",
                                                            "guitar_3",
                                                            "guitar_acoustic",
                                                            "amp_bass",
                                                            "amp",
                                                            "cabinet",
                                                            "keys",
                                                            "organ",
                                                            "harpsichord",
                                                            "keyboard",
                                                            "synth",
                                                            "synth_2",
                                                            "synth_3",
                                                            "keytar",
                                                            "trumpet",
                                                            "trombone",
                                                            "saxophone",
                                                            "clarinet",
                                                            "violin",
                                                            "cello",
                                                            "vocals",
                                                            "vocals_2",
                                                            "choir",
                                                            "hand",
                                                            "talk",
                                                            "talk_2",
                                                            "microphone",
                                                            "microphone_left",
                                                            "microphone_right",
                                                            "handheld",
                                                            "wireless",
                                                            "lectern",
                                                            "headset",
                                                            "xlr",
                                                            "jack",
                                                            "jack_left",
                                                            "jack_right",
                                                            "rca_left",
                                                            "rca_right",
                                                            "tape",
                                                            "fx",
                                                            "computer",
                                                            "wedge",
                                                            "speaker",
                                                            "speaker_right",
                                                            "array",
                                                            "speaker_stand",
                                                            "amp_rack",
                                                            "controls",
                                                            "fader",
                                                            "bus",
                                                            "matrix",
                                                            "routing",
                                                            "smile"};

// "#rrggbb" as the nearest of them.
inline std::int32_t nearest_colour(std::string_view paint) {
    const auto part = [](std::string_view text, std::size_t at) {
        int value = 0;
        if (text.size() == 7) std::from_chars(text.data() + at, text.data() + at + 2, value, 16);
        return value;
    };
    std::int32_t best = 0;
    int least = 1 << 20;
    for (std::size_t c = 0; c < kColours.size(); ++c) {
        int distance = 0;
        for (const std::size_t at : {1U, 3U, 5U}) {
            const int d = part(paint, at) - part(kColours[c], at);
            distance += d * d;
        }
        if (distance < least) least = distance, best = static_cast<std::int32_t>(c);
    }
    return best;
}

}  // namespace tutti::x32
