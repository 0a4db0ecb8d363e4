#include "tests/fx/pictures/chart.hpp"

#include <array>
#include <cmath>
#include <cstdio>

namespace tutti::pictures {
namespace {

constexpr double kWidth = 400, kHeight = 230, kLeft = 50, kTop = 92, kStep = 470, kTotal = 380;
constexpr std::array kColours = {"#1f6fb4", "#d9822b", "#3b8f4d", "#a2479b", "#8a6d3b", "#c2414b", "#4a5866"};

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", value);
    return text;
}
std::string tick_name(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%g", std::round(value * 1e6) / 1e6);
    return text;
}

double share(const Axis& axis, double value) {
    if (axis.log) return std::log(value / axis.from) / std::log(axis.to / axis.from);
    return (value - axis.from) / (axis.to - axis.from);
}

std::string text(const char* kind, double x, double y, const std::string& words) {
    return "<text class=\"" + std::string(kind) + "\" x=\"" + number(x) + "\" y=\"" + number(y) + "\">" + words +
           "</text>\n";
}

// A panel with its upper left corner at `left`, kTop.
class Drawn {
public:
    Drawn(const Panel& panel, double left) : panel_(panel), left_(left) {}

    std::string all() const {
        std::string drawn = "<rect class=\"f\" x=\"" + number(left_) + "\" y=\"" + number(kTop) + "\" width=\"" +
                            number(kWidth) + "\" height=\"" + number(kHeight) + "\"/>\n" +
                            text("t", left_, kTop - 24, panel_.title);
        for (const auto& [value, name] : panel_.x.ticks)
            drawn += rule(x(value), kTop, x(value), kTop + kHeight) + text("x", x(value), kTop + kHeight + 16, name);
        for (const auto& [value, name] : panel_.y.ticks)
            drawn += rule(left_, y(value), left_ + kWidth, y(value)) + text("y", left_ - 6, y(value) + 4, name);
        drawn += text("x", left_ + kWidth / 2, kTop + kHeight + 34, panel_.x.label) +
                 text("s", left_ - 40, kTop - 8, panel_.y.label);
        double name_at = left_ + kWidth;
        for (std::size_t i = panel_.lines.size(); i-- > 0;) {
            const std::string colour = kColours[i % kColours.size()];
            drawn += "<path class=\"l\" stroke=\"" + colour + "\" d=\"" + path(panel_.lines[i]) + "\"/>\n" +
                     "<text class=\"e\" style=\"fill:" + colour + "\" x=\"" + number(name_at) + "\" y=\"" +
                     number(kTop - 8) + "\">" + panel_.lines[i].name + "</text>\n";
            name_at -= 7.0 * static_cast<double>(panel_.lines[i].name.size()) + 14;
        }
        return drawn;
    }

private:
    double x(double value) const { return left_ + kWidth * share(panel_.x, value); }
    double y(double value) const { return kTop + kHeight * (1 - share(panel_.y, value)); }
    static std::string rule(double x1, double y1, double x2, double y2) {
        return "<path class=\"r\" d=\"M" + number(x1) + " " + number(y1) + "L" + number(x2) + " " + number(y2) +
               "\"/>\n";
    }

    std::string path(const Line& line) const {
        std::string drawn;
        bool on = false;
        for (const auto& [at, value] : line.points) {
            const double across = share(panel_.x, at), up = share(panel_.y, value);
            const bool inside = across >= 0 && across <= 1 && up >= 0 && up <= 1;  // not so for no number at all
            if (inside && panel_.bars) drawn += "M" + number(x(at)) + " " + number(kTop + kHeight);
            if (inside) drawn += (on || panel_.bars ? "L" : "M") + number(x(at)) + " " + number(y(value));
            on = inside;
        }
        return drawn;
    }

    const Panel& panel_;
    double left_;
};

}  // namespace

Axis hertz() {
    return {"Hz",
            20,
            20000,
            {{50, "50"},
             {100, "100"},
             {200, "200"},
             {500, "500"},
             {1000, "1k"},
             {2000, "2k"},
             {5000, "5k"},
             {10000, "10k"}},
            true};
}

Axis evenly(std::string label, double from, double to, double step) {
    Axis axis{std::move(label), from, to, {}, false};
    for (int i = 0; from + i * step <= to + 1e-9; ++i)
        axis.ticks.emplace_back(from + i * step, tick_name(from + i * step));
    return axis;
}

std::string svg(const std::string& heading, const std::string& words, const std::vector<Panel>& panels) {
    const double width = kStep * static_cast<double>(panels.size()) + 10;
    std::string all =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + number(width) + " " + number(kTotal) +
        "\" role=\"img\" aria-label=\"" + heading + "\">\n" +
        "<style>text { font: 12px sans-serif; fill: #1d2733 } .h { font-size: 17px; font-weight: 600 } "
        ".t { font-weight: 600 } .s { font-size: 11px; fill: #5a6775 } "
        ".x { text-anchor: middle; font-size: 11px; fill: #5a6775 } "
        ".y { text-anchor: end; font-size: 11px; fill: #5a6775 } .e { text-anchor: end; font-size: 11px } "
        ".f { fill: #fff; stroke: #7b93ad } .r { stroke: #dde5ee; fill: none } "
        ".l { fill: none; stroke-width: 1.4; stroke-linejoin: round }</style>\n" +
        "<rect width=\"" + number(width) + "\" height=\"" + number(kTotal) + "\" rx=\"8\" fill=\"#fff\"/>\n" +
        text("h", 20, 28, heading) + text("s", 20, 46, words);
    for (std::size_t i = 0; i < panels.size(); ++i)
        all += Drawn(panels[i], kLeft + kStep * static_cast<double>(i)).all();
    return all + "</svg>\n";
}

}  // namespace tutti::pictures
