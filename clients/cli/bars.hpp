// Levels as a terminal shows them: meter frames drawn as one bar for each strip. Pure functions of what came in; the
// live command decides where and how often.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "clients/remote/meters.hpp"

namespace tutti::cli {

using remote::MeterFrame;

// "████████▌   " : -60 dB is empty, 0 dB full, in eighths of a character.
std::string bar(float level, int width);

struct Look {
    int columns = 80;
    int rows = 24;
    bool colours = true;
    std::map<int, std::string> names = {};  // of strips, by number
};

// The frame as lines that fit the terminal.
std::vector<std::string> draw(const MeterFrame& frame, const Look& look);

// "channels 1 -12.34 0 0 0 -15.2": one strip a line, for a pipe.
std::string in_plain_lines(const MeterFrame& frame);

// {"what": "channels", "first": 1, "records": [[-12.34, …], …]}
std::string in_json(const MeterFrame& frame);

}  // namespace tutti::cli
