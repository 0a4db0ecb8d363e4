#pragma once
// Charts as SVG text: a panel has two axes and lines of points in the axes' units. For pictures of measurements.
#include <string>
#include <utility>
#include <vector>

namespace tutti::pictures {

struct Axis {
    std::string label;
    double from = 0, to = 1;
    std::vector<std::pair<double, std::string>> ticks;
    bool log = false;
};

struct Line {
    std::string name;
    std::vector<std::pair<double, double>> points;  // what lies outside the axes is not drawn
};

struct Panel {
    std::string title;
    Axis x, y;
    std::vector<Line> lines;
    bool bars = false;  // each point is a line from the bottom
};

Axis hertz();  // 20 Hz to 20 kHz
Axis evenly(std::string label, double from, double to, double step);

// Panels beside each other, with a heading and a line of text below it.
std::string svg(const std::string& heading, const std::string& text, const std::vector<Panel>& panels);

}  // namespace tutti::pictures
