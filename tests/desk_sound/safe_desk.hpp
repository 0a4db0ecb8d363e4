#pragma once
// A desk on which every kind of output that has a ceiling is heard, with changes that land in one bundle, and what is
// dangerous to ears measured at every output: the greatest sample, and how fast it gets louder.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <variant>
#include <vector>

#include "engine/console/copying.hpp"
#include "tests/desk_sound/sounding_desk.hpp"

namespace tutti::test {

using Setting = std::pair<std::string, std::variant<const char*, float, bool>>;
using Bundle = std::vector<Setting>;

class SafeDesk : public SoundingDesk {
public:
    // Outputs, counting from 0.
    enum Out {
        main_left,
        main_right,
        cue_left,
        cue_right,
        cue_sum,
        aux_left,
        aux_right,
        matrix_left,
        matrix_right,
        group_left,
        monitor_left,
        monitor_right,
        kOutputs
    };
    // In dBFS, of main, cue 3, aux 4 and matrix 1, all limited.
    static constexpr float kMainCeiling = -3, kCueCeiling = -6, kAuxCeiling = -10, kMatrixCeiling = -9;

    // `drive` dB at the inputs of the channels: far over every ceiling, or far below.
    explicit SafeDesk(float drive) : SoundingDesk(sizes()) {
        apply({{"/bus/1/kind", "group"}, {"/bus/2/kind", "fx"}, {"/bus/3/kind", "cue"}});
        apply({{"/bus/4/limiter/on", true},
               {"/bus/4/limiter/ceiling", kAuxCeiling},
               {"/main/limiter/on", true},
               {"/main/limiter/ceiling", kMainCeiling},
               {"/matrix/1/limiter/on", true},
               {"/matrix/1/limiter/ceiling", kMatrixCeiling},
               {"/main/matrix/1/on", true},
               {"/main/matrix/1/level", 0.0F},
               {"/monitor/1/source", "bus:3"},
               {"/monitor/1/level", 0.0F},
               {"/talkback/1/source", "input:2"},
               {"/talkback/1/level", 0.0F},
               {"/talkback/1/to/bus/3", true},
               {"/talkback/1/to/bus/4", true},
               {"/fx/1/source", "bus:2"},
               {"/fx/1/return/send/3/level", 0.0F}});
        for (const std::string channel : {"/channel/1", "/channel/2"})
            apply({{channel + "/input/trim", drive},
                   {channel + "/fader", 0.0F},
                   {channel + "/send/1/on", true},
                   {channel + "/send/2/level", -6.0F},
                   {channel + "/send/3/level", 0.0F},
                   {channel + "/send/4/level", 0.0F}});
        const char* sources[] = {"main:l",  "main:r",     "bus:3:l",    "bus:3:r", "bus:3",       "bus:4:l",
                                 "bus:4:r", "matrix:1:l", "matrix:1:r", "bus:1:l", "monitor:1:l", "monitor:1:r"};
        for (int o = 0; o < kOutputs; ++o) set("/output/" + std::to_string(o + 1) + "/source", sources[o]);
    }

    // All at once, as a bundle does: one revision, one frame.
    void apply(const Bundle& bundle) {
        std::vector<Change> changes;
        for (const auto& [address, value] : bundle) {
            const auto place = console.tree().find(address);
            if (!place) throw std::invalid_argument(address);
            Argument argument;
            if (const auto* word = std::get_if<const char*>(&value))
                argument = std::string_view(*word);
            else if (const auto* number = std::get_if<float>(&value))
                argument = *number;
            else
                argument = std::get<bool>(value);
            const auto accepted = accept(console.layout(), place->info(), argument);
            if (!std::holds_alternative<Value>(accepted)) throw std::invalid_argument(address);
            changes.push_back({console.layout().slot(*place), std::get<Value>(accepted)});
        }
        console.apply(changes, 1);
    }
    // What a preset made of one strip brings to another, which keeps its source.
    void recall(const char* from, const char* to) {
        const auto changes = copied(console, *spot_of(console.tree(), from), *spot_of(console.tree(), to),
                                    kAllParts & ~only(Part::patch));
        console.apply(changes, 1);
    }

    static bool plays_cue(int out) { return (out >= cue_left && out <= cue_sum) || out >= monitor_left; }
    // dBFS; what has none may be as loud as it is.
    static double ceiling(int out) {
        constexpr double none = 200;
        const double of[kOutputs] = {kMainCeiling,   kMainCeiling, kCueCeiling, kCueCeiling,
                                     kCueCeiling,    kAuxCeiling,  kAuxCeiling, kMatrixCeiling,
                                     kMatrixCeiling, none,         kCueCeiling, kCueCeiling};
        return of[out];
    }
    std::span<const float> heard(int out_number, std::size_t from) const {
        return std::span(out(out_number)).subspan(from);
    }

private:
    static Sizes sizes() {
        Sizes s;
        s.channels = 4, s.buses = 4, s.inputs = 4, s.outputs = kOutputs, s.matrices = 1, s.dcas = 1, s.mutegroups = 1,
        s.fx = 1, s.monitors = 2, s.talkbacks = 1;
        return s;
    }
};

// The largest rise within so many samples.
inline double rise(std::span<const float> x, std::size_t within) {
    double most = 0;
    for (std::size_t t = within; t < x.size(); ++t)
        most = std::max(most, static_cast<double>(std::abs(x[t])) - static_cast<double>(std::abs(x[t - within])));
    return most;
}

}  // namespace tutti::test
